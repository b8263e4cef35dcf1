import { dayInZone } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { enqueue } from '../../../platform/jobs.ts';
import type { Language } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { systemScope } from '../../identity/access/service.ts';
import { type Choice, withChoice } from '../choosing/rules.ts';
import type { Judged, Proof } from '../../records/public-links/rules.ts';
import { decide } from '../deciding/service.ts';
import type { FrozenQuote } from '../freezing/contract.ts';
import { sealed } from '../freezing/rules.ts';
import { lockQuoteInDeal } from '../service.ts';
import { findShared, type SharedQuote } from '../sharing/service.ts';
import { type Happening, plan } from '../telling/service.ts';
import type { Acceptance } from './rules.ts';
import { insertDecision, type NewDecision } from './store.ts';

/** Who answers, from where, about which revision. */
export interface Answering {
  linkId: string;
  quoteId: string;
  /** The revision that was before them. */
  revision: number;
  language: Language;
  ip: string;
  userAgent: string;
  provedTo: string | null;
}

/** What was before a customer when they accepted: with their choice, and its fingerprint. */
export interface Accepting extends Acceptance {
  choice: Choice | null;
  consent: string;
  /** Of what the page showed: another one means that it has changed since. */
  sha256: string;
}

/** A code that came with an acceptance, and what judges it. */
export interface Proving extends Pick<Proof, 'to' | 'lock' | 'judge'> {
  code: string;
}

/** Why an answer changed nothing: the quote stands otherwise, was chosen otherwise than the page showed, somebody was first, or the code is not right. */
export type Refusal = Exclude<SharedQuote['standing'], 'open'> | 'changed' | Exclude<Judged, 'right'>;
export type Answered = { isDone: true } | { isDone: false; why: Refusal };

const done: Answered = { isDone: true };
const refused = (why: Refusal): Answered => ({ isDone: false, why });

/**
 * What the quote is with a choice; null where it cannot be paid. Without one it is the quote as it was sent, to the byte.
 */
export function chosenOf(quote: FrozenQuote, choice: Choice | null): FrozenQuote | null {
  return choice === null ? quote : withChoice(quote, choice);
}

/** The revision that somebody answers about, with its quote locked: whoever comes second finds what the first one decided. */
async function lockShared(tx: Tx, system: Scope, { linkId, quoteId, revision }: Answering): Promise<SharedQuote | undefined> {
  await lockQuoteInDeal(tx, system, quoteId, 'decide');
  const shared = await findShared(tx, system, linkId, revision);
  return shared?.row.number === revision ? shared : undefined;
}

function proofOf(answering: Answering, { row }: SharedQuote) {
  const { linkId, language, ip, userAgent, provedTo } = answering;
  return { revisionId: row.id, linkId, language, ip, userAgent, provedTo };
}

function contentOf(chosen: FrozenQuote): Pick<NewDecision, 'chosen' | 'sha256' | 'netMinor' | 'totalMinor'> {
  const { json, sha256 } = sealed(chosen);
  return { chosen: json, sha256, netMinor: chosen.totals.netMinor, totalMinor: chosen.totals.totalMinor };
}

/** Whoever looks after the quote has a task, and a mail once this is committed. */
async function tell(tx: Tx, system: Scope, { quoteId }: Answering, happening: Happening): Promise<void> {
  await plan(tx, system, quoteId, happening);
  await enqueue(tx, 'offers.tellKeeper', { workspaceId: system.workspaceId, quoteId, ...happening });
}

/** What is accepted, where nothing but a code stands in its way; else how it stands. */
function acceptable(shared: SharedQuote | undefined, { choice, sha256, signature }: Accepting) {
  if (!shared) return refused('gone');
  if (shared.standing === 'accepted') return done;
  if (shared.standing !== 'open') return refused(shared.standing);
  const chosen = chosenOf(shared.quote, choice);
  if (!chosen || signature === null) return refused('changed');
  const content = contentOf(chosen);
  return content.sha256 === sha256 ? { shared, chosen, content, signature } : refused('changed');
}

/** Whether a revision can be accepted as it was before its reader, before a code is sent: null where it can. */
export function standsInTheWay(shared: SharedQuote, accepting: Accepting): Answered | null {
  const found = acceptable(shared, accepting);
  return 'isDone' in found ? found : null;
}

/**
 * Accepts a revision for good. Once more changes nothing, whoever asks; nobody else can accept or decline it afterwards. Where the
 * link asks for a code, the right one is used up in the same transaction, and the address that it went to is kept.
 */
export async function acceptByLink(
  db: Db,
  scope: Scope,
  answering: Answering,
  accepting: Accepting,
  proving: Proving | null,
): Promise<Answered> {
  return inTx(db, async (tx) => {
    const system = await systemScope(tx, scope.workspaceId);
    await proving?.lock(tx);
    const found = acceptable(await lockShared(tx, system, answering), accepting);
    if ('isDone' in found) return found;
    const judged = (await proving?.judge(tx, proving.code)) ?? 'right';
    if (judged !== 'right') return refused(judged);
    const { shared, chosen, content, signature } = found;
    const { name, title, consent } = accepting;
    const signed = { signatureKind: signature.kind, signature: signature.text, name, title, consent, reason: null };
    const proof = { ...proofOf(answering, shared), ...(proving && { provedTo: proving.to }) };
    await insertDecision(tx, system, { ...proof, ...signed, ...content, outcome: 'accepted' });
    const { netMinor, totalMinor, sha256 } = content;
    const { promotions, acvMinor = null } = chosen.totals;
    const agreed = { netMinor, totalMinor, acvMinor, sha256, isAsSent: sha256 === shared.row.sha256, promotions };
    const decision = { outcome: 'accepted', revision: answering.revision, by: name, note: null } as const;
    await decide(tx, system, answering.quoteId, { ...decision, agreed, isByCustomer: true });
    await tell(tx, system, answering, { what: 'accepted', by: name, text: null });
    return done;
  });
}

/** Keeps what a customer of a sample accepted on the page, as it was sent, on a day of the past: nobody is told. */
export async function keepPastAcceptance(
  tx: Tx,
  scope: Scope,
  { linkId, quoteId, ...proof }: Omit<Answering, 'provedTo'>,
  { name, title, consent, at }: { name: string; title: string | null; consent: string; at: string },
): Promise<void> {
  const shared = await findShared(tx, scope, linkId, proof.revision);
  if (!shared) return;
  const content = contentOf(shared.quote);
  const { revision, language, ip, userAgent } = proof;
  const proved = { revisionId: shared.row.id, linkId, language, ip, userAgent, provedTo: null };
  const signed = { signatureKind: 'typed' as const, signature: name, name, title, consent, reason: null };
  await insertDecision(tx, scope, { ...proved, ...signed, ...content, outcome: 'accepted', decidedAt: at });
  const { netMinor, totalMinor, sha256 } = content;
  const { acvMinor = null, promotions } = shared.quote.totals;
  const agreed = { netMinor, totalMinor, acvMinor, promotions, sha256, isAsSent: true };
  const on = dayInZone(at, scope.timeZone);
  await decide(tx, scope, quoteId, { outcome: 'accepted', revision, by: name, note: null, on, agreed, isByCustomer: true });
}

/** Declines a revision, with the reason. Once more changes nothing. */
export async function declineByLink(
  db: Db,
  scope: Scope,
  answering: Answering,
  { name, reason }: { name: string; reason: string },
): Promise<Answered> {
  return inTx(db, async (tx) => {
    const system = await systemScope(tx, scope.workspaceId);
    const shared = await lockShared(tx, system, answering);
    if (!shared) return refused('gone');
    if (shared.standing === 'declined') return done;
    if (shared.standing !== 'open') return refused(shared.standing);
    const said = { name, title: null, reason, consent: null, signatureKind: null, signature: null };
    await insertDecision(tx, system, {
      ...proofOf(answering, shared),
      ...said,
      ...contentOf(shared.quote),
      outcome: 'declined',
    });
    const decision = { outcome: 'declined', revision: answering.revision, by: name, note: reason } as const;
    await decide(tx, system, answering.quoteId, { ...decision, isByCustomer: true });
    await tell(tx, system, answering, { what: 'declined', by: name, text: reason });
    return done;
  });
}
