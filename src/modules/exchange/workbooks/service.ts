import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { csvLine } from '../../../platform/csv/write.ts';
import { DomainError } from '../../../platform/errors.ts';
import { deleteFile, readFileStream, writeFileStream, type WrittenFile } from '../../../platform/files.ts';
import { readXlsx } from '../../../platform/xlsx/read.ts';

/** A workbook is read as a whole; a larger one is better saved as CSV, which is streamed. */
const largestWorkbook = 33_554_432;
const mostBytes = 4_294_967_296;

const isArchive = (head: Buffer): boolean => head.readUInt32BE(0) === 0x504b0304;

/** Where the table of an upload lies: an Excel workbook becomes the CSV of its first sheet, all else stays as it is. */
export async function tableOf(dataFolder: string, { storageKey, head, sizeBytes }: WrittenFile): Promise<string> {
  if (head.length < 4 || !isArchive(head)) return storageKey;
  try {
    const rows = sizeBytes > largestWorkbook ? undefined : await sheetOf(dataFolder, storageKey);
    if (rows === undefined) throw new DomainError('csv.binary', { status: 422, params: { kind: 'XLSX/ZIP' } });
    if (rows.length === 0) throw new DomainError('csv.empty', { status: 422 });
    const lines = Readable.from(rows.map((cells) => Buffer.from(csvLine(cells, ','))));
    return (await writeFileStream(dataFolder, lines, mostBytes)).storageKey;
  } finally {
    await deleteFile(dataFolder, storageKey);
  }
}

async function sheetOf(dataFolder: string, storageKey: string): Promise<string[][] | undefined> {
  const file = await readFileStream(dataFolder, storageKey);
  const bytes = file && (await buffer(file.stream));
  try {
    return bytes ? readXlsx(bytes) : undefined;
  } catch (cause) {
    // Cut off, damaged, or packed to unfold without end.
    throw new DomainError('csv.binary', { status: 422, params: { kind: 'XLSX/ZIP' }, cause });
  }
}
