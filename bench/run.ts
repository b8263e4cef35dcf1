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
  options: { quick: { type: 'boolean', default: false }, deals: { type: 'string' }, out: { type: 'string', default: 'dist/bench.json' }, keep: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});

const say = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);

async function served(dataFolder: string, openDeals: number): Promise<Figure[]> {
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
    const probes = [...(await readProbes(seeded, recorder, app)), await createProbe(recorder.db, seeded, app), await moveProbe(recorder.db, seeded, app)];
    const pids = { program: program.pid, database: await databasePid(dataFolder) };
    const figures: Figure[] = [];
    for (const probe of probes) {
      figures.push(await measure(probe, rhythm, pids));
      say(tableOf(figures.slice(-1)).split('\n').at(-1) ?? '');
    }
    figures.push(...(await importFigures(recorder.db, seeded, dataFolder, openDeals / 5)));
    figures.push(...(await memoryAfterLoad(dataFolder, program.pid)));
    return figures;
  } finally {
    await recorder.db.destroy();
    await program.stop();
  }
}

async function main(): Promise<void> {
  if (options.help) return console.log(usage);
  const openDeals = Number(options.deals ?? (options.quick ? 5000 : 100_000));
  const folder = await mkdtemp(join(tmpdir(), 'chengdan-bench-'));
  try {
    const figures = await served(folder, openDeals);
    figures.push(...(await startFigures(folder, options.quick ? 3 : 20)), ...(await webFigures(join(folder, 'web'))));
    await writeReport(options.out, figures, { openDeals, isQuick: options.quick });
    console.log(`\n${tableOf(figures)}\n\n${options.out}`);
  } finally {
    if (options.keep) say(`kept ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

await main();
