import { isUtf8 } from 'node:buffer';
import { DomainError } from '../errors.ts';
import type { CsvEncoding } from './kinds.ts';

const [newline, carriageReturn] = [0x0a, 0x0d];
/** A line longer than this is given on in parts. */
const longestLine = 2_097_152;

/** A refusal that names the byte, counted from 0, at which the file is not what it is said to be. */
export function badEncoding(encoding: CsvEncoding, offset: number): DomainError {
  return new DomainError('csv.bad_encoding', { status: 422, params: { encoding: encoding.toUpperCase(), offset } });
}

/** How many bytes of a UTF-8 text come before a character that is cut off at its end. */
function wholeUtf8Length(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
    if (length > 0) return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** True when the bytes are UTF-8, but for a character cut off at the end. */
export function isUtf8Beginning(bytes: Uint8Array): boolean {
  return isUtf8(bytes.subarray(0, wholeUtf8Length(bytes)));
}

/** True when the bytes can be read in an encoding, but (unless `isWhole`) for a character cut off at the end. */
export function isReadable(bytes: Uint8Array, encoding: CsvEncoding, isWhole = false): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** Where the first half of a surrogate pair stands alone, or the last byte of an odd number. */
function firstBadUnit(bytes: Uint8Array, isLittle: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    const unit = view.getUint16(index, isLittle);
    const next = index + 3 < bytes.length ? view.getUint16(index + 2, isLittle) : 0;
    if (unit >= 0xdc00 && unit <= 0xdfff) return index;
    if (unit < 0xd800 || unit > 0xdbff) continue;
    if (next < 0xdc00 || next > 0xdfff) return index;
    index += 2;
  }
  return bytes.length - (bytes.length % 2);
}

/** The first byte that the bytes cannot be read beyond. */
function firstBadByte(bytes: Uint8Array, encoding: CsvEncoding): number {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return firstBadUnit(bytes, encoding === 'utf-16le');
  let [good, bad] = [0, bytes.length];
  // Nothing wrong but the end: the last character is cut off.
  if (isReadable(bytes, encoding)) {
    while (bad > 0 && !isReadable(bytes.subarray(0, bad), encoding, true)) bad -= 1;
    return bad;
  }
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isReadable(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle;
  }
  return good;
}

/** Where the last whole line ends: a line break is never part of a longer character in the encodings read here. */
function lastLineEnd(bytes: Uint8Array, encoding: CsvEncoding): number {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const end = bytes.length - (bytes.length % 2);
    const high = bytes[encoding === 'utf-16le' ? end - 1 : end - 2] ?? 0;
    return high >= 0xd8 && high <= 0xdb ? end - 2 : end;
  }
  const end = Math.max(bytes.lastIndexOf(newline), bytes.lastIndexOf(carriageReturn)) + 1;
  return end === 0 && bytes.length > longestLine ? bytes.length : end;
}

/** Turns a file's bytes into UTF-8 without a byte order mark, chunk by chunk; refuses the first byte that does not fit. */
export class Utf8Converter {
  private readonly encoding: CsvEncoding;
  private readonly decoder: TextDecoder;
  private rest: Buffer = Buffer.alloc(0);
  private offset = 0;

  constructor(encoding: CsvEncoding) {
    this.encoding = encoding;
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  /** The text of the whole lines so far. */
  push(chunk: Uint8Array): Buffer {
    const bytes =
      this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let end = lastLineEnd(bytes, this.encoding);
    if (this.encoding === 'utf-8' && end === bytes.length) end = wholeUtf8Length(bytes);
    this.rest = bytes.subarray(end);
    return this.convert(bytes.subarray(0, end), false);
  }

  /** The text of what is left at the end of the file. */
  end(): Buffer {
    const bytes = this.rest;
    this.rest = Buffer.alloc(0);
    return this.convert(bytes, true);
  }

  private convert(bytes: Buffer, isLast: boolean): Buffer {
    const isWide = this.encoding.startsWith('utf-16');
    const nul = isWide ? -1 : bytes.indexOf(0);
    if (nul >= 0) throw new DomainError('csv.binary', { status: 422, params: { kind: 'BIN', offset: this.offset + nul } });
    const start = this.offset;
    this.offset += bytes.length;
    // The common case costs one native check and no copy.
    if (this.encoding === 'utf-8' && isUtf8(bytes)) {
      const hasMark = start === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
      return hasMark ? bytes.subarray(3) : bytes;
    }
    try {
      return Buffer.from(this.decoder.decode(bytes, { stream: !isLast }), 'utf8');
    } catch {
      throw badEncoding(this.encoding, start + firstBadByte(bytes, this.encoding));
    }
  }
}
