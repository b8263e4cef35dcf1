import type { CheckReport, Progress, TargetReport } from '../contract.ts';
import { emptyCounts } from '../counts/rules.ts';
import type { CellFault, CompiledTarget } from '../reading/rules.ts';
import { rankOf } from '../targets/rules.ts';

/** Progress with where each target's run has come to; the cursors are written in the transaction of each batch. */
export interface RunProgress extends Progress {
  /** Rows of each target that are dealt with, in its order. */
  cursors: Record<string, number>;
}

export function newProgress(phase: Progress['phase'], targets: readonly CompiledTarget[], total: number): RunProgress {
  return { phase, done: 0, total, targets: targets.map(reportOf), undone: 0, kept: 0, cursors: {} };
}

export function reportOf({ no, file, spec }: CompiledTarget): TargetReport {
  return { no, file, kind: spec.kind, counts: emptyCounts() };
}

/** Targets in the order they are made: what others point to first, then as the map names them. */
export function inOrder(targets: readonly CompiledTarget[]): CompiledTarget[] {
  return targets.toSorted((a, b) => rankOf(a.spec.kind) - rankOf(b.spec.kind) || a.no - b.no);
}

export function countErrors(report: Pick<CheckReport, 'targets'>): number {
  return report.targets.reduce((sum, { counts }) => sum + counts.error, 0);
}

/** One row of a kind that points to its own kind: its key, and the key of the row it waits for. */
export interface Dependent {
  no: number;
  key: string;
  parent: string;
}

/**
 * Puts rows after those they point to, level by level. Rows that wait for each other in a circle are answered apart:
 * nobody can be made first.
 */
export function orderDependents(rows: readonly Dependent[]): { levels: number[][]; circular: number[] } {
  const keys = new Set(rows.map(({ key }) => key));
  let waiting = rows.filter(({ parent, key }) => parent !== '' && keys.has(parent) && parent !== key);
  const made = new Set<string>();
  const waits = new Set(waiting.map(({ no }) => no));
  let level = rows.filter(({ no }) => !waits.has(no));
  const levels: number[][] = [];
  while (level.length > 0) {
    levels.push(level.map(({ no }) => no));
    for (const { key } of level) made.add(key);
    level = waiting.filter(({ parent }) => made.has(parent));
    const next = new Set(level.map(({ no }) => no));
    waiting = waiting.filter(({ no }) => !next.has(no));
  }
  return { levels, circular: waiting.map(({ no }) => no) };
}

/** The fault of a row for what the module's rules refuse: `path` is the way to the value in the input. */
export function faultOf(
  { fields }: CompiledTarget,
  cells: readonly string[],
  { code, params, path }: { code: string; params: Record<string, unknown>; path: string | null },
): CellFault {
  const [property, part] = path?.split('/') ?? [];
  const field = fields.find(({ target }) => target.property === property && (part === undefined || target.part === part));
  return { field: field?.target.key ?? path?.replace('/', '.') ?? null, value: field?.textOf(cells) ?? null, code, params };
}
