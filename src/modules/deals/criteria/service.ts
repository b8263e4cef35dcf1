import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { localize } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { findReachableContacts } from '../../customers/service.ts';
import type { Criterion, GateMode, Stage } from '../../process/contract.ts';
import { type CriterionFact, findCriterionFact } from '../../process/facts/rules.ts';
import { type CriterionState, evaluateGate, fieldHolds, type Gate } from '../../process/rules.ts';
import { loadVersion } from '../../process/loading/service.ts';
import { ActivityKind } from '../../timeline/contract.ts';
import { hasActivity } from '../../timeline/facts/service.ts';
import type { Missing } from '../contract.ts';
import type { Evidence } from '../guide/contract.ts';
import type { setCriterion as setCriterionEndpoint } from '../moves/contract.ts';
import { objectionsClosed } from '../objections/service.ts';
import { type DealRow, lockDeal } from '../service.ts';
import { hasEvidence, placeOf } from './rules.ts';
import * as store from './store.ts';

/** How a criterion stands for one deal, and by whose word. */
export interface Standing {
  criterion: Criterion;
  state: CriterionState;
  /** Ticked by hand; false where the product itself knows. */
  isManual: boolean;
  tick: store.Tick | null;
}

/** Whether a criterion can be ticked by hand: a checklist, a fact that no module supplies yet, or one that may be made outside. */
function isByHand({ kind, spec }: Criterion): boolean {
  const fact = findCriterionFact(spec.fact ?? '');
  return kind === 'checklist' || (kind === 'fact' && (!fact || fact.isAlsoByHand === true));
}

async function holds(db: Db, scope: Scope, deal: DealRow, { kind, spec }: Criterion): Promise<boolean> {
  if (kind === 'field') {
    const values: Readonly<Record<string, unknown>> = { ...deal };
    const field = spec.field ?? '';
    return fieldHolds(spec, values[field] ?? values[`${field}Id`]);
  }
  if (kind === 'activity') {
    const kinds = ActivityKind.array().safeParse(spec.activityKinds ?? []);
    return hasActivity(db, scope, [deal.id], {
      ...(kinds.success && kinds.data.length > 0 ? { kinds: kinds.data } : {}),
      twoWay: spec.isTwoWay,
      done: spec.isDone,
    });
  }
  const states = await findCriterionFact(spec.fact ?? '')?.load(db, scope, [deal.id]);
  return states?.get(deal.id) ?? false;
}

/** A tick as the guide shows it. */
export function evidenceOf({ note, file, setAt, setBy, setByName, version }: store.Tick): Evidence {
  return { note, file, version, at: setAt, by: setBy === null ? null : { id: setBy, name: setByName ?? '' } };
}

/** What proves that a deal is won. */
export async function loadProof(db: Db, scope: Scope, dealId: string): Promise<Evidence | null> {
  const tick = (await store.findTicks(db, scope, dealId)).find(({ criterionKey }) => criterionKey === 'won.proved');
  return tick ? evidenceOf(tick) : null;
}

/** How each criterion stands for a deal. One that the product knows may still be "unknown, because …" where it accepts that. */
export async function loadStandings(db: Db, scope: Scope, deal: DealRow, criteria: readonly Criterion[]): Promise<Standing[]> {
  const ticks = new Map((await store.findTicks(db, scope, deal.id)).map((tick) => [tick.criterionKey, tick]));
  const standingOf = async (criterion: Criterion): Promise<Standing> => {
    const tick = ticks.get(criterion.key) ?? null;
    const isTicked = isByHand(criterion) && tick?.state === 'met';
    const isKnown = criterion.kind === 'checklist' || isTicked ? false : await holds(db, scope, deal, criterion);
    const isManual = isByHand(criterion) && !isKnown;
    const isMet = isTicked || isKnown;
    const isUnknown = tick?.state === 'unknown' && criterion.allowsUnknown;
    return { criterion, state: isMet ? 'met' : isUnknown ? 'unknown' : 'unmet', isManual, tick };
  };
  // A transaction has one connection, which answers one question after the other.
  if (!db.isTransaction) return Promise.all(criteria.map(standingOf));
  const standings: Standing[] = [];
  for (const criterion of criteria) standings.push(await standingOf(criterion));
  return standings;
}

/** What the gates of some stages say of a deal. */
export async function askGates(
  db: Db,
  scope: Scope,
  deal: DealRow,
  stages: readonly Stage[],
  mode: GateMode,
): Promise<Gate<Criterion>> {
  // Advised ones stop nobody: only the guide asks after them.
  const criteria = mode === 'off' ? [] : stages.flatMap((stage) => stage.criteria).filter(({ level }) => level === 'required');
  const standings = await loadStandings(db, scope, deal, criteria);
  return evaluateGate(criteria, new Map(standings.map(({ criterion, state }) => [criterion.key, state])), mode);
}

/** A criterion as refusals and the guide name it, in the reader's language. */
export function describeCriterion(scope: Scope, stageId: string, criterion: Criterion): Missing {
  const { key, kind, names, hint, spec } = criterion;
  const where = placeOf(criterion, findCriterionFact(spec.fact ?? '')?.place);
  return { key, stageId, kind, where, name: localize(names, scope.language) ?? key, hint: localize(hint, scope.language) };
}

/** Sets a criterion of the deal's process by hand, with evidence. What the product knows itself can only be "unknown", where accepted. */
export async function setCriterion(db: Db, scope: Scope, dealId: string, key: string, body: BodyOf<typeof setCriterionEndpoint>) {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, dealId, 'edit', null);
    const { stages } = await loadVersion(tx, scope, deal.processVersionId);
    const criterion = stages.flatMap((stage) => stage.criteria).find((one) => one.key === key);
    if (!criterion) throw new DomainError('deals.unknown_criterion', { status: 404, params: { key } });
    const { state, note, fileId, version } = body;
    const seen = (await store.findTicks(tx, scope, dealId)).find(({ criterionKey }) => criterionKey === key);
    if (seen?.version !== version) throw new DomainError('stale_version', { extra: { current: seen ? evidenceOf(seen) : null } });
    if (state === 'met' && !isByHand(criterion))
      throw new DomainError('deals.criterion_is_automatic', { params: { name: localize(criterion.names, scope.language) } });
    if (state === 'unknown' && !criterion.allowsUnknown)
      throw new DomainError('deals.unknown_not_accepted', { params: { name: localize(criterion.names, scope.language) } });
    if (state !== 'unmet' && !hasEvidence(body))
      throw new DomainError('deals.evidence_required', { fields: [{ pointer: '/body/note', code: 'required' }] });
    if (fileId && !(await store.hasFile(tx, scope, dealId, fileId)))
      throw new DomainError('invalid_input', { fields: [{ pointer: '/body/fileId', code: 'not_found_reference' }] });
    if (state === 'unmet') await store.deleteTick(tx, scope, dealId, key);
    else await store.upsertTick(tx, scope, dealId, { criterionKey: key, state, note: note ?? null, fileId: fileId ?? null });
    await appendEvents(tx, scope, [
      {
        kind: 'deal.criterionSet',
        subjectKind: 'deal',
        subjectId: dealId,
        data: { key, state, name: criterion.names, note: note ?? null, fileId: fileId ?? null },
      },
    ]);
    return { key, state };
  });
}

/** Keeps what proves a fact that a use case has just made true. */
export async function keepEvidence(
  tx: Tx,
  scope: Scope,
  dealId: string,
  key: string,
  { note = null, fileId = null }: { note?: string | null; fileId?: string | null },
): Promise<void> {
  if (fileId && !(await store.hasFile(tx, scope, dealId, fileId)))
    throw new DomainError('invalid_input', { fields: [{ pointer: '/body/proof/fileId', code: 'not_found_reference' }] });
  await store.upsertTick(tx, scope, dealId, { criterionKey: key, state: 'met', note, fileId });
}

export async function forgetEvidence(tx: Tx, scope: Scope, dealId: string, key: string): Promise<void> {
  await store.deleteTick(tx, scope, dealId, key);
}

/** Facts that deals themselves know. */
export const dealFacts: Readonly<Record<string, CriterionFact>> = {
  'contact.reachable': {
    place: 'contacts',
    load: async (db, scope, dealIds) => {
      const contacts = await store.findContactIds(db, scope, dealIds);
      const reachable = await findReachableContacts(db, scope, [...new Set(contacts.map(({ contactId }) => contactId))]);
      return new Map(contacts.filter(({ contactId }) => reachable.has(contactId)).map(({ dealId }) => [dealId, true]));
    },
  },
  'decider.named': {
    place: 'contacts',
    load: async (db, scope, dealIds) =>
      new Map(
        (await store.findContactIds(db, scope, dealIds))
          .filter(({ role }) => role === 'decisionMaker')
          .map(({ dealId }) => [dealId, true]),
      ),
  },
  'objections.closed': objectionsClosed,
  'won.proved': {
    place: 'criterion',
    load: async (db, scope, dealIds) => new Map((await store.findWon(db, scope, dealIds)).map((id) => [id, true])),
  },
};
