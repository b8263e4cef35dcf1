import { createReadStream } from 'node:fs';
import { detectCsv } from '../../../platform/csv/detect.ts';
import { type CsvFormat, readCsv } from '../../../platform/csv/read.ts';
import { type CopyValue, copyRows } from '../../../platform/copy.ts';
import type { Database, Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { inTx } from '../../../platform/tx.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { ImportFile } from '../contract.ts';
import * as store from './store.ts';

export type StagedRow = store.StagedRow;

export interface Upload {
  /** The name the file had where it came from. */
  name: string;
  /** Where it lies now. */
  path: string;
  encoding?: CsvFormat['encoding'] | undefined;
  delimiter?: string | undefined;
}

const sampleCount = 20;

/**
 * Reads a file into the staging table, streamed by `COPY`. A file of the same name is replaced once the new one is there;
 * one that cannot be read leaves nothing.
 */
export async function stageFile(db: Database, scope: Scope, importId: string, upload: Upload): Promise<void> {
  const chosen: Partial<CsvFormat> = { hasHeader: true };
  if (upload.encoding) chosen.encoding = upload.encoding;
  if (upload.delimiter) chosen.delimiter = upload.delimiter;
  const format = await detectCsv(createReadStream(upload.path), chosen);
  const columns = format.header;
  refuseHeader(columns);
  const no = await store.nextFileNo(db, scope, importId);
  const rows = await copyRows(db, 'import_rows', store.rowColumns, staged(scope, importId, no, upload.path, format));
  const file = {
    no,
    name: upload.name,
    encoding: format.encoding,
    delimiter: format.delimiter,
    columns,
    samples: format.sample.slice(0, sampleCount),
    rows,
  };
  await inTx(db, async (tx) => {
    await store.deleteFile(tx, scope, importId, { name: upload.name });
    await store.insertFile(tx, scope, importId, file);
  }).catch(async (error: unknown) => {
    await store.deleteRows(db, scope, importId, no);
    throw error;
  });
}

function refuseHeader(columns: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of columns) {
    if (seen.has(name)) throw new DomainError('csv.duplicate_header', { params: { name } });
    seen.add(name);
  }
  if (columns.every((name, index) => name === String(index + 1))) throw new DomainError('csv.no_header');
}

async function* staged(
  scope: Scope,
  importId: string,
  fileNo: number,
  path: string,
  format: CsvFormat,
): AsyncGenerator<readonly CopyValue[]> {
  let isHeader = true;
  for await (const batch of readCsv(createReadStream(path), format)) {
    for (const { line, fields } of batch) {
      if (!isHeader) yield store.stagedRow(scope, importId, fileNo, line, fields);
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

/** Drops the staged rows of an import that needs them no more. */
export async function dropRows(db: Db, scope: Scope, importId: string): Promise<void> {
  await store.deleteRows(db, scope, importId, null);
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
