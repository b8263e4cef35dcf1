import { expect, it } from 'vitest';
import { codeHash, isReader, isSameCode, masked, readerCookie } from './rules.ts';

it.each([
  ['mail', 'jia.li@acme.com', 'j•••@acme.com'],
  ['mail', 'j@acme.com', 'j•••@acme.com'],
  ['mail', '"a@b"@acme.com', '"•••@acme.com'],
  ['sms', '+8613800000134', '•••• 0134'],
] as const)('shows of %s %s only %s', (channel, to, shown) => {
  expect(masked(channel, to)).toBe(shown);
});

it('takes a code with blanks and full-width digits, for its own link alone', () => {
  const hash = codeHash('secret', 'link', '042137');
  for (const typed of ['042137', ' 042 137 ', '０４２１３７', '042\u3000137'])
    expect(isSameCode('secret', 'link', typed, hash)).toBe(true);
  for (const typed of ['42137', '042138', '', '0421370']) expect(isSameCode('secret', 'link', typed, hash)).toBe(false);
  expect(isSameCode('secret', 'other', '042137', hash)).toBe(false);
  expect(isSameCode('other', 'link', '042137', hash)).toBe(false);
});

it('knows a reader again for twelve hours, by a cookie that nobody else can write', () => {
  const link = { id: 'link', codeTo: 'a@acme.com' };
  const now = Date.parse('2026-11-26T08:00:00Z');
  const cookie = readerCookie('secret', link, { path: '/p/x', isSecure: true, now });
  expect(cookie).toMatch(/; Path=\/p\/x; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/);
  const sent = `a=1; ${cookie.slice(0, cookie.indexOf(';'))}; b=2`;
  expect(isReader('secret', link, sent, now)).toBe(true);
  expect(isReader('secret', link, sent, now + 12 * 3_600_000 - 1)).toBe(true);
  expect(isReader('secret', link, sent, now + 12 * 3_600_000)).toBe(false);
  for (const [secret, other] of [
    ['other', link],
    ['secret', { ...link, id: 'other' }],
    ['secret', { ...link, codeTo: 'b@acme.com' }],
  ] as const)
    expect(isReader(secret, other, sent, now)).toBe(false);
  const later = sent.replace(/=\d+\./, `=${now + 99_999_999_999}.`);
  for (const wrong of [undefined, '', 'chengdan-reader=', 'chengdan-reader=1.x', later])
    expect(isReader('secret', link, wrong, now)).toBe(false);
});
