import { amountTimes, type Ratio } from '../../../platform/ratio.ts';
import { baseRatio } from '../units/rules.ts';
import { marginOf } from './amounts/rules.ts';
import { costOf, type Gap, type Index, indexData, isFound, listPriceOf, type Subject } from './bases/rules.ts';
import { type Ask, type Choice, choosePrice } from './choosing/rules.ts';
import type { Price, PriceContext, PriceLine, PriceStep } from './contract.ts';
import type { PricingData } from './data/contract.ts';
import { guardedPrices } from './guards/rules.ts';
import { type AskedUnit, isOfList, namedSteps, priceInUnit, unitAsked, unitParams, unitRatio } from './units/rules.ts';

/**
 * What one of a unit costs. A unit with a list price of its own stands at that, less what books take off list prices; what a book
 * says for one of the product's own unit, and any other price, is that times the factor.
 */
function choosePriceIn(ask: Ask, unit: AskedUnit, context: PriceContext): Choice {
  if (unit.conversion === null) return choosePrice(ask, context);
  const { ownMinor } = unit;
  if (ownMinor !== null) {
    const subject = { ...ask.subject, own: { minor: ownMinor, ratio: unitRatio(unit), params: unitParams(unit) } };
    const { outcome, book } = choosePrice({ ...ask, subject }, context);
    if (isFound(outcome) && isOfList(outcome)) return { outcome: namedSteps(outcome, unit), book };
  }
  const { outcome, book } = choosePrice(ask, context);
  return { outcome: isFound(outcome) ? priceInUnit(outcome, unit) : outcome, book };
}

const none: Ratio = { top: 0n, bottom: 1n };

/** The list price of one of a unit: its own, else that of the product's own unit times the factor. */
function listPriceIn({ index, subject, on }: Ask, unit: AskedUnit, currency: string): number | null {
  const { ownMinor } = unit;
  const own = ownMinor === null ? undefined : { minor: ownMinor, ratio: unitRatio(unit), params: {} };
  const listed = listPriceOf(index, { ...subject, own }, currency, on);
  if (!isFound(listed)) return null;
  return own ? listed.minor : amountTimes(listed.minor, unitRatio(unit));
}

type Worth = Omit<Price, 'productId' | 'variantId' | 'currency' | 'unit' | 'conversion'>;

function worthless(missing: Gap): Worth {
  const nothing = { unitPriceMinor: null, listPriceMinor: null, book: null, costMinor: null, marginBp: null };
  return { ...nothing, floorMinor: null, targetMinor: null, missing, trace: [] };
}

function worthOf(ask: Ask, unit: AskedUnit, context: PriceContext): Worth {
  const { index, subject, product, on } = ask;
  const { outcome, book } = choosePriceIn(ask, unit, context);
  const unitPriceMinor = isFound(outcome) ? outcome.minor : null;
  const cost = costOf(index, subject, context.currency, on);
  const costMinor = isFound(cost) ? amountTimes(cost.minor, unitRatio(unit)) : null;
  return {
    unitPriceMinor,
    listPriceMinor: listPriceIn(ask, unit, context.currency),
    book: book && { id: book.id, name: book.name },
    costMinor,
    marginBp: unitPriceMinor === null || costMinor === null ? null : marginOf(unitPriceMinor, costMinor),
    ...guardedPrices(index.guards, product, costMinor),
    missing: isFound(outcome) ? null : outcome,
    trace: isFound(outcome) ? outcome.steps : [],
  };
}

function priceLine(index: Index, line: PriceLine, context: PriceContext): Price {
  const { productId, variantId, quantity, parts } = line;
  const product = index.products.get(productId);
  const known = { units: index.units.get(productId) ?? [], variant: index.variants.get(variantId ?? '') };
  const unit = product ? unitAsked(product, line, known) : null;
  const asked = {
    productId,
    variantId,
    currency: context.currency,
    unit: unit?.name ?? null,
    conversion: unit?.conversion ?? null,
  };
  if (!product) return { ...asked, ...worthless('price') };
  if (unit === null) return { ...asked, ...worthless('unit') };
  const subject: Subject = { productId, variantId, parts };
  const many = baseRatio(quantity, unit.conversion?.factor) ?? none;
  return { ...asked, ...worthOf({ index, subject, product, quantity: many, on: context.on }, unit, context) };
}

/** Prices many lines from the same data: what they are looked up by is made once. */
export function pricer(data: PricingData): (line: PriceLine, context: PriceContext) => Price {
  const index = indexData(data);
  return (line, context) => priceLine(index, line, context);
}

/**
 * What one of a unit of a product costs a customer, with how it came about. The one place where prices are made, in the browser
 * as on the server: no clock, no input or output, and the order of books, prices and rules in `data` never matters.
 */
export function priceOf(line: PriceLine, context: PriceContext, data: PricingData): Price {
  return pricer(data)(line, context);
}

/** Steps as whoever may not see costs reads them: where costs are among them only what they come to, by a book of that name. */
export function stepsWithoutCosts(steps: readonly PriceStep[], book: string | null): readonly PriceStep[] {
  const isMadeOfCost = steps.some(({ code }) => code === 'cost' || code === 'minMargin' || code === 'maxMargin');
  const last = steps.at(-1);
  if (!isMadeOfCost || !last) return steps;
  return [{ code: 'withheld', params: { book: book ?? '' }, currency: last.currency, fromMinor: null, toMinor: last.toMinor }];
}

/** A price as it is shown to whoever may not see costs: no cost, no margin, and no step from which they follow. */
export function withoutCosts(price: Price): Price {
  const trace = [...stepsWithoutCosts(price.trace, price.book?.name ?? null)];
  return { ...price, costMinor: null, marginBp: null, trace };
}
