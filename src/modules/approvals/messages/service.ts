import type { Database, Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import type { ApprovalDetail } from '../contract.ts';
import { isInvolved, loadRequest, requirePerson } from '../loading/service.ts';
import { tell } from '../progress/service.ts';
import * as store from './store.ts';

/** What was asked back, answered and remarked, in the order in which it was. */
export async function listMessages(db: Db, scope: Scope, requestId: string): Promise<ApprovalDetail['messages']> {
  const rows = await store.listMessages(db, scope, requestId);
  return rows.map(({ authorId, authorName, ...row }) => ({ ...row, author: { id: authorId, name: authorName } }));
}

/** Keeps a remark that goes with something else. */
export async function insertMessage(tx: Tx, scope: Scope, message: store.NewMessage): Promise<void> {
  await store.insertMessage(tx, scope, message);
}

/** Asks back, or answers where whoever submitted writes. The other side is told by mail; the request goes on waiting. */
export async function writeMessage(db: Database, scope: Scope, id: string, text: string): Promise<void> {
  const authorId = requirePerson(scope);
  await inTx(db, async (tx) => {
    const loaded = await loadRequest(tx, scope, id, true);
    if (loaded.request.state !== 'waiting') throw new DomainError('approvals.already_ended', { status: 409 });
    if (!isInvolved(authorId, loaded)) throw new DomainError('forbidden', { params: { object: 'approval', action: 'write' } });
    const kind = authorId === loaded.request.submittedBy ? 'answer' : 'question';
    await store.insertMessage(tx, scope, { requestId: id, authorId, kind, text });
    await tell(tx, scope, loaded, kind === 'answer' ? 'answered' : 'questioned');
    await enqueue(tx, 'approvals.tellMessage', { workspaceId: scope.workspaceId, requestId: id, kind, authorId, text });
  });
}
