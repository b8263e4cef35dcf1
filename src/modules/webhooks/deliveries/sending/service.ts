import type { Database } from '../../../../platform/db.ts';
import type { JobContext } from '../../../../platform/jobs.ts';
import { type OutgoingRules } from '../../../../platform/outgoing/guard.ts';
import { type OutgoingReply, sendOutgoing } from '../../../../platform/outgoing/send.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx } from '../../../../platform/tx.ts';
import { secretOf } from '../../../identity/access/service.ts';
import { version } from '../../../../platform/version.ts';
import type { Attempt } from '../contract.ts';
import { type EventFacts, messageOf } from '../rules.ts';
import { wake } from '../service.ts';
import * as log from '../store.ts';
import { disable, findActor } from '../../disabling/service.ts';
import { attemptTimeout, isDelivered, keptAttempts, keptBytes, logDays, offReason, restAfter, waitAfter } from '../../rules.ts';
import { openSecret, signedHeaders } from '../../signing/rules.ts';
import * as store from '../../store.ts';
import { visibleEvents } from '../../visibility/service.ts';

/** What one turn may take, so that a long queue does not hold up the turns of others. */
const turnMilliseconds = 20_000;

/** Queues a batch of events for every webhook that follows them and may see them. */
export async function fanOut(context: JobContext, scope: Scope, eventIds: readonly string[]): Promise<void> {
  await inTx(context.db, async (tx) => {
    const events = (await log.findEvents(tx, scope, eventIds)).filter(({ subjectKind }) => subjectKind !== 'webhook');
    for (const { id, actsFor, eventKinds } of await store.listFollowers(tx, scope)) {
      const followed = events.filter(({ kind }) => eventKinds === null || eventKinds.includes(kind));
      if (followed.length === 0) continue;
      const actor = await findActor(tx, scope, actsFor);
      if (!actor) {
        await disable(tx, scope, context.env, id, 'personLeft');
        continue;
      }
      const seen = await visibleEvents(tx, actor, followed);
      if (seen.length > 0 && (await log.insertDeliveries(tx, scope, id, seen)).length > 0) await wake(tx, scope, id);
    }
  });
}

/** Switches off webhooks whose person has left or may no longer look after them. */
export async function checkActors(context: JobContext, scope: Scope): Promise<void> {
  await inTx(context.db, async (tx) => {
    for (const { id, actsFor } of await store.listFollowers(tx, scope)) {
      if (!(await findActor(tx, scope, actsFor))) await disable(tx, scope, context.env, id, 'personLeft');
    }
  });
}

/**
 * Sends what is due to a webhook, one after another, until nothing is, an attempt fails or the turn is over. What somebody asked
 * for goes first, and does not wait for a webhook that rests.
 */
export async function deliverDue(context: JobContext, scope: Scope, rules: OutgoingRules, webhookId: string): Promise<void> {
  const { db, signal } = context;
  const endsAt = Date.now() + turnMilliseconds;
  const goOn = (runAt?: string): Promise<void> => inTx(db, (tx) => wake(tx, scope, webhookId, runAt));
  for (;;) {
    if (signal.aborted || Date.now() >= endsAt) return goOn();
    const receiver = await store.findReceiver(db, scope, webhookId);
    if (!receiver?.isActive) return;
    const { resumesAt } = receiver;
    const rests = resumesAt !== null && Date.parse(resumesAt) > Date.now();
    const delivery = (await log.findAsked(db, scope, webhookId)) ?? (rests ? undefined : await log.findDue(db, scope, webhookId));
    if (!delivery) {
      const nextAt = rests ? resumesAt : await log.findNextAt(db, scope, webhookId);
      return nextAt === undefined ? undefined : goOn(nextAt);
    }
    if (!(await deliver(context, scope, rules, receiver, delivery))) return goOn();
  }
}

/** Tries a delivery. Answers whether the turn may go on: an attempt that failed ends it, so that others are not held up. */
async function deliver(
  context: JobContext,
  scope: Scope,
  rules: OutgoingRules,
  receiver: store.Receiver,
  delivery: log.DeliveryRow,
): Promise<boolean> {
  const { db, env, signal } = context;
  const actor = await findActor(db, scope, receiver.actsFor);
  if (!actor) {
    await inTx(db, (tx) => disable(tx, scope, env, receiver.id, 'personLeft'));
    return false;
  }
  const [event] = await visibleEvents(db, actor, await log.findEvents(db, scope, [delivery.eventId]));
  if (!event) {
    const { tries, attempts } = delivery;
    await inTx(db, (tx) => log.updateDelivery(tx, scope, delivery.id, { state: 'hidden', tries, attempts, nextAt: null }));
    return true;
  }
  const at = new Date();
  const key = await secretOf(db);
  const secrets = receiver.secrets.map((sealed) => openSecret(key, scope.workspaceId, receiver.id, sealed));
  const reply = await send(scope, rules, { url: receiver.url, secrets }, event, at, signal);
  // Cut off because the program stops: that says nothing about the receiver, and the delivery waits.
  if (signal.aborted && reply.status === null) return false;
  const { status, fault, milliseconds, text: response } = reply;
  await note(context, scope, receiver, delivery, { at: at.toISOString(), status, fault, milliseconds, response }, reply);
  return isDelivered(status);
}

function send(
  scope: Scope,
  rules: OutgoingRules,
  receiver: { url: string; secrets: readonly string[] },
  event: EventFacts,
  at: Date,
  signal: AbortSignal,
): Promise<OutgoingReply> {
  const body = JSON.stringify(messageOf(scope.workspaceId, event));
  const headers = {
    'content-type': 'application/json',
    'user-agent': `Chengdan/${version}`,
    ...signedHeaders(receiver.secrets, event.id, Math.floor(at.getTime() / 1000), body),
  };
  const limits = { timeoutMs: attemptTimeout, maxReplyBytes: keptBytes, signal };
  return sendOutgoing({ url: receiver.url, headers, body, ...limits }, rules);
}

/** Writes how an attempt ended and what follows from it. */
async function note(
  { db, env, logger }: JobContext,
  scope: Scope,
  receiver: store.Receiver,
  delivery: log.DeliveryRow,
  attempt: Attempt,
  { retryAfterSeconds }: OutgoingReply,
): Promise<void> {
  const tries = delivery.tries + 1;
  const attempts = [...delivery.attempts, attempt].slice(-keptAttempts);
  const { status, fault, milliseconds } = attempt;
  logger.info({ webhookId: receiver.id, deliveryId: delivery.id, status, fault, milliseconds }, 'webhook attempt');
  await inTx(db, async (tx) => {
    if (isDelivered(status)) {
      await log.updateDelivery(tx, scope, delivery.id, { state: 'delivered', tries, attempts, nextAt: null });
      return store.noteSuccess(tx, scope, receiver.id);
    }
    const now = new Date().toISOString();
    const later = (seconds: number): string => new Date(Date.parse(now) + seconds * 1000).toISOString();
    const wait = waitAfter(tries, retryAfterSeconds, Math.random());
    const end = wait === null ? { state: 'failed' as const, nextAt: null } : { state: 'waiting' as const, nextAt: later(wait) };
    await log.updateDelivery(tx, scope, delivery.id, { ...end, tries, attempts });
    const failures = receiver.failures + 1;
    const failingSince = receiver.failingSince ?? now;
    await store.noteFailure(tx, scope, receiver.id, { failures, failingSince, resumesAt: later(restAfter(failures)) });
    const reason = offReason(status, failingSince, now);
    if (reason !== null) await disable(tx, scope, env, receiver.id, reason);
  });
}

/** Trims the logs of a workspace, and wakes what a lost turn may have left waiting. */
export async function tidy(db: Database, scope: Scope): Promise<void> {
  for (const { id } of await store.listWebhooks(db, scope)) {
    while ((await log.deleteOld(db, scope, id, logDays, 1000)) > 0);
  }
  await inTx(db, async (tx) => {
    for (const { id } of await store.listFollowers(tx, scope)) await wake(tx, scope, id);
  });
}
