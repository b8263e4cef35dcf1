import { describe, expect, test } from 'vitest';
import { appUri, counterOf, newAppSecret, newRecoveryCodes, readCode } from './rules.ts';

describe('counterOf', () => {
  // The secret and the codes of RFC 6238, appendix B (SHA-1), cut to six digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  test.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_234_567_890, '005924', 41_152_263],
    [20_000_000_000, '353130', 666_666_666],
  ])('knows the code of second %s', (seconds, code, counter) => {
    expect(counterOf(secret, code, seconds * 1000)).toBe(counter);
  });

  test.each([
    ['the one before', 89, 1],
    ['the one after', 29, 1],
    ['two before', 119, null],
    ['two after', -31, null],
  ])('answers %s', (_name, seconds, counter) => expect(counterOf(secret, '287082', seconds * 1000)).toBe(counter));

  test('refuses another code', () => expect(counterOf(secret, '287083', 59_000)).toBeNull());
});

test.each([
  ['123 456', { kind: 'app', code: '123456' }],
  [' 012345 ', { kind: 'app', code: '012345' }],
  ['abcd-EFGH jkmn 2345', { kind: 'recovery', code: 'ABCDEFGHJKMN2345' }],
  ['OIL0', { kind: 'recovery', code: '0110' }],
  ['1234567', { kind: 'recovery', code: '1234567' }],
])('readCode(%j)', (typed, read) => expect(readCode(typed)).toEqual(read));

test('recovery codes are ten, differ, and read as they are written', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(readCode(code)).toEqual({ kind: 'recovery', code: code.replaceAll('-', '') });
  }
});

test('the picture names the account and the server', () => {
  const secret = newAppSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(appUri(secret, 'ann@acme.test', 'crm.acme.test'));
  expect(decodeURIComponent(uri.pathname)).toBe('/Chengdan crm.acme.test:ann@acme.test');
  expect(uri.searchParams.get('secret')).toBe(secret);
});
