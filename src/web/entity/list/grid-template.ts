import type { Column } from './columns.ts';

const checkWidth = 40;

/** The grid template of a row, and the width below which it scrolls sideways. */
export function templateOf(columns: readonly Column[]): { template: string; minWidth: number } {
  const least = columns.map(({ width }) => Number(/(\d+)px/.exec(width)?.[1] ?? 120));
  return {
    template: `${checkWidth}px ${columns.map(({ width }) => width).join(' ')}`,
    minWidth: least.reduce((sum, width) => sum + width, checkWidth + 24),
  };
}
