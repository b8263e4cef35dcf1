import { formatAmount, parseAmount } from '../../../../platform/money.ts';
import { Factor, type ProductUnit, type UnitInput } from '../contract.ts';
import { writtenFactor } from '../rules.ts';

/** A name, how many it is, and its own price behind an `@`: `box = 12 @ 110.00`. */
const oneUnit = /^([^=@]{1,60})=([^@]{1,30})(?:@(.{1,30}))?$/;

/** Reads units as one cell of a table says them, `box = 12; pallet = 480 @ 4500.00`; undefined where it cannot be read. */
export function readUnits(text: string, currency: string): UnitInput[] | undefined {
  const parts = text.normalize('NFKC').split(/[;；\n]/).map((part) => part.trim()).filter((part) => part !== ''); // prettier-ignore
  const read = parts.map((part): UnitInput | undefined => {
    const [, name = '', factor = '', price] = (oneUnit.exec(part) ?? []).map((group) => group?.trim());
    const known = Factor.safeParse(factor.replaceAll(/[\s,]/g, ''));
    const own = price === undefined ? undefined : parseAmount(price.replaceAll(',', ''), currency);
    const isPriced = own === undefined || (own.ok && own.value >= 0);
    if (name === '' || name.length > 30 || !known.success || !isPriced) return undefined;
    return { name, factor: writtenFactor(known.data), priceMinor: own?.ok ? own.value : null, isSold: true, isDefault: false };
  });
  return read.every((unit) => unit !== undefined) ? read : undefined;
}

/** The same the other way. */
export function writeUnits(units: readonly Pick<ProductUnit, 'name' | 'factor' | 'priceMinor'>[], currency: string): string {
  return units
    .map(({ name, factor, priceMinor }) =>
      [`${name} = ${factor}`, ...(priceMinor === null ? [] : [formatAmount(priceMinor, currency)])].join(' @ '),
    )
    .join('; ');
}
