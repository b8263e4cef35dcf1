import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Readable as NodeReadable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../../platform/db.ts';
import { csvLine } from '../../../platform/csv/write.ts';
import { DomainError } from '../../../platform/errors.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { translate } from '../../../platform/i18n.ts';
import type { Import } from '../contract.ts';
import { eachFaultyRow, faultText } from '../faults/service.ts';
import { listFiles, type Upload } from '../staging/service.ts';
import { getImportRow } from '../state/service.ts';
import { uploadFile } from '../service.ts';

const maxBytes = 4_294_967_296;

/** Takes a request's body as a file, streamed by way of the disk, so that its encoding can be found out before it is read. */
export async function receiveFile(
  db: Database,
  scope: Scope,
  id: string,
  upload: Omit<Upload, 'path'>,
  request: FastifyRequest,
): Promise<Import> {
  permit(scope, 'import', 'create');
  const folder = await mkdtemp(join(tmpdir(), 'chengdan-import-'));
  try {
    const path = join(folder, 'upload');
    await pipeline(request.raw, limited, createWriteStream(path));
    return await uploadFile(db, scope, id, { ...upload, path });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* limited(source: Readable): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) throw new DomainError('too_large');
    yield bytes;
  }
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
      `attachment; filename="errors.csv"; filename*=UTF-8''${encodeURIComponent(`errors-${file.name}`)}`,
    );
  await reply.send(NodeReadable.from(errorLines(db, scope, id, { ...file, targets: numbers })));
  return '';
}

async function* errorLines(
  db: Database,
  scope: Scope,
  id: string,
  file: { no: number; columns: readonly string[]; delimiter: string; targets: readonly number[] },
): AsyncGenerator<string> {
  const own = ['row', 'reason'].map((name) => translate(scope.language, `exchange:errorFile.${name}`));
  yield `\uFEFF${csvLine([...file.columns, ...own], file.delimiter)}`;
  for await (const rows of eachFaultyRow(db, scope, id, file.no, file.targets)) {
    yield rows
      .map(({ rowNo, cells, faults }) => {
        const reasons = faults.map(
          ({ field, code, params }) => `${field === null ? '' : `${field}: `}${faultText(scope.language, code, params)}`,
        );
        const padded = Array.from({ length: file.columns.length }, (_, index) => cells[index] ?? '');
        return csvLine([...padded, rowNo, reasons.join(' ')], file.delimiter);
      })
      .join('');
  }
}
