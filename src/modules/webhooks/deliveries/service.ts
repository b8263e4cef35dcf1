import type { Database, Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { testKind } from '../kinds/service.ts';
import { findWebhook, type WebhookRow } from '../store.ts';
import { visibleEvents } from '../visibility/service.ts';
import type { Delivery, DeliveryDetail, DeliveryQuery } from './contract.ts';
import { markOf, messageOf, readMark } from './rules.ts';
import * as store from './store.ts';

/** A turn of sending to a webhook; those of one webhook run one after another, so that order is kept while all goes well. */
export async function wake(tx: Tx, scope: Scope, webhookId: string, runAt?: string): Promise<void> {
  const options = { queue: `webhook:${webhookId}`, priority: 5, maxAttempts: 25 };
  const turn = { workspaceId: scope.workspaceId, webhookId };
  // Two keys: a turn for later must not take the place of one that is wanted now.
  if (runAt === undefined) await enqueue(tx, 'webhooks.deliver', turn, { ...options, key: `webhook:${webhookId}:now` });
  else await enqueue(tx, 'webhooks.deliver', turn, { ...options, key: `webhook:${webhookId}:later`, runAt });
}

/** Gives up what waits for a webhook that is switched off; it stays in the log and can be replayed. */
export async function giveUpWaiting(tx: Tx, scope: Scope, webhookId: string): Promise<void> {
  await store.failWaiting(tx, scope, webhookId);
}

async function getWebhookRow(db: Db, scope: Scope, id: string): Promise<WebhookRow> {
  const row = await findWebhook(db, scope, id);
  if (!row) throw new DomainError('not_found', { params: { object: 'webhook' } });
  return row;
}

function presented(row: store.DeliveryRow): Delivery {
  const { attempts, id, webhookId, eventId, eventKind, state, nextAt, createdAt, finishedAt } = row;
  const last = attempts.at(-1) ?? null;
  const lastAttempt = last && { at: last.at, status: last.status, fault: last.fault, milliseconds: last.milliseconds };
  const attemptCount = attempts.length;
  return { id, webhookId, eventId, eventKind, state, attemptCount, lastAttempt, nextAt, createdAt, finishedAt };
}

/** The log of a webhook, newest first. */
export async function listDeliveries(
  db: Db,
  scope: Scope,
  webhookId: string,
  query: DeliveryQuery,
): Promise<{ data: Delivery[]; nextCursor: string | null }> {
  permit(scope, 'webhook', 'view');
  await getWebhookRow(db, scope, webhookId);
  const after = query.cursor === undefined ? null : readMark(query.cursor);
  if (after === undefined) throw invalidField('/query/cursor', 'invalid_cursor');
  const rows = await store.listDeliveries(db, scope, webhookId, query, after);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { data: page.map(presented), nextCursor: rows.length > query.limit && last ? markOf(last.mark, last.id) : null };
}

async function getRow(db: Db, scope: Scope, id: string, lock = false): Promise<store.DeliveryRow> {
  const row = await store.findDelivery(db, scope, id, lock);
  if (!row) throw new DomainError('not_found', { params: { object: 'webhook' } });
  return row;
}

async function detailOf(db: Db, scope: Scope, row: store.DeliveryRow): Promise<DeliveryDetail> {
  const [event] = await visibleEvents(db, scope, await store.findEvents(db, scope, [row.eventId]));
  return { ...presented(row), attempts: row.attempts, request: event ? messageOf(scope.workspaceId, event) : null };
}

/** A delivery with its attempts, and with what is sent as far as the reader may see what it is about. */
export async function getDelivery(db: Db, scope: Scope, id: string): Promise<DeliveryDetail> {
  permit(scope, 'webhook', 'view');
  return detailOf(db, scope, await getRow(db, scope, id));
}

async function requireActive(db: Db, scope: Scope, webhookId: string): Promise<void> {
  const { isActive } = await getWebhookRow(db, scope, webhookId);
  if (!isActive) throw new DomainError('webhooks.inactive', { status: 409 });
}

/** Sends a delivery again at once, before all that waits, with a full schedule of attempts before it. */
export async function replayDelivery(db: Database, scope: Scope, id: string): Promise<DeliveryDetail> {
  permit(scope, 'webhook', 'edit');
  return inTx(db, async (tx) => {
    const { webhookId } = await getRow(tx, scope, id, true);
    await requireActive(tx, scope, webhookId);
    await store.askAgain(tx, scope, id);
    await wake(tx, scope, webhookId);
    return detailOf(tx, scope, await getRow(tx, scope, id));
  });
}

/** Sends a webhook an event made for it, whatever kinds it asks for, before all that waits. */
export async function testWebhook(db: Database, scope: Scope, webhookId: string): Promise<DeliveryDetail> {
  permit(scope, 'webhook', 'edit');
  return inTx(db, async (tx) => {
    await requireActive(tx, scope, webhookId);
    const event = { kind: testKind, subjectKind: 'webhook', subjectId: webhookId };
    const [eventId = ''] = await appendEvents(tx, scope, [event]);
    const [id = ''] = await store.insertDeliveries(tx, scope, webhookId, [{ id: eventId, kind: testKind }], true);
    await wake(tx, scope, webhookId);
    return detailOf(tx, scope, await getRow(tx, scope, id));
  });
}
