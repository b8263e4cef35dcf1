import { describe, expect, it } from 'vitest';
import { QuoteContent, QuotePromotion } from '../content/contract.ts';
import { freeze, sealed } from '../freezing/rules.ts';
import { keptTranslations, namedIn, wordedIn, wordsOf } from './rules.ts';

const content = (more: object = {}) =>
  QuoteContent.parse({
    language: 'zh-Hans',
    currency: 'CNY',
    isTaxIncluded: false,
    rounding: 'perRate',
    validDays: 30,
    lines: [{ id: 'a', kind: 'item', name: '水泵', note: '不锈钢', unitPrice: '10', names: { en: 'Pump' } }],
    intro: '您好',
    closing: '此致',
    terms: [{ id: 't', kind: 'warranty', title: '保修', text: '一年', plain: null }],
    values: [{ id: 'v', need: '省电', benefit: '三成', proof: null }],
    payments: [{ id: 'p', part: { kind: 'rest' }, due: 'onOrder', note: '电汇' }],
    delivery: { leadDays: 3, leadText: '工作日', place: '上海' },
    ...more,
  });
const heading = {
  number: 'Q-1',
  revision: 1,
  title: 'Pumps',
  issuedOn: '2026-11-01',
  seller: { company: 'Us', person: null, email: null },
  customer: { company: null, taxNumber: null, address: null, person: null },
  files: [],
};
const en = {
  intro: 'Dear all',
  'terms.t.title': 'Warranty',
  'values.v.benefit': 'A third less',
  'delivery.place': 'Shanghai',
  'payments.p.note': 'By wire',
};

describe('wordsOf', () => {
  it('names every text that is not empty, in the order of reading', () => {
    expect(wordsOf(content()).map(({ key }) => key)).toEqual([
      'intro',
      'payments.p.note',
      'delivery.leadText',
      'delivery.place',
      'values.v.need',
      'values.v.benefit',
      'terms.t.title',
      'terms.t.text',
      'closing',
    ]);
  });
  it('names only what a quote can hold', () => {
    const all = Object.fromEntries(wordsOf(content()).map(({ key }) => [key, 'x']));
    expect(QuoteContent.parse({ ...content(), translations: { en: all } }).translations).toEqual({ en: all });
    expect(QuoteContent.safeParse({ ...content(), translations: { en: { 'lines.a.name': 'x' } } }).success).toBe(false);
  });
});

describe('keptTranslations', () => {
  it.each([
    [{ en }, { en }],
    [{ en: { ...en, 'terms.gone.title': 'Old', closing: '' } }, { en }],
    [{ 'zh-Hans': { intro: '自己' } }, undefined],
    [{ en: {} }, undefined],
    [undefined, undefined],
  ])('of %j are %j', (translations, kept) => {
    expect(keptTranslations(content({ translations }))).toEqual(kept);
  });
});

describe('wordedIn', () => {
  const frozen = freeze(content({ translations: { en } }), heading);
  it('shows what is translated, and the rest as it was written', () => {
    expect(wordedIn(frozen, 'en')).toMatchObject({
      intro: 'Dear all',
      closing: '此致',
      lines: [{ name: 'Pump', note: '不锈钢' }],
      terms: [{ title: 'Warranty', text: '一年' }],
      values: [{ need: '省电', benefit: 'A third less' }],
      delivery: { leadDays: 3, leadText: '工作日', place: 'Shanghai' },
      payments: [{ note: 'By wire' }],
    });
  });
  it.each(['zh-Hans', 'zh-Hant'] as const)('leaves it as it is for a reader of %s', (language) => {
    expect(wordedIn(frozen, language)).toEqual(frozen);
  });
  it('takes the other kind of Chinese rather than a foreign language', () => {
    const own = freeze(content({ language: 'en', translations: { 'zh-Hans': { intro: '您好' } } }), heading);
    expect(wordedIn(own, 'zh-Hant').intro).toBe('您好');
  });
  it('is part of what is sealed, and changes nothing where there is none', () => {
    const plain = freeze(content(), heading);
    expect(sealed(plain).json).not.toContain('translations');
    expect(sealed(frozen).sha256).not.toBe(sealed(plain).sha256);
  });
});

const promotion = { id: '00000000-0000-7000-8000-000000000001', isForAll: true, action: { kind: 'percent', bp: 1000 } };

describe('namedIn', () => {
  const named = (more: object) => QuotePromotion.parse({ ...promotion, ...more });
  it.each([
    [{ name: '春季' }, 'en', '春季', undefined],
    [{ name: '春季', names: { en: 'Spring' } }, 'en', 'Spring', { 'zh-Hans': '春季' }],
    [{ name: '春季', names: { en: 'Spring' } }, 'zh-Hans', '春季', { en: 'Spring' }],
    [{ name: '春季', names: { en: 'Spring' } }, 'zh-Hant', '春季', { en: 'Spring' }],
    [{ name: 'Spring', names: { 'zh-Hans': '春季' } }, 'zh-Hant', '春季', { en: 'Spring' }],
    [{ name: 'Old', names: { en: 'Spring', 'zh-Hans': '春季' } }, 'en', 'Spring', { 'zh-Hans': '春季' }],
  ] as const)('of %j in %s is %s', (given, language, name, names) => {
    const made = namedIn(named(given), language);
    expect([made.name, made.names]).toEqual([name, names]);
    // Once more, as for a customer's choice, changes nothing.
    expect(namedIn(made, language)).toEqual(made);
  });
});

describe('a promotion with a second name', () => {
  const promotions = [{ ...promotion, name: '春季', names: { en: 'Spring' } }];
  const readAs = (language: 'en' | 'zh-Hans', reader: 'en' | 'zh-Hans' | 'zh-Hant') =>
    wordedIn(freeze(content({ language, promotions }), heading), reader).promotions?.map(({ name }) => name);
  it.each([
    ['zh-Hans', 'zh-Hans', '春季'],
    ['zh-Hans', 'zh-Hant', '春季'],
    ['zh-Hans', 'en', 'Spring'],
    ['en', 'en', 'Spring'],
    ['en', 'zh-Hans', '春季'],
    ['en', 'zh-Hant', '春季'],
  ] as const)('of a quote in %s is read in %s as %s', (language, reader, name) => {
    expect(readAs(language, reader)).toEqual([name]);
  });

  it('is sealed with it; one of before, without, is sealed and read as it was', () => {
    const before = freeze(content({ promotions: [{ ...promotion, name: '春季' }] }), heading);
    expect(sealed(before).json).not.toContain('names":{"en":"Spring');
    expect(sealed(before).sha256).toBe('c628784df36223e3924041ad51f191922b26b143c7f71da91c29aa63ae5fef6c');
    expect(wordedIn(before, 'en').promotions).toEqual(before.promotions);
    expect(sealed(freeze(content({ promotions }), heading)).sha256).not.toBe(sealed(before).sha256);
  });
});
