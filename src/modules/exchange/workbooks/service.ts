import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { csvLine } from '../../../platform/csv/write.ts';
import { DomainError } from '../../../platform/errors.ts';
import { deleteFile, readFileStream, writeFileStream, type WrittenFile } from '../../../platform/files.ts';
import { readXlsx } from '../../../platform/xlsx/read.ts';

/** The archive of a workbook is held as a whole, its sheet is not; a larger one is better saved as CSV. */
const largestWorkbook = 33_554_432;
const mostBytes = 4_294_967_296;

const isArchive = (head: Buffer): boolean => head.readUInt32BE(0) === 0x504b0304;
const unreadable = (cause?: unknown): DomainError =>
  new DomainError('csv.binary', { status: 422, params: { kind: 'XLSX/ZIP' }, ...(cause === undefined ? {} : { cause }) });

/** Where the table of an upload lies: an Excel workbook becomes the CSV of its first sheet, all else stays as it is. */
export async function tableOf(dataFolder: string, { storageKey, head, sizeBytes }: WrittenFile): Promise<string> {
  if (head.length < 4 || !isArchive(head)) return storageKey;
  try {
    if (sizeBytes > largestWorkbook) throw unreadable();
    return await asCsv(dataFolder, storageKey);
  } finally {
    await deleteFile(dataFolder, storageKey);
  }
}

async function asCsv(dataFolder: string, storageKey: string): Promise<string> {
  const file = await readFileStream(dataFolder, storageKey);
  if (!file) throw unreadable();
  let isEmpty = true;
  async function* lines(rows: AsyncIterable<string[]>): AsyncGenerator<Buffer> {
    for await (const cells of rows) {
      isEmpty = false;
      yield Buffer.from(csvLine(cells, ','));
    }
  }
  const written = await readXlsx(await buffer(file.stream))
    .then(async (rows) => {
      if (!rows) throw unreadable();
      return writeFileStream(dataFolder, Readable.from(lines(rows)), mostBytes);
    })
    .catch((cause: unknown) => {
      // Cut off, damaged, or packed to unfold without end.
      throw cause instanceof DomainError ? cause : unreadable(cause);
    });
  if (!isEmpty) return written.storageKey;
  await deleteFile(dataFolder, written.storageKey);
  throw new DomainError('csv.empty', { status: 422 });
}
