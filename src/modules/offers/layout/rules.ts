import type { Language } from '../../../platform/languages.ts';
import type { Hidable, QuoteLayout, QuoteTemplate, Texts } from './contract.ts';

/** How a quote prints that carries no layout: one that was sent before there were any. */
export const usualLayout: QuoteLayout = { paper: 'a4', hides: [], foot: {} };

/** The part of the template that goes with a quote when it is sent. */
export function layoutOf({ paper, hides, foot }: QuoteTemplate): QuoteLayout {
  return { paper, hides, foot };
}

export function isShown({ hides }: QuoteLayout, part: Hidable): boolean {
  return !hides.includes(part);
}

/** The text for readers of a language. Readers of Traditional Chinese read Simplified rather than nothing. */
export function textIn(texts: Texts, language: Language): string | null {
  return texts[language] || (language === 'zh-Hant' ? texts['zh-Hans'] : undefined) || null;
}
