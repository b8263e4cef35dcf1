import { outgoingRules } from '../../platform/outgoing/guard.ts';
import { on, type Route } from '../../platform/route.ts';
import * as contract from './contract.ts';
import * as deliveryContract from './deliveries/contract.ts';
import * as deliveries from './deliveries/service.ts';
import { listEventKinds } from './kinds/service.ts';
import * as webhooks from './service.ts';

export const routes: readonly Route[] = [
  on(contract.listEventKinds, async ({ scope }) => ({ data: listEventKinds(scope) })),
  on(contract.listWebhooks, async ({ db, scope }) => ({ data: await webhooks.listWebhooks(db, scope) })),
  on(contract.createWebhook, ({ db, env, scope, body }) => webhooks.createWebhook(db, scope, outgoingRules(env), body)),
  on(contract.getWebhook, ({ db, scope, params }) => webhooks.getWebhook(db, scope, params.id)),
  on(contract.updateWebhook, ({ db, env, scope, params, body }) =>
    webhooks.updateWebhook(db, scope, outgoingRules(env), params.id, body),
  ),
  on(contract.removeWebhook, async ({ db, scope, params }) => {
    await webhooks.removeWebhook(db, scope, params.id);
    return { ok: true as const };
  }),
  on(contract.rotateSecret, ({ db, scope, params, body }) => webhooks.rotateSecret(db, scope, params.id, body.graceHours)),
  on(deliveryContract.testWebhook, ({ db, scope, params }) => deliveries.testWebhook(db, scope, params.id)),
  on(deliveryContract.listDeliveries, ({ db, scope, params, query }) => deliveries.listDeliveries(db, scope, params.id, query)),
  on(deliveryContract.getDelivery, ({ db, scope, params }) => deliveries.getDelivery(db, scope, params.id)),
  on(deliveryContract.replayDelivery, ({ db, scope, params }) => deliveries.replayDelivery(db, scope, params.id)),
];
