import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainScreens } from '../../modules/menu/rules.ts';
import { translate } from '../../platform/i18n.ts';
import { kinds } from '../kinds.ts';
import { navGroups, type NavEntry } from './nav.ts';
import { screenOf } from './visible-nav.ts';

const entries = navGroups.flatMap((group) => group.entries);
const recordLists = new Map(Object.entries(kinds).map(([object, { noun }]) => [noun, [object, 'view']]));

describe('the menu', () => {
  it('has only entries that the server remembers, with the right that it asks for', () => {
    const known = entries.map((entry) => [screenOf(entry), recordLists.get(screenOf(entry)) ?? plainScreens[screenOf(entry)]]);
    expect(known).toEqual(entries.map((entry) => [screenOf(entry), entry.right ?? null]));
  });
});

describe.each([
  ['en', 'en'],
  ['zh-Hans', 'zh'],
] as const)('the guide in %s', (language, folder) => {
  const read = (page: string): string =>
    readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'guide', folder, `${page}.md`), 'utf8');
  const nameOf = ({ label }: NavEntry): string => translate(language, label);
  /** The item of the list that begins so, without the line breaks of its layout. */
  const itemOf = (beginning: string): string =>
    new RegExp(`^- ${beginning}[^]*?(?=\n- |\n\n)`, 'm').exec(read('getting-started'))?.[0].replaceAll('\n  ', ' ') ?? '';

  it('names each key behind g with what it opens, and no other', () => {
    const keys = itemOf(language === 'en' ? '`g` then' : '先按 `g`');
    const said = [...keys.matchAll(/`(\w)` ?([^`,.，。]+)[,.，。]/g)].map(([, key, name = '']) => [key, name.trim()]);
    expect(said).toEqual(entries.flatMap((entry) => (entry.key === undefined ? [] : [[entry.key, nameOf(entry)]])));
  });

  it('says which entries the menu starts with and which join', () => {
    const menu = itemOf(language === 'en' ? 'The menu starts' : '菜单一开始');
    const [start = '', ...later] = menu.split(/(?<=[.。])/);
    for (const entry of entries) expect(entry.isInFirstMenu ? start : later.join('')).toContain(nameOf(entry));
  });

  it('names every kind of record where it speaks of lists', () => {
    const [, about = ''] = read('lists-and-views').split('\n\n');
    for (const { module, noun } of Object.values(kinds)) {
      const entry = entries.find(({ to }) => to === `/${noun}`);
      expect(about.toLowerCase(), module).toContain(entry && nameOf(entry).toLowerCase());
    }
  });
});
