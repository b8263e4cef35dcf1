import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant, Version } from '../../platform/endpoint.ts';

const tag = 'webhooks';

/** A workspace has no more webhooks than this. */
export const maximumWebhooks = 20;

/** Why a webhook was switched off without anybody doing it. */
export const disabledReasons = ['failing', 'gone', 'personLeft'] as const;

export const EventKindName = z
  .string()
  .max(100)
  .regex(/^[a-zA-Z]+\.[a-zA-Z]+$/);

export const Webhook = z.object({
  id: Id,
  url: z.string(),
  description: z.string().nullable(),
  /** Kinds of events that are sent; null for all, those of later versions too. */
  eventKinds: z.array(z.string()).nullable(),
  isActive: z.boolean(),
  disabled: z.object({ reason: z.enum(disabledReasons), at: Instant }).nullable(),
  /** Whose rights decide what is sent: whoever saved the webhook last. */
  actsFor: z.object({ id: Id, name: z.string() }),
  /** Until when the secret before the present one also signs. */
  previousSecretEndsAt: Instant.nullable(),
  /** Since when nothing has got through. */
  failingSince: Instant.nullable(),
  lastDelivery: z.object({ state: z.string(), at: Instant }).nullable(),
  createdAt: Instant,
  version: Version,
});
export type Webhook = z.infer<typeof Webhook>;

/** The secret, in the one reply that ever holds it. */
const WithSecret = Webhook.extend({ secret: z.string() });
export type WebhookWithSecret = z.infer<typeof WithSecret>;

const url = z.string().trim().min(1).max(2000);
const description = z.string().trim().max(300).nullable().optional();
const eventKinds = z.array(EventKindName).min(1).max(300).nullable().optional();

export const NewWebhook = z.strictObject({ url, description, eventKinds });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookChanges = z.strictObject({
  version: Version,
  url: url.optional(),
  description,
  eventKinds,
  isActive: z.boolean().optional(),
});
export type WebhookChanges = z.infer<typeof WebhookChanges>;

export const EventKind = z.object({ kind: z.string(), object: z.string(), label: z.string(), objectLabel: z.string() });
export type EventKind = z.infer<typeof EventKind>;

const addressErrors = [
  'outgoing_not_a_url',
  'outgoing_credentials',
  'outgoing_port',
  'outgoing_private',
  'outgoing_not_https',
  'webhooks.unknown_kind',
];

export const listEventKinds = endpoint({
  method: 'GET',
  path: '/webhook-events',
  tag,
  summary: 'Kinds of events a webhook can be told of, named in the language of the reader',
  reply: z.object({ data: z.array(EventKind) }),
});
export const listWebhooks = endpoint({
  method: 'GET',
  path: '/webhooks',
  tag,
  summary: 'Webhooks of the workspace',
  reply: z.object({ data: z.array(Webhook) }),
});
export const createWebhook = endpoint({
  method: 'POST',
  path: '/webhooks',
  tag,
  summary: 'Add a webhook; the secret that signs is shown this once',
  body: NewWebhook,
  reply: WithSecret,
  isSecret: true,
  errors: [...addressErrors, 'webhooks.too_many'],
});
export const getWebhook = endpoint({
  method: 'GET',
  path: '/webhooks/:id',
  tag,
  summary: 'A webhook',
  params: IdParams,
  reply: Webhook,
});
export const updateWebhook = endpoint({
  method: 'PATCH',
  path: '/webhooks/:id',
  tag,
  summary: 'Change a webhook, switch it off or on; from then on it acts with the rights of whoever did it',
  params: IdParams,
  body: WebhookChanges,
  reply: Webhook,
  errors: [...addressErrors, 'stale_version'],
});
export const removeWebhook = endpoint({
  method: 'DELETE',
  path: '/webhooks/:id',
  tag,
  summary: 'Delete a webhook with its log',
  params: IdParams,
  reply: Done,
});
export const rotateSecret = endpoint({
  method: 'POST',
  path: '/webhooks/:id/rotate-secret',
  tag,
  summary: 'Make a new secret; the old one also signs for some hours more, so that the receiver can change over',
  params: IdParams,
  body: z.strictObject({ graceHours: z.int().min(0).max(168).default(24) }),
  reply: WithSecret,
  status: 200,
  isSecret: true,
});
