import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readHolder } from '../src/platform/lock.ts';
import { importFigures } from './import.ts';
import { measure } from './measure.ts';
import { databasePid, startProgram } from './processes.ts';
import { readProbes } from './reads.ts';
import { recordingDb } from './recording.ts';
import { type Figure, tableOf, writeReport } from './report.ts';
import { seed } from './seed.ts';
import { memoryAfterLoad, startFigures } from './start.ts';
import { webFigures } from './web.ts';
import { createProbe, moveProbe } from './writes.ts';

const usage = `npm run bench -- [options]
  --quick        a small data set and short runs: shows that the bench works, its figures mean little
  --deals <n>    open deals (100000)
  --out <file>   where the JSON goes (dist/bench.json)
  --keep         leave the data folder, and say where it is`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    deals: { type: 'string' },
    out: { type: 'string', default: 'dist/bench.json' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);

async function served(dataFolder: string, openDeals: number, add: (more: readonly Figure[]) => Promise<void>): Promise<void> {
  const rhythm = options.quick ? { rounds: 1, seconds: 1 } : { rounds: 3, seconds: 3 };
  const program = await startProgram(dataFolder);
  const url = (await readHolder(dataFolder))?.databaseUrl;
  if (url === undefined) throw new Error('the program has not said where its database is');
  const recorder = recordingDb(url);
  try {
    const startedAt = performance.now();
    const seeded = await seed(recorder.db, { openDeals, closedDeals: openDeals / 5, accounts: openDeals / 50 }, say);
    say(`seeded in ${Math.round((performance.now() - startedAt) / 1000)} s`);
    const app = { port: program.port, url };
    const probes = [
      ...(await readProbes(seeded, recorder, app)),
      await createProbe(recorder.db, seeded, app),
      await moveProbe(recorder.db, seeded, app),
    ];
    const pids = { program: program.pid, database: await databasePid(dataFolder) };
    for (const probe of probes) await add([await measure(probe, rhythm, pids)]);
    await add(await importFigures(recorder.db, seeded, dataFolder, openDeals / 5));
    await add(await memoryAfterLoad(dataFolder, program.pid));
  } finally {
    await recorder.db.destroy();
    await program.stop();
  }
}

async function main(): Promise<void> {
  if (options.help) return console.log(usage);
  const openDeals = Number(options.deals ?? (options.quick ? 5000 : 100_000));
  const folder = await mkdtemp(join(tmpdir(), 'chengdan-bench-'));
  const figures: Figure[] = [];
  // Written at every step: what was measured stays when a later step fails.
  const add = async (more: readonly Figure[]): Promise<void> => {
    figures.push(...more);
    say(tableOf(more).split('\n').slice(1).join('\n         '));
    await writeReport(options.out, figures, { openDeals, isQuick: options.quick });
  };
  try {
    await served(folder, openDeals, add);
    await add(await startFigures(folder, options.quick ? 3 : 20));
    await add(await webFigures(join(folder, 'web')));
    console.log(`\n${tableOf(figures)}\n\n${options.out}`);
  } finally {
    if (options.keep) say(`kept ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

await main();
