import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFromNumber, dayNumber } from '../days.ts';
import { dateEvidence, parseDate, parseDateTime } from './dates.ts';
import { guessColumn, isMissing, parseBool, parseEmail, parsePhone, parseUrl } from './guess.ts';
import { decimalEvidence, parseDecimal, parseInteger, parseMoney, parsePercent } from './numbers.ts';

describe('parseDecimal', () => {
  it.each([
    ['1234.5', '.', '1234.5'],
    ['1,234.50', '.', '1234.5'],
    ['1.234,50', ',', '1234.5'],
    ['1 234,5', ',', '1234.5'],
    ['1 234 567', '.', '1234567'],
    ["1'234.5", '.', '1234.5'],
    ['12,34,567.8', '.', '1234567.8'],
    ['-5', '.', '-5'],
    ['−5', '.', '-5'],
    ['5-', '.', '-5'],
    ['(1,234)', '.', '-1234'],
    ['+7', '.', '7'],
    ['.5', '.', '0.5'],
    [',5', ',', '0.5'],
    ['１２３．５', '.', '123.5'],
    [' 42 ', '.', '42'],
    ['1,234', '.', '1234'],
    ['1,234', ',', '1.234'],
    ['0', ',', '0'],
  ] as const)('%s with %s is %s', (text, mark, expected) =>
    expect(parseDecimal(text, mark)).toEqual({ ok: true, value: expected }),
  );

  it.each([
    ['', '.'],
    ['abc', '.'],
    ['1,2', '.'],
    ['1.2.3', '.'],
    ['1,23.4', '.'],
    ['1.234.5', ','],
    ['1,234 567', '.'],
    ['5.', '.'],
    ['-5-', '.'],
    ['1e5', '.'],
    ['12%', '.'],
    ['--5', '.'],
    ['()', '.'],
    ['0x10', '.'],
    ['1234,567', '.'],
  ] as const)('refuses %j with %s', (text, mark) =>
    expect(parseDecimal(text, mark)).toEqual({ ok: false, code: 'not_a_number' }),
  );

  it('reads what Intl writes, in several languages', () => {
    const locales = fc.constantFrom(
      ['en-US', '.'],
      ['de-DE', ','],
      ['fr-FR', ','],
      ['de-CH', '.'],
      ['en-IN', '.'],
      ['zh-CN', '.'],
      ['ru-RU', ','],
    );
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), locales, (hundredths, [locale = '', mark]) => {
        const written = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(hundredths / 100);
        const read = parseDecimal(written, mark === ',' ? ',' : '.');
        expect(read.ok && Math.round(Number(read.value) * 100)).toBe(hundredths);
      }),
    );
  });

  it.each([
    ['1.5', '.'],
    ['1,5', ','],
    ['1,234.5', '.'],
    ['1.234,5', ','],
    ['1,234', 'either'],
    ['1,234,567', '.'],
    ['1234', 'none'],
    ['1234.567', '.'],
    ['x', undefined],
  ])('%s speaks for %s', (text, expected) => expect(decimalEvidence(text)).toBe(expected));

  it('reads whole numbers and percentages', () => {
    expect(parseInteger('1,234')).toEqual({ ok: true, value: 1234 });
    expect(parseInteger('12.00')).toEqual({ ok: true, value: 12 });
    expect(parseInteger('12.5')).toEqual({ ok: false, code: 'not_an_integer' });
    expect(parseInteger('99999999999999999')).toEqual({ ok: false, code: 'not_an_integer' });
    expect(parsePercent('12,5 %', ',')).toEqual({ ok: true, value: '12.5' });
    expect(parsePercent('１２％')).toEqual({ ok: true, value: '12' });
    expect(parsePercent('12')).toEqual({ ok: false, code: 'not_a_number' });
  });
});

describe('parseMoney', () => {
  it.each([
    ['$1,234.50', '1234.5', 'USD'],
    ['-$5', '-5', 'USD'],
    ['$-5', '-5', 'USD'],
    ['($5.00)', '-5', 'USD'],
    ['US$ 5', '5', 'USD'],
    ['HK$5', '5', 'HKD'],
    ['5 €', '5', 'EUR'],
    ['£3', '3', 'GBP'],
    ['CNY 1,000', '1000', 'CNY'],
    ['1,000 CNY', '1000', 'CNY'],
    ['RMB1000', '1000', 'CNY'],
    ['人民币 500', '500', 'CNY'],
    ['￥1,286,000.00', '1286000', 'CNY'],
    ['1200元', '1200', 'CNY'],
    ['1.2万元', '12000', 'CNY'],
    ['120万', '120000', undefined, 1_200_000],
    ['3.5亿美元', '350000000', 'USD'],
    ['2千万', '20000000', undefined],
    ['$3.5M', '3500000', 'USD'],
    ['10K', '10000', undefined],
    ['USD 2.5bn', '2500000000', 'USD'],
    ['4821', '4821', undefined],
  ])('%s is %s %s', (text, amount, currency, exact?: number) => {
    const read = parseMoney(text);
    expect(read).toMatchObject({ ok: true, value: { amount: exact === undefined ? amount : String(exact) } });
    expect(read.ok && read.value.currencies[0]).toBe(currency);
  });

  it.each(['', '$', 'USD', 'ABC 5', '$5$', '-$-5', '5 apples', '5M apples', 'K', '万'])('refuses %j', (text) =>
    expect(parseMoney(text)).toEqual({ ok: false, code: 'not_an_amount' }),
  );
});

describe('parseDate', () => {
  it.each([
    ['2017-03-01', '2017-03-01'],
    ['2017/3/1', '2017-03-01'],
    ['2017.03.01', '2017-03-01'],
    ['20170301', '2017-03-01'],
    ['2017年3月1日', '2017-03-01'],
    ['2017年03月01号', '2017-03-01'],
    ['1 Mar 2017', '2017-03-01'],
    ['01-Mar-17', '2017-03-01'],
    ['1st March 2017', '2017-03-01'],
    ['Mar 1, 2017', '2017-03-01'],
    ['March 1st 2017', '2017-03-01'],
    ['Wed, 1 Mar 2017', '2017-03-01'],
    ['Sept 5, 2017', '2017-09-05'],
    ['２０１７－０３－０１', '2017-03-01'],
    ['2017-03-01 00:00:00', '2017-03-01'],
    ['2017-03-01 23:59', '2017-03-01'],
    ['29/02/2016', '2016-02-29'],
    ['1.3.17', '2017-03-01'],
    ['1/3/98', '1998-03-01'],
  ])('%s is %s', (text, expected) => expect(parseDate(text, 'dmy')).toEqual({ ok: true, value: expected }));

  it('puts the month first when told so', () => {
    expect(parseDate('3/4/2017', 'mdy')).toEqual({ ok: true, value: '2017-03-04' });
    expect(parseDate('3/4/2017', 'dmy')).toEqual({ ok: true, value: '2017-04-03' });
    expect(parseDate('13/4/2017', 'mdy')).toEqual({ ok: false, code: 'not_a_date' });
  });

  it.each([
    '',
    'soon',
    '2017-02-30',
    '2017-13-01',
    '31/04/2017',
    '2017-3',
    '2017',
    '3/4',
    '1-2/2017',
    '20171301',
    '32 Mar 2017',
    'Foo 1, 2017',
    '2017-03-01T25:00',
    '2017-03-01 12:00 XY',
    '2017-03-01T00:00:00Z',
    '42795',
  ])('refuses %j', (text) => expect(parseDate(text, 'dmy')).toEqual({ ok: false, code: 'not_a_date' }));

  it.each([
    ['2017-03-01T14:05:09Z', { day: '2017-03-01', time: '14:05:09', offset: 'Z' }],
    ['2017-03-01T14:05:09.123+08:00', { day: '2017-03-01', time: '14:05:09', offset: '+08:00' }],
    ['2017-03-01 14:05 -0500', { day: '2017-03-01', time: '14:05:00', offset: '-05:00' }],
    ['3/1/2017 2:05 PM', { day: '2017-03-01', time: '14:05:00' }],
    ['3/1/2017 12:05 am', { day: '2017-03-01', time: '00:05:00' }],
    ['2017年3月1日 9:30', { day: '2017-03-01', time: '09:30:00' }],
    ['Mar 1, 2017, 2:05:09 PM', { day: '2017-03-01', time: '14:05:09' }],
    ['2017-03-01', { day: '2017-03-01' }],
  ])('reads the time of %s', (text, expected) => expect(parseDateTime(text, 'mdy')).toEqual({ ok: true, value: expected }));

  it.each(['3/1/2017 13:05 PM', '3/1/2017 24:00', '3/1/2017 10:60', '14:05'])('refuses the time of %s', (text) =>
    expect(parseDateTime(text, 'mdy').ok).toBe(false),
  );

  it.each([
    ['13/4/2017', 'dmy'],
    ['4/13/2017', 'mdy'],
    ['3/4/2017', 'either'],
    ['4/4/2017', 'none'],
    ['3.4.2017', 'dmy'],
    ['2017-03-04', 'none'],
    ['32/13/2017', undefined],
    ['hello', undefined],
  ])('%s speaks for %s', (text, expected) => expect(dateEvidence(text)).toBe(expected));

  it('reads every day in every form', () => {
    const days = fc.integer({ min: dayNumber('1970-01-01'), max: dayNumber('2069-12-31') }).map(dayFromNumber);
    fc.assert(
      fc.property(days, (day) => {
        const [year = '', month = '', date = ''] = day.split('-');
        const short = `${Number(month)}/${Number(date)}/${year.slice(2)}`;
        const long = new Date(`${day}T00:00:00Z`).toLocaleDateString('en-US', { dateStyle: 'full', timeZone: 'UTC' });
        const chinese = new Date(`${day}T00:00:00Z`).toLocaleDateString('zh-CN', { dateStyle: 'long', timeZone: 'UTC' });
        const british = new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
        for (const text of [day, `${year}${month}${date}`, short, long, chinese, british])
          expect([text, parseDate(text, 'mdy')]).toEqual([text, { ok: true, value: day }]);
        expect(parseDate(`${date}.${month}.${year}`, 'dmy')).toEqual({ ok: true, value: day });
      }),
    );
  });
});

describe('other parsers', () => {
  it('reads yes and no', () => {
    for (const text of ['Yes', ' TRUE ', '是', 'y', '有']) expect(parseBool(text)).toEqual({ ok: true, value: true });
    for (const text of ['no', 'False', '否', '没有']) expect(parseBool(text)).toEqual({ ok: true, value: false });
    for (const text of ['', '1', 'maybe', '0']) expect(parseBool(text)).toEqual({ ok: false, code: 'not_a_bool' });
  });

  it('reads email addresses', () => {
    expect(parseEmail(' ann@acme.test ')).toEqual({ ok: true, value: 'ann@acme.test' });
    for (const text of ['ann', 'ann@', '@acme.test', 'ann@acme', 'a b@acme.test', `${'a'.repeat(300)}@acme.test`])
      expect(parseEmail(text).ok).toBe(false);
  });

  it('reads phone numbers', () => {
    for (const text of [
      '+86 138 0013 8000',
      '(415) 555-2671',
      '010-62958888',
      '13800138000',
      '555-2671 ext. 12',
      '010-62958888 转 8001',
      '（０１０）６２９５８８８８',
    ]) {
      expect([text, parsePhone(text).ok]).toEqual([text, true]);
    }
    for (const text of ['', '12', 'call me', '5'.repeat(20), '+', '12-ab-34567'])
      expect(parsePhone(text)).toEqual({ ok: false, code: 'not_a_phone' });
  });

  it('reads web addresses', () => {
    expect(parseUrl('https://acme.test/a?b=c')).toEqual({ ok: true, value: 'https://acme.test/a?b=c' });
    expect(parseUrl('www.acme.com')).toEqual({ ok: true, value: 'https://www.acme.com' });
    expect(parseUrl('新浪.中国')).toMatchObject({ ok: true });
    for (const text of ['', 'acme', 'javascript:alert(1)', 'ftp://acme.com', 'acme com', 'ann@acme.com', '1.5', 'http://'])
      expect([text, parseUrl(text).ok]).toEqual([text, false]);
  });

  it('knows what people write for nothing', () => {
    for (const text of ['', ' ', 'N/A', 'null', '-', '—', '无', '#N/A']) expect(isMissing(text)).toBe(true);
    for (const text of ['0', 'no', 'x']) expect(isMissing(text)).toBe(false);
  });
});

function times(count: number, make: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe('guessColumn', () => {
  it.each<[string, string[], Record<string, unknown>]>([
    ['whole numbers', ['1', '20', '', '300'], { kind: 'integer', filled: 3, decimalMark: '.', isAmbiguous: false }],
    ['decimals with a point', ['1100.04', '251.41', '3,027.46'], { kind: 'decimal', decimalMark: '.' }],
    ['decimals with a comma', ['1.100,04', '251,4', '7'], { kind: 'decimal', decimalMark: ',' }],
    ['numbers that can be read both ways', ['1,234', '5,678', '12'], { kind: 'decimal', isAmbiguous: true }],
    ['grouped numbers beside a clear one', ['1,234', '5,678', '12.5'], { kind: 'decimal', decimalMark: '.', isAmbiguous: false }],
    ['dollars', ['$1,234.50', '$5', '-$3'], { kind: 'money', decimalMark: '.', currencies: expect.arrayContaining(['USD']) }],
    ['euros with a comma', ['1.234,50 €', '5,00 €'], { kind: 'money', decimalMark: ',', currencies: ['EUR'] }],
    ['万元', ['120万元', '3.5万元'], { kind: 'money', currencies: ['CNY', 'TWD', 'HKD'] }],
    ['percentages', ['10%', '12.5 %'], { kind: 'percent', decimalMark: '.' }],
    ['ISO days', ['2017-03-01', '2016-10-20', ''], { kind: 'date', isAmbiguous: false }],
    ['days before months', ['03/04/2017', '25/12/2017'], { kind: 'date', dateOrder: 'dmy', isAmbiguous: false }],
    ['months before days', ['03/04/2017', '12/25/2017'], { kind: 'date', dateOrder: 'mdy', isAmbiguous: false }],
    ['days or months', ['03/04/2017', '05/06/2017'], { kind: 'date', isAmbiguous: true }],
    ['dates with dots', ['03.04.2017', '05.06.2017'], { kind: 'date', dateOrder: 'dmy', isAmbiguous: false }],
    [
      'both orders',
      ['25/12/2017', '12/25/2017', '26/12/2017', ...times(20, () => '01/02/2017')],
      { kind: 'date', dateOrder: 'dmy', misfits: ['12/25/2017'] },
    ],
    ['days without separators', ['20170301', '20161020', '20161231'], { kind: 'date' }],
    ['numbers of eight digits', ['20170301', '20161020', '99999999'], { kind: 'integer' }],
    ['instants', ['2017-03-01 14:00:00', '2017-03-02 00:00:00'], { kind: 'instant' }],
    ['midnights', ['2017-03-01 00:00:00', '2017-03-02 00:00:00'], { kind: 'date' }],
    ['yes and no', ['yes', 'No', 'YES'], { kind: 'bool' }],
    ['有 and 无', ['有', '无', '无'], { kind: 'bool', filled: 3 }],
    ['email addresses', ['ann@acme.test', 'bob@acme.test'], { kind: 'email' }],
    ['phone numbers', ['+86 138 0013 8000', '010-62958888'], { kind: 'phone' }],
    ['Chinese mobile numbers', ['13800138000', '13912345678'], { kind: 'phone' }],
    ['phone numbers with dots and extensions', ['621.669.1184', '381.761.9064 x03559', '(441) 954-5172'], { kind: 'phone' }],
    ['web addresses', ['https://acme.test', 'www.acme.com', 'acme.com.cn/about'], { kind: 'url' }],
    ['file names', ['beijing.md', 'shanghai.md'], { kind: 'text' }],
    ['postcodes', ['01234', '98011'], { kind: 'text' }],
    ['names', ['Ann', 'Bob', 'Cid'], { kind: 'text', distinct: 3 }],
    ['long texts', ['Ann\nBob', 'x'], { kind: 'longText' }],
    ['nothing', ['', 'N/A', '-'], { kind: 'empty', filled: 0 }],
    ['no rows', [], { kind: 'empty', filled: 0 }],
  ])('recognises %s', (_, values, expected) => expect(guessColumn(values)).toMatchObject(expected));

  it('leaves the order open where nothing tells it', () => {
    expect(guessColumn(['03/04/2017', '05/06/2017']).dateOrder).toBeUndefined();
    expect(guessColumn(['2017-03-01', '2016-10-20']).dateOrder).toBeUndefined();
    expect(guessColumn(['1,234', '5,678']).decimalMark).toBeUndefined();
  });

  it('recognises a choice by its few values', () => {
    const stages = times(40, (index) => ['Won', 'Won', 'Lost', 'Engaging'][index % 4] ?? '');
    expect(guessColumn(stages)).toMatchObject({
      kind: 'choice',
      distinct: 3,
      choices: [
        { value: 'Won', count: 20 },
        { value: 'Lost', count: 10 },
        { value: 'Engaging', count: 10 },
      ],
    });
    expect(guessColumn(times(40, (index) => `Name ${index}`)).kind).toBe('text');
  });

  it('names the values that do not fit', () => {
    const guess = guessColumn([...times(19, (index) => `2017-03-${String(index + 1).padStart(2, '0')}`), '2017-02-30']);
    expect(guess).toMatchObject({ kind: 'date', share: 0.95, misfits: ['2017-02-30'] });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.double().map(String)), { maxLength: 20 }),
        (values) => void guessColumn(values),
      ),
    );
  });
});
