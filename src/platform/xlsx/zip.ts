import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
/** A comment behind the end of an archive is at most so long. */
const longestComment = 65_535;
/** What one part of a workbook may unfold to: a bomb stops here. */
const largestPart = 268_435_456;

/** The files of a zip archive by name, unpacked when asked for; undefined where the bytes are no archive that can be read. */
export function readZip(bytes: Buffer): ReadonlyMap<string, () => Buffer> | undefined {
  const end = findEnd(bytes);
  if (end < 0) return undefined;
  const [count, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 16)];
  const files = new Map<string, () => Buffer>();
  for (let index = 0, at = start; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entrySignature) return undefined;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const name = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    const [method, packed, header] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    files.set(name, () => unpack(bytes, { method, packed, header }));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return files;
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - endLength - longestComment);
  for (let at = bytes.length - endLength; at >= first; at -= 1) if (bytes.readUInt32LE(at) === endSignature) return at;
  return -1;
}

function unpack(bytes: Buffer, { method, packed, header }: { method: number; packed: number; header: number }): Buffer {
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const content = bytes.subarray(start, start + packed);
  return method === 0 ? content : inflateRawSync(content, { maxOutputLength: largestPart });
}
