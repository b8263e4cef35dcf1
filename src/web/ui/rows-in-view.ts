/** Where each row begins in pixels, and last where the last one ends. */
export function edgesOf(count: number, sizeOf: (index: number) => number, marginTop: number): number[] {
  const edges = [marginTop];
  let end = marginTop;
  for (let index = 0; index < count; index += 1) {
    end += sizeOf(index);
    edges.push(end);
  }
  return edges;
}

/** The row at a place: the first one above all rows, the last one below them, -1 without any. */
export function rowAt(edges: readonly number[], place: number): number {
  let first = 0;
  let last = edges.length - 2;
  while (first < last) {
    const middle = Math.ceil((first + last) / 2);
    if ((edges[middle] ?? 0) <= place) first = middle;
    else last = middle - 1;
  }
  return Math.min(first, last);
}

/** How far to scroll so that a row is seen whole, moving as little as that takes; what hides rows at the top is `hidden` pixels high. */
export function offsetToReveal(
  row: { start: number; end: number },
  view: { top: number; height: number; hidden: number },
): number {
  if (row.start - view.hidden < view.top) return row.start - view.hidden;
  if (row.end > view.top + view.height) return row.end - view.height;
  return view.top;
}
