import { createHmac, randomBytes } from 'node:crypto';
import { seal, unseal } from '../../../platform/sealing.ts';

const prefix = 'whsec_';

/** A secret as Standard Webhooks writes it: 32 random bytes in base64 behind `whsec_`. */
export function newSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/** What a secret is sealed for. A migration has sealed by the same words: they are never changed. */
const purposeOf = (workspaceId: string, webhookId: string): string => `webhook ${webhookId} of ${workspaceId}`;

/** A webhook's secret as it is kept: sealed and not hashed, because it signs again. */
export function sealSecret(key: string, workspaceId: string, webhookId: string, secret: string): string {
  return seal(key, purposeOf(workspaceId, webhookId), secret);
}

export function openSecret(key: string, workspaceId: string, webhookId: string, sealed: string): string {
  return unseal(key, purposeOf(workspaceId, webhookId), sealed);
}

function signatureOf(secret: string, content: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

/** The headers that prove where a message comes from: one signature for each secret that is valid at the time. */
export function signedHeaders(secrets: readonly string[], id: string, seconds: number, body: string): Record<string, string> {
  const content = `${id}.${seconds}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': secrets.map((secret) => signatureOf(secret, content)).join(' '),
  };
}
