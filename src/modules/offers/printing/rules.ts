import type { Language } from '../../../platform/languages.ts';
import { amountInWords } from '../../../platform/money-words.ts';
import { amountText, dayText, figureText, priceText, quantityText, shareText } from '../../../platform/public/text.ts';
import type { FrozenLine, FrozenQuote } from '../freezing/contract.ts';
import type { Hidable, QuoteLayout } from '../layout/contract.ts';
import { isShown, usualLayout } from '../layout/rules.ts';
import { promotedMinor } from '../promotions/rules.ts';
import { termsOf } from '../totals/lines/rules.ts';
import { wordedIn } from '../translating/rules.ts';
import { markOf, underOf } from './lines/rules.ts';
import { agreedFacts, deliveryFacts, dueText, type Fact, given, said } from './terms/rules.ts';

/** What the template gets for one line of the table. */
interface Row {
  kind: FrozenLine['kind'];
  name: string;
  /** In brackets behind the name: optional, alternative, credit. */
  mark: string | null;
  /** In small print below the name. */
  under: string[];
  cells: string[];
  amount: string;
  /** Not part of the total. */
  isQuiet: boolean;
}

function addressText({ address }: FrozenQuote['customer'], language: Language): string | null {
  if (address === null) return null;
  const { country, province, city, district, street, postalCode } = address;
  const parts =
    language === 'en' ? [street, district, city, province, postalCode, country] : [country, province, city, district, street];
  return parts.filter((part) => part !== undefined && part !== '').join(language === 'en' ? ', ' : '');
}

type Key = 'no' | 'name' | 'quantity' | 'unitPrice' | 'discount' | 'tax' | 'amount';

/** The columns that these lines need: one that would be empty everywhere is left out. */
function columnsOf({ lines }: FrozenQuote, layout: QuoteLayout): Key[] {
  const items = lines.filter(({ kind }) => kind === 'item');
  return [
    'no',
    'name',
    'quantity',
    'unitPrice',
    ...(isShown(layout, 'discount') && items.some(({ discount }) => discount !== null) ? (['discount'] as const) : []),
    ...(isShown(layout, 'tax') && items.some(({ taxBp }) => taxBp > 0) ? (['tax'] as const) : []),
    'amount',
  ];
}

function discountText(discount: FrozenLine['discount'], { currency }: FrozenQuote, language: Language): string {
  if (discount === null) return '';
  return `−${discount.kind === 'share' ? shareText(discount.bp, language) : figureText(discount.minor, currency, language)}`;
}

function cellOf(key: Key, line: FrozenLine, quote: FrozenQuote, language: Language): string {
  const { currency, exponent } = quote;
  const cells: Record<Key, () => string> = {
    no: () => line.no ?? '',
    name: () => '',
    quantity: () => [quantityText(line.quantity, language), line.unit].filter((part) => part !== null).join(' '),
    unitPrice: () => priceText(line.unitPrice, exponent, language),
    discount: () => discountText(line.discount, quote, language),
    tax: () => shareText(line.taxBp, language),
    amount: () => figureText(line.amounts?.amountMinor ?? 0, currency, language),
  };
  return cells[key]();
}

function rowOf(line: FrozenLine, quote: FrozenQuote, keys: readonly Key[], language: Language): Row {
  const code = isShown(layoutIn(quote), 'code') ? line.code : null;
  const section = quote.totals.sections.find(({ id }) => id === line.id);
  return {
    kind: line.kind,
    name: line.name,
    mark: line.kind === 'item' ? markOf(line, quote.lines, language) : null,
    under: underOf(line, quote, { code, note: line.note }, language),
    cells: line.kind === 'item' ? keys.map((key) => cellOf(key, line, quote, language)) : [],
    amount: section ? figureText(section.amountMinor, quote.currency, language) : '',
    isQuiet: line.amounts?.isCounted === false,
  };
}

/** From the sum of the lines to what is to be paid; each step that changes nothing is left out. */
function totalsOf(quote: FrozenQuote, language: Language): (Fact & { isWhole: boolean })[] {
  const { totals, currency, discount, isTaxIncluded, promotions } = quote;
  const money = (minor: number): string => amountText(minor, currency, language);
  const step = (label: string, value: string, isWhole = false) => ({ label, value, isWhole });
  const promoted = totals.promotions ?? [];
  const ownMinor = totals.discountMinor - promotedMinor(promoted);
  const nameOf = (id: string): string => promotions?.find((one) => one.id === id)?.name ?? said(language, 'promotion');
  const { rates, subtotalMinor, discountMinor, netMinor, cashRoundingMinor, totalMinor, perPeriod } = totals;
  const off = discount?.kind === 'share' ? ` ${shareText(discount.bp, language)}` : '';
  const taxed = rates.filter(({ taxBp }) => taxBp > 0);
  return [
    ...(discountMinor === 0
      ? []
      : [
          step(said(language, 'subtotal'), money(subtotalMinor)),
          ...promoted.map(({ id, amountMinor }) => step(nameOf(id), `−${money(amountMinor)}`)),
          ...(ownMinor === 0 ? [] : [step(said(language, 'discount') + off, `−${money(ownMinor)}`)]),
        ]),
    ...(taxed.length === 0 ? [] : [step(said(language, 'net'), money(netMinor))]),
    ...taxed.map(({ taxBp, taxMinor }) =>
      step(said(language, isTaxIncluded ? 'taxIncluded' : 'tax', { share: shareText(taxBp, language) }), money(taxMinor)),
    ),
    ...(cashRoundingMinor === 0 ? [] : [step(said(language, 'cashRounding'), money(cashRoundingMinor))]),
    step(said(language, 'total'), money(totalMinor), true),
    ...perPeriod.map(({ period, netMinor: minor }) => step(said(language, `of.${period}`), money(minor))),
    ...overTerm(quote, language).map(({ label, minor }) => step(label, money(minor))),
  ];
}

/** What recurs by year, and what everything comes to over its term. A quote from before these were worked out says nothing of them. */
function overTerm({ lines, totals }: FrozenQuote, language: Language): { label: string; minor: number }[] {
  const { acvMinor, annualMinor, netMinor, perPeriod } = totals;
  const [longest, ...others] = termsOf(lines.map(({ charge, amounts }) => ({ charge, isCounted: amounts?.isCounted === true })));
  if (acvMinor === undefined || longest === undefined) return [];
  const yearly = said(language, acvMinor === annualMinor ? 'over.year' : 'over.average');
  const term = said(language, others.length > 0 ? 'over.terms' : 'over.term', { count: longest });
  // Of less than a year nothing is paid by year, and what is paid by year says so already.
  const isKnown = longest < 12 || perPeriod.every(({ period, netMinor: minor }) => period === 'year' && minor === acvMinor);
  return [...(isKnown ? [] : [{ label: yearly, minor: acvMinor }]), { label: term, minor: netMinor }];
}

/** What the quote is about, for the head of the document. */
function aboutFacts(quote: FrozenQuote, language: Language): Fact[] {
  const { number, revision, issuedOn, validUntilOn, currency, seller, invoiceKind } = quote;
  return given([
    { label: said(language, 'number'), value: revision > 1 ? `${number} · ${said(language, 'revision', { revision })}` : number },
    { label: said(language, 'issuedOn'), value: dayText(issuedOn, language) },
    { label: said(language, 'validUntil'), value: dayText(validUntilOn, language) },
    { label: said(language, 'currency'), value: currency },
    { label: said(language, 'invoice'), value: invoiceKind === null ? null : said(language, `invoices.${invoiceKind}`) },
    { label: said(language, 'seller'), value: [seller.person, seller.email].filter((part) => part !== null).join(' · ') },
  ]);
}

/** The data of `documents/quote.typ`: a frozen quote, worded for a reader of a language. No number is worked out anew. */
const layoutIn = ({ layout }: FrozenQuote): QuoteLayout => layout ?? usualLayout;

export function quoteDocument(frozen: FrozenQuote, language: Language) {
  const quote = wordedIn(frozen, language);
  const { customer, currency } = quote;
  const layout = layoutIn(quote);
  const keys = columnsOf(quote, layout);
  const shown = <T>(part: Hidable, all: readonly T[]): readonly T[] => (isShown(layout, part) ? all : []);
  return {
    title: quote.title,
    customer: given([
      { label: said(language, 'for'), value: customer.company },
      { label: said(language, 'attention'), value: customer.person },
      { label: said(language, 'address'), value: addressText(customer, language) },
      { label: said(language, 'taxNumber'), value: customer.taxNumber },
    ]),
    about: aboutFacts(quote, language),
    intro: quote.intro,
    columns: keys.map((key) => ({ key, label: said(language, `columns.${key}`), isNumber: key !== 'name' })),
    rows: quote.lines.map((line) => rowOf(line, quote, keys, language)),
    totals: totalsOf(quote, language),
    wordsLabel: said(language, 'inWords'),
    words: isShown(layout, 'words') ? amountInWords(quote.totals.totalMinor, currency, language) : null,
    payments: shown('payments', quote.payments).map((payment) => ({
      share: payment.part.kind === 'share' ? shareText(payment.part.bp, language) : '',
      amount: amountText(payment.amountMinor, currency, language),
      due: dueText(payment, language),
    })),
    delivery: shown('delivery', deliveryFacts(quote, language)),
    agreed: shown('terms', agreedFacts(quote, language)),
    values: shown('values', quote.values).map(({ need, benefit, proof }) => ({ need, benefit, proof })),
    terms: shown('terms', quote.terms).map(({ title, text, plain }) => ({ title, text, plain })),
    closing: quote.closing,
    titles: Object.fromEntries(
      (['payments', 'delivery', 'values', 'terms'] as const).map((part) => [part, said(language, `titles.${part}`)]),
    ),
    sign: said(language, 'sign'),
  };
}
