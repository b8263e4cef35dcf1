import { describe, expect, it } from 'vitest';
import { AgreedTerms, type Departure, Payment, type PolicyLimits, Term } from './contract.ts';
import { areTermsSet, departuresOf, depositBpOf, newClauses, paymentsOf, sameTerms, standardTerms } from './rules.ts';

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

const terms = (source: object) => AgreedTerms.parse(source);
const payment = (part: Part, due: Payment['due'], days = 0): object => ({ id: `${due}${days}`, part, due, days });
const policy: PolicyLimits = {
  paymentMethods: ['transfer', 'acceptanceBill'],
  maxPaymentDays: 30,
  minDepositBp: 3000,
  minLeadDays: 20,
  maxAcceptanceDays: 10,
  maxWarrantyMonths: 12,
  minResponseHours: 24,
};
const free: PolicyLimits = {
  paymentMethods: [],
  maxPaymentDays: null,
  minDepositBp: null,
  minLeadDays: null,
  maxAcceptanceDays: null,
  maxWarrantyMonths: null,
  minResponseHours: null,
};

describe('depositBpOf', () => {
  const amount: Part = { kind: 'amount', minor: 25_000 };
  const cases: [string, object[], number | null, number | null][] = [
    ['no schedule', [], 100_000, null],
    [
      'a share with the order and one before delivery',
      [payment(share(2000), 'onOrder'), payment(share(1500), 'beforeDelivery')],
      null,
      3500,
    ],
    ['the rest before delivery', [payment(share(2000), 'onAcceptance'), payment(rest, 'beforeDelivery')], null, 8000],
    ['an amount, measured by the total', [payment(amount, 'onOrder'), payment(rest, 'afterInvoice', 30)], 100_000, 2500],
    ['an amount, and no total', [payment(amount, 'onOrder'), payment(rest, 'afterInvoice', 30)], null, null],
    ['all of it later', [payment(rest, 'afterInvoice', 30)], 100_000, 0],
  ];
  it.each(cases)('%s', (_name, payments, total, expected) => {
    expect(depositBpOf(terms({ payments }).payments, total)).toBe(expected);
  });
});

describe('departuresOf', () => {
  const good = {
    paymentMethod: 'transfer',
    payments: [payment(share(3000), 'onOrder'), payment(rest, 'afterInvoice', 30)],
    delivery: { leadDays: 20 },
    acceptanceDays: 10,
    warrantyMonths: 12,
    responseHours: 24,
  };
  const cases: [string, object, Departure[]][] = [
    ['all at the limit', {}, []],
    ['nothing said', { ...terms({}), paymentMethod: null, acceptanceDays: null, warrantyMonths: null, responseHours: null }, []],
    ['another way of payment', { paymentMethod: 'cash' }, [{ key: 'paymentMethod', value: null, limit: null }]],
    [
      'paid later, with less before',
      { payments: [payment(share(2999), 'onOrder'), payment(rest, 'onDelivery', 31)] },
      [
        { key: 'paymentDays', value: 31, limit: 30 },
        { key: 'deposit', value: 2999, limit: 3000 },
      ],
    ],
    ['delivered sooner', { delivery: { leadDays: 19 } }, [{ key: 'leadDays', value: 19, limit: 20 }]],
    ['accepted later', { acceptanceDays: 11 }, [{ key: 'acceptanceDays', value: 11, limit: 10 }]],
    ['a longer warranty', { warrantyMonths: 13 }, [{ key: 'warrantyMonths', value: 13, limit: 12 }]],
    ['a faster answer', { responseHours: 4 }, [{ key: 'responseHours', value: 4, limit: 24 }]],
  ];
  it.each(cases)('%s', (_name, change, expected) => {
    expect(departuresOf(terms({ ...good, ...change }), policy, 100_000)).toEqual(expected);
    expect(departuresOf(terms({ ...good, ...change }), free, 100_000)).toEqual([]);
  });

  it('finds none in the terms that a policy suggests, whatever it limits', () => {
    for (const each of [policy, free, { ...policy, minDepositBp: 10_000 }, { ...policy, minDepositBp: 0 }])
      expect(departuresOf(standardTerms(each), each, 100_000)).toEqual([]);
  });
});

describe('sameTerms', () => {
  it('compares what is said, not the keys of parts or what was left out', () => {
    const one = terms({ payments: [{ id: 'a', part: rest, due: 'onOrder' }] });
    const other = terms({ payments: [{ id: 'b', part: rest, due: 'onOrder' }], warrantyMonths: null });
    expect(sameTerms(one, other)).toBe(true);
    expect(sameTerms(one, { ...other, warrantyMonths: 12 })).toBe(false);
  });
});

describe('areTermsSet', () => {
  const all = { payments: [payment(rest, 'onDelivery')], delivery: { leadDays: 5 }, warrantyMonths: 12 };
  it.each<[string, object, boolean]>([
    ['payment, delivery and warranty', all, true],
    ['no payment', { ...all, payments: [] }, false],
    ['no delivery', { ...all, delivery: {} }, false],
    ['nothing afterwards', { ...all, warrantyMonths: null }, false],
    ['service in words', { ...all, warrantyMonths: null, terms: [{ id: 's', kind: 'service', title: 'x', text: '' }] }, true],
  ])('%s', (_name, source, expected) => {
    expect(areTermsSet(terms(source))).toBe(expected);
  });
});

describe('newClauses', () => {
  const clause = (text: string, more: object = {}) => Term.parse({ id: 'a', kind: 'other', title: 'Secrecy', text, ...more });
  const own = [clause('Nothing is told to others.'), clause('双方对内容保密。', { id: 'b', title: '保密' })];
  it.each<[string, Term[], number]>([
    ['none', [], 0],
    ['word for word', [clause('Nothing is told to others.', { id: 'z' })], 0],
    ['in another language of ours', [clause('双方对内容保密。', { title: '保密' })], 0],
    ['spaced otherwise', [clause('Nothing  is told\nto others. ')], 0],
    ['filed otherwise', [clause('Nothing is told to others.', { kind: 'service' })], 0],
    ['a word less', [clause('Nothing is told.')], 1],
    ['another heading', [clause('Nothing is told to others.', { title: 'Silence' })], 1],
    ['explained otherwise', [clause('Nothing is told to others.', { plain: 'For a year.' })], 1],
    ['one of each', [...own, clause('Penalty of 1 % a week.')], 1],
  ])('%s', (_name, terms, count) => {
    expect(newClauses(terms, own)).toHaveLength(count);
  });

  it('are all of them where the company has none of its own, which a deal begins with', () => {
    expect(newClauses(own, [])).toEqual(own);
    expect(standardTerms({ ...free, clauses: own }).terms).toEqual(own);
  });
});
