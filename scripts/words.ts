import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Converter } from 'opencc-js';

export const languages = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type Language = (typeof languages)[number];

export interface WordTree {
  [key: string]: string | WordTree;
}

let converter: ((text: string) => string) | undefined;

function toTraditional(text: string): string {
  const convert = (converter ??= Converter({ from: 'cn', to: 'twp' }));
  // Placeholders are names in code, not words: they pass as they are.
  return text
    .split(/(\{\{[^}]*\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : convert(part)))
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
    { namespace: 'web', folder: join(sourceFolder, 'web', 'words') },
    ...names.map((name) => ({ namespace: name, folder: join(modules, name, 'words') })),
  ].filter(({ folder }) => existsSync(folder));
}

export function isWordsFile(path: string): boolean {
  return /[\\/]words[\\/][A-Za-z-]+\.json$/.test(path);
}

/** The words of one language, by namespace, and the files they came from. Traditional is made from Simplified, overrides on top. */
export function readWords(sourceFolder: string, language: Language): { words: Record<string, WordTree>; files: string[] } {
  const files: string[] = [];
  const read = (folder: string, name: string): WordTree => {
    const path = join(folder, `${name}.json`);
    if (!existsSync(path)) return {};
    files.push(path);
    const tree: WordTree = JSON.parse(readFileSync(path, 'utf8'));
    return tree;
  };
  const words: Record<string, WordTree> = {};
  for (const { namespace, folder } of wordFolders(sourceFolder)) {
    words[namespace] =
      language === 'zh-Hant'
        ? mergeTrees(mapTree(read(folder, 'zh-Hans'), toTraditional), read(folder, 'zh-Hant'))
        : read(folder, language);
  }
  return { words, files };
}
