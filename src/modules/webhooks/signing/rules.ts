import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** A secret as Standard Webhooks writes it: 32 random bytes in base64 behind `whsec_`. */
export function newSecret(): string {
  return prefix + randomBytes(32).toString('base64');
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
