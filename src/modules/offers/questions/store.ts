import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Language } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';

export interface NewQuestion {
  quoteId: string;
  linkId: string;
  revision: number;
  lineId: string | null;
  lineName: string | null;
  name: string;
  replyTo: string | null;
  language: Language;
  text: string;
}

export async function insertQuestion(tx: Tx, scope: Scope, question: NewQuestion & { createdAt?: string }): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('quoteQuestions')
    .values({ ...question, id, workspaceId: scope.workspaceId })
    .execute();
  return id;
}

export async function insertReply(
  tx: Tx,
  scope: Scope,
  reply: { questionId: string; authorId: string; text: string; createdAt?: string },
): Promise<void> {
  await tx
    .insertInto('quoteReplies')
    .values({ ...reply, id: uuidv7(), workspaceId: scope.workspaceId })
    .execute();
}

/** How many questions a quote has, how many a link sent since yesterday, and whether the last one was the same. */
export async function countQuestions(
  db: Db,
  scope: Scope,
  { quoteId, linkId, text, lineId }: NewQuestion,
): Promise<{ all: number; ofLink: number; same: number }> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ all: number; ofLink: number; same: number }>(
    db,
    `select count(*)::int as "all",
      count(*) filter (where q.link_id = ${sql.param(linkId)}::uuid and q.created_at > now() - interval '1 day')::int as of_link,
      count(*) filter (where q.link_id = ${sql.param(linkId)}::uuid and q.text = ${sql.param(text)}
        and q.line_id is not distinct from ${sql.param(lineId)}::text and q.created_at > now() - interval '1 hour')::int as same
    from quote_questions q where ${sql.workspace('q')} and q.quote_id = ${sql.param(quoteId)}::uuid`,
  );
  return row ?? { all: 0, ofLink: 0, same: 0 };
}

export interface QuestionRow extends NewQuestion {
  id: string;
  createdAt: string;
}

/** The questions about a quote, the oldest first. */
export async function findQuestions(db: Db, scope: Scope, quoteId: string, limit: number): Promise<QuestionRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<QuestionRow>(
    db,
    `select q.id, q.quote_id, q.link_id, q.revision, q.line_id, q.line_name, q.name, q.reply_to, q.language, q.text, q.created_at
    from quote_questions q where ${sql.workspace('q')} and q.quote_id = ${sql.param(quoteId)}::uuid
    order by q.created_at, q.id limit ${sql.param(limit)}`,
  );
}

export interface ReplyRow {
  id: string;
  questionId: string;
  name: string;
  text: string;
  createdAt: string;
}

/** The answers to questions, the oldest first. */
export async function findReplies(db: Db, scope: Scope, questionIds: readonly string[]): Promise<ReplyRow[]> {
  if (questionIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows<ReplyRow>(
    db,
    `select r.id, r.question_id, u.name, r.text, r.created_at from quote_replies r join users u on ${sql.workspace('u')} and u.id = r.author_id
    where ${sql.workspace('r')} and r.question_id = any(${sql.param(questionIds)}::uuid[]) order by r.created_at, r.id limit 2000`,
  );
}
