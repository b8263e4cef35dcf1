import { uuidv7 } from 'uuidv7';
import type { Database, Db } from '../../platform/db.ts';
import { DomainError, invalidField } from '../../platform/errors.ts';
import { appendEvents } from '../../platform/events.ts';
import { checkTarget, type OutgoingRules } from '../../platform/outgoing/guard.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import { secretOf } from '../identity/access/service.ts';
import type { NewWebhook, Webhook, WebhookChanges, WebhookWithSecret } from './contract.ts';
import { maximumWebhooks } from './contract.ts';
import { giveUpWaiting } from './deliveries/service.ts';
import { requireKinds } from './kinds/service.ts';
import { newSecret, sealSecret } from './signing/rules.ts';
import * as store from './store.ts';

function presented(row: store.WebhookRow): Webhook {
  const { actsFor, actsForName, disabledReason, disabledAt, previousEndsAt, lastState, lastAt, ...own } = row;
  return {
    ...own,
    disabled: disabledReason && disabledAt ? { reason: disabledReason, at: disabledAt } : null,
    actsFor: { id: actsFor, name: actsForName },
    previousSecretEndsAt: previousEndsAt !== null && Date.parse(previousEndsAt) > Date.now() ? previousEndsAt : null,
    lastDelivery: lastState && lastAt ? { state: lastState, at: lastAt } : null,
  };
}

async function getRow(db: Db, scope: Scope, id: string, lock = false): Promise<store.WebhookRow> {
  const row = await store.findWebhook(db, scope, id, lock);
  if (!row) throw new DomainError('not_found', { params: { object: 'webhook' } });
  return row;
}

/** Webhooks of the workspace, in the order in which they were added. */
export async function listWebhooks(db: Db, scope: Scope): Promise<Webhook[]> {
  permit(scope, 'webhook', 'view');
  return (await store.listWebhooks(db, scope)).map(presented);
}

export async function getWebhook(db: Db, scope: Scope, id: string): Promise<Webhook> {
  permit(scope, 'webhook', 'view');
  return presented(await getRow(db, scope, id));
}

/** The person whose rights decide what is sent; a key acts for its person, the program itself for nobody. */
function personOf(scope: Scope, action: string): string {
  if (scope.userId === null) throw new DomainError('forbidden', { params: { object: 'webhook', action } });
  return scope.userId;
}

async function requireTarget(url: string, rules: OutgoingRules): Promise<void> {
  await checkTarget(url, rules).catch((error: unknown) => {
    throw error instanceof DomainError ? invalidField('/body/url', error.code) : error;
  });
}

const webhookEvent = (kind: string, id: string, data: object) => ({
  kind: `webhook.${kind}`,
  subjectKind: 'webhook',
  subjectId: id,
  data,
});

/** Adds a webhook. Its address is looked up before the transaction begins; the secret is answered this once. */
export async function createWebhook(
  db: Database,
  scope: Scope,
  rules: OutgoingRules,
  input: NewWebhook,
): Promise<WebhookWithSecret> {
  permit(scope, 'webhook', 'create');
  const actsFor = personOf(scope, 'create');
  const { url, description = null, eventKinds = null } = input;
  requireKinds(eventKinds);
  await requireTarget(url, rules);
  const key = await secretOf(db);
  return inTx(db, async (tx) => {
    if ((await store.countWebhooks(tx, scope)) >= maximumWebhooks)
      throw new DomainError('webhooks.too_many', { params: { maximum: maximumWebhooks } });
    const [id, secret] = [uuidv7(), newSecret()];
    const sealed = sealSecret(key, scope.workspaceId, id, secret);
    await store.insertWebhook(tx, scope, { id, url, description, eventKinds, actsFor, secret: sealed });
    await appendEvents(tx, scope, [webhookEvent('created', id, { url, eventKinds })]);
    return { ...presented(await getRow(tx, scope, id)), secret };
  });
}

/** Changes a webhook, switches it off or on. From then on it acts with the rights of whoever did it. */
export async function updateWebhook(
  db: Database,
  scope: Scope,
  rules: OutgoingRules,
  id: string,
  input: WebhookChanges,
): Promise<Webhook> {
  permit(scope, 'webhook', 'edit');
  const actsFor = personOf(scope, 'edit');
  const { version, url, description, eventKinds, isActive } = input;
  requireKinds(eventKinds);
  await getRow(db, scope, id);
  if (url !== undefined) await requireTarget(url, rules);
  return inTx(db, async (tx) => {
    const before = await getRow(tx, scope, id, true);
    if (before.version !== version) throw new DomainError('stale_version', { extra: { current: presented(before) } });
    const asked = {
      ...(url === undefined ? {} : { url }),
      ...(description === undefined ? {} : { description }),
      ...(eventKinds === undefined ? {} : { eventKinds }),
      ...(isActive === undefined ? {} : { isActive }),
    };
    // Who switches it on begins anew; who points it elsewhere has mended what failed.
    const isMended = isActive === true || url !== undefined;
    const anew = isMended ? { failures: 0, failingSince: null, resumesAt: null } : {};
    const cleared = isActive === undefined ? {} : { disabledReason: null, disabledAt: null };
    const stamp = { actsFor, version: version + 1, updatedAt: new Date().toISOString() };
    await store.updateWebhook(tx, scope, id, { ...asked, ...anew, ...cleared, ...stamp });
    if (isActive === false) await giveUpWaiting(tx, scope, id);
    await appendEvents(tx, scope, [webhookEvent('updated', id, { changes: changesOf(before, asked) })]);
    return presented(await getRow(tx, scope, id));
  });
}

function changesOf(before: store.WebhookRow, asked: Partial<store.WebhookRow>): Record<string, [unknown, unknown]> {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(asked)
      .filter(([key, value]) => JSON.stringify(old.get(key)) !== JSON.stringify(value))
      .map(([key, value]) => [key, [old.get(key) ?? null, value]]),
  );
}

/** Deletes a webhook with its log. */
export async function removeWebhook(db: Database, scope: Scope, id: string): Promise<void> {
  permit(scope, 'webhook', 'delete');
  await inTx(db, async (tx) => {
    const { url } = await getRow(tx, scope, id, true);
    await store.deleteWebhook(tx, scope, id);
    await appendEvents(tx, scope, [webhookEvent('removed', id, { url })]);
  });
}

/** Makes a new secret. The one before also signs for the hours given, so that no message fails while the receiver changes over. */
export async function rotateSecret(db: Database, scope: Scope, id: string, graceHours: number): Promise<WebhookWithSecret> {
  permit(scope, 'webhook', 'edit');
  const key = await secretOf(db);
  return inTx(db, async (tx) => {
    await getRow(tx, scope, id, true);
    const secret = newSecret();
    await store.replaceSecret(tx, scope, id, sealSecret(key, scope.workspaceId, id, secret), graceHours);
    await appendEvents(tx, scope, [webhookEvent('secretRotated', id, { graceHours })]);
    return { ...presented(await getRow(tx, scope, id)), secret };
  });
}

/** Whether any webhook follows events of these kinds; asked by every change, so that most write no job. */
export function areFollowed(tx: Tx, scope: Scope, kinds: readonly string[]): Promise<boolean> {
  return store.isFollowed(tx, scope, kinds);
}

/** Whether any webhook is switched on. */
export function areThereWebhooks(tx: Tx, scope: Scope): Promise<boolean> {
  return store.isFollowed(tx, scope, null);
}
