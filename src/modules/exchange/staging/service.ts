import type { Readable } from 'node:stream';
import { type CsvDetection, detectCsv } from '../../../platform/csv/detect.ts';
import type { ColumnGuess } from '../../../platform/csv/guess.ts';
import { type CsvFormat, readCsv } from '../../../platform/csv/read.ts';
import { type CopyValue, copyRows } from '../../../platform/copy.ts';
import type { Database, Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { can } from '../../../platform/rights.ts';
import { inTx } from '../../../platform/tx.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { ColumnLook, ImportFile } from './contract.ts';
import { unfoldedSample, type Unfolding, unfoldingOf } from '../unfolding/rules.ts';
import * as store from './store.ts';

export type StagedRow = store.StagedRow;

export interface Upload {
  /** The name the file had where it came from. */
  name: string;
  /** Opens what was uploaded, from its beginning each time. */
  open: () => Promise<Readable>;
  /** Where the bytes are kept, to be read anew; nowhere for the command line, which has the file itself. */
  storageKey?: string | undefined;
  /** How it is to be read; what is left out is found out. */
  encoding?: CsvFormat['encoding'] | undefined;
  delimiter?: string | undefined;
  hasHeader?: boolean | undefined;
}

const sampleCount = 20;

/**
 * Reads a file into the staging table, streamed by `COPY`. A file of the same name is replaced once the new one is there;
 * one that cannot be read leaves nothing.
 */
export async function stageFile(db: Database, scope: Scope, importId: string, upload: Upload): Promise<void> {
  const { name, open, storageKey = null } = upload;
  const format = await detectCsv(await open(), chosenOf(upload));
  const { encoding, delimiter, hasHeader, header } = format;
  refuseHeader(format);
  const unfolding = hasHeader && can(scope, 'settings', 'edit') ? unfoldingOf(header, scope.currency) : null;
  const no = await store.nextFileNo(db, scope, importId);
  const staging = { importId, fileNo: no, format, unfolding };
  const rows = await copyRows(db, 'import_rows', store.rowColumns, staged(scope, staging, await open()));
  const { sample, guesses } = unfolding ? unfoldedSample(unfolding, format.sample) : format;
  const columns = unfolding?.columns ?? header;
  const file = {
    no,
    name,
    encoding,
    delimiter,
    hasHeader,
    columns,
    samples: sample.slice(0, sampleCount),
    rows,
    looks: guesses.map(lookOf),
  };
  try {
    if (rows === 0) throw new DomainError('csv.no_rows', { status: 422 });
    await inTx(db, async (tx) => {
      await store.deleteFile(tx, scope, importId, { name });
      await store.insertFile(tx, scope, importId, file, storageKey);
    });
  } catch (error) {
    await store.deleteRows(db, scope, importId, no);
    throw error;
  }
}

function lookOf({ kind, isAmbiguous, dateOrder, decimalMark }: ColumnGuess): ColumnLook {
  return {
    kind,
    isAmbiguous,
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(decimalMark === undefined ? {} : { decimalMark }),
  };
}

function chosenOf({ encoding, delimiter, hasHeader }: Upload): Partial<CsvFormat> {
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(hasHeader === undefined ? {} : { hasHeader }),
  };
}

function refuseHeader({ header, hasHeader }: CsvDetection): void {
  const seen = new Set<string>();
  for (const name of header) {
    if (seen.has(name)) throw new DomainError('csv.duplicate_header', { status: 422, params: { name } });
    seen.add(name);
  }
  if (hasHeader && header.every((name, index) => name === String(index + 1)))
    throw new DomainError('csv.no_header', { status: 422 });
}

interface Staging {
  importId: string;
  fileNo: number;
  format: CsvDetection;
  unfolding: Unfolding | null;
}

async function* staged(
  scope: Scope,
  { importId, fileNo, format, unfolding }: Staging,
  source: Readable,
): AsyncGenerator<readonly CopyValue[]> {
  let isHeader = format.hasHeader;
  let no = 0;
  for await (const batch of readCsv(source, format)) {
    for (const { line, fields } of batch) {
      if (!isHeader && !unfolding) yield store.stagedRow(scope, importId, fileNo, line, fields);
      // A row of what it becomes is counted by itself: several come of one line.
      if (!isHeader && unfolding)
        for (const row of unfolding.rowsOf(fields)) yield store.stagedRow(scope, importId, fileNo, (no += 1), row);
      isHeader = false;
    }
  }
}

export async function listFiles(db: Db, scope: Scope, importId: string): Promise<ImportFile[]> {
  return store.findFiles(db, scope, importId);
}

export async function removeFile(db: Db, scope: Scope, importId: string, no: number): Promise<void> {
  if (!(await store.deleteFile(db, scope, importId, { no }))) throw new DomainError('not_found');
}

/** Where the bytes of an import's uploads lie: of one of them, or of all. */
export async function listStorageKeys(
  db: Db,
  scope: Scope,
  importId: string,
  which: { name?: string; no?: number } = {},
): Promise<string[]> {
  return store.findStorageKeys(db, scope, importId, which);
}

/** Drops what an import needs no more: where its uploads lay, and, once nobody will ask for its refused rows, the rows. */
export async function dropUploads(db: Db, scope: Scope, importId: string, { withRows = false } = {}): Promise<void> {
  await store.forgetStorageKeys(db, scope, importId);
  if (withRows) await store.deleteRows(db, scope, importId, null);
}

/** The values of a column, the most frequent first. */
export async function countValues(
  db: Db,
  scope: Scope,
  importId: string,
  file: ImportFile,
  column: string,
  options: { q?: string; limit: number },
): Promise<{ value: string; rows: number }[]> {
  const place = file.columns.indexOf(column);
  return place < 0 ? [] : store.findValues(db, scope, importId, file.no, place, options);
}

/** All rows of a file in batches. */
export async function* eachBatch(
  db: Db,
  scope: Scope,
  importId: string,
  fileNo: number,
  size: number,
  after = 0,
): AsyncGenerator<StagedRow[]> {
  let last = after;
  for (;;) {
    const rows = await store.findRows(db, scope, importId, fileNo, last, size);
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1)?.no ?? last;
    if (rows.length < size) return;
  }
}

/** Named rows of a file, in the order of the numbers. */
export async function readRows(
  db: Db,
  scope: Scope,
  importId: string,
  fileNo: number,
  numbers: readonly number[],
): Promise<StagedRow[]> {
  return store.findNamedRows(db, scope, importId, fileNo, numbers);
}
