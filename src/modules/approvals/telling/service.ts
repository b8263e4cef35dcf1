import { translate } from '../../../platform/i18n.ts';
import type { JobContext } from '../../../platform/jobs.ts';
import type { Language } from '../../../platform/languages.ts';
import { canSendLinks, publicLink, sendMail } from '../../../platform/mail.ts';
import { amountText } from '../../../platform/public/text.ts';
import { speaking, type Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { DomainError } from '../../../platform/errors.ts';
import { systemScope, userScope } from '../../identity/access/service.ts';
import { getUser } from '../../identity/members/service.ts';
import { type Loaded, loadAny } from '../loading/service.ts';
import { decisionPath, makeLinks, revokeAllLinks } from '../mailing/service.ts';
import { namesOf, presentMany } from '../presenting/service.ts';
import { presentKeptReasons } from '../reasons/service.ts';

type Tools = Pick<JobContext, 'db' | 'env'>;

interface Addressee {
  email: string;
  language: Language;
  scope: Scope;
}

/** Somebody who can be written to, with their own rights; null for whoever has left, cannot sign in (people of the sample company) or has no address. */
async function addresseeOf(tx: Tx, system: Scope, userId: string): Promise<Addressee | null> {
  const { email, isActive, canSignIn, language } = await getUser(tx, system, userId);
  if (!isActive || !canSignIn || email === null) return null;
  const own = language ?? system.language;
  try {
    return { email, language: own, scope: speaking(await userScope(tx, system.workspaceId, userId), own) };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Whoever cannot sign in has asked for nothing: it is part of a sample, and nobody is written to about that. */
async function isSample(tx: Tx, system: Scope, { request }: Loaded): Promise<boolean> {
  return !(await getUser(tx, system, request.submittedBy)).canSignIn;
}

const said = (language: Language, key: string, params: object): string =>
  translate(language, `approvals:mail.${key}`, { ...params });

/** What a mail says of a request: who asks for what, and what it comes to where the reader may see that. */
async function linesOf(tx: Tx, { scope, language }: Addressee, loaded: Loaded): Promise<string[]> {
  const [shown] = await presentMany(tx, scope, [loaded]);
  if (!shown) return [];
  const { title, submitter, subjectLabel, amountMinor, currency } = shown;
  const amount =
    amountMinor !== null && currency !== null
      ? [said(language, 'amount', { amount: amountText(amountMinor, currency, language) })]
      : [];
  const note = loaded.request.note === null ? [] : [said(language, 'note', { name: submitter.name, text: loaded.request.note })];
  const names = await namesOf(tx, scope, loaded.subject);
  const because = presentKeptReasons(scope, loaded, names).map(({ ruleName, because: sentences }) =>
    said(language, 'reason', { text: [ruleName, ...sentences].join(' · ') }),
  );
  return [said(language, 'asks', { name: submitter.name, subject: subjectLabel, title }), ...because, ...amount, ...note];
}

/** Writes to everybody whom a request waits for and who was not yet written to; again to all of them where it reminds. */
export async function tellWaiting({ db, env }: Tools, workspaceId: string, requestId: string, isReminder = false): Promise<void> {
  if (!canSendLinks(env)) return;
  const system = await systemScope(db, workspaceId);
  await inTx(db, async (tx) => {
    const loaded = await loadAny(tx, system, requestId, true);
    if (loaded.request.state !== 'waiting' || (await isSample(tx, system, loaded))) return;
    if (isReminder) await revokeAllLinks(tx, system, requestId);
    for (const { userId, token } of await makeLinks(tx, system, requestId)) {
      const to = await addresseeOf(tx, system, userId);
      if (!to) continue;
      const { title, submitterName: name } = loaded.request;
      await sendMail(tx, {
        to: to.email,
        language: to.language,
        subject: said(to.language, isReminder ? 'remindSubject' : 'subject', { name, title }),
        paragraphs: [...(await linesOf(tx, to, loaded)), said(to.language, 'how', {})],
        button: { label: said(to.language, 'open', {}), url: publicLink(env, decisionPath(token)) },
      });
    }
  });
}

/** Writes to whoever submitted how it ended, unless they ended it themselves. */
export async function tellResult({ db, env }: Tools, workspaceId: string, requestId: string): Promise<void> {
  if (!canSendLinks(env)) return;
  const system = await systemScope(db, workspaceId);
  await inTx(db, async (tx) => {
    const loaded = await loadAny(tx, system, requestId);
    const { state, title, submittedBy } = loaded.request;
    if (state === 'waiting' || state === 'withdrawn') return;
    const to = await addresseeOf(tx, system, submittedBy);
    if (!to) return;
    const last = loaded.seats.find((seat) => seat.state === 'rejected') ?? loaded.seats.find(({ comment }) => comment !== null);
    const why = last?.comment ? [said(to.language, 'note', { name: last.decidedByName ?? '', text: last.comment })] : [];
    await sendMail(tx, {
      to: to.email,
      language: to.language,
      subject: said(to.language, `result.${state}`, { title }),
      paragraphs: [said(to.language, `resultText.${state}`, { title, name: last?.decidedByName ?? '' }), ...why],
      button: { label: said(to.language, 'look', {}), url: publicLink(env, `/approvals/${requestId}`) },
    });
  });
}

export interface Written {
  workspaceId: string;
  requestId: string;
  kind: 'question' | 'answer';
  authorId: string;
  text: string;
}

/** Writes a question to whoever submitted, and an answer to whomever the request waits for. */
export async function tellMessage({ db, env }: Tools, { workspaceId, requestId, kind, authorId, text }: Written): Promise<void> {
  if (!canSendLinks(env)) return;
  const system = await systemScope(db, workspaceId);
  await inTx(db, async (tx) => {
    const { request, seats } = await loadAny(tx, system, requestId);
    const waiting = seats
      .filter(({ state }) => state === 'waiting')
      .flatMap(({ holders }) => holders.filter(({ isOut }) => !isOut));
    const ids = kind === 'question' ? [request.submittedBy] : waiting.map(({ userId }) => userId);
    const author = await getUser(tx, system, authorId);
    for (const id of new Set(ids.filter((one) => one !== authorId))) {
      const to = await addresseeOf(tx, system, id);
      if (!to) continue;
      await sendMail(tx, {
        to: to.email,
        language: to.language,
        subject: said(to.language, kind, { name: author.name, title: request.title }),
        paragraphs: [said(to.language, 'note', { name: author.name, text })],
        button: { label: said(to.language, 'look', {}), url: publicLink(env, `/approvals/${requestId}`) },
      });
    }
  });
}
