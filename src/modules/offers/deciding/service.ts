import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { keepPromotions, recountPromotions, releasePromotions } from '../../catalogue/promotions/service.ts';
import { keepAgreedTerms } from '../../deals/terms/service.ts';
import type { QuoteContent } from '../content/contract.ts';
import { mirroredOf } from '../mirroring/rules.ts';
import { usesOf } from '../promotions/service.ts';
import type { Totals } from '../totals/contract.ts';
import { totalsOf } from '../totals/rules.ts';
import { findHeads } from '../../records/heads/service.ts';
import { followAmount } from '../following/service.ts';
import { RevisionState } from '../contract.ts';
import type { QuoteDocument } from '../revisions/contract.ts';
import { stateOn } from '../revisions/rules.ts';
import { describeDocument, dropDraft, loadRevision, markRevision } from '../revisions/service.ts';
import { findQuote, lockQuoteInDeal, mirrorQuote } from '../service.ts';
import type { acceptQuote as acceptEndpoint, declineQuote as declineEndpoint } from './contract.ts';

export interface Decision {
  outcome: 'accepted' | 'declined';
  revision: number;
  by: string | null;
  note: string | null;
  /** The day on which it was said; today unless given. */
  on?: string;
  /** On the page: they decide about what they have, even while the next revision is being written. */
  isByCustomer?: boolean;
  /** What was accepted, where the customer could choose. */
  agreed?: Agreed;
}

export interface Agreed extends Pick<Totals, 'promotions'> {
  netMinor: number;
  totalMinor: number;
  acvMinor: number | null;
  sha256: string;
  isAsSent: boolean;
}

/**
 * Writes what the customer decided about the newest revision, or about the one before an open draft; the caller has locked the quote and asked the rights. The same
 * decision once more changes nothing (a double click, a repeated request); one that has run out is not accepted.
 */
export async function decide(
  tx: Tx,
  scope: Scope,
  quoteId: string,
  { outcome, revision, by, note, on, isByCustomer = false, agreed }: Decision,
): Promise<void> {
  const newest = await loadRevision(tx, scope, quoteId, null);
  const isNextOpen = isByCustomer && newest.row.frozen === null && newest.row.number > 1;
  const { row, content } = isNextOpen ? await loadRevision(tx, scope, quoteId, newest.row.number - 1) : newest;
  if (row.number !== revision) throw new DomainError('offers.other_revision', { status: 409, params: { revision: row.number } });
  if (row.state === outcome && outcome === 'accepted') return;
  const day = on ?? todayIn(scope.timeZone);
  const state = stateOn(RevisionState.parse(row.state), row.validUntilOn, day);
  if (state === 'expired' && outcome === 'accepted') throw new DomainError('offers.expired', { status: 409 });
  if (state !== 'sent' && state !== 'viewed' && state !== 'expired') throw new DomainError('offers.not_out', { status: 409 });
  const decided = { state: outcome, decidedAt: new Date().toISOString(), decidedBy: by, decisionNote: note };
  await markRevision(tx, scope, row.id, decided);
  // What was accepted holds: the next revision, which nobody has seen, is over. After a no it goes on being written.
  if (isNextOpen && outcome === 'accepted') await dropDraft(tx, scope, quoteId, newest.row);
  const { netMinor, totalMinor, sha256 } = agreed ?? row;
  if (outcome === 'accepted') {
    const totals = agreed ?? { ...totalsOf(content), netMinor, totalMinor };
    const money = mirroredOf(content, totals, { rate: row.rate, own: scope.currency });
    await mirrorQuote(tx, scope, quoteId, { state: outcome, decidedOn: day, ...money, revision });
    await settle(tx, scope, quoteId, content, { revision, on: day, agreed });
    if (agreed && !agreed.isAsSent) await recountPromotions(tx, scope, quoteId, await usesOf(tx, scope, content, agreed));
    else await keepPromotions(tx, scope, quoteId);
  } else if (!isNextOpen) await mirrorQuote(tx, scope, quoteId, { state: outcome, decidedOn: day });
  // What a promotion would have given away is there for others again.
  if (outcome === 'declined') await releasePromotions(tx, scope, [quoteId]);
  const data = { revision, by, note, totalMinor, sha256, isOnline: isByCustomer };
  await appendEvents(tx, scope, [{ kind: `quote.${outcome}`, subjectKind: 'quote', subjectId: quoteId, data }]);
}

interface Settled {
  revision: number;
  on: string;
  agreed: Agreed | undefined;
}

/**
 * What the customer said yes to is what its deal is carried out by, word for word; its amount follows what they chose, where it
 * follows the quote. Nothing where the deal is gone.
 */
async function settle(tx: Tx, scope: Scope, quoteId: string, content: QuoteContent, settled: Settled): Promise<void> {
  const { quote } = await findQuote(tx, scope, quoteId);
  const [deal] = quote.deal ? await findHeads(tx, scope, ['deal'], [quote.deal.id]) : [];
  if (!deal) return;
  const { agreed, ...said } = settled;
  await keepAgreedTerms(tx, scope, deal.id, content, { ...said, number: quote.number, currency: content.currency });
  if (agreed && !agreed.isAsSent) await followAmount(tx, scope, quote, agreed, undefined);
}

async function noteDecision(db: Db, scope: Scope, id: string, decision: Decision): Promise<QuoteDocument> {
  return inTx(db, async (tx) => {
    await lockQuoteInDeal(tx, scope, id, 'decide');
    await decide(tx, scope, id, decision);
    return describeDocument(tx, scope, await findQuote(tx, scope, id), null);
  });
}

/** Notes that the customer said yes, by whom and how. */
export async function acceptQuote(db: Db, scope: Scope, id: string, { note = null, ...body }: BodyOf<typeof acceptEndpoint>) {
  return noteDecision(db, scope, id, { ...body, note, outcome: 'accepted' });
}

/** Notes that the customer said no, and why. */
export async function declineQuote(db: Db, scope: Scope, id: string, { by = null, ...body }: BodyOf<typeof declineEndpoint>) {
  return noteDecision(db, scope, id, { ...body, by, outcome: 'declined' });
}

/** Makes a quote the one that its deal's amount follows, and lets it follow. */
export async function setPrimaryQuote(db: Db, scope: Scope, id: string): Promise<QuoteDocument> {
  return inTx(db, async (tx) => {
    const seen = await lockQuoteInDeal(tx, scope, id, 'edit');
    if (!seen.quote.deal) throw new DomainError('offers.no_deal');
    await followAmount(tx, scope, seen.quote, seen.quote, true);
    return describeDocument(tx, scope, await findQuote(tx, scope, id), null);
  });
}
