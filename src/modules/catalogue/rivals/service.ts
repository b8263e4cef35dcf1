import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { QueryOf, ReplyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { can, permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { findHead } from '../../records/audit/service.ts';
import type { CompetitorPrice, listCompetitorPrices as listContract, NewCompetitorPrice } from './contract.ts';
import * as store from './store.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readMark(cursor: string): readonly [string, string] {
  const [on = '', id = ''] = cursor.split(' ');
  if (!/^\d{4}-\d\d-\d\d$/.test(on) || Number.isNaN(Date.parse(on)) || !uuid.test(id))
    throw invalidField('/query/cursor', 'invalid_cursor');
  return [on, id];
}

/** Prices of competitors that the scope may see, those observed last first. */
export async function listCompetitorPrices(
  db: Db,
  scope: Scope,
  { productId, competitorId, limit, cursor }: QueryOf<typeof listContract>,
): Promise<ReplyOf<typeof listContract>> {
  permit(scope, 'competitor', 'view');
  const after = cursor === undefined ? null : readMark(cursor);
  const wish = { ...(productId === undefined ? {} : { productIds: [productId] }), competitorId, after, limit: limit + 1 };
  const rows = await store.findPrices(db, scope, wish);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { data: page, nextCursor: rows.length > limit && last ? `${last.observedOn} ${last.id}` : null };
}

/** The latest prices of competitors for some products, at most 500: what competition-based prices are made of. */
export async function loadCompetitorPrices(db: Db, scope: Scope, productIds: readonly string[]): Promise<CompetitorPrice[]> {
  return productIds.length === 0 ? [] : store.findPrices(db, scope, { productIds, limit: 500 });
}

const priceEvent = (kind: string, { product, competitor, amountMinor, currency }: CompetitorPrice) => ({
  kind: `competitor.${kind}`,
  subjectKind: 'competitor',
  subjectId: competitor.id,
  data: { productId: product.id, amountMinor, currency },
});

async function requireKind(tx: Tx, scope: Scope, id: string, kind: string, pointer: string): Promise<void> {
  if ((await findHead(tx, scope, id))?.kind !== kind) throw invalidField(pointer, 'not_found_reference');
}

/** Notes a price that somebody saw. Sellers do: they hear it first. */
export async function addCompetitorPrice(db: Db, scope: Scope, input: NewCompetitorPrice): Promise<CompetitorPrice> {
  permit(scope, 'competitorPrice', 'create');
  if (input.observedOn > todayIn(scope.timeZone)) throw invalidField('/body/observedOn', 'catalogue.observed_later');
  return inTx(db, async (tx) => {
    await requireKind(tx, scope, input.productId, 'product', '/body/productId');
    await requireKind(tx, scope, input.competitorId, 'competitor', '/body/competitorId');
    const id = await store.insertPrice(tx, scope, input);
    const [made] = await store.findPrices(tx, scope, { id, limit: 1 });
    if (!made) throw new DomainError('not_found');
    await appendEvents(tx, scope, [priceEvent('priceNoted', made)]);
    return made;
  });
}

/** Takes a noted price away: one of one's own, or any for whoever edits competitors. */
export async function removeCompetitorPrice(db: Db, scope: Scope, id: string): Promise<void> {
  permit(scope, 'competitor', 'view');
  await inTx(db, async (tx) => {
    const [price] = await store.findPrices(tx, scope, { id, limit: 1 });
    if (!price) throw new DomainError('not_found');
    const isOwn = scope.userId !== null && price.createdBy?.id === scope.userId;
    if (!isOwn && !can(scope, 'competitor', 'edit'))
      throw new DomainError('forbidden', { params: { object: 'competitorPrice', action: 'delete' } });
    await store.deletePrice(tx, scope, id);
    await appendEvents(tx, scope, [priceEvent('priceRemoved', price)]);
  });
}
