import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { deleteFile, readFileStream, writeFileStream } from '../../../platform/files.ts';
import { mediaTypeOf } from '../../../platform/media-type.ts';
import { permit, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { getHead } from '../../records/audit/service.ts';
import { refuseKept } from '../file-guard/service.ts';
import { fileLimit, type StoredFile } from './contract.ts';
import { attachment, cleanFileName } from './rules.ts';
import { deleteFileRow, type FileRow, findFile, findFiles, insertFile } from './store.ts';

function presented(row: FileRow): StoredFile {
  const { id, name, mediaType, sizeBytes, sha256, createdAt, createdById } = row;
  return {
    id,
    name,
    mediaType,
    sizeBytes,
    sha256,
    createdAt,
    createdBy: createdById === null ? null : { id: createdById, name: row.createdByName ?? '' },
  };
}

/** Files of a record that the scope may see. */
export async function listFiles(db: Db, scope: Scope, recordId: string): Promise<StoredFile[]> {
  await getHead(db, scope, recordId);
  return (await findFiles(db, scope, recordId)).map(presented);
}

export interface Upload {
  name: string;
  source: Readable;
  /** Length the sender announced, if any. */
  announced: number | null;
}

/** Keeps a file on a record. The bytes go to disk first; if the row cannot be written they are taken away again. */
export async function uploadFile(
  db: Db,
  scope: Scope,
  dataFolder: string,
  recordId: string,
  upload: Upload,
): Promise<StoredFile> {
  permit(scope, 'file', 'create');
  await getHead(db, scope, recordId);
  if (upload.announced !== null && upload.announced > fileLimit) throw new DomainError('too_large');
  const written = await writeFileStream(dataFolder, upload.source, fileLimit);
  try {
    if (written.sizeBytes === 0) throw new DomainError('timeline.empty_file');
    return await inTx(db, async (tx) => {
      const head = await getHead(tx, scope, recordId);
      const id = uuidv7();
      const name = cleanFileName(upload.name);
      const { storageKey, sizeBytes, sha256 } = written;
      await insertFile(tx, scope, { id, recordId, name, mediaType: mediaTypeOf(written.head), sizeBytes, sha256, storageKey });
      await appendEvents(tx, scope, [
        { kind: 'file.added', subjectKind: head.kind, subjectId: recordId, data: { fileId: id, name, sizeBytes } },
      ]);
      return presented(await getRow(tx, scope, id));
    });
  } catch (error) {
    await deleteFile(dataFolder, written.storageKey);
    throw error;
  }
}

/** A file whose record the scope may see; 404 otherwise. */
async function getRow(db: Db, scope: Scope, id: string): Promise<FileRow & { recordId: string }> {
  const row = await findFile(db, scope, id);
  if (!row || row.recordId === null) throw new DomainError('not_found');
  await getHead(db, scope, row.recordId);
  return { ...row, recordId: row.recordId };
}

/** A file's bytes, for a scope that may see its record. */
export async function openFile(
  db: Db,
  scope: Scope,
  dataFolder: string,
  id: string,
): Promise<{ name: string; mediaType: string; sizeBytes: number; content: Readable }> {
  const { name, mediaType, storageKey } = await getRow(db, scope, id);
  const file = await readFileStream(dataFolder, storageKey);
  if (!file) throw new DomainError('not_found');
  return { name, mediaType, sizeBytes: file.sizeBytes, content: file.stream };
}

/** Sends the bytes as something to save, never to show: what somebody uploaded must not run as our page. */
export async function downloadFile(db: Db, scope: Scope, dataFolder: string, id: string, reply: FastifyReply): Promise<string> {
  const { name, mediaType, sizeBytes, content } = await openFile(db, scope, dataFolder, id);
  reply
    .header('content-type', mediaType)
    .header('content-length', sizeBytes)
    .header('content-disposition', attachment(name))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store');
  await reply.send(content);
  return '';
}

/** Deletes the row of a file; one that shows something (a ticked criterion, a won deal) stays until that is taken back. */
async function deleteUnused(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  try {
    return await deleteFileRow(tx, scope, id);
  } catch (error) {
    if (violationOf(error)?.kind === 'foreignKey') throw new DomainError('timeline.file_in_use', { status: 409, cause: error });
    throw error;
  }
}

/** Deletes a file for good: its row in a transaction, then its bytes. */
export async function removeFile(db: Db, scope: Scope, dataFolder: string, id: string): Promise<void> {
  const row = await inTx(db, async (tx) => {
    const found = await getRow(tx, scope, id);
    if (!reaches(scope, 'file', 'delete', { ownerId: found.createdById, teamId: found.createdByTeamId }))
      throw new DomainError('forbidden', { params: { object: 'file', action: 'delete' } });
    await refuseKept(tx, scope, found);
    if (!(await deleteUnused(tx, scope, id))) throw new DomainError('not_found');
    const head = await getHead(tx, scope, found.recordId);
    await appendEvents(tx, scope, [
      { kind: 'file.removed', subjectKind: head.kind, subjectId: found.recordId, data: { name: found.name } },
    ]);
    return found;
  });
  await deleteFile(dataFolder, row.storageKey);
}
