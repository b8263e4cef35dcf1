import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bearerKeyOf, hashOf, newKey, prefixOf, sessionTokenOf } from './rules.ts';

const secret = 'a secret of at least thirty-two characters';
const signed = (token: string, by = secret) => `${token}.${createHmac('sha256', by).update(token).digest('base64')}`;
const cookie = (value: string) => `theme=dark; chengdan.session_token=${encodeURIComponent(value)}; x=1`;

describe('sessionTokenOf', () => {
  test('reads a token that we signed', () => {
    expect(sessionTokenOf(cookie(signed('abc')), secret)).toBe('abc');
    expect(sessionTokenOf(`__Secure-chengdan.session_token=${encodeURIComponent(signed('abc'))}`, secret)).toBe('abc');
  });

  test.each([
    ['no cookie', undefined],
    ['another cookie', 'other=abc'],
    ['a name that only ends alike', `xchengdan.session_token=${encodeURIComponent(signed('abc'))}`],
    ['no signature', cookie('abc')],
    ['an empty signature', cookie('abc.')],
    ['a signature by another key', cookie(signed('abc', 'another key'))],
    ['another token with this signature', cookie(signed('abc').replace('abc', 'abd'))],
    ['a cut signature', cookie(signed('abc').slice(0, -6))],
    ['broken encoding', 'chengdan.session_token=%E0%A4%A'],
    ['an endless value', cookie(signed('a'.repeat(1000)))],
  ])('refuses %s', (_name, header) => {
    expect(sessionTokenOf(header, secret)).toBeNull();
  });
});

describe('bearerKeyOf', () => {
  test('reads one of our keys and nothing else', () => {
    const key = newKey();
    expect(bearerKeyOf(`Bearer ${key}`)).toBe(key);
    expect(bearerKeyOf(`bearer ${key}`)).toBe(key);
    for (const header of [undefined, '', key, `Basic ${key}`, `Bearer ${key}x`, `Bearer ${key} ${key}`, 'Bearer cd_short']) {
      expect(bearerKeyOf(header)).toBeNull();
    }
  });

  test('keys are all different, and neither prefix nor hash gives one away', () => {
    const [a, b] = [newKey(), newKey()];
    expect(a).not.toBe(b);
    expect(prefixOf(a)).toHaveLength(9);
    expect(hashOf(a)).toMatch(/^[0-9a-f]{64}$/);
  });
});
