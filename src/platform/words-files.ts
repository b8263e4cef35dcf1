import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Converter as MakeConverter } from 'opencc-js/cn2t';
import type { Language } from './languages.ts';
import traditionalTerms from './traditional-terms.json' with { type: 'json' };

export interface WordTree {
  [key: string]: string | WordTree;
}

const require = createRequire(import.meta.url);

/** Words of the trade that are said otherwise in Taiwan, by the glossary; of two that begin alike the longer stands first. */
const terms: ReadonlyMap<string, string> = new Map(Object.entries(traditionalTerms));
const anyTerm = new RegExp([...terms.keys()].join('|'), 'g');

/** A converter of texts to Traditional Chinese with Taiwan's terms. Its dictionaries take 0.1 s and 70 MB: let go of it after use. */
export function traditionalConverter(): (text: string) => string {
  const { Converter } = require('opencc-js/cn2t') as { Converter: typeof MakeConverter };
  const convert = Converter({ from: 'cn', to: 'twp' });
  // Placeholders are names in code, not words: they pass as they are.
  return (text) =>
    text
      .split(/(\{\{[^}]*\}\})/)
      .map((part, index) => (index % 2 === 1 ? part : convert(part).replace(anyTerm, (term: string) => terms.get(term) ?? term)))
      .join('');
}

function mapTree(tree: WordTree, change: (text: string) => string): WordTree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, typeof value === 'string' ? change(value) : mapTree(value, change)]),
  );
}

function mergeTrees(below: WordTree, above: WordTree): WordTree {
  const merged: WordTree = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const known = merged[key];
    merged[key] = typeof value === 'object' && typeof known === 'object' ? mergeTrees(known, value) : value;
  }
  return merged;
}

/** The folders that hold words, with the namespace each one gives. */
function wordFolders(sourceFolder: string): { namespace: string; folder: string }[] {
  const modules = join(sourceFolder, 'modules');
  const names = existsSync(modules) ? readdirSync(modules).toSorted() : [];
  return [
    { namespace: 'platform', folder: join(sourceFolder, 'platform', 'words') },
    { namespace: 'csv', folder: join(sourceFolder, 'platform', 'csv', 'words') },
    { namespace: 'web', folder: join(sourceFolder, 'web', 'words') },
    ...names.map((name) => ({ namespace: name, folder: join(modules, name, 'words') })),
  ].filter(({ folder }) => existsSync(folder));
}

function readTree(folder: string, name: string): WordTree {
  const path = join(folder, `${name}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as WordTree) : {};
}

/** The words of one language, by namespace. Traditional is made from Simplified, with the overrides of `zh-Hant.json` on top. */
export function readWords(sourceFolder: string, language: Language): Record<string, WordTree> {
  const convert = language === 'zh-Hant' ? traditionalConverter() : undefined;
  return Object.fromEntries(
    wordFolders(sourceFolder).map(({ namespace, folder }) => [
      namespace,
      convert
        ? mergeTrees(mapTree(readTree(folder, 'zh-Hans'), convert), readTree(folder, 'zh-Hant'))
        : readTree(folder, language),
    ]),
  );
}

/** Texts in Traditional Chinese, made from Simplified: for what a workspace writes itself, such as the names of its stages. */
export function toTraditional(texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : texts.map(traditionalConverter());
}
