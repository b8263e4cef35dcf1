import { toCardinal as english } from 'n2words/en-US';
import { toCardinal as simplified } from 'n2words/zh-Hans-CN';
import { toCardinal as traditional } from 'n2words/zh-Hant-TW';
import type { Language } from './languages.ts';
import { currencyExponent } from './money.ts';
import terms from './money-words.json' with { type: 'json' };

/**
 * An amount in words, as it stands on quotes, contracts and receipts where nobody may change a digit. It is text for a document and
 * not for a screen: 人民币壹仟贰佰叁拾肆元伍角陆分; One thousand two hundred thirty-four US dollars and 56/100.
 *
 * Chinese follows the People's Bank of China, 正确填写票据和结算凭证的基本规定 (支付结算办法, 附一): financial numerals; 整 after 元 when
 * nothing follows, none after 角 or 分; one 零 for zeros inside, and for 角 that are zero before 分. Where the rule leaves it open
 * whether 元 that end in 0 are followed by 零 (￥1,680.32), none is written. Other currencies have their name in front and the same
 * units, to 厘 and 毫 where a currency has three or four decimals.
 */
export function amountInWords(minor: number, currency: string, language: Language): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`not an amount in minor units: ${minor}`);
  const digits = currencyExponent(currency);
  const size = BigInt(Math.abs(minor));
  const split = { isNegative: minor < 0, whole: size / 10n ** BigInt(digits), part: size % 10n ** BigInt(digits), digits };
  return language === 'en' ? inEnglish(split, currency) : inChinese(split, currency, language);
}

interface Split {
  isNegative: boolean;
  whole: bigint;
  /** What is behind the point, as a number of `digits` digits. */
  part: bigint;
  digits: number;
}

function inEnglish({ isNegative, whole, part, digits }: Split, currency: string): string {
  const name = nameInEnglish(currency, whole === 1n);
  const end = digits === 0 ? 'only' : `and ${String(part).padStart(digits, '0')}/${10 ** digits}`;
  const text = `${isNegative ? 'minus ' : ''}${english(whole)} ${name} ${end}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function nameInEnglish(currency: string, isOne: boolean): string {
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    maximumFractionDigits: 0,
  });
  return format.formatToParts(isOne ? 1 : 2).find(({ type }) => type === 'currency')?.value ?? currency;
}

function inChinese({ isNegative, whole, part, digits }: Split, currency: string, language: 'zh-Hans' | 'zh-Hant'): string {
  const { names, negative, zero, yuan, even, parts } = terms[language];
  const number = language === 'zh-Hans' ? simplified : traditional;
  const name = new Map(Object.entries(names)).get(currency) ?? nameInChinese(currency, language);
  const written = `${name}${isNegative ? negative : ''}`;
  if (part === 0n) return `${written}${number(whole)}${yuan}${even}`;
  // 角 分 厘 毫: each digit that is not zero with its unit, and one 零 for those skipped after something was written.
  let said = whole === 0n ? '' : `${number(whole)}${yuan}`;
  let isSkipped = false;
  for (const [at, digit] of String(part).padStart(digits, '0').split('').entries()) {
    if (digit === '0') isSkipped = true;
    else {
      said += `${isSkipped && said !== '' ? zero : ''}${number(BigInt(digit))}${parts[at] ?? ''}`;
      isSkipped = false;
    }
  }
  return written + said;
}

function nameInChinese(currency: string, language: 'zh-Hans' | 'zh-Hant'): string {
  return new Intl.DisplayNames(language, { type: 'currency' }).of(currency) ?? currency;
}
