import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { LoadResult } from './load.ts';

/** What a figure has to reach: a share of its floor, a latency, or a value in the figure's own unit. */
export type Goal =
  | { of: 'share'; atLeast: number }
  | { of: 'p95'; atMost: number }
  | { of: 'value'; atMost: number }
  | { of: 'points'; atLeast: number };

interface Named {
  name: string;
  goal: Goal | null;
}
/** Requests beside those of the floor. */
export interface RequestFigure extends Named {
  unit: 'requests';
  own: LoadResult;
  floor: LoadResult;
  share: number;
  /** Processor time per request of program and database together: what a busy machine does not blur. */
  cpuMs: number | null;
  floorCpuMs: number | null;
}
/** Rows per second beside `COPY`. */
export interface RowFigure extends Named {
  unit: 'rows';
  rowsPerSecond: number;
  floorRowsPerSecond: number;
  share: number;
}
export interface ValueFigure extends Named {
  unit: 'ms' | 's' | 'MB' | 'kB';
  value: number;
  /** Parts of the value, by name. */
  parts?: Record<string, number>;
}
/** Points of somebody's scale, of which the worst part counts. */
export interface ScoreFigure extends Named {
  unit: 'points';
  value: number;
  parts: Record<string, number>;
}
export type Figure = RequestFigure | RowFigure | ValueFigure | ScoreFigure;

/** Whether the figure reaches its goal; null where it has none. */
export function isMet(figure: Figure): boolean | null {
  const { goal } = figure;
  if (goal === null) return null;
  if (goal.of === 'share') return 'share' in figure && figure.share >= goal.atLeast;
  if (goal.of === 'p95') return figure.unit === 'requests' && figure.own.p95 <= goal.atMost;
  if (goal.of === 'points') return figure.unit === 'points' && figure.value >= goal.atLeast;
  return 'value' in figure && figure.value <= goal.atMost;
}

const round = (value: number, digits = 1): string => value.toFixed(digits);
const percent = (share: number): string => `${Math.round(share * 100)} %`;

function goalText(figure: Figure): string {
  const { goal } = figure;
  if (goal === null) return '';
  if (goal.of === 'share') return `≥ ${percent(goal.atLeast)}`;
  if (goal.of === 'points') return `≥ ${goal.atLeast} points`;
  return goal.of === 'p95' ? `p95 ≤ ${goal.atMost} ms` : `≤ ${goal.atMost} ${figure.unit}`;
}

function cellsOf(figure: Figure): string[] {
  const met = isMet(figure);
  const end = [goalText(figure), met === null ? '' : met ? 'met' : 'NOT MET'];
  if (figure.unit === 'requests') {
    const { own, floor, share, cpuMs, floorCpuMs } = figure;
    const cpu = cpuMs === null || floorCpuMs === null ? '' : `${round(cpuMs)} (${round(floorCpuMs)}) ms`;
    return [
      figure.name,
      `${round(own.requestsPerSecond, 0)}/s`,
      `${round(own.p50)} / ${round(own.p95)} ms`,
      `${round(floor.requestsPerSecond, 0)}/s`,
      percent(share),
      cpu,
      ...end,
    ];
  }
  if (figure.unit === 'rows')
    return [
      figure.name,
      `${round(figure.rowsPerSecond, 0)} rows/s`,
      '',
      `${round(figure.floorRowsPerSecond, 0)} rows/s`,
      percent(figure.share),
      '',
      ...end,
    ];
  if (figure.unit === 'points') return [figure.name, Object.values(figure.parts).join(' / '), '', '', '', '', ...end];
  return [figure.name, `${round(figure.value, figure.unit === 's' ? 2 : 1)} ${figure.unit}`, '', '', '', '', ...end];
}

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [['figure', 'measured', 'p50 / p95', 'floor', 'of floor', 'CPU (floor)', 'goal', ''], ...figures.map(cellsOf)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Writes the figures as JSON, with the machine they were taken on. */
export async function writeReport(path: string, figures: readonly Figure[], setting: Record<string, unknown>): Promise<void> {
  const machine = {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryBytes: totalmem(),
    platform: process.platform,
    node: process.version,
    load: loadavg(),
  };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    `${JSON.stringify({ at: new Date().toISOString(), machine, ...setting, figures: figures.map((figure) => ({ ...figure, isMet: isMet(figure) })) }, null, 2)}\n`,
  );
}
