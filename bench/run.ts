import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readHolder } from '../src/platform/lock.ts';
import { importFigures } from './import.ts';
import { interactionFigures } from './interactions.ts';
import { lighthouseFigures } from './lighthouse.ts';
import { measure } from './measure.ts';
import { databasePid, startProgram } from './processes.ts';
import { readProbes } from './reads.ts';
import { recordingDb } from './recording.ts';
import { type Figure, tableOf, writeReport } from './report.ts';
import { findSeed, seed } from './seed.ts';
import { memoryAfterLoad, startFigures } from './start.ts';
import { webFigures } from './web.ts';
import { createProbe, moveProbe } from './writes.ts';

const parts = ['reads', 'writes', 'import', 'start', 'web', 'interactions', 'lighthouse'] as const;
type Part = (typeof parts)[number];

const usage = `npm run bench -- [options]
  --quick         a small data set and short runs: shows that the bench works, its figures mean little
  --deals <n>     open deals (100000)
  --only <parts>  some of ${parts.join(', ')}, with commas between
  --screens <names>  of interactions and lighthouse, only these screens, with commas between
  --data <folder> take the data from there, filling it first where it is empty, and leave it there: the next run need not seed
  --out <file>    where the JSON goes (dist/bench.json)`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    deals: { type: 'string' },
    only: { type: 'string', default: parts.join(',') },
    screens: { type: 'string' },
    data: { type: 'string' },
    out: { type: 'string', default: 'dist/bench.json' },
    help: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);

const onScreens = options.screens?.split(',') ?? [];
const wanted = new Set(options.only.split(','));
const isWanted = (part: Part): boolean => wanted.has(part);

/** What is measured of a running program. */
async function served(dataFolder: string, openDeals: number, add: (more: readonly Figure[]) => Promise<void>): Promise<void> {
  const rhythm = options.quick ? { rounds: 1, seconds: 1 } : { rounds: 3, seconds: 3 };
  const program = await startProgram(dataFolder);
  const url = (await readHolder(dataFolder))?.databaseUrl;
  if (url === undefined) throw new Error('the program has not said where its database is');
  const recorder = recordingDb(url);
  try {
    const startedAt = performance.now();
    const size = { openDeals, closedDeals: openDeals / 5, accounts: openDeals / 50 };
    const seeded = (await findSeed(recorder.db)) ?? (await seed(recorder.db, size, say));
    say(`seeded in ${Math.round((performance.now() - startedAt) / 1000)} s`);
    const app = { port: program.port, url };
    const probes = [
      ...(isWanted('reads') ? await readProbes(seeded, recorder, app) : []),
      ...(isWanted('writes') ? [await createProbe(recorder.db, seeded, app), await moveProbe(recorder.db, seeded, app)] : []),
    ];
    const pids = { program: program.pid, database: await databasePid(dataFolder) };
    const ids = {
      dealId: seeded.dealIds[0] ?? '',
      accountId: seeded.accountIds[0] ?? '',
      accountIds: seeded.accountIds,
      managerId: seeded.manager.id,
    };
    if (isWanted('interactions'))
      await interactionFigures(
        program.port,
        seeded.owner,
        ids,
        { throttling: 4, rounds: options.quick ? 1 : 3, only: onScreens },
        add,
        say,
      );
    if (isWanted('lighthouse'))
      await add(await lighthouseFigures(program.port, seeded.owner, { dealId: ids.dealId, only: onScreens }, say));
    for (const probe of probes) await add([await measure(probe, rhythm, pids)]);
    if (isWanted('import')) await add(await importFigures(recorder.db, seeded, dataFolder, openDeals));
    await add(await memoryAfterLoad(dataFolder, program.pid));
  } finally {
    await recorder.db.destroy();
    await program.stop();
  }
}

async function main(): Promise<void> {
  const unknown = [...wanted].filter((name) => !parts.some((part) => part === name));
  if (options.help || unknown.length > 0) return console.log(usage);
  const openDeals = Number(options.deals ?? (options.quick ? 5000 : 100_000));
  const folder = options.data ?? (await mkdtemp(join(tmpdir(), 'chengdan-bench-')));
  const figures: Figure[] = [];
  // Written at every step: what was measured stays when a later step fails.
  const add = async (more: readonly Figure[]): Promise<void> => {
    figures.push(...more);
    say(tableOf(more).split('\n').slice(1).join('\n         '));
    await writeReport(options.out, figures, { openDeals, isQuick: options.quick });
  };
  try {
    if (parts.some((part) => part !== 'web' && isWanted(part))) await served(folder, openDeals, add);
    if (isWanted('start')) await add(await startFigures(folder, options.quick ? 3 : 20));
    if (isWanted('web')) await add(await webFigures(join(folder, 'web')));
    console.log(`\n${tableOf(figures)}\n\n${options.out}`);
  } finally {
    if (options.data === undefined) await rm(folder, { recursive: true, force: true });
  }
}

await main();
