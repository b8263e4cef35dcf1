import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { create, type Font } from 'fontkitten';
import type { Language } from '../languages.ts';
import { fontPaths } from './fonts.ts';

/** How wide a text is when it is set on one line. */
export interface Measured {
  /** In points: exact for figures and Chinese, a little more than Typst takes where letters are set closer (kerning, brackets beside each other). */
  width: number;
  /** Whether every sign is one of the font, so that width and height can be relied on. */
  isSure: boolean;
}

function fontAt(path: string): Font {
  const font = create(readFileSync(path));
  if (font.isCollection) throw new Error(`${path} holds several fonts`);
  return font;
}

const isWide = (sign: number): boolean => sign >= 0x2e80;
const isLetter = (sign: number): boolean => /[\p{L}\p{N}]/u.test(String.fromCodePoint(sign));

/** Measures texts as a font sets them. */
export class Ruler {
  private readonly font: Font | undefined;
  /** Widths in ems, by sign; undefined for one that the font lacks. */
  private readonly known = new Map<number, number | undefined>();

  constructor(path: string | undefined) {
    this.font = path === undefined ? undefined : fontAt(path);
  }

  /** How high a line is, in ems: from the foot of its letters to the top of the capitals. */
  get capHeight(): number {
    return this.font ? this.font.capHeight / this.font.unitsPerEm : 0.75;
  }

  /** A text on one line, set in so many points. */
  measure(text: string, size: number): Measured {
    let width = 0;
    let isSure = this.font !== undefined;
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
    const { font, known } = this;
    if (font && !known.has(sign))
      known.set(sign, font.hasGlyphForCodePoint(sign) ? font.glyphForCodePoint(sign).advanceWidth / font.unitsPerEm : undefined);
    return known.get(sign);
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
