import { describe, expect, it } from 'vitest';
import { translate } from './i18n.ts';
import { paramText } from './text-params.ts';

describe('paramText', () => {
  it.each([
    [12_000, undefined, 'en', '12,000'],
    [12_000, undefined, 'zh-Hans', '12,000'],
    [999, undefined, 'en', '999'],
    [0.125, undefined, 'en', '0.125'],
    ['12000', undefined, 'en', '12000'],
    [undefined, undefined, 'en', ''],
    ['Deal', 'lower', 'en', 'deal'],
    [['Name', 'Code', 'Bank'], 'list', 'en', 'Name, Code, and Bank'],
    [['名称', '编号', '银行'], 'list', 'zh-Hans', '名称、编号和银行'],
    [{}, undefined, 'en', ''],
  ])('%j as %s in %s is %s', (value, format, language, expected) => {
    expect(paramText(value, format, language)).toBe(expected);
  });
  it('is how texts of the server are made', () => {
    expect(translate('en', 'records:errors.too_many', { limit: 10_000 })).toContain('more than 10,000 records');
  });
});
