import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../../platform/db.ts';
import { csvLine } from '../../../platform/csv/write.ts';
import { DomainError } from '../../../platform/errors.ts';
import { deleteFile, readFileStream, writeFileStream } from '../../../platform/files.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { translate } from '../../../platform/i18n.ts';
import type { Import } from '../contract.ts';
import { eachFaultyRow, faultText } from '../faults/service.ts';
import { faultPlaces, forgetImport, removeUpload, uploadFile } from '../service.ts';
import { listFiles, listStorageKeys, type Upload } from '../staging/service.ts';
import { getImportRow } from '../state/service.ts';
import { tableOf } from '../workbooks/service.ts';

const maxBytes = 4_294_967_296;

type Reading = Omit<Upload, 'open' | 'storageKey' | 'name'>;

/** Takes a request's body as a file. The bytes are kept until the import has run, so that they can be read anew. */
export async function receiveFile(
  db: Database,
  scope: Scope,
  dataFolder: string,
  id: string,
  upload: Reading & { name: string },
  request: FastifyRequest,
): Promise<Import> {
  permit(scope, 'import', 'create');
  const storageKey = await tableOf(dataFolder, await writeFileStream(dataFolder, request.raw, maxBytes));
  return readKept(db, scope, dataFolder, id, { ...upload, storageKey });
}

async function readKept(
  db: Database,
  scope: Scope,
  dataFolder: string,
  id: string,
  upload: Reading & { name: string; storageKey: string },
): Promise<Import> {
  const { name, storageKey } = upload;
  try {
    const before = await listStorageKeys(db, scope, id, { name });
    const read = await uploadFile(db, scope, id, { ...upload, open: () => openKept(dataFolder, storageKey) });
    await deleteAll(
      dataFolder,
      before.filter((key) => key !== storageKey),
    );
    return read;
  } catch (error) {
    // What cannot be read is not kept, unless it is there in a reading that works.
    if (!(await listStorageKeys(db, scope, id, { name })).includes(storageKey)) await deleteFile(dataFolder, storageKey);
    throw error;
  }
}

async function openKept(dataFolder: string, storageKey: string): Promise<Readable> {
  const file = await readFileStream(dataFolder, storageKey);
  if (!file) throw new DomainError('exchange.upload_gone', { status: 409 });
  return file.stream;
}

async function deleteAll(dataFolder: string, keys: readonly string[]): Promise<void> {
  for (const key of keys) await deleteFile(dataFolder, key);
}

/** Reads an uploaded file anew in another way; if it cannot be read like that, it stays as it was. */
export async function rereadFile(
  db: Database,
  scope: Scope,
  dataFolder: string,
  id: string,
  no: number,
  reading: Reading,
): Promise<Import> {
  permit(scope, 'import', 'create');
  await getImportRow(db, scope, id, { action: 'create' });
  const file = (await listFiles(db, scope, id)).find((one) => one.no === no);
  if (!file) throw new DomainError('not_found');
  const [storageKey] = await listStorageKeys(db, scope, id, { no });
  if (storageKey === undefined) throw new DomainError('exchange.upload_gone', { status: 409 });
  return readKept(db, scope, dataFolder, id, { ...reading, name: file.name, storageKey });
}

/** Takes a file out of an import, with its bytes. */
export async function removeFile(db: Database, scope: Scope, dataFolder: string, id: string, no: number): Promise<Import> {
  await getImportRow(db, scope, id, { action: 'create' });
  const keys = await listStorageKeys(db, scope, id, { no });
  const left = await removeUpload(db, scope, id, no);
  await deleteAll(dataFolder, keys);
  return left;
}

/** Forgets an import that has made nothing, with the bytes of its files. */
export async function forget(db: Database, scope: Scope, dataFolder: string, id: string): Promise<void> {
  await getImportRow(db, scope, id, { action: 'create' });
  const keys = await listStorageKeys(db, scope, id);
  await forgetImport(db, scope, id);
  await deleteAll(dataFolder, keys);
}

/** Deletes the bytes that an import needs no more; for the worker. */
export async function dropBytes(db: Database, scope: Scope, dataFolder: string, id: string): Promise<void> {
  await deleteAll(dataFolder, await listStorageKeys(db, scope, id));
}

/** Streams the refused rows of an import as they were, with the reasons in a last column. */
export async function sendErrors(
  db: Database,
  scope: Scope,
  id: string,
  fileName: string | undefined,
  reply: FastifyReply,
): Promise<string> {
  permit(scope, 'import', 'view');
  const row = await getImportRow(db, scope, id);
  const files = await listFiles(db, scope, id);
  const targets = (row.map?.files ?? []).flatMap(({ file, targets: own }) => own.map(() => file));
  const file = files.find(({ name }) => (fileName === undefined ? targets.includes(name) : name === fileName));
  if (!file) throw new DomainError('not_found');
  const numbers = targets.flatMap((name, no) => (name === file.name ? [no] : []));
  reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header(
      'content-disposition',
      `attachment; filename="errors.csv"; filename*=UTF-8''${encodeURIComponent(`errors-${file.name.replace(/\.xlsx$/i, '.csv')}`)}`,
    );
  const placeOf = await faultPlaces(db, scope, row);
  await reply.send(Readable.from(errorLines(db, scope, id, { ...file, targets: numbers }, placeOf)));
  return '';
}

const openedBySpreadsheets = new Set([',', ';', '\t']);

async function* errorLines(
  db: Database,
  scope: Scope,
  id: string,
  file: { no: number; columns: readonly string[]; delimiter: string; targets: readonly number[] },
  placeOf: Awaited<ReturnType<typeof faultPlaces>>,
): AsyncGenerator<string> {
  const own = ['row', 'reason'].map((name) => translate(scope.language, `exchange:errorFile.${name}`));
  const delimiter = openedBySpreadsheets.has(file.delimiter) ? file.delimiter : ',';
  yield `\uFEFF${csvLine([...file.columns, ...own], delimiter)}`;
  for await (const rows of eachFaultyRow(db, scope, id, file.no, file.targets)) {
    yield rows
      .map(({ rowNo, cells, faults }) => {
        const reasons = faults.map(({ targetNo, field, code, params }) => {
          const { label, column } = placeOf(targetNo, field);
          const where = column ?? label;
          return `${where === null ? '' : `${where}: `}${faultText(scope.language, code, params)}`;
        });
        const padded = Array.from({ length: file.columns.length }, (_, index) => cells[index] ?? '');
        return csvLine([...padded, rowNo, reasons.join(' ')], delimiter);
      })
      .join('');
  }
}
