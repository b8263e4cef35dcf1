/**
 * What `find` gives, page after page: each is asked for behind the last row of the page before, until none is left. A row that is taken
 * away meanwhile moves no other out of sight.
 */
export async function* pagesOf<Row, Key>(
  find: (after: Key | null) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): AsyncGenerator<readonly Row[]> {
  for (let after: Key | null = null; ;) {
    const rows: readonly Row[] = await find(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = keyOf(last);
  }
}
