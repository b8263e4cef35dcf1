import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { Language } from '../languages.ts';
import { fontPaths } from './fonts.ts';

/** How wide a text is when it is set on one line. */
export interface Measured {
  /** In points: exact for figures and Chinese, a little more than Typst takes where letters are set closer (kerning, brackets beside each other). */
  width: number;
  /** Whether every sign is one of the font, so that width and height can be relied on. */
  isSure: boolean;
}

/** What of a font's file says how wide its signs are; outlines, nearly all of the file, are not read. */
interface Face {
  unitsPerEm: number;
  capHeight: number;
  groups: readonly { first: number; last: number; glyph: number }[];
  advances: Uint16Array;
}

/** Reads a table of a font file by its name of four letters. */
function tablesOf(file: number): (name: string) => Buffer {
  const read = (at: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, at);
    return bytes;
  };
  const count = read(0, 12).readUInt16BE(4);
  const directory = read(12, 16 * count);
  return (name) => {
    const entry = Array.from({ length: count }, (_, index) => 16 * index).find(
      (at) => directory.toString('latin1', at, at + 4) === name,
    );
    if (entry === undefined) throw new Error(`a font without ${name}`);
    return read(directory.readUInt32BE(entry + 8), directory.readUInt32BE(entry + 12));
  };
}

/** Which glyph shows which sign: the segments of the basic plane (format 4). Signs beyond it count as unknown. */
function groupsOf(cmap: Buffer): Face['groups'] {
  const at = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.readUInt32BE(8 + 8 * index)).find(
    (offset) => cmap.readUInt16BE(offset) === 4,
  );
  if (at === undefined) return [];
  const segments = cmap.readUInt16BE(at + 6) / 2;
  const [ends, starts, deltas, ranges] = [14, 16 + 2 * segments, 16 + 4 * segments, 16 + 6 * segments].map(
    (offset) => at + offset,
  );
  const groups: { first: number; last: number; glyph: number }[] = [];
  for (let index = 0; index < segments; index++) {
    const value = (table: number | undefined): number => cmap.readUInt16BE((table ?? 0) + 2 * index);
    const [first, last, delta, range] = [value(starts), value(ends), value(deltas), value(ranges)];
    if (first === 0xffff) continue;
    if (range === 0) groups.push({ first, last, glyph: (first + delta) & 0xffff });
    else
      for (let sign = first; sign <= last; sign++) {
        const glyph = cmap.readUInt16BE((ranges ?? 0) + 2 * index + range + 2 * (sign - first));
        if (glyph !== 0) groups.push({ first: sign, last: sign, glyph: (glyph + delta) & 0xffff });
      }
  }
  return groups;
}

function faceOf(path: string): Face {
  const file = openSync(path, 'r');
  try {
    const table = tablesOf(file);
    const metrics = table('hmtx');
    const count = table('hhea').readUInt16BE(34);
    return {
      unitsPerEm: table('head').readUInt16BE(18),
      capHeight: table('OS/2').readInt16BE(88),
      groups: groupsOf(table('cmap')),
      advances: Uint16Array.from({ length: count }, (_, index) => metrics.readUInt16BE(4 * index)),
    };
  } finally {
    closeSync(file);
  }
}

/** The width of a sign in ems, when the face has it. */
function advanceIn({ groups, advances, unitsPerEm }: Face, sign: number): number | undefined {
  let [low, high] = [0, groups.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = groups[middle];
    if (!group || sign < group.first) high = middle - 1;
    else if (sign > group.last) low = middle + 1;
    else return (advances[group.glyph + sign - group.first] ?? advances.at(-1) ?? unitsPerEm) / unitsPerEm;
  }
  return undefined;
}

const isWide = (sign: number): boolean => sign >= 0x2e80;
const isLetter = (sign: number): boolean => /[\p{L}\p{N}]/u.test(String.fromCodePoint(sign));

/** Measures texts as a font sets them. */
export class Ruler {
  private readonly face: Face | undefined;
  private readonly known = new Map<number, number | undefined>();

  constructor(path: string | undefined) {
    this.face = path === undefined ? undefined : faceOf(path);
  }

  /** How high a line is, in ems: from the foot of its letters to the top of the capitals. */
  get capHeight(): number {
    return this.face ? this.face.capHeight / this.face.unitsPerEm : 0.75;
  }

  /** A text on one line, set in so many points. */
  measure(text: string, size: number): Measured {
    let width = 0;
    let isSure = this.face !== undefined;
    let before: number | undefined;
    for (const letter of text) {
      const sign = letter.codePointAt(0) ?? 0;
      const advance = this.advanceOf(sign);
      isSure &&= advance !== undefined;
      width += advance ?? 1;
      // A quarter of an em stands between Chinese and Latin letters.
      if (before !== undefined && isWide(before) !== isWide(sign) && isLetter(before) && isLetter(sign)) width += 0.25;
      before = sign;
    }
    return { width: width * size, isSure };
  }

  private advanceOf(sign: number): number | undefined {
    if (!this.face) return undefined;
    if (!this.known.has(sign)) this.known.set(sign, advanceIn(this.face, sign));
    return this.known.get(sign);
  }
}

const rulers = new Map<string, Ruler>();

/** The ruler for documents in a language; a font is read when it is first asked for. */
export function rulerOf(language: Language, isBold: boolean): Ruler {
  const name = `NotoSans${language === 'zh-Hant' ? 'TC' : 'SC'}`;
  const weight = isBold ? 'Bold' : 'Regular';
  const pathOf = (): string | undefined =>
    fontPaths().find((path) => basename(path).startsWith(name) && basename(path).endsWith(`${weight}.ttf`));
  const ruler = rulers.get(name + weight) ?? new Ruler(pathOf());
  rulers.set(name + weight, ruler);
  return ruler;
}
