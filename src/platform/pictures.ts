import type { Transformer } from '@napi-rs/image';
import { DomainError } from './errors.ts';

/** A picture that this program has made itself out of what somebody uploaded. */
export interface Picture {
  width: number;
  height: number;
  png: Buffer;
  /** Whether anything behind it can be seen. */
  isSeeThrough: boolean;
}

interface Bounds {
  /** In pixels; a larger picture is made smaller, a smaller one stays as it is. */
  width: number;
  height: number;
}

/** Unpacked, a picture takes four bytes a pixel: nobody may have the program unpack a gigabyte. */
const mostPixels = 24_000_000;

/**
 * Reads a PNG or JPEG and writes it anew as PNG: nothing that was hidden in it stays, neither places and names from a camera nor what
 * would be a page or a script elsewhere. Other kinds are refused, SVG among them, because it may hold scripts and load other
 * addresses (`not_a_picture`; `picture_too_large`).
 */
export async function cleanPicture(bytes: Buffer, bounds: Bounds): Promise<Picture> {
  const size = pictureSize(bytes);
  if (!size) throw new DomainError('not_a_picture');
  if (size.width * size.height > mostPixels) throw new DomainError('picture_too_large', { params: { maximum: 24 } });
  // Read only when somebody uploads one: the library takes a while to load.
  const { ResizeFit, Transformer } = await import('@napi-rs/image');
  try {
    const picture = new Transformer(bytes).rotate();
    const isLarger = size.width > bounds.width || size.height > bounds.height;
    const png = await (isLarger ? picture.resize({ ...bounds, fit: ResizeFit.Inside }) : picture).png();
    const made = pictureSize(png);
    if (!made) throw new Error('no picture was made');
    return { png, ...made, isSeeThrough: await isSeeThrough(new Transformer(png)) };
  } catch (error) {
    throw new DomainError('not_a_picture', { cause: error });
  }
}

async function isSeeThrough(picture: Transformer): Promise<boolean> {
  const { colorType } = await picture.metadata();
  const pixels = await picture.rawPixels();
  // With eight bits: RGBA and grey with alpha; the last byte of each pixel says how much it covers.
  const step = colorType === 3 ? 4 : colorType === 1 ? 2 : 0;
  if (step === 0) return false;
  for (let at = step - 1; at < pixels.length; at += step) if ((pixels[at] ?? 255) < 250) return true;
  return false;
}

/** Width and height by the first bytes of a PNG or JPEG, without unpacking it; null where it is neither. */
export function pictureSize(bytes: Buffer): { width: number; height: number } | null {
  const isPng = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  if (isPng) return bytes.length < 24 ? null : sized(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ? jpegSize(bytes) : null;
}

/** A JPEG is a row of parts, each with its length; one of them (SOF0 to SOF15, but for C4, C8 and CC) has the size. */
function jpegSize(bytes: Buffer): { width: number; height: number } | null {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return sized(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function sized(width: number, height: number): { width: number; height: number } | null {
  return width > 0 && height > 0 ? { width, height } : null;
}
