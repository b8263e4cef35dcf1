import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { fromBufferPromise } from 'yauzl';

/** What one part of a workbook may unfold to: a bomb stops here. The archive is refused where a part is larger than it says. */
const largestPart = 1_073_741_824;
const mostParts = 20_000;

/** The parts of a workbook by name, each read as a stream when it is asked for. */
export type Parts = ReadonlyMap<string, () => Promise<Readable>>;

/** The parts of an archive; rejects where the bytes are none, or one that is cut off or damaged. */
export async function openParts(bytes: Buffer): Promise<Parts> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  const parts = new Map<string, () => Promise<Readable>>();
  for await (const entry of zip.eachEntry()) {
    if (parts.size >= mostParts) throw new Error('too many parts');
    parts.set(entry.fileName, async () => {
      if (entry.uncompressedSize > largestPart) throw new Error('a part is too large');
      return zip.openReadStreamPromise(entry);
    });
  }
  return parts;
}

type Attributes = Readonly<Record<string, string>>;

/** What is done with the elements of a part; their names and those of attributes are without a prefix. */
export interface Visitor {
  open?: (name: string, attributes: Attributes) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a part of a workbook piece by piece and yields what its visitor emits. Entities that the part declares itself are not
 * replaced; what is no XML rejects.
 */
export async function* walk<T>(stream: Readable, visit: (emit: (item: T) => void) => Visitor): AsyncGenerator<T> {
  const emitted: T[] = [];
  const { open, text, close } = visit((item) => emitted.push(item));
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) =>
    open?.(
      withoutPrefix(name),
      Object.fromEntries(Object.entries(attributes).map(([key, value]) => [withoutPrefix(key), value])),
    ),
  );
  parser.on('closetag', ({ name }) => close?.(withoutPrefix(name)));
  for (const kind of ['text', 'cdata'] as const) parser.on(kind, (said) => text?.(said));
  stream.setEncoding('utf8');
  for await (const piece of stream) {
    parser.write(String(piece));
    yield* emitted.splice(0);
  }
  parser.close();
  yield* emitted.splice(0);
}
