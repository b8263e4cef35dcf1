import { setTimeout as sleep } from 'node:timers/promises';
import { databasePid, descendantsOf, memoryOf, startProgram } from './processes.ts';
import type { Figure } from './report.ts';

const megabyte = 1024 * 1024;

/** Memory that server and database take together, shared pages counted once; null where the system does not tell. */
async function memoryFigure(name: string, dataFolder: string, pid: number, goal: Figure['goal']): Promise<Figure | null> {
  const database = (await descendantsOf(await databasePid(dataFolder))).map((one) => one.pid);
  const program = (await descendantsOf(pid)).map((one) => one.pid).filter((one) => !database.includes(one));
  const [ofProgram, ofDatabase] = [await memoryOf(program), await memoryOf(database)];
  if (ofProgram === null || ofDatabase === null) return null;
  return {
    name,
    unit: 'MB',
    value: (ofProgram + ofDatabase) / megabyte,
    parts: { program: ofProgram / megabyte, database: ofDatabase / megabyte },
    goal,
  };
}

/** Starts on data that is there, several times, and the memory of a server that nobody uses. */
export async function startFigures(dataFolder: string, settleSeconds: number): Promise<Figure[]> {
  const times: number[] = [];
  const figures: (Figure | null)[] = [];
  for (let round = 0; round < 3; round++) {
    const program = await startProgram(dataFolder);
    times.push(program.startMs);
    if (round === 2) {
      await sleep(settleSeconds * 1000);
      figures.push(await memoryFigure('memory when idle', dataFolder, program.pid, { of: 'value', atMost: 350 }));
    }
    await program.stop();
  }
  const middle = times.toSorted((a, b) => a - b)[1] ?? 0;
  return [
    { name: 'second start', unit: 's', value: middle / 1000, goal: { of: 'value', atMost: 3 } },
    ...figures.flatMap((figure) => figure ?? []),
  ];
}

/** The memory of a server that has just been worked hard. */
export async function memoryAfterLoad(dataFolder: string, pid: number): Promise<Figure[]> {
  const figure = await memoryFigure('memory after the load', dataFolder, pid, null);
  return figure ? [figure] : [];
}
