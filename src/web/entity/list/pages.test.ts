import { describe, expect, it } from 'vitest';
import type { EntityRow } from '../entity-ui.ts';
import { type Page, pagesIn, readAgain, rowsOf, withFresh } from './pages.ts';

const someTime = '2026-03-10T08:00:00.000Z';
const row = (id: string, version = 1): EntityRow => ({
  id,
  version,
  owner: null,
  team: null,
  createdAt: someTime,
  updatedAt: someTime,
  deletedAt: null,
  custom: {},
});
const letters = (text: string): string[] => text.split('');

/** A list of which a page holds two, and a cursor names the last row before. */
function listOf(ids: string[]) {
  const asked: (string | null)[] = [];
  const read = async (cursor: string | null): Promise<{ data: EntityRow[]; nextCursor: string | null }> => {
    asked.push(cursor);
    const start = cursor === null ? 0 : ids.filter((id) => id <= cursor).length;
    const data = ids.slice(start, start + 2).map((id) => row(id));
    return { data, nextCursor: start + 2 < ids.length ? (data.at(-1)?.id ?? null) : null };
  };
  return { asked, read };
}

async function load(ids: string[]): Promise<Page[]> {
  const { read } = listOf(ids);
  const pages: Page[] = [];
  for (let cursor: string | null = null; pages.length === 0 || cursor !== null; cursor = pages.at(-1)?.nextCursor ?? null)
    pages.push({ cursor, ...(await read(cursor)) });
  return pages;
}

const ids = (pages: readonly Page[]): string =>
  rowsOf(pages)
    .rows.map(({ id }) => id)
    .join('');

describe('readAgain', () => {
  it('asks once for each page in sight, however many there are', async () => {
    const pages = await load(letters('abcdefghijklmnopqrst'));
    expect(pages).toHaveLength(10);
    const { asked, read } = listOf(letters('abcdefghijklmnopqrst'));
    const after = withFresh(pages, await readAgain(pages, [4, 5], read), true);
    expect(asked).toEqual(['h', 'j']);
    expect(after.map(({ isOld }) => isOld ?? false)).toEqual([true, true, true, true, false, false, true, true, true, true]);
    expect(ids(after)).toBe('abcdefghijklmnopqrst');
  });

  it('follows a row that came in, page by page as they are seen, and shows none twice', async () => {
    const pages = await load(letters('bdfhjl'));
    const { read } = listOf(letters('abdfhjl'));
    const first = withFresh(pages, await readAgain(pages, [0], read), true);
    expect(first.map(({ cursor, isOld }) => [cursor, isOld ?? false])).toEqual([
      [null, false],
      ['b', true],
      ['h', true],
    ]);
    expect(ids(first)).toBe('abfhjl');
    const second = withFresh(first, await readAgain(first, [1], read), false);
    expect(ids(second)).toBe('abdfjl');
    const third = withFresh(second, await readAgain(second, [2], read), false);
    expect(ids(third)).toBe('abdfhj');
    expect(third.at(-1)?.nextCursor).toBe('j');
  });

  it('lets go of pages behind the end of a list that became shorter', async () => {
    const pages = await load(letters('abcdef'));
    const { read } = listOf(letters('ab'));
    expect(withFresh(pages, await readAgain(pages, [0, 1], read), true)).toMatchObject([{ nextCursor: null }]);
    expect(withFresh(pages, await readAgain(pages, [0], listOf([]).read), true)).toMatchObject([{ data: [] }]);
  });

  it('takes a page that was read from another place meanwhile for old', async () => {
    const pages = await load(letters('abcdef'));
    const late = await readAgain(pages, [1], listOf(letters('abcdef')).read);
    const moved = withFresh(pages, await readAgain(pages, [0], listOf(letters('acdef')).read), true);
    expect(withFresh(moved, late, false).map(({ cursor, isOld }) => [cursor, isOld ?? false])).toEqual([
      [null, false],
      ['c', true],
      ['d', true],
    ]);
  });
});

describe('rowsOf', () => {
  it('shows a row that moved where it was read last', () => {
    const pages: Page[] = [
      { cursor: null, data: [row('c', 2), row('a')], nextCursor: 'a' },
      { cursor: 'a', data: [row('b'), row('c')], nextCursor: null, isOld: true },
    ];
    expect(rowsOf(pages)).toEqual({ rows: [row('c', 2), row('a'), row('b')], starts: [0, 2] });
    const other = pages.map((page, index) => ({ ...page, isOld: index === 0 }));
    expect(rowsOf(other)).toEqual({ rows: [row('a'), row('b'), row('c')], starts: [0, 1] });
  });
});

describe('pagesIn', () => {
  it.each([
    [0, 1, [0]],
    [1, 2, [0, 1]],
    [4, 9, [2]],
    [2, 4, [1, 2]],
  ])('rows %i to %i', (first, last, expected) => {
    expect(pagesIn([0, 2, 4], first, last)).toEqual(expected);
  });
});
