import { z } from 'zod';
import { endpoint, Id, IdParams, Instant, pageOf } from '../../../platform/endpoint.ts';

const tag = 'webhooks';

export const deliveryStates = ['waiting', 'delivered', 'failed', 'hidden'] as const;
export const DeliveryState = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const faults = ['timeout', 'dns', 'connection', 'tls', 'refused'] as const;

/** One try of a delivery. */
export const Attempt = z.object({
  at: Instant,
  /** HTTP status of the reply; null when none came. */
  status: z.int().nullable(),
  fault: z.enum(faults).nullable(),
  milliseconds: z.int(),
  /** The first kilobyte of the reply. */
  response: z.string(),
});
export type Attempt = z.infer<typeof Attempt>;

/** What is posted to a webhook (`{type, timestamp, data}` of Standard Webhooks). */
export const WebhookMessage = z.object({
  type: z.string(),
  /** When it was recorded. */
  timestamp: Instant,
  data: z.object({
    workspaceId: Id,
    /** What it happened to; read it by the API for more. */
    subject: z.object({ kind: z.string(), id: Id }),
    actor: z.object({ kind: z.string(), id: Id.nullable() }),
    /** When it happened in the business, which an import may put into the past. */
    happenedAt: Instant,
    /** What changed: of an edit, `changes` with old and new value by field. */
    details: z.record(z.string(), z.unknown()),
  }),
});
export type WebhookMessage = z.infer<typeof WebhookMessage>;

export const Delivery = z.object({
  id: Id,
  webhookId: Id,
  /** Value of the `webhook-id` header: the event, the same at every attempt. */
  eventId: Id,
  eventKind: z.string(),
  state: DeliveryState,
  /** How often it was tried, replays included. */
  attemptCount: z.int(),
  lastAttempt: Attempt.omit({ response: true }).nullable(),
  nextAt: Instant.nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryDetail = Delivery.extend({
  attempts: z.array(Attempt),
  /** The body that is sent; null when the reader may not see what it is about. */
  request: WebhookMessage.nullable(),
});
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;

export const DeliveryQuery = z.strictObject({
  state: DeliveryState.optional(),
  eventKind: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/webhooks/:id/deliveries',
  tag,
  summary: 'What was sent to a webhook in the last 30 days, newest first',
  params: IdParams,
  query: DeliveryQuery,
  reply: pageOf(Delivery),
});
export const getDelivery = endpoint({
  method: 'GET',
  path: '/webhook-deliveries/:id',
  tag,
  summary: 'A delivery: what was sent, and every attempt with the first kilobyte of the reply',
  params: IdParams,
  reply: DeliveryDetail,
});
export const replayDelivery = endpoint({
  method: 'POST',
  path: '/webhook-deliveries/:id/replay',
  tag,
  summary: 'Send a delivery again, with the same webhook-id',
  params: IdParams,
  reply: DeliveryDetail,
  status: 200,
  errors: ['webhooks.inactive'],
});
export const testWebhook = endpoint({
  method: 'POST',
  path: '/webhooks/:id/test',
  tag,
  summary: 'Send the event webhook.tested to a webhook, whatever kinds it asks for',
  params: IdParams,
  reply: DeliveryDetail,
  errors: ['webhooks.inactive'],
});
