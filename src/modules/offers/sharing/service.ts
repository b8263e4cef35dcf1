import type { Db } from '../../../platform/db.ts';
import { todayIn } from '../../../platform/days.ts';
import type { Env } from '../../../platform/env.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { requireMail } from '../../../platform/mail.ts';
import { permit, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { dayBounds } from '../../../platform/time.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { ownedBy } from '../../records/plans/service.ts';
import { createPublicLink, findPublicLinks, listPublicLinks } from '../../records/public-links/service.ts';
import { RevisionState } from '../contract.ts';
import { FrozenQuote } from '../freezing/contract.ts';
import { stateOn } from '../revisions/rules.ts';
import { findQuote, lockQuote } from '../service.ts';
import type { QuoteDecision, QuoteLetter, QuoteLink, QuoteShare } from './contract.ts';
import * as store from './store.ts';

/** What was accepted is looked up again long after. */
const acceptedDays = 365;
const overDays = 30;

/** A revision as its customer reads it. */
export interface SharedQuote {
  row: store.SharedRow;
  quote: FrozenQuote;
  /** `open`: it can be accepted. */
  standing: 'open' | 'accepted' | 'declined' | 'expired' | 'superseded';
}

/** The revision behind a link, or the one that was sent last where the reader asks for it; undefined where the link shows none. */
export async function findShared(db: Db, scope: Scope, linkId: string, wanted: number): Promise<SharedQuote | undefined> {
  const row = await store.findShared(db, scope, linkId, wanted);
  if (!row) return undefined;
  const state = stateOn(RevisionState.parse(row.state), row.validUntilOn, todayIn(scope.timeZone));
  const isOver = row.number !== row.newest && state !== 'accepted';
  const standing = isOver || state === 'superseded' ? 'superseded' : state === 'sent' || state === 'viewed' ? 'open' : state;
  if (standing === 'draft' || standing === 'inApproval') return undefined;
  return { row, quote: FrozenQuote.parse(JSON.parse(row.frozen)), standing };
}

/** Binds a link to the revision that was sent last (hook of the links). */
export async function bindLink(tx: Tx, scope: Scope, { id, recordId }: { id: string; recordId: string }): Promise<void> {
  const newest = await store.findNewestSent(tx, scope, recordId);
  if (!newest) throw new DomainError('offers.not_sent_yet', { status: 409 });
  await store.insertLink(tx, scope, id, newest.id);
}

/** Notes that the customer has a revision before them; the first time it is told. */
export async function markViewed(tx: Tx, scope: Scope, linkId: string, wanted: number): Promise<void> {
  const row = await store.findShared(tx, scope, linkId, wanted);
  if (!row || !(await store.isUnseen(tx, scope, row.id)) || !(await store.markViewed(tx, scope, row))) return;
  const data = { revision: row.number };
  await appendEvents(tx, scope, [{ kind: 'quote.viewed', subjectKind: 'quote', subjectId: row.quoteId, data }]);
}

type Newest = NonNullable<Awaited<ReturnType<typeof store.findNewestSent>>>;

/** A link holds as long as the quote does; one to what was accepted or has run out, for a while. */
function endOf(scope: Scope, { state, validUntilOn }: Newest): string {
  const days = state === 'accepted' ? acceptedDays : overDays;
  const later = new Date(Date.now() + days * 86_400_000).toISOString();
  // Through the whole of its last day.
  const end = new Date(Date.parse(dayBounds(validUntilOn, scope.timeZone).to) - 1).toISOString();
  return state === 'accepted' || Date.parse(end) <= Date.now() ? later : end;
}

async function newestSent(db: Db, scope: Scope, quoteId: string): Promise<Newest> {
  const newest = await store.findNewestSent(db, scope, quoteId);
  if (!newest) throw new DomainError('offers.not_sent_yet', { status: 409 });
  return newest;
}

/** Makes a link to what was sent last, in the transaction of its caller, who has asked the right to send; with a letter, that goes out once it is committed. */
export async function shareRevision(
  tx: Tx,
  scope: Scope,
  env: Env,
  quoteId: string,
  { language, watermark, code, letter = null }: QuoteShare,
): Promise<{ linkId: string; url: string }> {
  if (letter !== null) requireMail(env);
  const newest = await newestSent(tx, scope, quoteId);
  const quote = FrozenQuote.parse(JSON.parse(newest.frozen));
  const shown = { recordId: quoteId, page: 'quote', parts: [], validDays: overDays, language: language ?? quote.language };
  const { id, url } = await createPublicLink(tx, scope, env, { ...shown, watermark, code }, endOf(scope, newest));
  if (letter !== null)
    await post(tx, scope, { linkId: id, url, quoteId, revision: newest.number, letter, language: shown.language });
  return { linkId: id, url };
}

/** What the job that posts a letter is told. */
export interface Posting {
  linkId: string;
  url: string;
  quoteId: string;
  revision: number;
  letter: QuoteLetter;
  language: FrozenQuote['language'];
}

async function post(tx: Tx, scope: Scope, posting: Posting): Promise<void> {
  const { linkId, quoteId, revision, letter } = posting;
  await store.noteMail(tx, scope, linkId, { to: letter.to, subject: letter.subject, state: 'waiting' });
  const data = { revision, to: letter.to, subject: letter.subject };
  await appendEvents(tx, scope, [{ kind: 'quote.mailed', subjectKind: 'quote', subjectId: quoteId, data }]);
  await enqueue(tx, 'offers.postQuote', { workspaceId: scope.workspaceId, senderId: scope.userId, ...posting });
}

/** What became of a letter. */
export async function noteLetter(
  tx: Tx,
  scope: Scope,
  { linkId, letter }: Pick<Posting, 'linkId' | 'letter'>,
  state: 'sent' | 'refused',
): Promise<void> {
  await store.noteMail(tx, scope, linkId, { to: letter.to, subject: letter.subject, state });
}

/** Whether a letter is still to go. */
export async function isWaiting(db: Db, scope: Scope, quoteId: string, linkId: string): Promise<boolean> {
  return (await store.findLinks(db, scope, quoteId)).some((row) => row.linkId === linkId && row.mailState === 'waiting');
}

async function linksOf(db: Db, scope: Scope, quoteId: string): Promise<QuoteLink[]> {
  const links = await findPublicLinks(db, scope, quoteId);
  const known = new Map((await store.findLinks(db, scope, quoteId)).map((row) => [row.linkId, row]));
  return links.flatMap((link): QuoteLink[] => {
    const row = known.get(link.id);
    if (!row) return [];
    const { mailTo: to, mailSubject: subject, mailState: state, revision } = row;
    return [{ link, revision, letter: to === null || subject === null || state === null ? null : { to, subject, state } }];
  });
}

/** A link of a quote: to whom it went, and with what it is kept to its reader; `active` is how many of the quote's still hold. */
export async function findQuoteLink(db: Db, scope: Scope, quoteId: string, linkId: string) {
  const row = (await store.findLinks(db, scope, quoteId)).find((one) => one.linkId === linkId);
  const links = await listPublicLinks(db, scope, quoteId);
  const link = links.find(({ id }) => id === linkId);
  if (!row || !link) return undefined;
  const { watermark, code } = link;
  const given = code === null ? null : code.channel === 'mail' ? { channel: code.channel, to: code.to, when: code.when } : code;
  return { mailTo: row.mailTo, watermark, code: given, active: links.filter(({ state }) => state === 'active').length };
}

function shownDecision(row: store.DecisionRow): QuoteDecision {
  const { revisionId: _revision, chosen: _chosen, signature, signatureKind: kind, sentSha256, ...decision } = row;
  return {
    ...decision,
    signature: signature === null || kind === null ? null : { kind, text: signature },
    isAsSent: row.sha256 === sentSha256,
  };
}

/** Links of a quote that one may edit, what was decided by them, and whether the scope may make another. */
export async function listQuoteLinks(
  db: Db,
  scope: Scope,
  quoteId: string,
): Promise<{ data: QuoteLink[]; decisions: QuoteDecision[]; mayShare: boolean }> {
  const { row, quote } = await findQuote(db, scope, quoteId);
  // Nobody reads what lies in the bin.
  const data = quote.deletedAt === null ? await linksOf(db, scope, quoteId) : [];
  const decisions = (await store.findDecisions(db, scope, quoteId)).map(shownDecision);
  // What was shared with somebody they do not hand on.
  const { ownerId, teamId } = ownedBy(row);
  const mayDo = (action: string): boolean => reaches(scope, 'quote', action, { ownerId, teamId });
  const mayShare = quote.deletedAt === null && mayDo('send') && mayDo('edit');
  return { data, decisions, mayShare };
}

/** Makes a link to what was sent last; its address is answered this once. */
export async function shareQuote(
  db: Db,
  scope: Scope,
  env: Env,
  quoteId: string,
  share: QuoteShare,
): Promise<QuoteLink & { url: string; linkId: string }> {
  permit(scope, 'quote', 'send');
  return inTx(db, async (tx) => {
    await lockQuote(tx, scope, quoteId, 'send');
    const { linkId, url } = await shareRevision(tx, scope, env, quoteId, share);
    const made = (await linksOf(tx, scope, quoteId)).find(({ link }) => link.id === linkId);
    if (!made) throw new DomainError('not_found');
    return { ...made, linkId, url };
  });
}

/** What was decided on the page about a revision, if anything: `chosen` is what the customer accepted or had before them. */
export async function findDecision(
  db: Db,
  scope: Scope,
  quoteId: string,
  revisionId: string,
): Promise<(QuoteDecision & { chosen: FrozenQuote }) | undefined> {
  const row = (await store.findDecisions(db, scope, quoteId)).find((one) => one.revisionId === revisionId);
  return row && { ...shownDecision(row), chosen: FrozenQuote.parse(JSON.parse(row.chosen)) };
}
