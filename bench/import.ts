import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { csvLine } from '../src/platform/csv/write.ts';
import { type Database, poolOf } from '../src/platform/db.ts';
import { ImportMap } from '../src/modules/exchange/mapping/contract.ts';
import { beginCheck, beginRun, createImport, getImport, setMapping, uploadFile, work } from '../src/modules/exchange/service.ts';
import type { Figure } from './report.ts';
import type { Seed } from './seed.ts';
import { writtenColumns } from './writes.ts';

const file = 'deals.csv';
const columns = ['title', 'account', 'owner', 'stage', 'amount', 'opened', 'expected', 'source'];
/** What a row of the file becomes at once; events and search entries stand beside them. */
const tables = [
  ['records', 'id'],
  ['deals', 'id'],
  ['deal_stage_history', 'deal_id'],
] as const;

const map = ImportMap.parse({
  version: 1,
  files: [
    {
      file,
      targets: [
        {
          kind: 'deal',
          mode: 'create',
          fields: {
            title: { column: 'title' },
            account: { column: 'account' },
            owner: { column: 'owner' },
            stage: { column: 'stage' },
            amountMinor: { column: 'amount' },
            openedOn: { column: 'opened' },
            expectedCloseOn: { column: 'expected' },
            source: { column: 'source' },
          },
        },
      ],
    },
  ],
});

async function writeFileOf(folder: string, rows: number, { accountNames, sellers }: Seed): Promise<string> {
  const lines = Array.from({ length: rows }, (_, index) =>
    csvLine(
      [
        `导入商机 ${index}`,
        accountNames[(index * 7919) % accountNames.length] ?? '',
        sellers[index % sellers.length]?.name ?? '',
        '1',
        `${1000 + index}.50`,
        '2026-03-01',
        '2026-12-31',
        'website',
      ],
      ',',
    ),
  );
  const path = join(folder, file);
  await writeFile(path, csvLine(columns, ',') + lines.join(''));
  return path;
}

interface Times {
  importId: string;
  staged: number;
  checked: number;
  run: number;
  /** Until search found all of them, after the run. */
  indexed: number;
}

async function timeImport(db: Database, { workspace: { scope } }: Seed, path: string, rows: number): Promise<Times> {
  const start = performance.now();
  const { id } = await createImport(db, scope, 'bench');
  await uploadFile(db, scope, id, { name: file, path });
  await setMapping(db, scope, id, map);
  const stagedAt = performance.now();
  await beginCheck(db, scope, id, false);
  await work(db, scope, id, 'checking');
  const checkedAt = performance.now();
  await beginRun(db, scope, id, false, false);
  await work(db, scope, id, 'running');
  const ranAt = performance.now();
  const done = await getImport(db, scope, id);
  if (done.state !== 'done') throw new Error(`the import ended ${done.state}: ${JSON.stringify(done.fault ?? done.report)}`);
  const pool = poolOf(db);
  for (let found = 0; found < rows && performance.now() - ranAt < 180_000; await sleep(200)) {
    const answer = await pool.query<{ count: string }>(
      'select count(*) from search_documents s join records r on r.workspace_id = s.workspace_id and r.id = s.record_id where r.workspace_id = $1 and r.import_id = $2',
      [scope.workspaceId, id],
    );
    found = Number(answer.rows[0]?.count);
  }
  return {
    importId: id,
    staged: stagedAt - start,
    checked: checkedAt - stagedAt,
    run: ranAt - checkedAt,
    indexed: performance.now() - ranAt,
  };
}

/** Takes the rows out, and puts the very same ones back by `COPY` into the same tables with all their indexes and keys. */
async function timeCopy(db: Database, workspaceId: string, importId: string): Promise<number> {
  const client = await poolOf(db).connect();
  try {
    await client.query('set statement_timeout = 0');
    const ids = `select id from records where workspace_id = '${workspaceId}' and import_id = '${importId}'`;
    const parts: { text: string; data: Buffer[] }[] = [];
    for (const [table, key] of tables) {
      const names = (await writtenColumns(db, table)).join(', ');
      const data: Buffer[] = [];
      for await (const chunk of client.query(
        copyTo(`copy (select ${names} from ${table} where workspace_id = '${workspaceId}' and ${key} in (${ids})) to stdout`),
      ))
        data.push(Buffer.from(chunk));
      parts.push({ text: `copy ${table} (${names}) from stdin`, data });
    }
    await client.query(`delete from records where workspace_id = '${workspaceId}' and import_id = '${importId}'`);
    await client.query('vacuum records, deals, deal_stage_history, search_documents');
    const start = performance.now();
    await client.query('begin');
    for (const { text, data } of parts) await pipeline(Readable.from(data), client.query(copyFrom(text)));
    await client.query('commit');
    return performance.now() - start;
  } finally {
    client.release();
  }
}

/** An import of deals from the file to the records, beside `COPY` of the same rows. */
export async function importFigures(db: Database, seed: Seed, folder: string, rows: number): Promise<Figure[]> {
  const path = await writeFileOf(folder, rows, seed);
  const { importId, staged, checked, run, indexed } = await timeImport(db, seed, path, rows);
  const copied = await timeCopy(db, seed.workspace.id, importId);
  const perSecond = (ms: number) => rows / (ms / 1000);
  const figure = (name: string, ms: number, goal: Figure['goal']): Figure => ({
    name,
    unit: 'rows',
    rowsPerSecond: perSecond(ms),
    floorRowsPerSecond: perSecond(copied),
    share: copied / ms,
    goal,
  });
  return [
    figure(`import of ${rows} deals: file, check and run`, staged + checked + run, { of: 'share', atLeast: 0.2 }),
    figure('import: the run alone', run, null),
    {
      name: 'import: found by search after',
      unit: 's',
      value: indexed / 1000,
      parts: { staged, checked, run },
      goal: { of: 'value', atMost: 60 },
    },
  ];
}
