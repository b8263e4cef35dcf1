import { compareDecimals, type Decimal, readDecimal } from '../../../../platform/decimal.ts';
import { compareRatios, type Ratio } from '../../../../platform/ratio.ts';
import type { Book, BookPrice, BookRule, Customer, Period, ProductFacts, Segment } from '../data/contract.ts';

const none: Decimal = { unscaled: 0n, scale: 0 };
const read = (text: string): Decimal => readDecimal(text) ?? none;

/** Whether a day lies in a period, both ends included. */
export function isInForce({ validFrom, validTo }: Period, on: string): boolean {
  return (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo);
}

interface Tier {
  minQuantity: string;
  maxQuantity?: string | null;
}

function fraction(text: string): Ratio {
  const { unscaled, scale } = read(text);
  return { top: unscaled, bottom: 10n ** BigInt(scale) };
}

/** Whether so many fall into a tier. */
export function isInTier({ minQuantity, maxQuantity = null }: Tier, many: Ratio): boolean {
  return (
    compareRatios(fraction(minQuantity), many) <= 0 && (maxQuantity === null || compareRatios(many, fraction(maxQuantity)) <= 0)
  );
}

function isWithin(allowed: readonly string[] | undefined, value: string | null): boolean {
  if (!allowed || allowed.length === 0) return true;
  const lower = value?.trim().toLowerCase();
  return lower !== undefined && allowed.some((one) => one.trim().toLowerCase() === lower);
}

/** Whether a customer has every trait that a segment names. */
export function isOfSegment(segment: Segment, customer: Customer): boolean {
  const { employees } = customer;
  const [least, most] = [segment.employeesMin ?? null, segment.employeesMax ?? null];
  return (
    isWithin(segment.industries, customer.industry) &&
    isWithin(segment.regions, customer.region) &&
    isWithin(segment.countries, customer.country) &&
    (least === null || (employees !== null && employees >= least)) &&
    (most === null || (employees !== null && employees <= most))
  );
}

/** 2: for customers by name, 1: for a kind of customer, 0: for everybody; -1: not for this one. */
function reachOf(book: Book, customer: Customer | null): number {
  if (!book.isForAccounts && book.segment === null) return 0;
  if (customer === null) return -1;
  if (book.isForAccounts && customer.bookIds.includes(book.id)) return 2;
  return book.segment !== null && isOfSegment(book.segment, customer) ? 1 : -1;
}

const later = (a: string | null, b: string | null): number => (a === b ? 0 : (a ?? '') > (b ?? '') ? -1 : 1);

/**
 * The books that hold for a customer on a day, in the order in which they are asked: priority, the currency asked for, the
 * narrower reach, the newer. The id decides at last, so that the order of the rows never does.
 */
export function booksFor(books: readonly Book[], customer: Customer | null, on: string, currency: string): Book[] {
  return books
    .map((book) => ({ book, reach: reachOf(book, customer) }))
    .filter(({ book, reach }) => reach >= 0 && book.isActive && isInForce(book, on))
    .toSorted(
      (a, b) =>
        b.book.priority - a.book.priority ||
        Number(b.book.currency === currency) - Number(a.book.currency === currency) ||
        b.reach - a.reach ||
        later(a.book.createdAt, b.book.createdAt) ||
        later(a.book.id, b.book.id),
    )
    .map(({ book }) => book);
}

/** What in a book may set the price of a product: a price written down, or a rule. */
export type Candidate = { kind: 'price'; entry: BookPrice } | { kind: 'rule'; entry: BookRule };

const scopeRank: Readonly<Record<BookRule['scope'], number>> = { variant: 3, product: 2, category: 1, all: 0 };

function rankOf(candidate: Candidate): number {
  return candidate.kind === 'rule' ? scopeRank[candidate.entry.scope] : candidate.entry.variantId === null ? 2 : 3;
}

function isAbout(rule: BookRule, product: ProductFacts, variantId: string | null): boolean {
  switch (rule.scope) {
    case 'variant':
      return rule.variantId !== null && rule.variantId === variantId;
    case 'product':
      return rule.productId === product.id;
    case 'category':
      return rule.category !== null && isWithin([rule.category], product.category);
    case 'all':
      return true;
  }
}

export interface Asked {
  product: ProductFacts;
  variantId: string | null;
  /** Of the product's own unit. */
  quantity: Ratio;
  on: string;
}

/** What applies, the most telling first: the most specific, then the greater quantity, a written price before a rule, the newest. */
export function candidatesFor(prices: readonly BookPrice[], rules: readonly BookRule[], asked: Asked): Candidate[] {
  const { product, variantId, quantity, on } = asked;
  const written = prices
    .filter(({ productId, variantId: own }) => productId === product.id && (own === null || own === variantId))
    .map((entry): Candidate => ({ kind: 'price', entry }));
  const made = rules.filter((rule) => isAbout(rule, product, variantId)).map((entry): Candidate => ({ kind: 'rule', entry }));
  return [...written, ...made]
    .filter(({ entry }) => isInForce(entry, on) && isInTier(entry, quantity))
    .toSorted(
      (a, b) =>
        rankOf(b) - rankOf(a) ||
        compareDecimals(read(b.entry.minQuantity), read(a.entry.minQuantity)) ||
        (a.kind === b.kind ? 0 : a.kind === 'price' ? -1 : 1) ||
        later(a.entry.validFrom, b.entry.validFrom) ||
        later(a.entry.createdAt, b.entry.createdAt) ||
        later(a.entry.id, b.entry.id),
    );
}
