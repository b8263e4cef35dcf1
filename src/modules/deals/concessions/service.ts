import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { makeConverter } from '../../settings/service.ts';
import { type DealRow, findShownDeal, lockDeal } from '../service.ts';
import * as contract from './contract.ts';
import { faultOf, lastRound, marginOf, totalsOf } from './rules.ts';
import * as store from './store.ts';

type Ledger = contract.Ledger;
type Values = Pick<
  contract.Concession,
  'round' | 'side' | 'kind' | 'text' | 'valueMinor' | 'marginMinor' | 'marginBp' | 'gotText' | 'gotMinor' | 'saidOn'
>;

async function load(db: Db, scope: Scope, deal: DealRow, seesWalkAway: boolean): Promise<Ledger> {
  const rows = await store.findConcessions(db, scope, deal.id);
  return {
    data: rows.map(({ baseValueMinor: _v, baseMarginMinor: _m, baseGotMinor: _g, ...row }) => row),
    totals: totalsOf(rows, deal.currency, scope.currency, deal.amountMinor),
    currency: deal.currency,
    seesWalkAway,
    walkAway: seesWalkAway ? ((await store.findWalkAway(db, scope, deal.id)) ?? null) : null,
  };
}

/** The ledger of a deal. The walk-away point stands in it for whoever may edit the deal or let criteria pass, and for nobody else. */
export async function getLedger(db: Db, scope: Scope, dealId: string): Promise<Ledger> {
  const { deal, owned } = await findShownDeal(db, scope, dealId);
  const may = (action: string): boolean => reaches(scope, 'deal', action, owned);
  return load(db, scope, deal, may('edit') || may('waive'));
}

function requireSound(scope: Scope, values: Values): void {
  const fault = faultOf(values);
  if (fault) throw invalidField(`/body/${fault.field}`, fault.code);
  if (values.saidOn > todayIn(scope.timeZone)) throw invalidField('/body/saidOn', 'deals.in_the_future');
}

/** The amounts in the workspace's currency, at the rate of the day. */
async function based(tx: Tx, scope: Scope, deal: DealRow, values: Values, currency: string) {
  const convert = await makeConverter(tx, scope, [{ currency, on: values.saidOn }]);
  const own = (minor: number | null): number | null => {
    if (minor === null) return null;
    const converted = convert(minor, currency, values.saidOn);
    if (converted !== undefined) return converted;
    throw new DomainError('settings.no_rate', { params: { currency, own: scope.currency, on: values.saidOn } });
  };
  return {
    baseValueMinor: own(values.valueMinor),
    baseMarginMinor: own(marginOf(values, deal.amountMinor)),
    baseGotMinor: own(values.gotMinor),
  };
}

async function tell(tx: Tx, scope: Scope, dealId: string, verb: string, { side, kind, text, round }: Values): Promise<void> {
  const said = text.length > 160 ? `${text.slice(0, 159)}…` : text;
  await appendEvents(tx, scope, [
    { kind: `deal.${verb}`, subjectKind: 'deal', subjectId: dealId, data: { side, kind, said, round } },
  ]);
}

/** Writes down what was asked or given. */
export async function addConcession(
  db: Db,
  scope: Scope,
  dealId: string,
  body: BodyOf<typeof contract.addConcession>,
): Promise<Ledger> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, dealId, 'edit', null);
    if ((await store.countConcessions(tx, scope, dealId)) >= contract.maximumConcessions)
      throw new DomainError('deals.too_many_concessions', { params: { limit: contract.maximumConcessions } });
    const values: Values = {
      side: body.side,
      kind: body.kind,
      text: body.text,
      round: body.round ?? lastRound(await store.findConcessions(tx, scope, dealId)),
      valueMinor: body.valueMinor ?? null,
      marginMinor: body.marginMinor ?? null,
      marginBp: body.marginBp ?? null,
      gotText: body.gotText || null,
      gotMinor: body.gotMinor ?? null,
      saidOn: body.saidOn ?? todayIn(scope.timeZone),
    };
    requireSound(scope, values);
    const { currency } = deal;
    const base = await based(tx, scope, deal, values, currency);
    await store.insertConcession(tx, scope, { ...values, ...base, dealId, currency });
    await tell(tx, scope, dealId, values.side === 'ask' ? 'concessionAsked' : 'concessionGiven', values);
    return load(tx, scope, deal, true);
  });
}

/** An entry of the past, in the deal's currency; its worth in the workspace's is worked out here. */
export interface PastConcession extends Values {
  dealId: string;
  currency: string;
  dealAmountMinor: number | null;
}

/** Writes entries of deals that the caller has just made, as they were in the past: nothing is told on timelines. */
export async function keepPastConcessions(tx: Tx, scope: Scope, entries: readonly PastConcession[]): Promise<void> {
  const convert = await makeConverter(
    tx,
    scope,
    entries.map(({ currency, saidOn }) => ({ currency, on: saidOn })),
  );
  const rows = entries.map(({ dealAmountMinor, ...entry }) => {
    const own = (minor: number | null) => (minor === null ? null : (convert(minor, entry.currency, entry.saidOn) ?? null));
    const base = { baseValueMinor: own(entry.valueMinor), baseGotMinor: own(entry.gotMinor) };
    return { ...entry, ...base, baseMarginMinor: own(marginOf(entry, dealAmountMinor)) };
  });
  await store.insertPast(tx, scope, rows);
}

/** The entry as its editor saw it, of a deal that is locked now. Another version answers 409 with what stands. */
async function lockEntry(tx: Tx, scope: Scope, dealId: string, id: string, version: number | undefined) {
  const deal = await lockDeal(tx, scope, dealId, 'edit', null);
  const entry = await store.findConcession(tx, scope, dealId, id);
  if (!entry) throw new DomainError('not_found');
  const { isDeleted, baseValueMinor: _v, baseMarginMinor: _m, baseGotMinor: _g, ...current } = entry;
  if (isDeleted || current.version !== (version ?? current.version))
    throw new DomainError('stale_version', { extra: { current: isDeleted ? null : current } });
  return { deal, current };
}

/** Changes an entry, or says what came back for it. */
export async function updateConcession(
  db: Db,
  scope: Scope,
  dealId: string,
  id: string,
  { version, ...body }: BodyOf<typeof contract.updateConcession>,
): Promise<Ledger> {
  return inTx(db, async (tx) => {
    const { deal, current } = await lockEntry(tx, scope, dealId, id, version);
    const { side, kind, text, round, valueMinor, marginMinor, marginBp, gotMinor, saidOn, gotText } = { ...current, ...body };
    const values: Values = {
      side,
      kind,
      text,
      round,
      valueMinor,
      marginMinor,
      marginBp,
      gotMinor,
      saidOn,
      gotText: gotText || null,
    };
    requireSound(scope, values);
    const base = await based(tx, scope, deal, values, current.currency);
    await store.updateConcessionRow(tx, scope, id, { ...values, ...base });
    await tell(tx, scope, dealId, 'concessionChanged', values);
    return load(tx, scope, deal, true);
  });
}

/** Takes an entry off; `restoreConcession` brings it back. */
export async function removeConcession(
  db: Db,
  scope: Scope,
  dealId: string,
  id: string,
  version: number | undefined,
): Promise<Ledger> {
  return inTx(db, async (tx) => {
    const { deal, current } = await lockEntry(tx, scope, dealId, id, version);
    await store.updateConcessionRow(tx, scope, id, { deletedAt: new Date().toISOString() });
    await tell(tx, scope, dealId, 'concessionRemoved', current);
    return load(tx, scope, deal, true);
  });
}

/** Brings back an entry that was taken off; one that is there stays as it is. */
export async function restoreConcession(db: Db, scope: Scope, dealId: string, id: string): Promise<Ledger> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, dealId, 'edit', null);
    const entry = await store.findConcession(tx, scope, dealId, id);
    if (!entry) throw new DomainError('not_found');
    if (entry.isDeleted) {
      await store.updateConcessionRow(tx, scope, id, { deletedAt: null });
      await tell(tx, scope, dealId, 'concessionRestored', entry);
    }
    return load(tx, scope, deal, true);
  });
}

/** Sets the lowest total or margin. The event says that it was set, never to what: timelines and webhooks reach further than it may. */
export async function setWalkAway(
  db: Db,
  scope: Scope,
  dealId: string,
  { version, lowestTotalMinor, lowestMarginBp, note }: BodyOf<typeof contract.setWalkAway>,
): Promise<Ledger> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, dealId, 'edit', null);
    const current = await store.findWalkAway(tx, scope, dealId);
    if (current?.version !== version) throw new DomainError('stale_version', { extra: { current: current ?? null } });
    await store.upsertWalkAway(tx, scope, dealId, { lowestTotalMinor, lowestMarginBp, note: note || null });
    await appendEvents(tx, scope, [{ kind: 'deal.walkAwaySet', subjectKind: 'deal', subjectId: dealId, data: {} }]);
    return load(tx, scope, deal, true);
  });
}
