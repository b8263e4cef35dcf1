import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import type { Env } from '../../../platform/env.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { translate } from '../../../platform/i18n.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { canSendLinks } from '../../../platform/mail.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { systemScope } from '../../identity/access/service.ts';
import { maximumLinks } from '../../records/public-links/contract.ts';
import type { Quote } from '../contract.ts';
import { findQuote, lockQuote } from '../service.ts';
import { findQuoteLink, shareRevision } from '../sharing/service.ts';
import { type answerQuoteQuestion as answerEndpoint, maximumQuestions, type QuoteQuestion, questionsADay } from './contract.ts';
import * as store from './store.ts';

export type Question = store.NewQuestion;

/** What was asked about a quote that the caller may see; its customer reads the same. */
export async function listQuestions(db: Db, scope: Scope, quoteId: string): Promise<QuoteQuestion[]> {
  const rows = await store.findQuestions(db, scope, quoteId, maximumQuestions);
  const ids = rows.map(({ id }) => id);
  const replies = Map.groupBy(await store.findReplies(db, scope, ids), ({ questionId }) => questionId);
  return rows.map(({ quoteId: _quote, linkId: _link, language: _language, ...row }) => ({
    ...row,
    replies: (replies.get(row.id) ?? []).map(({ questionId: _question, ...reply }) => reply),
  }));
}

export async function listQuoteQuestions(db: Db, scope: Scope, quoteId: string): Promise<QuoteQuestion[]> {
  await findQuote(db, scope, quoteId);
  return listQuestions(db, scope, quoteId);
}

/** Keeps a question and tells whoever looks after the quote. The same once more is one; `many` when it is enough for today. */
export async function askByLink(db: Db, scope: Scope, question: Question): Promise<'asked' | 'many'> {
  return inTx(db, async (tx) => {
    const system = await systemScope(tx, scope.workspaceId);
    await lockQuote(tx, system, question.quoteId, 'view');
    const { all, ofLink, same } = await store.countQuestions(tx, system, question);
    if (same > 0) return 'asked';
    if (all >= maximumQuestions || ofLink >= questionsADay) return 'many';
    const replyTo = question.replyTo ?? (await findQuoteLink(tx, system, question.quoteId, question.linkId))?.mailTo ?? null;
    await store.insertQuestion(tx, system, { ...question, replyTo });
    const { quoteId, revision, name: by, text, lineName: line } = question;
    await appendEvents(tx, system, [
      { kind: 'quote.asked', subjectKind: 'quote', subjectId: quoteId, data: { revision, by, line } },
    ]);
    const said = line === null ? text : `${line}: ${text}`;
    await enqueue(tx, 'offers.tellKeeper', { workspaceId: system.workspaceId, quoteId, what: 'asked', by, text: said });
    return 'asked';
  });
}

/** Keeps a question of a sample, and what was answered to it, as of the past: nobody is told. */
export async function keepPastQuestion(
  tx: Tx,
  scope: Scope,
  question: Question & { createdAt: string },
  reply: { authorId: string; text: string; createdAt: string } | null,
): Promise<void> {
  const questionId = await store.insertQuestion(tx, scope, question);
  const { quoteId, revision, name: by, lineName: line } = question;
  const told = [{ kind: 'quote.asked', at: question.createdAt, data: { revision, by, line } }];
  if (reply !== null) {
    await store.insertReply(tx, scope, { questionId, ...reply });
    told.push({ kind: 'quote.answered', at: reply.createdAt, data: { revision, by, line } });
  }
  const events = told.map(({ kind, at, data }) => ({ kind, data, subjectKind: 'quote', subjectId: quoteId, happenedAt: at }));
  await appendEvents(tx, scope, events);
}

/** Answers a question; where an address is known the customer gets it with a link of their own. */
export async function answerQuestion(
  db: Db,
  scope: Scope,
  env: Env,
  quoteId: string,
  { questionId, text }: BodyOf<typeof answerEndpoint>,
): Promise<QuoteQuestion> {
  return inTx(db, async (tx) => {
    const { quote } = await lockQuote(tx, scope, quoteId, 'send');
    const question = (await store.findQuestions(tx, scope, quoteId, maximumQuestions)).find(({ id }) => id === questionId);
    if (!question || scope.userId === null) throw new DomainError('not_found');
    await store.insertReply(tx, scope, { questionId, authorId: scope.userId, text });
    const data = { revision: question.revision, by: question.name };
    await appendEvents(tx, scope, [{ kind: 'quote.answered', subjectKind: 'quote', subjectId: quoteId, data }]);
    if (question.replyTo !== null && canSendLinks(env)) await mailAnswer(tx, scope, env, quote, question, text);
    const answered = (await listQuestions(tx, scope, quoteId)).find(({ id }) => id === questionId);
    if (!answered) throw new DomainError('not_found');
    return answered;
  });
}

/** The link by which they asked cannot be read again, so the mail has one of its own, with the same watermark and code. */
async function mailAnswer(
  tx: Tx,
  scope: Scope,
  env: Env,
  quote: Quote,
  question: store.QuestionRow,
  text: string,
): Promise<void> {
  const { language, name, replyTo, linkId } = question;
  const asked = await findQuoteLink(tx, scope, quote.id, linkId);
  if (replyTo === null || !asked || asked.active >= maximumLinks) return;
  const words = (key: string): string =>
    translate(language, `offers:letter.${key}`, { name, number: quote.number, title: quote.title });
  const body = [words('greeting'), words('answer'), `> ${question.text.replaceAll('\n', '\n> ')}`, text];
  const letter = { to: replyTo, subject: words('answerSubject'), text: body.join('\n\n'), attachesPdf: false };
  const { watermark, code } = asked;
  await shareRevision(tx, scope, env, quote.id, { language, watermark, code, letter });
}
