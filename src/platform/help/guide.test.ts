import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages, type Language } from '../languages.ts';
import { traditionalConverter } from '../words-files.ts';
import { guideOf, searchGuide } from './guide.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'guide');
const toTraditional = traditionalConverter();

/** What the files say, read without a parser of Markdown: lines outside of code. */
function sourceOf(language: Language, page: string): string {
  const file = join(folder, language === 'en' ? 'en' : 'zh', `${page}.md`);
  return readFileSync(file, 'utf8').replace(/^```[^]*?^```$/gm, '');
}

const inWordsOf = (language: Language, text: string): string => (language === 'zh-Hant' ? toTraditional(text) : text);

const headingLines = (language: Language, page: string): string[] =>
  sourceOf(language, page)
    .split('\n')
    .filter((line) => /^#+ /.test(line))
    .map((line) => inWordsOf(language, line.replace(/[`*]/g, '')));

const withoutCode = (html: string): string => html.replace(/<(pre|code)\b[^]*?<\/\1>/g, 'code');
const withoutTags = (html: string): string => html.replace(/<[^>]+>/g, '').replace('&#39;', "'");

const pages = languages.flatMap((language) =>
  [...guideOf(language).values()].map((page) => [language, page.name, page.body.text, page] as const),
);

describe.each(pages)('the guide in %s: %s', (language, name, body, page) => {
  const headings = headingLines(language, name);

  it('has the headings of its source, and nothing else in them', () => {
    const shown = [...body.matchAll(/<h(\d)[^>]*>([^]*?)<\/h\1>/g)].map(
      ([, depth, text = '']) => `${'#'.repeat(Number(depth))} ${withoutTags(text)}`,
    );
    expect(shown).toEqual(headings);
  });

  it('is listed by its title, and found by its headings alone', () => {
    const [title, ...others] = headings.map((line) => line.replace(/^#+ /, ''));
    expect(page.title).toBe(title);
    expect(page.sections.map(({ heading }) => heading)).toEqual(['', ...others]);
    for (const { anchor, heading } of page.sections.slice(1)) {
      expect(body).toContain(` id="${anchor}"`);
      const titles = searchGuide(language, heading).map((hit) => hit.title);
      if (titles.length < 30) expect(titles).toContain(`${page.title} · ${heading}`);
    }
  });

  it('shows no mark of its source, and breaks no line within Chinese', () => {
    const prose = withoutCode(body);
    expect(withoutTags(prose)).not.toMatch(/\*\*|`|\]\(/);
    expect(prose).not.toMatch(/\p{Script=Han}(<[^>]+>)*\n\s*(<(a|strong|em)\b[^>]*>)*\p{Script=Han}/u);
  });

  it('begins each paragraph where its source does', () => {
    const beginnings = sourceOf(language, name)
      .split(/\n\n+/)
      .flatMap((block) => /^[\p{L}\s]{2,}/u.exec(block)?.[0].split('\n')[0] ?? []);
    for (const beginning of beginnings) expect(body).toContain(`<p>${inWordsOf(language, beginning)}`);
  });

  it('leads to places that there are', () => {
    for (const [, other = '', anchor = ''] of body.matchAll(/href="([\w-]*)#([^"]+)"/g)) {
      const target = guideOf(language).get(other === '' ? name : other);
      expect(target?.sections.map((section) => section.anchor)).toContain(anchor);
    }
  });
});
