import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInWords } from './money-words.ts';

describe('amountInWords in Chinese', () => {
  it.each([
    // The examples of 正确填写票据和结算凭证的基本规定, one form of each.
    [140_950, '壹仟肆佰零玖元伍角'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元叁角贰分'],
    [10_700_053, '壹拾万零柒仟元伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    // 整 after 元 only.
    [0, '零元整'],
    [100, '壹元整'],
    [1000, '壹拾元整'],
    [1100, '壹拾壹元整'],
    [2000, '贰拾元整'],
    [10_000, '壹佰元整'],
    [123_456, '壹仟贰佰叁拾肆元伍角陆分'],
    [123_400, '壹仟贰佰叁拾肆元整'],
    [123_450, '壹仟贰佰叁拾肆元伍角'],
    // Less than 元.
    [1, '壹分'],
    [5, '伍分'],
    [10, '壹角'],
    [50, '伍角'],
    [56, '伍角陆分'],
    [99, '玖角玖分'],
    // Zeros inside, and at the end of groups.
    [10_100, '壹佰零壹元整'],
    [100_100, '壹仟零壹元整'],
    [101_000, '壹仟零壹拾元整'],
    [101_100, '壹仟零壹拾壹元整'],
    [110_100, '壹仟壹佰零壹元整'],
    [1_000_000, '壹万元整'],
    [1_000_100, '壹万零壹元整'],
    [1_001_000, '壹万零壹拾元整'],
    [1_010_000, '壹万零壹佰元整'],
    [1_100_000, '壹万壹仟元整'],
    [1_100_100, '壹万壹仟零壹元整'],
    [10_000_000, '壹拾万元整'],
    [10_000_100, '壹拾万零壹元整'],
    [20_000_020, '贰拾万元贰角'],
    [20_000_002, '贰拾万元零贰分'],
    [100_000_000, '壹佰万元整'],
    [100_500_000, '壹佰万零伍仟元整'],
    [101_000_000, '壹佰零壹万元整'],
    [1_000_000_000, '壹仟万元整'],
    [1_000_000_001, '壹仟万元零壹分'],
    [1_000_100_000, '壹仟万零壹仟元整'],
    [1_001_000_000, '壹仟零壹万元整'],
    [1_234_567_890, '壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_001_000_100, '壹亿零壹万零壹元整'],
    [10_010_000_000, '壹亿零壹拾万元整'],
    [100_000_001_000, '壹拾亿零壹拾元整'],
    [123_456_789_012, '壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分'],
    [10_000_100_000_000, '壹仟亿零壹佰万元整'],
    [100_000_000_000_000, '壹万亿元整'],
    [100_000_000_000_100, '壹万亿零壹元整'],
    [1_000_000_000_000_000, '壹拾万亿元整'],
    [9_007_199_254_740_991, '玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
    // Below zero.
    [-1, '负壹分'],
    [-150, '负壹元伍角'],
    [-140_950, '负壹仟肆佰零玖元伍角'],
  ])('%d fen is 人民币%s', (minor, words) => {
    expect(amountInWords(minor, 'CNY', 'zh-Hans')).toBe(`人民币${words}`);
  });

  it.each([
    [123_456, 'USD', 'zh-Hans', '美元壹仟贰佰叁拾肆元伍角陆分'],
    [100_000, 'JPY', 'zh-Hans', '日元壹拾万元整'],
    [1234, 'JPY', 'zh-Hans', '日元壹仟贰佰叁拾肆元整'],
    [1_234_567, 'KWD', 'zh-Hans', '科威特第纳尔壹仟贰佰叁拾肆元伍角陆分柒厘'],
    [1_234_007, 'KWD', 'zh-Hans', '科威特第纳尔壹仟贰佰叁拾肆元零柒厘'],
    [1_234_507, 'KWD', 'zh-Hans', '科威特第纳尔壹仟贰佰叁拾肆元伍角零柒厘'],
    [7, 'KWD', 'zh-Hans', '科威特第纳尔柒厘'],
    [800_000, 'HKD', 'zh-Hans', '港币捌仟元整'],
    [123_456, 'TWD', 'zh-Hant', '新台幣壹仟貳佰參拾肆元伍角陸分'],
    [600_714, 'CNY', 'zh-Hant', '人民幣陸仟零柒元壹角肆分'],
    [-500, 'EUR', 'zh-Hant', '歐元負伍元整'],
  ] as const)('%d of %s in %s is %s', (minor, currency, language, words) => {
    expect(amountInWords(minor, currency, language)).toBe(words);
  });
});

describe('amountInWords in English', () => {
  it.each([
    [123_456, 'USD', 'One thousand two hundred thirty-four US dollars and 56/100'],
    [100, 'USD', 'One US dollar and 00/100'],
    [0, 'USD', 'Zero US dollars and 00/100'],
    [5, 'USD', 'Zero US dollars and 05/100'],
    [-2_100, 'EUR', 'Minus twenty-one euros and 00/100'],
    [100_000, 'JPY', 'One hundred thousand Japanese yen only'],
    [1, 'JPY', 'One Japanese yen only'],
    [1_234_567, 'KWD', 'One thousand two hundred thirty-four Kuwaiti dinars and 567/1000'],
    [7, 'KWD', 'Zero Kuwaiti dinars and 007/1000'],
    [11_000_001, 'GBP', 'One hundred ten thousand British pounds and 01/100'],
    [100_000_100, 'CNY', 'One million one Chinese yuan and 00/100'],
    [
      9_007_199_254_740_991,
      'USD',
      'Ninety trillion seventy-one billion nine hundred ninety-two million five hundred forty-seven thousand four hundred nine US dollars and 91/100',
    ],
  ])('%d of %s is %s', (minor, currency, words) => {
    expect(amountInWords(minor, currency, 'en')).toBe(words);
  });

  it('refuses what is no whole number of minor units', () => {
    for (const minor of [1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])
      expect(() => amountInWords(minor, 'USD', 'en')).toThrow(RangeError);
  });
});

/** Reads the words again, by place values alone: it shares nothing with what wrote them. */
function readChinese(words: string): bigint {
  const numerals = '零壹贰叁肆伍陆柒捌玖';
  const small: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n };
  const size = words.replace('人民币', '').replace('负', '').replace('整', '');
  const [yuan, rest] = size.includes('元') ? size.split('元') : ['', size];
  let [total, section, digit] = [0n, 0n, 0n];
  for (const sign of yuan ?? '') {
    const unit = small[sign];
    if (numerals.includes(sign)) digit = BigInt(numerals.indexOf(sign));
    else if (unit !== undefined) [section, digit] = [section + digit * unit, 0n];
    else if (sign === '万') [total, section, digit] = [total + (section + digit) * 10_000n, 0n, 0n];
    else if (sign === '亿') [total, section, digit] = [(total + section + digit) * 100_000_000n, 0n, 0n];
    else throw new Error(`what is ${sign} in ${words}?`);
  }
  let fen = (total + section + digit) * 100n;
  for (const [, numeral = '', unit] of (rest ?? '').matchAll(/([^零])([角分])/g))
    fen += BigInt(numerals.indexOf(numeral)) * (unit === '角' ? 10n : 1n);
  return words.includes('负') ? -fen : fen;
}

function readEnglish(words: string): bigint {
  const ones =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
      ' ',
    );
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  const groups: Record<string, bigint> = { thousand: 10n ** 3n, million: 10n ** 6n, billion: 10n ** 9n, trillion: 10n ** 12n };
  const [, said = '', cents = ''] = /^(.*) US dollars? and (\d\d)\/100$/.exec(words) ?? [];
  let [total, section] = [0n, 0n];
  for (const word of said.toLowerCase().replace('minus ', '').split(/[ -]/)) {
    const group = groups[word];
    if (ones.includes(word)) section += BigInt(ones.indexOf(word));
    else if (tens.includes(word)) section += BigInt(tens.indexOf(word) + 2) * 10n;
    else if (word === 'hundred') section *= 100n;
    else if (group !== undefined) [total, section] = [total + section * group, 0n];
    else throw new Error(`what is ${word} in ${words}?`);
  }
  const minor = (total + section) * 100n + BigInt(cents);
  return words.startsWith('Minus') ? -minor : minor;
}

const amounts = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }),
  // Amounts full of zeros, where the rules are.
  fc.array(fc.constantFrom(0, 0, 0, 1, 5), { minLength: 1, maxLength: 15 }).map((digits) => Number(digits.join(''))),
);

describe('amountInWords, read again by others', () => {
  it('says every amount so that it can be read back to the last fen, and never two 零 in a row', () => {
    fc.assert(
      fc.property(amounts, (minor) => {
        const words = amountInWords(minor, 'CNY', 'zh-Hans');
        expect(readChinese(words)).toBe(BigInt(minor));
        expect(words).not.toMatch(/零零|零[元万亿角](?!整)|[^元角分整]$/u);
      }),
      { numRuns: 5000 },
    );
  });

  it('says every amount in English so that it can be read back', () => {
    fc.assert(
      fc.property(amounts, (minor) => {
        expect(readEnglish(amountInWords(minor, 'USD', 'en'))).toBe(BigInt(minor));
      }),
      { numRuns: 5000 },
    );
  });
});
