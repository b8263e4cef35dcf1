interface Signature {
  mediaType: string;
  bytes: readonly number[];
  at?: number;
}

const signatures: readonly Signature[] = [
  { mediaType: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { mediaType: 'image/webp', bytes: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { mediaType: 'image/bmp', bytes: [0x42, 0x4d] },
  { mediaType: 'image/heic', bytes: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63], at: 4 },
  { mediaType: 'video/mp4', bytes: [0x66, 0x74, 0x79, 0x70], at: 4 },
  { mediaType: 'audio/mpeg', bytes: [0x49, 0x44, 0x33] },
  { mediaType: 'audio/wav', bytes: [0x57, 0x41, 0x56, 0x45], at: 8 },
  { mediaType: 'audio/ogg', bytes: [0x4f, 0x67, 0x67, 0x53] },
  { mediaType: 'application/gzip', bytes: [0x1f, 0x8b] },
  { mediaType: 'application/x-7z-compressed', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { mediaType: 'application/vnd.rar', bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { mediaType: 'application/x-cfb', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
];

const office: readonly [part: string, mediaType: string][] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];

function startsWith(head: Uint8Array, { bytes, at = 0 }: Signature): boolean {
  return bytes.every((byte, index) => head[at + index] === byte);
}

/** The kind of a ZIP: an office document names its parts among the first entries. */
function zipType(head: Uint8Array): string {
  const names = Buffer.from(head).toString('latin1');
  return office.find(([part]) => names.includes(part))?.[1] ?? 'application/zip';
}

function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return false;
  try {
    // As a stream: the last character may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * What a file is, by its first bytes and never by its name: a page that calls itself a picture is served as plain text.
 * `application/octet-stream` when nothing fits.
 */
export function mediaTypeOf(head: Uint8Array): string {
  if (startsWith(head, { mediaType: 'application/zip', bytes: [0x50, 0x4b, 0x03, 0x04] })) return zipType(head);
  const found = signatures.find((signature) => startsWith(head, signature));
  if (found) return found.mediaType;
  return isText(head) ? 'text/plain' : 'application/octet-stream';
}
