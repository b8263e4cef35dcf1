import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { newSecret, signedHeaders } from './rules.ts';

const body = JSON.stringify({ type: 'deal.won', timestamp: '2026-03-10T00:00:00.000Z', data: { name: '成单' } });
const now = (): number => Math.floor(Date.now() / 1000);

describe('signedHeaders', () => {
  test('are what the reference library accepts, and nothing else is', () => {
    const secret = newSecret();
    const headers = signedHeaders([secret], 'event-1', now(), body);
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(secret).verify(body.replace('won', 'lost'), headers)).toThrow('No matching signature');
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'event-2' })).toThrow('No matching signature');
    expect(() => new Webhook(secret).verify(body, signedHeaders([secret], 'event-1', now() - 3600, body))).toThrow('too old');
  });

  test('carry a signature for each secret while one is being replaced', () => {
    const [fresh, old] = [newSecret(), newSecret()];
    const headers = signedHeaders([fresh, old], 'event-1', now(), body);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [fresh, old]) new Webhook(secret).verify(body, headers);
  });

  test('agree with the library’s own signature', () => {
    const secret = newSecret();
    const at = new Date('2026-03-10T00:00:00Z');
    expect(signedHeaders([secret], 'msg', at.getTime() / 1000, body)['webhook-signature']).toBe(
      new Webhook(secret).sign('msg', at, body),
    );
  });
});

test('newSecret is whsec_ and 32 random bytes', () => {
  expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(newSecret()).not.toBe(newSecret());
});
