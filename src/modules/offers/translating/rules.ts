import type { LocalizedText } from '../../../platform/endpoint.ts';
import type { Language } from '../../../platform/languages.ts';
import type { QuoteContent } from '../content/contract.ts';
import type { FrozenQuote } from '../freezing/contract.ts';
import type { Translations } from './contract.ts';

/** The language a quote is translated into: Chinese of one kind is read by readers of the other. */
export const otherLanguage = (language: Language): 'en' | 'zh-Hans' => (language === 'en' ? 'zh-Hans' : 'en');

/** Texts by language with one of them changed; null where none is left. */
export function withText(texts: LocalizedText | null, language: Language, text: string): LocalizedText | null {
  const { [language]: _old, ...others } = texts ?? {};
  if (text !== '') return { ...others, [language]: text };
  return Object.keys(others).length === 0 ? null : others;
}

type Said = Pick<QuoteContent, 'intro' | 'closing' | 'delivery' | 'payments' | 'terms' | 'values' | 'translations'>;

/** A text of a quote that may be said in another language. */
export interface Word {
  /** Where it stands: `intro`, `terms.t1.title`. */
  key: string;
  part: 'intro' | 'closing' | 'delivery' | 'payments' | 'terms' | 'values';
  field: string;
  text: string;
}

/** Says a text of a quote otherwise, or notes it. */
type Say = <T extends string | null>(text: T, part: Word['part'], field: string, id?: string) => T | string;

/** Everything that a quote says in words besides its lines, in the order in which it is read, each text as `say` has it. */
function said<P extends Said['payments'][number]>(
  { intro, closing, delivery, payments, terms, values }: Omit<Said, 'payments'> & { payments: readonly P[] },
  say: Say,
) {
  return {
    intro: say(intro, 'intro', 'intro'),
    payments: payments.map((one) => ({ ...one, note: say(one.note, 'payments', 'note', one.id) })),
    delivery: {
      ...delivery,
      leadText: say(delivery.leadText, 'delivery', 'leadText'),
      place: say(delivery.place, 'delivery', 'place'),
    },
    values: values.map((one) => ({
      ...one,
      need: say(one.need, 'values', 'need', one.id),
      benefit: say(one.benefit, 'values', 'benefit', one.id),
      proof: say(one.proof, 'values', 'proof', one.id),
    })),
    terms: terms.map((one) => ({
      ...one,
      title: say(one.title, 'terms', 'title', one.id),
      text: say(one.text, 'terms', 'text', one.id),
      plain: say(one.plain, 'terms', 'plain', one.id),
    })),
    closing: say(closing, 'closing', 'closing'),
  };
}

const keyOf = (part: Word['part'], field: string, id?: string): string =>
  [part, ...(id === undefined ? [] : [id]), ...(field === part ? [] : [field])].join('.');

/** The texts of a quote besides its lines; what is empty is left out. */
export function wordsOf(content: Said): Word[] {
  const words: Word[] = [];
  said(content, (text, part, field, id) => {
    if (text) words.push({ key: keyOf(part, field, id), part, field, text });
    return text;
  });
  return words;
}

/** The translations without those of texts that are gone, or of the quote's own language; undefined where nothing is left. */
export function keptTranslations(content: Said & Pick<QuoteContent, 'language'>): Translations | undefined {
  const known = new Set(wordsOf(content).map(({ key }) => key));
  const kept = Object.entries(content.translations ?? {}).flatMap(([language, texts]) => {
    const some = Object.entries(texts).filter(([key, text]) => known.has(key) && text !== '');
    return language === content.language || some.length === 0 ? [] : [[language, Object.fromEntries(some)] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Languages whose words are shown to a reader, the first that has them; one kind of Chinese rather than a foreign language. */
function languagesFor(language: Language, own: Language): Language[] {
  const near: Record<Language, Language[]> = { en: ['en'], 'zh-Hans': ['zh-Hans', 'zh-Hant'], 'zh-Hant': ['zh-Hant', 'zh-Hans'] };
  const all = near[language];
  const at = all.indexOf(own);
  return at === -1 ? all : all.slice(0, at);
}

/** The quote in the words of a reader's language, as far as it has them; numbers, and what was agreed, are the same in each. */
export function wordedIn(quote: FrozenQuote, language: Language): FrozenQuote {
  const languages = languagesFor(language, quote.language);
  if (languages.length === 0) return quote;
  const inOther: Say = (text, part, field, id) =>
    (text && languages.map((one) => quote.translations?.[one]?.[keyOf(part, field, id)]).find((found) => found)) || text;
  const ofLine = (text: string | null, texts: FrozenQuote['lines'][number]['names']): string | null =>
    languages.map((one) => texts?.[one]).find((found) => found) ?? text;
  return {
    ...quote,
    ...said(quote, inOther),
    lines: quote.lines.map((line) => ({
      ...line,
      name: ofLine(line.name, line.names) ?? '',
      note: ofLine(line.note, line.notes),
    })),
  };
}
