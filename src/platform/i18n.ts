import { join } from 'node:path';
import { createInstance, type i18n } from 'i18next';
import { isLanguage, type Language } from './languages.ts';
import { paramFormatter } from './text-params.ts';
import { readWords, type WordTree } from './words-files.ts';

const fallbacks: Record<Language, Language[]> = { en: [], 'zh-Hans': ['en'], 'zh-Hant': ['zh-Hans', 'en'] };

/** Texts of one source folder, each language read when it is first asked for. */
export class Words {
  private readonly sourceFolder: string;
  private readonly loaded = new Set<Language>();
  private readonly instance: i18n;

  constructor(sourceFolder: string) {
    this.sourceFolder = sourceFolder;
    this.instance = createInstance();
    void this.instance.use(paramFormatter).init({
      initAsync: false,
      load: 'currentOnly',
      lng: 'en',
      fallbackLng: { ...fallbacks, default: [] },
      resources: {},
      interpolation: { escapeValue: false, alwaysFormat: true },
      // A missing text shows its whole key, so that it is found and mended.
      appendNamespaceToMissingKey: true,
    });
  }

  private load(language: Language): void {
    for (const each of [language, ...fallbacks[language]]) {
      if (this.loaded.has(each)) continue;
      this.loaded.add(each);
      for (const [namespace, tree] of Object.entries(readWords(this.sourceFolder, each))) {
        this.instance.addResourceBundle(each, namespace, tree);
      }
    }
  }

  /** The text of a key (`deals:errors.gate_unmet`) in a language; the key itself when there is none. */
  translate(language: Language, key: string, params: Record<string, unknown> = {}): string {
    this.load(language);
    return this.instance.t(key, { ...params, lng: language });
  }

  /** The texts below a key in every namespace that has some there. */
  below(language: Language, key: string): Map<string, WordTree> {
    this.load(language);
    const found = new Map<string, WordTree>();
    for (const [namespace, tree] of Object.entries(this.instance.getDataByLanguage(language) ?? {})) {
      const below: unknown = tree[key];
      if (typeof below === 'object') found.set(namespace, below as WordTree);
    }
    return found;
  }

  /** True when the language has a text of its own for the key, or the one it is made from. */
  has(language: Language, key: string): boolean {
    this.load(language);
    return this.instance.exists(key, { lng: language });
  }
}

const words = new Words(join(import.meta.dirname, '..'));

/** The text of a key in a language, with its parameters filled in; the key itself when there is no such text. */
export function translate(language: Language, key: string, params?: Record<string, unknown>): string {
  return words.translate(language, key, params);
}

/** True when there is a text for the key. */
export function hasWords(language: Language, key: string): boolean {
  return words.has(language, key);
}

/** The texts below a key (`events`) in every namespace that has some there. */
export function wordsBelow(language: Language, key: string): Map<string, WordTree> {
  return words.below(language, key);
}

function languageOfTag(tag: string): Language | undefined {
  const [primary = '', ...subtags] = tag.trim().toLowerCase().replaceAll('_', '-').split('-');
  if (primary === 'en') return 'en';
  if (primary !== 'zh' && primary !== 'yue') return undefined;
  const traditional = subtags.some((subtag) => subtag === 'hant' || subtag === 'tw' || subtag === 'hk' || subtag === 'mo');
  return traditional && !subtags.includes('hans') ? 'zh-Hant' : 'zh-Hans';
}

/** The languages of an `Accept-Language` text that the product speaks, best first. */
function spokenLanguages(header: string): Language[] {
  return header
    .slice(0, 1000)
    .split(',')
    .map((item) => {
      const [tag = '', ...options] = item.split(';');
      const quality = options.map((option) => /^\s*q=([\d.]+)\s*$/.exec(option)?.[1]).find((found) => found !== undefined);
      return { language: languageOfTag(tag), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ language }) => language)
    .filter((language) => language !== undefined);
}

/**
 * The language to answer in. Takes wishes, strongest first (what the request asks for, what the user set, the
 * `Accept-Language` header), each a language code or such a header; English when none can be met.
 */
export function negotiateLanguage(...wishes: (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    if (!wish) continue;
    if (isLanguage(wish)) return wish;
    const [best] = spokenLanguages(wish);
    if (best) return best;
  }
  return 'en';
}
