import { amountTimes, type Ratio } from '../../../../platform/ratio.ts';
import type { Conversion } from '../../units/contract.ts';
import { isSameUnit, ratioOf, writtenFactor } from '../../units/rules.ts';
import type { Found } from '../bases/rules.ts';
import type { PriceLine, PriceStep } from '../contract.ts';
import type { ProductFacts, UnitFacts, VariantFacts } from '../data/contract.ts';

/** The unit that is asked for: the product's own where there is no conversion. */
export interface AskedUnit {
  name: string | null;
  conversion: Conversion | null;
  /** Its own list price, in the product's currency. */
  ownMinor: number | null;
}

interface Known {
  units: readonly UnitFacts[];
  variant: VariantFacts | undefined;
}

/**
 * The unit of a line: one that is sold, by its name, or as the line says it was when it was written. A product without
 * further units is sold in whatever its unit is called; one with them in no other: null.
 */
export function unitAsked(product: ProductFacts, { unit, factor }: PriceLine, { units, variant }: Known): AskedUnit | null {
  const own = { name: unit || product.unit, conversion: null, ownMinor: null };
  if (!unit || isSameUnit(unit, product.unit)) return own;
  const found = units.find(({ name }) => isSameUnit(name, unit));
  const kept = factor === undefined ? undefined : writtenFactor(factor);
  if (found && (kept === undefined ? found.isSold : kept === found.factor)) {
    // A variant with a price of its own is sold at that, times the factor.
    const ownMinor = typeof variant?.priceMinor === 'number' || product.currency === null ? null : found.priceMinor;
    return { name: found.name, conversion: { factor: found.factor, base: product.unit }, ownMinor };
  }
  if (kept !== undefined) return { name: unit, conversion: { factor: kept, base: product.unit }, ownMinor: null };
  return units.length > 0 ? null : own;
}

/** What a step says of a unit. */
export function unitParams({ name, conversion }: AskedUnit): PriceStep['params'] {
  return { unit: name ?? '', factor: conversion?.factor ?? '1', base: conversion?.base ?? '' };
}

/** How many of the product's own unit one is. */
export function unitRatio({ conversion }: AskedUnit): Ratio {
  return ratioOf(conversion?.factor);
}

/** Quantities from which a step holds are of the product's own unit: it says so. */
function withBase({ params, ...step }: PriceStep, base: string | null | undefined): PriceStep {
  return 'minQuantity' in params && base ? { ...step, params: { ...params, base } } : { ...step, params };
}

/** The price of one of the product's own unit as that of one of another, with the step that says so. */
export function priceInUnit({ minor, currency, steps }: Found, unit: AskedUnit): Found {
  const toMinor = amountTimes(minor, unitRatio(unit));
  const before = steps.map((step) => withBase(step, unit.conversion?.base));
  return {
    minor: toMinor,
    currency,
    steps: [...before, { code: 'unit', params: unitParams(unit), currency, fromMinor: minor, toMinor }],
  };
}

/** Whether a price follows from a list price alone: nobody wrote it down for one of the product's own unit, and no cost made it. */
export function isOfList({ steps }: Found): boolean {
  return steps.every(({ code }) => code !== 'price' && code !== 'fixed' && code !== 'cost');
}

/** The steps of a price that was made in the unit itself. */
export function namedSteps({ steps, ...found }: Found, unit: AskedUnit): Found {
  return { ...found, steps: steps.map((step) => withBase(step, unit.conversion?.base)) };
}
