import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { translate } from '../../../platform/i18n.ts';
import { type Env } from '../../../platform/env.ts';
import { sendMail } from '../../../platform/mail.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { userScope } from '../../identity/access/service.ts';
import { getUser } from '../../identity/members/service.ts';
import { giveUpWaiting } from '../deliveries/service.ts';
import { type DisabledReason, disableWebhook, findWebhook } from '../store.ts';

/** The scope of the person a webhook acts for; undefined once they have left or may no longer look after webhooks. */
export async function findActor(db: Db, scope: Scope, userId: string): Promise<Scope | undefined> {
  try {
    const person = await userScope(db, scope.workspaceId, userId);
    return can(person, 'webhook', 'edit') ? person : undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/** Switches a webhook off, gives up what waits for it, and tells the person it acts for, if there is a way. */
export async function disable(tx: Tx, scope: Scope, env: Env, id: string, reason: DisabledReason): Promise<void> {
  if (!(await disableWebhook(tx, scope, id, reason))) return;
  await giveUpWaiting(tx, scope, id);
  await appendEvents(tx, scope, [{ kind: 'webhook.disabled', subjectKind: 'webhook', subjectId: id, data: { reason } }]);
  const webhook = await findWebhook(tx, scope, id);
  if (webhook && reason !== 'personLeft') await tellActor(tx, scope, env, webhook, reason);
}

async function tellActor(
  tx: Tx,
  scope: Scope,
  env: Env,
  webhook: { id: string; url: string; actsFor: string },
  reason: DisabledReason,
): Promise<void> {
  const person = await findActor(tx, scope, webhook.actsFor);
  const { email } = await getUser(tx, scope, webhook.actsFor);
  if (!person || email === null || env.SMTP_URL === undefined) return;
  const { language } = person;
  const { host } = new URL(webhook.url);
  const say = (key: string): string => translate(language, `webhooks:mail.${key}`, { host });
  const button = env.PUBLIC_URL && { label: say('open'), url: `${env.PUBLIC_URL}/settings/webhooks/${webhook.id}` };
  await sendMail(
    tx,
    {
      to: email,
      language,
      subject: say('subject'),
      paragraphs: [say(reason), say('next')],
      ...(button ? { button } : {}),
    },
    scope,
  );
}
