import { uuidv7 } from 'uuidv7';
import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { canonicalDecimal } from '../../../platform/decimal.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents, notifyBrowsers } from '../../../platform/events.ts';
import { can, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { voidIfWorse } from '../../approvals/standing/service.ts';
import { maySeeCosts } from '../../catalogue/costs/service.ts';
import { findIdOfQuote } from '../../orders/service.ts';
import { entityOf, type Row } from '../../records/entities/rules.ts';
import { findHeads } from '../../records/heads/service.ts';
import { ownedBy } from '../../records/plans/service.ts';
import { findRows } from '../../records/rows/service.ts';
import { findRate } from '../../settings/service.ts';
import { standingOfDraft } from '../approving/state/service.ts';
import { QuoteContent } from '../content/contract.ts';
import { faultsOf } from '../content/rules.ts';
import { type Quote, QuoteState, RevisionState } from '../contract.ts';
import { filledIn, findUsualTax } from '../filling/service.ts';
import { withoutUnsaidPrice } from '../filling/rules.ts';
import { FrozenQuote } from '../freezing/contract.ts';
import { requireLinks } from '../links/service.ts';
import { numbersByLine } from '../numbers/service.ts';
import { withChosenParts } from '../parts/service.ts';
import { priceNew } from '../pricing/service.ts';
import { type Mirrored, mirroredOf } from '../mirroring/rules.ts';
import { promotionFaults, refreshPromotions } from '../promotions/service.ts';
import { notesOn, supplyOf } from '../selling/service.ts';
import { findQuote, lockQuote, mirrorQuote, type SeenQuote } from '../service.ts';
import { withoutWayCosts } from '../strategies/checking/rules.ts';
import { checkWays } from '../strategies/checking/service.ts';
import { marginOf, type UnitCosts as Costs, withCreditCosts, withoutCreditCosts } from '../totals/margins/rules.ts';
import { totalsOf } from '../totals/rules.ts';
import {
  type QuoteDocument,
  type reviseQuote as reviseEndpoint,
  type RevisionHead,
  type saveQuoteDocument,
  UnitCosts,
} from './contract.ts';
import { actionsOf, frozenTotals, isDraft, keptCosts, stateOn } from './rules.ts';
import * as store from './store.ts';

export type RevisionRow = store.RevisionRow;
export type SentLine = store.SentLine;

/** A revision as its table has it, with what it says and costs. */
export interface Loaded {
  row: RevisionRow;
  content: QuoteContent;
  costs: Costs;
}

/** A revision of a quote that the caller has found: by its number, or the newest. */
export async function loadRevision(db: Db, scope: Scope, quoteId: string, number: number | null): Promise<Loaded> {
  const row = await store.findRevision(db, scope, quoteId, number);
  if (!row) throw new DomainError('not_found', { params: { object: 'quote' } });
  const content = QuoteContent.parse(row.content);
  const said = row.frozen === null ? { ...content, lines: content.lines.map(withoutUnsaidPrice) } : content;
  return { row, content: said, costs: UnitCosts.parse(row.costs) };
}

function headOf(scope: Scope, { sentById, sentByName, state, ...row }: store.HeadRow): RevisionHead {
  const now = stateOn(RevisionState.parse(state), row.validUntilOn, todayIn(scope.timeZone));
  return { ...row, state: now, sentBy: sentById === null ? null : { id: sentById, name: sentByName ?? '' } };
}

/** What products cost is filled in from the catalogue: whoever may not see it there does not see it here. */
export function seesCosts(scope: Scope, row: Row): boolean {
  return maySeeCosts(scope) && reaches(scope, 'quote', 'seeCost', ownedBy(row));
}

/** The order that was made of a quote, as far as the scope may see it; to whoever makes none it counts as made. */
async function orderOf(db: Db, scope: Scope, quoteId: string) {
  const id = await findIdOfQuote(db, scope, quoteId);
  const [row] =
    id === undefined || !can(scope, 'order', 'view') ? [] : await findRows(db, scope, entityOf('order'), [id], { deleted: true });
  const order = row ? { id: String(row['id']), number: String(row['number']) } : null;
  return { order, isOrdered: id !== undefined || !can(scope, 'order', 'create') };
}

/** Whether the scope may edit the deal of a quote: its amount is then theirs to set. */
async function mayEditDeal(db: Db, scope: Scope, { deal }: Quote): Promise<boolean> {
  if (!deal || !can(scope, 'deal', 'edit')) return false;
  const [head] = await findHeads(db, scope, ['deal'], [deal.id]);
  return head !== undefined && reaches(scope, 'deal', 'edit', head);
}

/** What the scope reads of a quote: a revision with its money, and what can be done now. */
export async function describeDocument(
  db: Db,
  scope: Scope,
  { row, quote }: SeenQuote,
  number: number | null,
): Promise<QuoteDocument> {
  const loaded = await loadRevision(db, scope, quote.id, number);
  const heads = (await store.findHeads(db, scope, quote.id)).map((head) => headOf(scope, head));
  const [newest, head] = [heads[0], heads.find(({ id }) => id === loaded.row.id)];
  if (!newest || !head) throw new DomainError('not_found', { params: { object: 'quote' } });
  const { content, costs } = loaded;
  const isOpen = isDraft(head.state);
  const frozen = isOpen ? null : FrozenQuote.parse(JSON.parse(loaded.row.frozen ?? ''));
  const totals = frozen === null ? totalsOf(content) : frozenTotals(frozen);
  const may = (action: string): boolean =>
    action === 'seeCost' ? seesCosts(scope, row) : reaches(scope, 'quote', action, ownedBy(row));
  const { rate, rateOn } = loaded.row;
  const hasRate = content.currency === scope.currency || rate !== null;
  const seesCost = may('seeCost');
  const rateNow =
    content.currency === scope.currency ? null : await findRate(db, scope, content.currency, todayIn(scope.timeZone));
  const { order, isOrdered } = await orderOf(db, scope, quote.id);
  return {
    quote,
    revision: {
      ...head,
      version: loaded.row.version,
      content: seesCost ? content : withoutWayCosts(content),
      totals,
      costs: seesCost ? costs : null,
      margin: seesCost ? marginOf(content, totals, isOpen ? withCreditCosts(content, costs) : costs) : null,
      rate: rate !== null && rateOn !== null ? { rate: canonicalDecimal(rate) ?? rate, on: rateOn } : null,
      rateNow: rateNow ? (canonicalDecimal(rateNow) ?? rateNow) : null,
      updatedAt: loaded.row.updatedAt,
    },
    revisions: heads,
    order,
    actions:
      quote.deletedAt === null
        ? actionsOf({ ...newest, mayEditDeal: await mayEditDeal(db, scope, quote), isPrimary: quote.isPrimary, isOrdered, may })
        : [],
    faults: isOpen
      ? [
          ...faultsOf(content, totals),
          ...(hasRate ? [] : [{ lineId: null, place: 'total' as const, code: 'offers.no_rate' }]),
          ...(await promotionFaults(db, scope, { id: quote.id, accountId: row['accountId'] }, content, totals)),
        ]
      : [],
    tax: isOpen ? await findUsualTax(db, scope) : null,
    products: isOpen ? await notesOn(db, scope, content) : [],
    supply: isOpen ? await supplyOf(db, scope, content) : [],
    numbers: await numbersByLine(db, scope, row['accountId'], content, frozen),
    approval:
      isOpen && quote.deletedAt === null ? await standingOfDraft(db, scope, { seen: row, ...loaded, rate, totals }) : null,
  };
}

/** What a quote says, with its money. */
export async function getQuoteDocument(db: Db, scope: Scope, id: string, number: number | null): Promise<QuoteDocument> {
  return describeDocument(db, scope, await findQuote(db, scope, id), number);
}

interface Valued {
  kept: { netMinor: number; totalMinor: number; rate: string | null; rateOn: string | null };
  mirrored: Mirrored;
}

/** The money of a draft, as its revision keeps it and as its quote does: with what the total is in the workspace's currency today. */
export async function valued(db: Db, scope: Scope, content: QuoteContent): Promise<Valued> {
  const totals = totalsOf(content);
  const on = todayIn(scope.timeZone);
  const { currency } = content;
  const rate = currency === scope.currency ? null : ((await findRate(db, scope, currency, on)) ?? null);
  return {
    kept: { netMinor: totals.netMinor, totalMinor: totals.totalMinor, rate, rateOn: rate === null ? null : on },
    mirrored: mirroredOf(content, totals, { rate, own: scope.currency }),
  };
}

/** The first revision of a quote that its caller has just made. */
export async function startRevision(tx: Tx, scope: Scope, quoteId: string, content: QuoteContent, costs: Costs): Promise<void> {
  const { kept, mirrored } = await valued(tx, scope, content);
  await store.insertRevision(tx, scope, { ...kept, id: uuidv7(), quoteId, number: 1, content, costs, createdBy: scope.userId });
  await mirrorQuote(tx, scope, quoteId, mirrored);
}

/** The draft of a locked quote as its editor saw it: another version answers 409 with the document as it is now. */
export async function requireDraft(tx: Tx, scope: Scope, seen: SeenQuote, version: number): Promise<Loaded> {
  const loaded = await loadRevision(tx, scope, seen.quote.id, null);
  if (loaded.row.state !== 'draft') throw new DomainError('offers.not_a_draft', { status: 409 });
  if (loaded.row.version !== version)
    throw new DomainError('stale_version', { extra: { current: await describeDocument(tx, scope, seen, null) } });
  return loaded;
}

/**
 * Writes the draft of a quote. Its money is worked out anew here, whatever the browser showed. What was approved and is now worse
 * no longer holds; that is written after the save, for who decides meanwhile locks request and quote the other way round.
 */
export async function saveDocument(
  db: Db,
  scope: Scope,
  id: string,
  { version, ...body }: BodyOf<typeof saveQuoteDocument>,
): Promise<QuoteDocument> {
  const saved = await inTx(db, async (tx) => {
    const seen = await lockQuote(tx, scope, id, 'edit');
    const draft = await requireDraft(tx, scope, seen, version);
    const written = await filledIn(tx, scope, body.content);
    await requireLinks(tx, scope, id, draft.content, written);
    if (body.costs !== undefined && !seesCosts(scope, seen.row))
      throw new DomainError('forbidden', { params: { object: 'quote', action: 'seeCost' } });
    const accountId = seen.row['accountId'];
    const chosen = await withChosenParts(tx, scope, draft.content, written);
    const said = await refreshPromotions(tx, scope, { accountId, before: draft.content, content: chosen });
    const { content: priced, costs } = await priceNew(tx, scope, { accountId, before: draft, costs: body.costs, content: said });
    const seesCost = seesCosts(scope, seen.row);
    const content = await checkWays(tx, scope, { quoteId: id, accountId, before: draft, content: priced, seesCost });
    const { kept, mirrored } = await valued(tx, scope, content);
    await store.updateRevision(tx, scope, draft.row.id, { ...kept, content, costs: keptCosts(content, costs) });
    await mirrorQuote(tx, scope, id, mirrored);
    await notifyBrowsers(tx, scope, [{ subjectKind: 'quote', subjectId: id }]);
    return describeDocument(tx, scope, await findQuote(tx, scope, id), null);
  });
  const { approval } = saved;
  if (approval === null || approval.requestId === null || !(await voidIfWorse(db, scope, 'quote', id))) return saved;
  return { ...saved, approval: { ...approval, state: 'needed', last: 'void' } };
}

/** Starts the next revision of a quote that was sent, from the newest one or from an older one. The sent one holds until the next is sent. */
export async function reviseQuote(
  db: Db,
  scope: Scope,
  id: string,
  { reason = null, from }: BodyOf<typeof reviseEndpoint>,
): Promise<QuoteDocument> {
  return inTx(db, async (tx) => {
    await lockQuote(tx, scope, id, 'edit');
    const newest = await loadRevision(tx, scope, id, null);
    if (newest.row.state === 'accepted') throw new DomainError('offers.is_accepted', { status: 409 });
    if (newest.row.frozen === null) throw new DomainError('offers.draft_is_open', { status: 409 });
    const { content, costs } = from === undefined ? newest : await loadRevision(tx, scope, id, from);
    const { kept, mirrored } = await valued(tx, scope, content);
    const number = newest.row.number + 1;
    await store.insertRevision(tx, scope, {
      ...kept,
      id: uuidv7(),
      quoteId: id,
      number,
      content,
      costs: withoutCreditCosts(content, costs),
      reason,
      createdBy: scope.userId,
    });
    await mirrorQuote(tx, scope, id, { ...mirrored, state: 'draft', revision: number });
    await appendEvents(tx, scope, [
      { kind: 'quote.revised', subjectKind: 'quote', subjectId: id, data: { revision: number, reason } },
    ]);
    return describeDocument(tx, scope, await findQuote(tx, scope, id), null);
  });
}

/** Throws the open draft away; what was sent before is the newest again. */
export async function discardDraft(db: Db, scope: Scope, id: string, version: number): Promise<QuoteDocument> {
  return inTx(db, async (tx) => {
    const seen = await lockQuote(tx, scope, id, 'edit');
    const draft = await requireDraft(tx, scope, seen, version);
    if (draft.row.number === 1) throw new DomainError('offers.nothing_sent', { status: 409 });
    await dropDraft(tx, scope, id, draft.row);
    const { row, content } = await loadRevision(tx, scope, id, null);
    const { netMinor, totalMinor, rate } = row;
    const money = mirroredOf(content, { ...totalsOf(content), netMinor, totalMinor }, { rate, own: scope.currency });
    await mirrorQuote(tx, scope, id, { ...money, state: QuoteState.parse(row.state), revision: row.number });
    return describeDocument(tx, scope, await findQuote(tx, scope, id), null);
  });
}

/** Takes an open draft away. */
export async function dropDraft(tx: Tx, scope: Scope, quoteId: string, { id, number }: RevisionRow): Promise<void> {
  await store.deleteDraft(tx, scope, id);
  await appendEvents(tx, scope, [
    { kind: 'quote.draftDiscarded', subjectKind: 'quote', subjectId: quoteId, data: { revision: number } },
  ]);
}

/** Writes a revision that was sent (or what became of it) and keeps its lines to be asked by product. */
export async function keepFrozen(
  tx: Tx,
  scope: Scope,
  quoteId: string,
  id: string,
  changes: store.RevisionChanges,
  lines: readonly SentLine[],
): Promise<void> {
  await store.updateRevision(tx, scope, id, changes);
  await store.insertLines(tx, scope, id, lines);
  await store.supersede(tx, scope, quoteId, id);
}

/** Writes what became of a revision that was sent. */
export async function markRevision(tx: Tx, scope: Scope, id: string, changes: store.RevisionChanges): Promise<void> {
  await store.updateRevision(tx, scope, id, changes);
}
