import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Language, languages } from '../src/platform/languages.ts';
import traditionalTerms from '../src/platform/traditional-terms.json' with { type: 'json' };
import { readWords, toTraditional, type WordTree } from '../src/platform/words-files.ts';

const root = join(import.meta.dirname, '..');

interface Row {
  name: string;
  cells: Record<Language, string[]>;
}

const textsOf = (tree: string | WordTree): string[] => (typeof tree === 'string' ? [tree] : Object.values(tree).flatMap(textsOf));
const textOf = (language: Language): string =>
  textsOf(readWords(join(root, 'src'), language))
    .join('\n')
    .toLowerCase();
const texts: Record<Language, string> = { en: textOf('en'), 'zh-Hans': textOf('zh-Hans'), 'zh-Hant': textOf('zh-Hant') };

/** `total contract value (TCV) · line` names three terms. */
const termsOf = (cell: string): string[] =>
  cell
    .split(/[·/,、:()]/)
    .map((term) => term.trim())
    .filter((term) => term !== '');

/** The rows below each heading that has a table, the first one being that of the words in use. */
function readGlossary(): Row[][] {
  const parts = readFileSync(join(root, 'docs/glossary.md'), 'utf8').split('\n## ');
  return parts.map((part) =>
    part
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2)
      .map((line) => {
        const [en = '', simplified = '', traditional = ''] = line.split('|').slice(1);
        return { name: en.trim(), cells: { en: termsOf(en), 'zh-Hans': termsOf(simplified), 'zh-Hant': termsOf(traditional) } };
      }),
  );
}

const missing = ({ cells }: Row): string[] =>
  languages.flatMap((language) =>
    cells[language].filter((term) => !texts[language].includes(term.toLowerCase())).map((term) => `${language}: ${term}`),
  );

describe('the glossary', () => {
  const [inUse = [], toCome = []] = readGlossary();

  test('names what the texts say, in every language', () => {
    expect(inUse.length).toBeGreaterThan(40);
    expect(inUse.flatMap(missing)).toEqual([]);
  });

  test('keeps apart what no text says yet', () => {
    expect(toCome.length).toBeGreaterThan(0);
    expect(toCome.filter((row) => missing(row).length === 0).map(({ name }) => name)).toEqual([]);
  });

  test('has the Traditional words that are made from the Simplified ones', () => {
    const rows = [...inUse, ...toCome];
    const given = rows.flatMap(({ cells }) => cells['zh-Hant']);
    const made = toTraditional(rows.flatMap(({ cells }) => cells['zh-Hans']));
    const others = given.filter((term, at) => term !== made[at] && !texts['zh-Hant'].includes(term));
    expect([given.length, others]).toEqual([made.length, []]);
  });

  test('leaves no word in Traditional that Taiwan says otherwise', () => {
    const said = Object.entries(traditionalTerms);
    const kept = said.flatMap(([term, instead]) => (term === instead ? [term] : []));
    const rest = kept.reduce((text, term) => text.replaceAll(term, ''), texts['zh-Hant']);
    expect(said.filter(([term, instead]) => term !== instead && rest.includes(term)).map(([term]) => term)).toEqual([]);
  });
});
