import { todayIn } from '../../../../platform/days.ts';
import type { Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { guardOf } from '../../../catalogue/pricing/guards/rules.ts';
import { pricer } from '../../../catalogue/pricing/rules.ts';
import { loadPricing } from '../../../catalogue/pricing/service.ts';
import type { QuoteContent } from '../../content/contract.ts';
import { partsAsked } from '../../parts/rules.ts';
import type { Floor } from '../rules.ts';

/**
 * What the lines should not go below today, by line: of products at what the catalogue says they cost, of anything else by margin; and
 * what is asked for products, whatever the writer says was found.
 */
export async function floorsOf(
  db: Db,
  scope: Scope,
  accountId: string | null,
  { lines, currency }: QuoteContent,
): Promise<ReadonlyMap<string, Floor>> {
  const items = lines.filter(({ kind }) => kind === 'item');
  const productIds = [...new Set(items.flatMap(({ productId }) => productId ?? []))];
  const on = todayIn(scope.timeZone);
  const data = await loadPricing(db, scope, { productIds, accountId, on });
  const price = pricer(data);
  const context = { accountId, bookId: null, on, currency };
  const products = new Map(data.products.map((product) => [product.id, product]));
  return new Map(
    items.map(({ id, productId, variantId, quantity, unit, conversion, parts }): [string, Floor] => {
      const product = productId === null ? undefined : products.get(productId);
      const { floorBp, targetBp } = guardOf(data.guards, product ?? { id: '', category: null });
      const asked = { variantId, quantity, unit, factor: conversion?.factor, ...partsAsked({ parts }) };
      const found = product && price({ productId: product.id, ...asked }, context);
      const [priceMinor, targetMinor] = [found?.floorMinor ?? null, found?.targetMinor ?? null];
      return [
        id,
        { priceMinor, marginBp: floorBp, targetMinor, targetBp, askedMinor: found?.unitPriceMinor ?? null, asked: found },
      ];
    }),
  );
}
