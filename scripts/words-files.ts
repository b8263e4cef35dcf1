import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listFiles, type Problem } from './source.ts';

/** English and Simplified Chinese are written by people; Traditional is made from Simplified, its file holds overrides only. */
export const writtenLanguages = ['en', 'zh-Hans'] as const;
const overrides = 'zh-Hant';
const plural = /_(zero|one|two|few|many|other)$/;

export interface Namespace {
  name: string;
  folder: string;
  /** Per language: the text of every leaf key. */
  texts: Map<string, Map<string, string>>;
}

/** Every `words/` folder of src; the namespace is the name of the folder that holds it. */
export function readNamespaces(root: string): Namespace[] {
  const byFolder = new Map<string, Namespace>();
  for (const path of listFiles(root, 'src')) {
    if (basename(dirname(path)) !== 'words' || !path.endsWith('.json')) continue;
    const folder = dirname(path);
    const namespace = byFolder.get(folder) ?? {
      name: basename(dirname(folder)),
      folder,
      texts: new Map<string, Map<string, string>>(),
    };
    byFolder.set(folder, namespace);
    namespace.texts.set(basename(path, '.json'), readLeaves(JSON.parse(readFileSync(join(root, path), 'utf8'))));
  }
  return [...byFolder.values()];
}

function readLeaves(tree: unknown, prefix = '', leaves = new Map<string, string>()): Map<string, string> {
  if (typeof tree !== 'object' || tree === null) return leaves;
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') leaves.set(path, value);
    else readLeaves(value, path, leaves);
  }
  return leaves;
}

/** The key that code uses: `found_one` and `found_other` are both `found`. */
export const usedKey = (key: string): string => key.replace(plural, '');

const variables = (text: string): Set<string> =>
  new Set([...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1] ?? ''));

/** The variables of a used key over its plural forms: English may leave the count out of "one", Chinese has one form. */
function variablesByKey(texts: Map<string, string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [key, text] of texts) {
    const known = found.get(usedKey(key));
    found.set(usedKey(key), known ? known.union(variables(text)) : variables(text));
  }
  return found;
}

function checkNamespace({ folder, texts }: Namespace): Problem[] {
  const found: Problem[] = [];
  const add = (language: string, text: string): unknown =>
    found.push({ rule: 'words', file: `${folder}/${language}.json`, line: 1, text });
  for (const language of writtenLanguages) {
    if (!texts.has(language)) add(language, 'this file is missing');
    for (const [key, text] of texts.get(language) ?? []) if (text.trim() === '') add(language, `${key} is empty`);
  }
  const english = variablesByKey(texts.get('en') ?? new Map());
  const chinese = variablesByKey(texts.get('zh-Hans') ?? new Map());
  for (const [key, names] of english) {
    const other = chinese.get(key);
    if (!other) add('zh-Hans', `${key} is missing`);
    else if (names.symmetricDifference(other).size > 0) {
      add('zh-Hans', `${key} has variables {${[...other].join(', ')}}, English has {${[...names].join(', ')}}`);
    }
  }
  for (const key of chinese.keys()) if (!english.has(key)) add('en', `${key} is missing`);
  for (const [key, text] of texts.get(overrides) ?? []) {
    const names = chinese.get(usedKey(key));
    if (!names) add(overrides, `${key} overrides nothing: it is not in zh-Hans.json`);
    else if (variables(text).difference(names).size > 0) add(overrides, `${key} has a variable that zh-Hans.json has not`);
  }
  return found;
}

/** Every plural in English needs its two forms; a single form would be shown for every count. */
function checkPlurals({ folder, texts }: Namespace): Problem[] {
  const english = texts.get('en') ?? new Map<string, string>();
  const missing = [...english.keys()].filter((key) => key.endsWith('_one') && !english.has(key.replace(/_one$/, '_other')));
  return missing.map((key) => ({ rule: 'words', file: `${folder}/en.json`, line: 1, text: `${key} has no _other beside it` }));
}

/** A half-width mark beside a Chinese character; one between two figures or Latin words is right. */
const halfWidth = /\p{Script=Han}[,:;?!(]|[,;?!)]\p{Script=Han}/u;

/** Chinese is set with full-width marks. */
function checkPunctuation({ folder, texts }: Namespace): Problem[] {
  const wrong = [...(texts.get('zh-Hans') ?? [])].filter(([, text]) => halfWidth.test(text));
  return wrong.map(([key]) => ({
    rule: 'words',
    file: `${folder}/zh-Hans.json`,
    line: 1,
    text: `${key} has a half-width mark beside Chinese: use ，：；？！（）`,
  }));
}

export function checkWordFiles(namespaces: Namespace[]): Problem[] {
  return namespaces.flatMap((namespace) => [
    ...checkNamespace(namespace),
    ...checkPlurals(namespace),
    ...checkPunctuation(namespace),
  ]);
}
