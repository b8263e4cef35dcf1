import { createReadStream } from 'node:fs';
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
  staged: number;
  checked: number;
  run: number;
  /** Until search found all of them, after the run. */
  indexed: number;
}

async function timeImport(db: Database, { workspace: { scope } }: Seed, path: string): Promise<Times> {
  const start = performance.now();
  const { id } = await createImport(db, scope, 'bench');
  await uploadFile(db, scope, id, { name: file, hasHeader: true, open: () => Promise.resolve(createReadStream(path)) });
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
  const missing = `select exists (select from records r where r.workspace_id = $1 and r.import_id = $2
    and not exists (select from search_documents s where s.workspace_id = r.workspace_id and s.record_id = r.id)) as "isMissing"`;
  for (let isMissing = true; isMissing && performance.now() - ranAt < 180_000; await sleep(1000)) {
    isMissing = (await pool.query<{ isMissing: boolean }>(missing, [scope.workspaceId, id])).rows[0]?.isMissing ?? false;
  }
  return {
    staged: stagedAt - start,
    checked: checkedAt - stagedAt,
    run: ranAt - checkedAt,
    indexed: performance.now() - ranAt,
  };
}

/** The id of a copy: another version digit, so that order and size stay. */
const copied = (column: string) => `overlay(${column}::text placing '8' from 15 for 1)::uuid as ${column}`;

/**
 * Puts as many deals as the import makes, copies of those that are there under ids of their own, into the same tables by
 * `COPY` with all their indexes and keys, and takes them back: the import then finds what the floor found.
 */
async function timeCopy(db: Database, workspaceId: string, rows: number): Promise<number> {
  const client = await poolOf(db).connect();
  try {
    await client.query('set statement_timeout = 0');
    const ids = `select id from deals where workspace_id = '${workspaceId}' and status = 'open' and is_history order by id limit ${rows}`;
    const parts: { text: string; data: Buffer[] }[] = [];
    for (const [table, key] of tables) {
      const columns = await writtenColumns(db, table);
      const taken = columns.map((column) => (column === 'id' || column === key ? copied(column) : column)).join(', ');
      const data: Buffer[] = [];
      for await (const chunk of client.query(
        copyTo(`copy (select ${taken} from ${table} where workspace_id = '${workspaceId}' and ${key} in (${ids})) to stdout`),
      ))
        data.push(Buffer.from(chunk));
      parts.push({ text: `copy ${table} (${columns.join(', ')}) from stdin`, data });
    }
    const start = performance.now();
    await client.query('begin');
    for (const { text, data } of parts) await pipeline(Readable.from(data), client.query(copyFrom(text)));
    const ms = performance.now() - start;
    await client.query('rollback');
    await client.query('vacuum records, deals, deal_stage_history');
    return ms;
  } finally {
    client.release();
  }
}

/** An import of deals from the file to the records, beside `COPY` of the same rows. */
export async function importFigures(db: Database, seed: Seed, folder: string, rows: number): Promise<Figure[]> {
  const path = await writeFileOf(folder, rows, seed);
  const floor = await timeCopy(db, seed.workspace.id, rows);
  const { staged, checked, run, indexed } = await timeImport(db, seed, path);
  const perSecond = (ms: number) => rows / (ms / 1000);
  const figure = (name: string, ms: number, goal: Figure['goal']): Figure => ({
    name,
    unit: 'rows',
    rowsPerSecond: perSecond(ms),
    floorRowsPerSecond: perSecond(floor),
    share: floor / ms,
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
