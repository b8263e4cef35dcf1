import type { Ratio } from '../../../../platform/ratio.ts';
import { addPercent, formulaSteps } from '../amounts/rules.ts';
import { convertFound, costOf, type Found, type Gap, type Index, isFound, listPriceOf } from '../bases/rules.ts';
import type { Outcome, Subject } from '../bases/rules.ts';
import { booksFor, candidatesFor, isInForce } from '../candidates/rules.ts';
import type { PriceContext, PriceStep } from '../contract.ts';
import type { Book, BookPrice, BookRule, ProductFacts } from '../data/contract.ts';

/** What is asked of books: a product or variant, so many of its own unit, on a day. */
export interface Ask {
  index: Index;
  subject: Subject;
  product: ProductFacts;
  /** Of the product's own unit. */
  quantity: Ratio;
  on: string;
}

type Params = PriceStep['params'];

/** A price set to an amount, from what there was before (the list price) where that is known. */
function setTo(before: Outcome, code: PriceStep['code'], params: Params, minor: number, currency: string): Found {
  const [from, steps] = isFound(before) ? [before.minor, before.steps] : [null, []];
  return { minor, currency, steps: [...steps, { code, params, currency, fromMinor: from, toMinor: minor }] };
}

function step({ minor, currency, steps }: Found, code: PriceStep['code'], params: Params, toMinor: number): Found {
  return { minor: toMinor, currency, steps: [...steps, { code, params, currency, fromMinor: minor, toMinor }] };
}

function tierParams(book: Book, { minQuantity }: BookPrice | BookRule): Params {
  return { book: book.name, minQuantity: minQuantity.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') };
}

function baseOf(ask: Ask, book: Book, rule: BookRule, seen: readonly string[]): Outcome {
  const { index, subject, on } = ask;
  if (rule.base === 'cost') return costOf(index, subject, book.currency, on);
  if (rule.base === 'list') return listPriceOf(index, subject, book.currency, on);
  const base = index.booksById.get(rule.baseBookId ?? '');
  const found = base ? priceInBook(ask, base, seen) : 'price';
  const known = isFound(found) || found === 'rate' ? found : listPriceOf(index, subject, book.currency, on);
  return convertFound(index, known, book.currency, on);
}

function priceByRule(ask: Ask, book: Book, rule: BookRule, seen: readonly string[]): Outcome {
  const { index, subject, on } = ask;
  const params = tierParams(book, rule);
  const listed = (): Outcome => listPriceOf(index, subject, book.currency, on);
  if (rule.method === 'fixed')
    return rule.amountMinor === null ? 'price' : setTo(listed(), 'fixed', params, rule.amountMinor, book.currency);
  const base = baseOf(ask, book, rule, seen);
  if (!isFound(base)) return base;
  const bp = rule.percentBp ?? 0;
  if (rule.method === 'percent') return step(base, 'percent', { ...params, bp }, addPercent(base.minor, bp));
  const cost = costOf(index, subject, book.currency, on);
  const made = formulaSteps(rule.formula ?? {}, base.minor, isFound(cost) ? cost.minor : null);
  return made.reduce((found, one) => step(found, one.code, { ...params, ...one.params }, one.toMinor), base);
}

/**
 * What a book says, in its currency: the most telling of its prices and rules, else its parent's price (the list price
 * where it has none) with its adjustment. A book that comes back to itself says nothing.
 */
function priceInBook(ask: Ask, book: Book, seen: readonly string[] = []): Outcome {
  if (seen.includes(book.id) || !book.isActive || !isInForce(book, ask.on)) return 'price';
  const { index, subject, product, quantity, on } = ask;
  const within = [...seen, book.id];
  let gap: Gap = 'price';
  const asked = { product, variantId: subject.variantId, quantity, on };
  const prices = index.prices.get(`${book.id} ${product.id}`) ?? [];
  for (const { kind, entry } of candidatesFor(prices, index.rules.get(book.id) ?? [], asked)) {
    if (kind === 'price') {
      const listed = listPriceOf(index, subject, book.currency, on);
      return setTo(listed, 'price', tierParams(book, entry), entry.amountMinor, book.currency);
    }
    const found = priceByRule(ask, book, entry, within);
    if (isFound(found)) return found;
    if (found === 'rate') gap = 'rate';
  }
  return isFromParent(book) ? priceFromParent(ask, book, within) : gap;
}

const isFromParent = ({ parentId, adjustmentBp }: Book): boolean => parentId !== null || adjustmentBp !== 0;

function priceFromParent(ask: Ask, book: Book, seen: readonly string[]): Outcome {
  const { index, subject, on } = ask;
  const parent = index.booksById.get(book.parentId ?? '');
  const above = parent ? priceInBook(ask, parent, seen) : 'price';
  const known = above === 'price' && book.adjustmentBp !== 0 ? listPriceOf(index, subject, book.currency, on) : above;
  const base = convertFound(index, known, book.currency, on);
  if (!isFound(base)) return base;
  const bp = book.adjustmentBp;
  return bp === 0 ? base : step(base, 'parent', { book: book.name, bp }, addPercent(base.minor, bp));
}

export interface Choice {
  outcome: Outcome;
  book: Book | null;
}

/** The first book that says something, and what it says; the list price where none does. */
export function choosePrice(ask: Ask, { currency, bookId }: PriceContext): Choice {
  const { index, subject, on } = ask;
  const chosen = bookId === null ? undefined : index.booksById.get(bookId);
  const books = chosen ? [chosen] : bookId === null ? booksFor(index.books, index.customer, on, currency) : [];
  let gap: Gap | null = null;
  for (const book of books) {
    const outcome = convertFound(index, priceInBook(ask, book), currency, on);
    if (isFound(outcome)) return { outcome, book };
    if (outcome === 'rate') gap = 'rate';
  }
  const listed = listPriceOf(index, subject, currency, on);
  return { outcome: isFound(listed) ? listed : (gap ?? listed), book: null };
}
