import { beforeAll, describe, expect, test } from 'vitest';
import { composeModules, modules } from './modules.ts';
import { allEntities } from './modules/records/entities/rules.ts';
import { readNamespaces } from '../scripts/words-files.ts';
import { hasWords } from './platform/i18n.ts';
import type { Route } from './platform/route.ts';

const written = ['en', 'zh-Hans'] as const;
let routes: readonly Route[] = [];

beforeAll(() => {
  ({ routes } = composeModules());
});

/** The keys that a written language has no words for. */
const missing = (keys: string[]): string[] =>
  written.flatMap((language) => keys.filter((key) => !hasWords(language, key)).map((key) => `${language} ${key}`));

describe('the composed program', () => {
  test('names each module once, lower levels first', () => {
    expect(new Set(modules.map(({ name }) => name)).size).toBe(modules.length);
    const levels = modules.map(({ level }) => level);
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
  });

  test('has one route for each method and path', () => {
    const names = routes.map(({ endpoint }) => `${endpoint.method} ${endpoint.path.replace(/:\w+/g, ':')}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('has one entity, table and plural for each kind', () => {
    for (const member of ['object', 'table', 'plural'] as const) {
      const values = allEntities().map((entity) => entity[member]);
      expect(new Set(values).size).toBe(values.length);
    }
  });
});

describe('the words of the field registry', () => {
  test('name every kind of record, field, choice and section in both languages', () => {
    const keys = allEntities().flatMap(({ module, object, fields, linkFilters = {} }) => [
      `${module}:objects.${object}.one`,
      `${module}:objects.${object}.other`,
      ...Object.entries(fields).flatMap(([key, { choices = [], section }]) => [
        `${module}:fields.${object}.${key}`,
        ...choices.map((value) => `${module}:choices.${object}.${key}.${value}`),
        ...(section ? [`${module}:sections.${object}.${section}`] : []),
      ]),
      ...Object.keys(linkFilters).map((key) => `${module}:fields.${object}.${key}`),
    ]);
    expect(missing(keys)).toEqual([]);
  });

  test('hold no choice that a field has not', () => {
    const entities = new Map(allEntities().map((entity) => [`${entity.module}:${entity.object}`, entity]));
    const left = readNamespaces(`${import.meta.dirname}/..`).flatMap(({ name, texts }) =>
      [...(texts.get('en')?.keys() ?? [])].filter((key) => {
        const [kind, object = '', field = '', value = ''] = key.split('.');
        const known = entities.get(`${name}:${object}`)?.fields[field]?.choices;
        return kind === 'choices' && known && !known.includes(value);
      }),
    );
    expect(left).toEqual([]);
  });
});
