import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';

export interface MessageRow {
  id: string;
  authorId: string;
  authorName: string;
  kind: 'question' | 'answer' | 'comment';
  text: string;
  createdAt: string;
}

export async function listMessages(db: Db, scope: Scope, requestId: string): Promise<MessageRow[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select m.id, m.author_id as "authorId", u.name as "authorName", m.kind, m.text, m.created_at as "createdAt"
    from approval_messages m join users u on ${sql.workspace('u')} and u.id = m.author_id
    where ${sql.workspace('m')} and m.request_id = ${sql.param(requestId)}::uuid order by m.created_at, m.id limit 500`,
  );
}

export interface NewMessage {
  requestId: string;
  authorId: string;
  kind: MessageRow['kind'];
  text: string;
}

export async function insertMessage(tx: Tx, scope: Scope, message: NewMessage): Promise<void> {
  await tx
    .insertInto('approvalMessages')
    .values({ ...message, id: uuidv7(), workspaceId: scope.workspaceId })
    .execute();
}
