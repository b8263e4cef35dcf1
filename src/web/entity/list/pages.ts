import type { EntityRow } from '../entity-ui.ts';

/** A page of a list, as it was last read. */
export interface Page {
  /** Where it begins; null is the beginning of the list. */
  cursor: string | null;
  data: EntityRow[];
  /** Where the next one begins; null at the end. */
  nextCursor: string | null;
  /** Something may have changed since, while nobody saw it: it is read again when it comes into sight. */
  isOld?: boolean;
}

export type ReadPage = (cursor: string | null) => Promise<Pick<Page, 'data' | 'nextCursor'>>;

/** Reads some pages again, each from where the one before it ends now. */
export async function readAgain(pages: readonly Page[], wanted: readonly number[], read: ReadPage): Promise<Map<number, Page>> {
  const fresh = new Map<number, Page>();
  for (const index of wanted) {
    const before = fresh.get(index - 1);
    const cursor = before ? before.nextCursor : (pages[index]?.cursor ?? null);
    if (index > 0 && cursor === null) break;
    fresh.set(index, { cursor, ...(await read(cursor)) });
  }
  return fresh;
}

/**
 * The pages with those that were read again in their places. A page that no longer begins where the one before it ends is old, and
 * so are all others where anything at all may have changed.
 */
export function withFresh(pages: readonly Page[], fresh: ReadonlyMap<number, Page>, isAllOld: boolean): Page[] {
  const result: Page[] = [];
  for (const [index, page] of pages.entries()) {
    const before = result[index - 1];
    if (before?.nextCursor === null) break;
    const next = fresh.get(index) ?? (isAllOld ? { ...page, isOld: true } : page);
    const isTorn = before !== undefined && !before.isOld && before.nextCursor !== next.cursor;
    result.push(isTorn ? { ...next, cursor: before.nextCursor, isOld: true } : next);
  }
  return result;
}

/** The rows of all pages, each record once, and at which row each page begins. Of two places the one read last holds. */
export function rowsOf(pages: readonly Page[]): { rows: EntityRow[]; starts: number[] } {
  const placed = new Set(pages.flatMap(({ data, isOld }) => (isOld ? [] : data.map(({ id }) => id))));
  const rows = new Map<string, EntityRow>();
  const starts: number[] = [];
  for (const { data, isOld } of pages) {
    starts.push(rows.size);
    for (const row of data) if (!rows.has(row.id) && !(isOld && placed.has(row.id))) rows.set(row.id, row);
  }
  return { rows: [...rows.values()], starts };
}

/** The pages that hold the rows from `first` to `last`. */
export function pagesIn(starts: readonly number[], first: number, last: number): number[] {
  return [...starts.keys()].filter((index) => (starts[index] ?? 0) <= last && (starts[index + 1] ?? Infinity) > first);
}
