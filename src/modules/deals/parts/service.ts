import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { multiplyAmount, sumAmounts } from '../../../platform/money.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { findHead } from '../../records/audit/service.ts';
import { changeDeal, type DealRow, findDealRow, getDeal, lockDeal } from '../service.ts';
import { replaceLines } from '../lines/service.ts';
import type { DealCompetitorInput, DealContactInput, DealParts, setDealProducts } from './contract.ts';
import * as store from './store.ts';

async function loadParts(db: Db, scope: Scope, { id, currency }: DealRow): Promise<DealParts> {
  const [contacts, competitors, products] = [
    await store.findContacts(db, scope, id),
    await store.findCompetitors(db, scope, id),
    await store.findProducts(db, scope, id),
  ];
  return {
    contacts,
    competitors,
    products,
    currency,
    productsTotalMinor: sumAmounts(products.map(({ amountMinor }) => amountMinor)),
  };
}

/** Contacts with their roles, competitors and products of a deal. Whoever sees the deal sees them. */
export async function getParts(db: Db, scope: Scope, dealId: string): Promise<DealParts> {
  return loadParts(db, scope, await findDealRow(db, scope, dealId));
}

async function requireRecord(tx: Tx, scope: Scope, id: string, kind: string, pointer: string): Promise<void> {
  if ((await findHead(tx, scope, id))?.kind !== kind) throw invalidField(pointer, 'not_found_reference');
}

/** Refuses who has not seen how a part stands now; the answer holds it, or null when it is gone. */
function requireSeen(current: { version: number } | undefined, version: number | undefined): void {
  if (current?.version !== version) throw new DomainError('stale_version', { extra: { current: current ?? null } });
}

/** Adds a contact to a deal, or changes its part in it. */
export async function setDealContact(
  db: Db,
  scope: Scope,
  dealId: string,
  contactId: string,
  { version, role, attitude, influence = null, note }: DealContactInput,
): Promise<DealParts> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, dealId, 'edit', null);
    await requireRecord(tx, scope, contactId, 'contact', '/params/partId');
    requireSeen(
      (await store.findContacts(tx, scope, dealId)).find(({ contact }) => contact.id === contactId),
      version,
    );
    await store.upsertContact(tx, scope, dealId, contactId, { role, attitude, influence, note: note || null });
    await appendEvents(tx, scope, [
      { kind: 'deal.contactSet', subjectKind: 'deal', subjectId: dealId, data: { contactId, role, attitude } },
    ]);
    return loadParts(tx, scope, deal);
  });
}

/** Adds a competitor to a deal, or changes what is known of it. */
export async function setDealCompetitor(
  db: Db,
  scope: Scope,
  dealId: string,
  competitorId: string,
  { version, priceMinor = null, note, outcome }: DealCompetitorInput,
): Promise<DealParts> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, dealId, 'edit', null);
    await requireRecord(tx, scope, competitorId, 'competitor', '/params/partId');
    requireSeen(
      (await store.findCompetitors(tx, scope, dealId)).find(({ competitor }) => competitor.id === competitorId),
      version,
    );
    await store.upsertCompetitor(tx, scope, dealId, competitorId, { priceMinor, note: note || null, outcome });
    await appendEvents(tx, scope, [
      {
        kind: 'deal.competitorSet',
        subjectKind: 'deal',
        subjectId: dealId,
        data: { competitorId, outcome, priceMinor, currency: deal.currency },
      },
    ]);
    return loadParts(tx, scope, deal);
  });
}

/** Notes on a deal that is being lost to whom. */
export async function keepLostTo(tx: Tx, scope: Scope, dealId: string, competitorId: string): Promise<void> {
  await store.upsertCompetitor(tx, scope, dealId, competitorId, { outcome: 'lostToThem' });
}

/** Takes a contact off a deal. */
export async function removeDealContact(
  db: Db,
  scope: Scope,
  dealId: string,
  contactId: string,
  version: number | undefined,
): Promise<void> {
  await inTx(db, async (tx) => {
    await lockDeal(tx, scope, dealId, 'edit', null);
    const part = (await store.findContacts(tx, scope, dealId)).find(({ contact }) => contact.id === contactId);
    if (!part) throw new DomainError('not_found');
    requireSeen(part, version ?? part.version);
    await store.deleteContact(tx, scope, dealId, contactId);
    await appendEvents(tx, scope, [{ kind: 'deal.contactRemoved', subjectKind: 'deal', subjectId: dealId, data: { contactId } }]);
  });
}

/** Takes a competitor off a deal. */
export async function removeDealCompetitor(
  db: Db,
  scope: Scope,
  dealId: string,
  competitorId: string,
  version: number | undefined,
): Promise<void> {
  await inTx(db, async (tx) => {
    await lockDeal(tx, scope, dealId, 'edit', null);
    const part = (await store.findCompetitors(tx, scope, dealId)).find(({ competitor }) => competitor.id === competitorId);
    if (!part) throw new DomainError('not_found');
    requireSeen(part, version ?? part.version);
    await store.deleteCompetitor(tx, scope, dealId, competitorId);
    await appendEvents(tx, scope, [
      { kind: 'deal.competitorRemoved', subjectKind: 'deal', subjectId: dealId, data: { competitorId } },
    ]);
  });
}

/** Replaces the product lines; their sum may become the amount of the deal. */
export async function setProducts(
  db: Db,
  scope: Scope,
  dealId: string,
  { version, lines, setsAmount }: BodyOf<typeof setDealProducts>,
): Promise<DealParts> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, dealId, 'edit', null);
    if (deal.version !== version)
      throw new DomainError('stale_version', {
        extra: { current: await getDeal(tx, scope, dealId), parts: await loadParts(tx, scope, deal) },
      });
    for (const [index, { productId }] of lines.entries())
      await requireRecord(tx, scope, productId, 'product', `/body/lines/${index}/productId`);
    const priced = lines.map((line, position) => ({
      ...line,
      dealId,
      position,
      amountMinor: multiplyAmount(line.unitPriceMinor, line.quantity),
    }));
    const total = sumAmounts(priced.map(({ amountMinor }) => amountMinor));
    await replaceLines(tx, scope, dealId, priced);
    await changeDeal(tx, scope, dealId, setsAmount ? { amountMinor: total } : {});
    await appendEvents(tx, scope, [
      {
        kind: 'deal.productsSet',
        subjectKind: 'deal',
        subjectId: dealId,
        data: { lines: lines.length, amountMinor: total, currency: deal.currency, setsAmount },
      },
    ]);
    return loadParts(tx, scope, await findDealRow(tx, scope, dealId));
  });
}
