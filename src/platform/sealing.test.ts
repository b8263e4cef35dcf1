import { expect, test } from 'vitest';
import { seal, unseal } from './sealing.ts';

const secret = 'k'.repeat(43);

test('opens what it sealed, and never seals alike twice', () => {
  const [one, two] = [seal(secret, 'app ann', '密钥 JBSW'), seal(secret, 'app ann', '密钥 JBSW')];
  expect(unseal(secret, 'app ann', one)).toBe('密钥 JBSW');
  expect(one).not.toBe(two);
  expect(one).not.toContain('JBSW');
});

test.each([
  ['another purpose', (sealed: string) => unseal(secret, 'app bob', sealed)],
  ['another secret', (sealed: string) => unseal('x'.repeat(43), 'app ann', sealed)],
  [
    'a changed letter',
    (sealed: string) => unseal(secret, 'app ann', `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`),
  ],
  ['a piece', (sealed: string) => unseal(secret, 'app ann', sealed.slice(0, 20))],
])('does not open with %s', (_name, open) => {
  const sealed = seal(secret, 'app ann', 'JBSWY3DPEHPK3PXP');
  expect(() => open(sealed)).toThrow(/authenticat|tag/i);
});
