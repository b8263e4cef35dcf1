import { expect, it } from 'vitest';
import { localize } from './languages.ts';

it.each([
  [{ en: 'Quote', 'zh-Hans': '报价' }, 'en', 'Quote'],
  [{ en: 'Quote', 'zh-Hans': '报价' }, 'zh-Hant', '报价'],
  [{ en: '', 'zh-Hans': '报价' }, 'en', '报价'],
  [{ en: 'Quote' }, 'zh-Hant', 'Quote'],
  [{}, 'en', null],
  [null, 'en', null],
] as const)('%j in %s is %s', (text, language, expected) => {
  expect(localize(text, language)).toBe(expected);
});
