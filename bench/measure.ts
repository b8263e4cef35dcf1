import type { FloorWork } from './floor.ts';
import { type LoadOptions, type LoadResult, percentile } from './load.ts';
import { processorTimeOf, runLoad, withFloor } from './processes.ts';
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
  const middle = (key: keyof LoadResult) =>
    percentile(
      runs.map((run) => run[key]).toSorted((a, b) => a - b),
      0.5,
    );
  return {
    requestsPerSecond: middle('requestsPerSecond'),
    p50: middle('p50'),
    p95: middle('p95'),
    p99: middle('p99'),
    errors: runs.reduce((sum, { errors }) => sum + errors, 0),
  };
}

/** A load's share of the bodies, so that no write is sent twice. */
function partOf(load: Probe['load'], round: number, rounds: number): Probe['load'] {
  if (load.bodies === undefined) return load;
  const size = Math.floor(load.bodies.length / rounds);
  const part = <T>(list: readonly T[]): readonly T[] => (list.length > 1 ? list.slice(round * size, (round + 1) * size) : list);
  return { ...load, bodies: part(load.bodies), paths: part(load.paths) };
}

/** One load, and the processor time per request that the processes under it took. */
async function timed(options: LoadOptions, roots: readonly number[]): Promise<{ result: LoadResult; cpuMs: number | null }> {
  const before = await processorTimeOf(roots);
  const startedAt = performance.now();
  const result = await runLoad(options);
  const after = await processorTimeOf(roots);
  const requests = (result.requestsPerSecond * Math.min(options.seconds * 1000, performance.now() - startedAt)) / 1000;
  return { result, cpuMs: before === null || after === null || requests < 1 ? null : (after - before) / requests };
}

const middleNumber = (values: readonly (number | null)[]): number | null => {
  const known = values.flatMap((value) => value ?? []).toSorted((a, b) => a - b);
  return known.length === 0 ? null : percentile(known, 0.5);
};

/** Measures the program and its floor in turns, so that what else the machine does hits both alike. */
export async function measure(
  { name, load, connections, floor, goal }: Probe,
  { rounds, seconds }: Rhythm,
  pids: { program: number; database: number },
): Promise<Figure> {
  type Timed = Awaited<ReturnType<typeof timed>>;
  const own: Timed[] = [];
  const bare: Timed[] = [];
  await withFloor(floor, async (port, floorPid) => {
    const floorLoad = { port, paths: ['/'], connections };
    // Connections, caches and compiled code first.
    if (load.bodies === undefined) await runLoad({ ...load, connections, seconds: 1 });
    await runLoad({ ...floorLoad, seconds: 1 });
    for (let round = 0; round < rounds; round++) {
      own.push(await timed({ ...partOf(load, round, rounds), connections, seconds }, [pids.program, pids.database]));
      bare.push(await timed({ ...floorLoad, seconds }, [floorPid, pids.database]));
    }
  });
  const [mine, its] = [middleOf(own.map(({ result }) => result)), middleOf(bare.map(({ result }) => result))];
  if (mine.errors > 0 || its.errors > 0) throw new Error(`${name}: ${mine.errors} failed requests, ${its.errors} of its floor`);
  const cpuMs = middleNumber(own.map((run) => run.cpuMs));
  const floorCpuMs = middleNumber(bare.map((run) => run.cpuMs));
  return {
    name,
    unit: 'requests',
    own: mine,
    floor: its,
    share: mine.requestsPerSecond / its.requestsPerSecond,
    cpuMs,
    floorCpuMs,
    goal,
  };
}
