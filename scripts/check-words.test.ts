import { describe, expect, test } from 'vitest';
import { checkWords } from './check-words.ts';
import { plantTree } from './planted-tree.ts';

const sound: Record<string, string> = {
  'src/modules/deals/words/en.json': JSON.stringify({
    title: 'Deals',
    hello: 'Hello {{name}}',
    found_one: '{{count}} deal',
    found_other: '{{count}} deals',
    choices: { deal: { status: { open: 'Open', won: 'Won' } } },
    errors: { gate_unmet: 'Not yet: {{criteria}}' },
  }),
  'src/modules/deals/words/zh-Hans.json': JSON.stringify({
    title: '商机',
    hello: '你好 {{name}}',
    found_other: '{{count}} 个商机',
    choices: { deal: { status: { open: '进行中', won: '赢单' } } },
    errors: { gate_unmet: '尚未满足：{{criteria}}' },
  }),
  'src/platform/words/en.json': JSON.stringify({ errors: { not_found: 'Not here' } }),
  'src/platform/words/zh-Hans.json': JSON.stringify({ errors: { not_found: '不存在' } }),
  'src/modules/deals/contract.ts': `export const move = { errors: ['deals.gate_unmet'], fields: { synonyms: ['商机'] } };`,
  'src/modules/deals/service.ts': `throw new DomainError('not_found');`,
  'src/modules/deals/web/deal-board.tsx': [
    'export const Board = ({ status, t }) => (',
    `  <Box title={t('deals:title')} size="sm" aria-label={t('deals:found', { count: 2 })}>`,
    `    {t('deals:hello', { name: 'x' })} · {t(\`deals:choices.deal.status.\${status}\`)} <b>Chengdan</b>`,
    '  </Box>',
    ');',
  ].join('\n'),
};

function found(planted: Record<string, string>): string[] {
  using tree = plantTree({ ...sound, ...planted });
  return checkWords(tree.root).map((problem) => `${problem.rule} ${problem.file} ${problem.text}`);
}

/** The sound words of a language with some keys changed. */
function withWords(language: 'en' | 'zh-Hans', change: object): Record<string, string> {
  const path = `src/modules/deals/words/${language}.json`;
  return { [path]: JSON.stringify({ ...JSON.parse(sound[path] ?? '{}'), ...change }) };
}

const screen = (body: string): Record<string, string> => ({
  'src/modules/deals/web/other.tsx': `export const Other = ({ t, n }) => ${body};`,
});

describe('checkWords', () => {
  test('finds nothing in a sound tree', () => expect(found({})).toEqual([]));

  test.each<[string, string, Record<string, string>]>([
    [
      'a key that Chinese lacks',
      'words src/modules/deals/words/zh-Hans.json hello is missing',
      withWords('zh-Hans', { hello: undefined }),
    ],
    ['a key that English lacks', 'words src/modules/deals/words/en.json extra is missing', withWords('zh-Hans', { extra: '多' })],
    [
      'a half-width mark in Chinese',
      'words src/modules/deals/words/zh-Hans.json hello has a half-width mark beside Chinese: use ，：；？！（）',
      withWords('zh-Hans', { hello: '您好,{{name}}' }),
    ],
    ['an empty text', 'words src/modules/deals/words/en.json hello is empty', withWords('en', { hello: ' ' })],
    [
      'other variables',
      'words src/modules/deals/words/zh-Hans.json hello has variables',
      withWords('zh-Hans', { hello: '你好 {{nome}}' }),
    ],
    ['a plural without its other form', 'found_one has no _other', withWords('en', { found_other: undefined })],
    ['an override of nothing', 'none overrides nothing', { 'src/modules/deals/words/zh-Hant.json': '{"none":"無"}' }],
    [
      'an override with a foreign variable',
      'title has a variable',
      { 'src/modules/deals/words/zh-Hant.json': '{"title":"{{x}}"}' },
    ],
    ['a file that is missing', 'words src/web/words/zh-Hans.json this file is missing', { 'src/web/words/en.json': '{}' }],
    [
      'a key used but not there',
      'words-missing src/modules/deals/web/other.tsx deals:nothing',
      screen(`<b>{t('deals:nothing')}</b>`),
    ],
    ['a key without namespace', 'title names no namespace', screen(`<b>{t('title')}</b>`)],
    ['a label key outside t()', 'deals:nav.missing has no words', screen(`<Nav of={[{ label: 'deals:nav.missing' }]} />`)],
    ['a computed key that can match nothing', '`deals:states.${n}` has no words', screen('<b>{t(`deals:states.${n}`)}</b>')],
    [
      'an error without words',
      'error deals.lost has no words',
      { 'src/modules/deals/service.ts': `throw new DomainError('deals.lost');` },
    ],
    [
      'a declared error without words',
      'error deals.lost has no words',
      { 'src/modules/deals/jobs.ts': `export const a = { errors: ['deals.lost'] };` },
    ],
    [
      'a named reason without words',
      'error deals.lost has no words',
      { 'src/modules/deals/jobs.ts': `export const a = { code: 'deals.lost', params: {} };` },
    ],
    [
      'a key used nowhere',
      'words-unused src/modules/deals/words/en.json deals:spare',
      { ...withWords('en', { spare: 'x' }), ...withWords('zh-Hans', { spare: '多' }) },
    ],
    ['an error that nothing raises', 'deals:errors.gate_unmet is used nowhere', { 'src/modules/deals/contract.ts': '' }],
    ['text between tags', 'text-in-code src/modules/deals/web/other.tsx "Save"', screen('<b>Save</b>')],
    ['Chinese between tags', '"保" belongs', screen('<b>保</b>')],
    ['a visible attribute', '"Save deal" belongs', screen('<b title="Save deal" />')],
    ['a visible attribute in braces', '"Save deal" belongs', screen(`<b aria-label={'Save deal'} />`)],
    ['a template between tags', '"Hello there', screen('<b>{`Hello there ${n}`}</b>')],
    ['a text of a condition between tags', '"Nothing here" belongs', screen(`<b>{n ? name : 'Nothing here'}</b>`)],
    ['a text of a condition in an attribute', '"Save deal" belongs', screen(`<b title={n && 'Save deal'} />`)],
    [
      'a page of the server',
      '"Your quote" belongs',
      { 'src/modules/deals/page.ts': 'export const a = html`<h1>Your quote</h1>`;' },
    ],
    [
      'an attribute of a page of the server',
      '"Your quote" belongs',
      { 'src/modules/deals/page.ts': 'export const a = html`<a class="Big" title="Your quote">${n}</a>`;' },
    ],
    ['an option that people read', '"Saved" belongs', screen(`show({ message: 'Saved' })`)],
    ['Chinese in any code', '"保存" belongs', { 'src/modules/deals/rules.ts': `export const a = '保存';` }],
  ])('refuses %s', (_what, expected, planted) => {
    expect(found(planted)).toContainEqual(expect.stringContaining(expected));
  });

  test('leaves names, sizes and codes alone', () => {
    expect(
      found(
        screen(`<Box className="a b c" size="md" label="deals:title" type="button" d="M 1 2" data-x="Hello there">·&nbsp;</Box>`),
      ),
    ).toEqual([]);
  });
});
