import { canonicalDecimal, compareDecimals, readDecimal } from '../../../platform/decimal.ts';
import type { ProductParts } from '../../catalogue/parts/contract.ts';
import type { LinePart } from '../../orders/parts/contract.ts';

interface WithParts {
  parts?: readonly LinePart[] | undefined;
}

/** A part that a bundle may hold. */
export interface PartChoice {
  productId: string;
  name: string;
  unit: string | null;
  /** How many it comes with. */
  quantity: string;
  isRequired: boolean;
  minQuantity: string | null;
  maxQuantity: string | null;
}

/** The parts that a product holds, to be chosen from. */
export const choicesOf = ({ components }: Pick<ProductParts, 'components'>): PartChoice[] =>
  components.map(({ product: { id, title }, ...choice }) => ({ ...choice, productId: id, name: title }));

/** Whether any of a part is in the bundle. */
export const isTaken = ({ quantity }: Pick<LinePart, 'quantity'>): boolean => /[1-9]/.test(quantity);

/** What is in the bundle of a line. */
export const takenParts = ({ parts }: WithParts): LinePart[] => (parts ?? []).filter(isTaken);

/** How the catalogue is asked for the bundle of a line. */
export function partsAsked({ parts }: WithParts): { parts?: Record<string, string> } {
  return parts === undefined ? {} : { parts: Object.fromEntries(parts.map(({ productId, quantity }) => [productId, quantity])) };
}

const plain = (quantity: string): string => canonicalDecimal(quantity) ?? quantity;

/** Whether two lines hold the same of everything. */
export function hasSameParts(a: WithParts, b: WithParts): boolean {
  const keyOf = (line: WithParts): string =>
    takenParts(line)
      .map(({ productId, quantity }) => `${productId} ${plain(quantity)}`)
      .toSorted()
      .join();
  return keyOf(a) === keyOf(b);
}

function isAtMost(a: string, b: string): boolean {
  const [left, right] = [readDecimal(a), readDecimal(b)];
  return left !== undefined && right !== undefined && compareDecimals(left, right) <= 0;
}

/** Between which quantities a part is, when it is in the bundle: a required one without limits is as it comes. */
export function limitsOf({ quantity, isRequired, minQuantity, maxQuantity }: PartChoice): { min: string; max: string | null } {
  if (isRequired && minQuantity === null && maxQuantity === null) return { min: plain(quantity), max: plain(quantity) };
  return { min: plain(minQuantity ?? '0'), max: maxQuantity === null ? null : plain(maxQuantity) };
}

/** Whether there is nothing to choose about a part. */
export function isFixed(choice: PartChoice): boolean {
  const { min, max } = limitsOf(choice);
  return choice.isRequired && min === max;
}

/** Whether so many of a part may be in the bundle: of one that is not required none, too. */
export function isWithin(choice: PartChoice, quantity: string): boolean {
  if (readDecimal(quantity) === undefined) return false;
  if (!isTaken({ quantity })) return !choice.isRequired;
  const { min, max } = limitsOf(choice);
  return isAtMost(min, quantity) && (max === null || isAtMost(quantity, max));
}

/** How many a bundle begins with: as many as it comes with, as far as its limits allow. */
function startOf(choice: PartChoice): string {
  const { min, max } = limitsOf(choice);
  const quantity = plain(choice.quantity);
  if (isWithin(choice, quantity)) return quantity;
  if (!isTaken({ quantity }) && !choice.isRequired) return '0';
  return max !== null && !isAtMost(quantity, max) ? max : min;
}

const partOf = ({ productId, name, unit }: PartChoice, quantity: string): LinePart => ({ productId, name, quantity, unit });

/** What a bundle holds before anybody has chosen. */
export const startingParts = (choices: readonly PartChoice[]): LinePart[] =>
  choices.map((choice) => partOf(choice, startOf(choice)));

/** What was chosen, in the order of the bundle and named as its parts are; what is not named is left out where it may be. */
export function completedParts(parts: readonly LinePart[], choices: readonly PartChoice[]): LinePart[] {
  const chosen = new Map(parts.map(({ productId, quantity }) => [productId, quantity]));
  return choices.map((choice) => partOf(choice, plain(chosen.get(choice.productId) ?? '0')));
}

export interface PartFault {
  /** Of the part in the list that was given; null for one that is missing in it. */
  at: number | null;
  key: 'productId' | 'quantity';
  code: string;
  params?: Record<string, string>;
}

/** What is wrong with the parts that were chosen of a bundle. */
export function partFaults(parts: readonly LinePart[], choices: readonly PartChoice[]): PartFault[] {
  const known = new Map(choices.map((choice) => [choice.productId, choice]));
  const seen = new Set<string>();
  const given = parts.flatMap(({ productId, quantity }, at): PartFault[] => {
    const choice = known.get(productId);
    if (!choice) return [{ at, key: 'productId', code: 'offers.part_unknown' }];
    if (seen.has(productId)) return [{ at, key: 'productId', code: 'duplicate' }];
    seen.add(productId);
    return isWithin(choice, quantity) ? [] : [quantityFault(choice, quantity, at)];
  });
  const missing = choices.filter(({ productId, isRequired }) => isRequired && !seen.has(productId));
  return [
    ...given,
    ...missing.map(({ name }): PartFault => ({ at: null, key: 'productId', code: 'offers.part_missing', params: { name } })),
  ];
}

function quantityFault(choice: PartChoice, quantity: string, at: number): PartFault {
  const { name, isRequired } = choice;
  if (isRequired && !isTaken({ quantity })) return { at, key: 'quantity', code: 'offers.part_missing', params: { name } };
  const { min, max } = limitsOf(choice);
  return max === null
    ? { at, key: 'quantity', code: 'offers.part_too_few', params: { name, min } }
    : { at, key: 'quantity', code: 'offers.part_quantity', params: { name, min, max } };
}
