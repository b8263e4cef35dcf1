import { describe, expect, it } from 'vitest';
import { Payment } from '../content/contract.ts';
import { paymentsOf } from './rules.ts';

type Part = Payment['part'];
const share = (bp: number): Part => ({ kind: 'share', bp });
const rest: Part = { kind: 'rest' };

describe('paymentsOf', () => {
  const cases: [string, number, Part[], number[], number][] = [
    ['three thirds', 10_001, [share(3333), share(3333), share(3334)], [3333, 3333, 3335], 0],
    ['a deposit and the rest', 99_999, [share(3000), rest], [30_000, 69_999], 0],
    ['an amount, a share and the rest', 10_000, [{ kind: 'amount', minor: 1000 }, share(5000), rest], [1000, 5000, 4000], 0],
    ['too little', 10_000, [share(3000), share(5000)], [3000, 5000], 2000],
    ['too much', 10_000, [{ kind: 'amount', minor: 12_000 }], [12_000], -2000],
    ['nothing agreed', 10_000, [], [], 10_000],
  ];
  it.each(cases)('%s', (_name, total, parts, amounts, leftMinor) => {
    const payments = parts.map((part, index) => Payment.parse({ id: `p${index}`, part, due: 'onOrder' }));
    expect(paymentsOf(total, payments)).toEqual({ amounts, leftMinor });
  });
});
