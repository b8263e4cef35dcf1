import { canonicalDecimal, readDecimal, writeDecimal } from '../../../platform/decimal.ts';
import { divideRounded } from '../../../platform/money.ts';
import { decimalOf, one, type Ratio, readRatio, timesRatio, writeRatio } from '../../../platform/ratio.ts';
import type { Conversion, ProductUnit, UnitInput } from './contract.ts';

const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Whether two names mean one unit, in any case and width. */
export function isSameUnit(a: string | null, b: string | null): boolean {
  return plain(a ?? '') === plain(b ?? '');
}

/** A factor as a number; one where it cannot be read. */
export function ratioOf(factor: string | undefined): Ratio {
  return (factor === undefined ? undefined : readRatio(factor)) ?? one;
}

/** The one spelling of a factor. */
export function writtenFactor(factor: string): string {
  return writeRatio(ratioOf(factor));
}

/** What is wrong with units of a product whose own is given: where in the list, and what. */
export function faultsOfUnits(own: string | null, units: readonly UnitInput[]): { at: (string | number)[]; code: string }[] {
  const faults = units.flatMap(({ name, isDefault, isSold }, index) => {
    const before = units.slice(0, index);
    const isTwice = isSameUnit(name, own) || before.some((other) => isSameUnit(other.name, name));
    return [
      ...(isTwice ? [{ at: [index, 'name'], code: 'catalogue.part_twice' }] : []),
      ...(isDefault && !isSold ? [{ at: [index, 'isDefault'], code: 'catalogue.default_not_sold' }] : []),
      ...(isDefault && before.some((other) => other.isDefault)
        ? [{ at: [index, 'isDefault'], code: 'catalogue.default_twice' }]
        : []),
    ];
  });
  return units.length > 0 && own === null ? [{ at: [], code: 'catalogue.own_unit_missing' }, ...faults] : faults;
}

/** Whether two lists say the same of names, sizes and prices, in the same order. */
export function isSameUnits(a: readonly UnitInput[], b: readonly UnitInput[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ name, factor, priceMinor }, index) => {
      const other = b[index];
      return other?.name === name && writtenFactor(other.factor) === writtenFactor(factor) && other.priceMinor === priceMinor;
    })
  );
}

/** How many of the product's own unit so many of another are; undefined for none. */
export function baseRatio(quantity: string, factor: string | undefined): Ratio | undefined {
  const many = readRatio(quantity);
  return many && timesRatio(many, ratioOf(factor));
}

/** How many of the product's own unit a quantity of a line is, rounded to six decimals; what comes back stays below zero. */
export function baseQuantity(quantity: string, conversion: Conversion | null | undefined): string {
  if (!conversion) return quantity;
  const isBack = (readDecimal(quantity)?.unscaled ?? 0n) < 0n;
  const many = baseRatio(quantity.replace(/^-/, ''), conversion.factor);
  return many === undefined ? quantity : `${isBack ? '-' : ''}${decimalOf(many)}`;
}

const priceScale = 8;

/** A price as decimal text times a number, with as many decimals as prices have. */
export function timesPrice(price: string, { top, bottom }: Ratio): string {
  const read = readDecimal(price);
  if (!read) return price;
  const unscaled = divideRounded(read.unscaled * top * 10n ** BigInt(priceScale), bottom * 10n ** BigInt(read.scale));
  return canonicalDecimal(writeDecimal({ unscaled, scale: priceScale })) ?? price;
}

interface Sized {
  unit: string | null;
  conversion?: Conversion | null | undefined;
}

/** How large the unit of a line is: `1 box = 12 pc`, or `12 pc = 1 dozen` for a part of one; null for the product's own. */
export function sizeText({ unit, conversion }: Sized): string | null {
  if (!conversion || !unit || !conversion.base) return null;
  const [many = '1', of] = conversion.factor.split('/');
  return of === undefined ? `1 ${unit} = ${many} ${conversion.base}` : `${of} ${unit} = ${many} ${conversion.base}`;
}

/** A product's units as lines may have them: its own first, then those it is sold in. */
export function sellingUnits(
  own: string | null,
  units: readonly ProductUnit[],
): { name: string; conversion: Conversion | null }[] {
  const others = units.filter(({ isSold }) => isSold);
  if (others.length === 0) return [];
  return [
    ...(own === null ? [] : [{ name: own, conversion: null }]),
    ...others.map(({ name, factor }) => ({ name, conversion: { factor, base: own } })),
  ];
}

/** What a line of a product begins with. */
export function defaultUnit(own: string | null, units: readonly ProductUnit[]): string | null {
  return units.find(({ isDefault }) => isDefault)?.name ?? own;
}
