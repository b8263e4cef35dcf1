import { type Language, nearLanguages, otherLanguage } from '../../../platform/languages.ts';
import type { QuoteContent, QuotePromotion } from '../content/contract.ts';
import type { FrozenQuote } from '../freezing/contract.ts';
import type { Translations } from './contract.ts';

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

/** A promotion of a quote in a language, under its name in that language; the one it had was for readers of the other then. */
export function namedIn({ names, ...promotion }: QuotePromotion, language: Language): QuotePromotion {
  const near = nearLanguages[language];
  const own = near.map((one) => names?.[one]).find((found) => found);
  if (own === undefined) return { ...promotion, ...(names && { names }) };
  const others = Object.entries(names ?? {}).filter(([one]) => !near.some((mine) => mine === one));
  return { ...promotion, name: own, names: { [otherLanguage(language)]: promotion.name, ...Object.fromEntries(others) } };
}

/** Languages whose words are shown to a reader, the first that has them. */
function languagesFor(language: Language, own: Language): readonly Language[] {
  const all = nearLanguages[language];
  const at = all.indexOf(own);
  return at === -1 ? all : all.slice(0, at);
}

/** The quote in the words of a reader's language, as far as it has them; numbers, and what was agreed, are the same in each. */
export function wordedIn(quote: FrozenQuote, language: Language): FrozenQuote {
  const languages = languagesFor(language, quote.language);
  if (languages.length === 0) return quote;
  const inOther: Say = (text, part, field, id) =>
    (text && languages.map((one) => quote.translations?.[one]?.[keyOf(part, field, id)]).find((found) => found)) || text;
  const ofLine = (text: string | null, texts: FrozenQuote['lines'][number]['names'] | undefined): string | null =>
    languages.map((one) => texts?.[one]).find((found) => found) ?? text;
  return {
    ...quote,
    ...said(quote, inOther),
    lines: quote.lines.map((line) => ({
      ...line,
      name: ofLine(line.name, line.names) ?? '',
      note: ofLine(line.note, line.notes),
    })),
    ...(quote.promotions && {
      promotions: quote.promotions.map((one) => ({ ...one, name: ofLine(one.name, one.names) ?? '' })),
    }),
  };
}
