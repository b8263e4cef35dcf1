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

/** Everything that a quote says in words besides its lines, in the order in which it is read; what is empty is left out. */
export function wordsOf({ intro, closing, delivery, payments, terms, values }: Said): Word[] {
  const word = (part: Word['part'], field: string, text: string | null, id?: string): Word[] =>
    text
      ? [{ key: [part, ...(id === undefined ? [] : [id]), ...(field === part ? [] : [field])].join('.'), part, field, text }]
      : [];
  return [
    ...word('intro', 'intro', intro),
    ...payments.flatMap(({ id, note }) => word('payments', 'note', note, id)),
    ...word('delivery', 'leadText', delivery.leadText),
    ...word('delivery', 'place', delivery.place),
    ...values.flatMap(({ id, ...one }) =>
      (['need', 'benefit', 'proof'] as const).flatMap((field) => word('values', field, one[field], id)),
    ),
    ...terms.flatMap(({ id, ...one }) =>
      (['title', 'text', 'plain'] as const).flatMap((field) => word('terms', field, one[field], id)),
    ),
    ...word('closing', 'closing', closing),
  ];
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
  const inOther = <T extends string | null>(text: T, key: string): T | string =>
    (text && languages.map((one) => quote.translations?.[one]?.[key]).find((found) => found)) || text;
  const ofLine = (text: string | null, texts: FrozenQuote['lines'][number]['names']): string | null =>
    languages.map((one) => texts?.[one]).find((found) => found) ?? text;
  const { delivery } = quote;
  return {
    ...quote,
    lines: quote.lines.map((line) => ({
      ...line,
      name: ofLine(line.name, line.names) ?? '',
      note: ofLine(line.note, line.notes),
    })),
    intro: inOther(quote.intro, 'intro'),
    closing: inOther(quote.closing, 'closing'),
    delivery: {
      ...delivery,
      leadText: inOther(delivery.leadText, 'delivery.leadText'),
      place: inOther(delivery.place, 'delivery.place'),
    },
    payments: quote.payments.map((payment) => ({ ...payment, note: inOther(payment.note, `payments.${payment.id}.note`) })),
    values: quote.values.map((value) => ({
      ...value,
      need: inOther(value.need, `values.${value.id}.need`),
      benefit: inOther(value.benefit, `values.${value.id}.benefit`),
      proof: inOther(value.proof, `values.${value.id}.proof`),
    })),
    terms: quote.terms.map((term) => ({
      ...term,
      title: inOther(term.title, `terms.${term.id}.title`),
      text: inOther(term.text, `terms.${term.id}.text`),
      plain: inOther(term.plain, `terms.${term.id}.plain`),
    })),
  };
}
