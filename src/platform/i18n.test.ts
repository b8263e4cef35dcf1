import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasWords, negotiateLanguage, translate, Words } from './i18n.ts';
import { readWords, type WordTree } from './words-files.ts';

const source = mkdtempSync(join(tmpdir(), 'words-'));
afterAll(() => rmSync(source, { recursive: true }));

function write(path: string, tree: WordTree): void {
  mkdirSync(dirname(join(source, path)), { recursive: true });
  writeFileSync(join(source, path), JSON.stringify(tree));
}

write('platform/words/en.json', {
  errors: { not_found: 'Not here.' },
  count_one: '{{count}} file',
  count_other: '{{count}} files',
});
write('platform/words/zh-Hans.json', { errors: { not_found: '找不到软件。' }, count_other: '{{count}} 个文件' });
write('modules/deals/words/en.json', { fields: { deal: { title: 'Title of {{name}}', only: 'English only' } } });
write('modules/deals/words/zh-Hans.json', { fields: { deal: { title: '{{软件}}商机的软件 {{name}}', stage: '阶段' } } });
write('modules/deals/words/zh-Hant.json', { fields: { deal: { stage: '程序' } } });

describe('Words', () => {
  const words = new Words(source);

  it('reads the words of the platform and of every module', () => {
    expect(words.translate('en', 'platform:errors.not_found')).toBe('Not here.');
    expect(words.translate('zh-Hans', 'platform:errors.not_found')).toBe('找不到软件。');
    expect(words.translate('en', 'deals:fields.deal.title', { name: 'Ann' })).toBe('Title of Ann');
  });

  it('makes Traditional from Simplified, with overrides on top and placeholders untouched', () => {
    expect(words.translate('zh-Hant', 'platform:errors.not_found')).toBe('找不到軟體。');
    expect(words.translate('zh-Hant', 'deals:fields.deal.title', { name: '软件', 软件: '软' })).toBe('软商機的軟體 软件');
    expect(words.translate('zh-Hant', 'deals:fields.deal.stage')).toBe('程序');
  });

  it('knows plurals', () => {
    expect(words.translate('en', 'platform:count', { count: 1 })).toBe('1 file');
    expect(words.translate('en', 'platform:count', { count: 2 })).toBe('2 files');
    expect(words.translate('zh-Hans', 'platform:count', { count: 1 })).toBe('1 个文件');
  });

  it('falls back to English, and to the key itself', () => {
    expect(words.translate('zh-Hant', 'deals:fields.deal.only')).toBe('English only');
    expect(words.translate('zh-Hans', 'deals:fields.deal.none')).toBe('deals:fields.deal.none');
    expect(words.has('zh-Hant', 'deals:fields.deal.none')).toBe(false);
    expect(words.has('zh-Hant', 'deals:fields.deal.stage')).toBe(true);
  });

  it('fills in values as they are', () => {
    const name = '<b>{{name}} $t(platform:count) & "co"';
    expect(words.translate('en', 'deals:fields.deal.title', { name })).toBe(`Title of ${name}`);
  });
});

function keysOf(tree: WordTree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted();
}

describe('words of the platform', () => {
  const folder = join(import.meta.dirname, '..');
  const en = readWords(folder, 'en');
  const hans = readWords(folder, 'zh-Hans');

  it.each(['platform', 'csv'])('say the same in both languages: %s', (namespace) => {
    const keys = keysOf(en[namespace] ?? {});
    expect(keys.length).toBeGreaterThan(0);
    expect(keysOf(hans[namespace] ?? {})).toEqual(keys);
    for (const key of keys) {
      const [english, chinese] = [translate('en', `${namespace}:${key}`), translate('zh-Hans', `${namespace}:${key}`)];
      expect(placeholders(chinese)).toEqual(placeholders(english));
      expect(translate('zh-Hant', `${namespace}:${key}`)).not.toBe(`${namespace}:${key}`);
    }
  });

  it('cover every code that the pure pieces refuse with', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(import.meta.dirname, name));
    const codes = files.flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /(?:unparsed\(|new DomainError\(|code: |refuse\([^;]*?, )'([a-z]+(?:[._][a-z_]+)*)'/g,
        ),
      ].map(([, code]) => code ?? ''),
    );
    expect(new Set(codes).size).toBeGreaterThan(30);
    const missing = [...new Set(codes)].filter(
      (code) => !hasWords('en', code.includes('.') ? code.replace('.', ':errors.') : `platform:errors.${code}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('negotiateLanguage', () => {
  it.each([
    [['zh-Hant'], 'zh-Hant'],
    [[null, undefined, 'zh-CN,zh;q=0.9,en;q=0.8'], 'zh-Hans'],
    [['zh-TW,zh;q=0.9,en-US;q=0.8'], 'zh-Hant'],
    [['zh_HK'], 'zh-Hant'],
    [['zh-Hans-HK'], 'zh-Hans'],
    [['yue-Hant'], 'zh-Hant'],
    [['zh'], 'zh-Hans'],
    [['en-GB;q=0.5, zh-SG;q=0.7'], 'zh-Hans'],
    [['fr-FR, de;q=0.9, en;q=0.1'], 'en'],
    [['zh;q=0, en;q=0.1'], 'en'],
    [['fr', 'zh-CN'], 'zh-Hans'],
    [['zh-CN', 'en'], 'zh-Hans'],
    [['*'], 'en'],
    [['', null], 'en'],
    [[], 'en'],
  ])('%j → %s', (wishes, expected) => expect(negotiateLanguage(...wishes)).toBe(expected));
});
