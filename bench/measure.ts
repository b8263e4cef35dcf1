import type { FloorWork } from './floor.ts';
import { type LoadOptions, type LoadResult, percentile } from './load.ts';
import { runLoad, withFloor } from './processes.ts';
import type { Figure, Goal } from './report.ts';

export interface Rhythm {
  rounds: number;
  seconds: number;
}

export interface Probe {
  name: string;
  /** The request to the program; the floor is asked with the same number of connections. */
  load: Omit<LoadOptions, 'seconds' | 'connections'>;
  connections: number;
  floor: FloorWork;
  goal: Goal | null;
}

/** The middle of several runs, value by value; errors are added up. */
function middleOf(runs: readonly LoadResult[]): LoadResult {
  const middle = (key: keyof LoadResult) => percentile(runs.map((run) => run[key]).toSorted((a, b) => a - b), 0.5);
  return { requestsPerSecond: middle('requestsPerSecond'), p50: middle('p50'), p95: middle('p95'), p99: middle('p99'), errors: runs.reduce((sum, { errors }) => sum + errors, 0) };
}

/** A load's share of the bodies, so that no write is sent twice. */
function partOf(load: Probe['load'], round: number, rounds: number): Probe['load'] {
  if (load.bodies === undefined) return load;
  const size = Math.floor(load.bodies.length / rounds);
  const part = <T>(list: readonly T[]): readonly T[] => (list.length > 1 ? list.slice(round * size, (round + 1) * size) : list);
  return { ...load, bodies: part(load.bodies), paths: part(load.paths) };
}

/** Measures the program and its floor in turns, so that what else the machine does hits both alike. */
export async function measure({ name, load, connections, floor, goal }: Probe, { rounds, seconds }: Rhythm): Promise<Figure> {
  const [own, bare]: LoadResult[][] = [[], []];
  await withFloor(floor, async (port) => {
    const askFloor = (length: number) => runLoad({ port, paths: ['/'], connections, seconds: length });
    // Connections, caches and compiled code first.
    if (load.bodies === undefined) await runLoad({ ...load, connections, seconds: 1 });
    await askFloor(1);
    for (let round = 0; round < rounds; round++) {
      own?.push(await runLoad({ ...partOf(load, round, rounds), connections, seconds }));
      bare?.push(await askFloor(seconds));
    }
  });
  const [mine, its] = [middleOf(own ?? []), middleOf(bare ?? [])];
  if (mine.errors > 0 || its.errors > 0) throw new Error(`${name}: ${mine.errors} failed requests, ${its.errors} of its floor`);
  return { name, unit: 'requests', own: mine, floor: its, share: mine.requestsPerSecond / its.requestsPerSecond, goal };
}
