import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { Import, type ImportState } from '../src/modules/exchange/contract.ts';
import type { ImportMapInput, MapTarget } from '../src/modules/exchange/mapping/contract.ts';
import { csvLine } from '../src/platform/csv/write.ts';
import { poolOf } from '../src/platform/db.ts';
import { readHolder } from '../src/platform/lock.ts';
import { writeXlsx } from '../src/platform/xlsx/write.ts';
import { peakMbOf, startProgram } from './processes.ts';
import { recordingDb } from './recording.ts';
import { writtenColumns } from './writes.ts';

/**
 * Imports of every kind that stands beside the deals of `bench/import.ts`, over HTTP, into a program with nothing else in it: file, check and run, then the same kind with a change in every row where
 * it can be changed, and the undo of both. Beside them `COPY` of the rows that were made into tables with the same columns and indexes, without keys to others.
 * `node scripts/runtime.mjs bench/imports.ts [rows] [parts of names]`
 */
const rows = Number(process.argv[2] ?? 100_000);
const wanted = process.argv[3]?.split(',') ?? [];
const perOrder = 2;
const perProduct = 5;

type Row = (string | number)[];
interface File {
  name: string;
  header: string[];
  rows: Row[];
  targets: (Pick<MapTarget, 'kind'> & Partial<MapTarget>)[];
}
interface Scenario {
  name: string;
  /** Imports that it builds upon, not timed. */
  before: File[];
  files: File[];
  /** The same rows with something else in each. */
  changed?: File[];
  /** What the rows become, for the floor. */
  tables: string[];
}

const range = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const columns = (names: Record<string, string>): MapTarget['fields'] =>
  Object.fromEntries(Object.entries(names).map(([field, column]) => [field, { column }]));
const byCode = (column: string) => ({ column, find: 'code' });

const accounts = (count: number, name = 'accounts.csv'): File => ({
  name,
  header: ['Name', 'Website'],
  rows: range(count, (index) => [`Bench ${index} Ltd`, `https://bench-${index}.example.test`]),
  targets: [{ kind: 'account', key: 'name', fields: columns({ name: 'Name', website: 'Website' }) }],
});
const products = (count: number): File => ({
  name: 'products.csv',
  header: ['Code', 'Name', 'Price'],
  rows: range(count, (index) => [`P-${index}`, `Servo motor ${index}`, 100 + index]),
  targets: [{ kind: 'product', key: 'code', fields: columns({ code: 'Code', name: 'Name', priceMinor: 'Price' }) }],
});
const variants = (dearerBy: number): File => ({
  name: 'variants.csv',
  header: ['Product', 'Code', 'Name', 'Price', 'Cost'],
  rows: range(rows, (index) => [
    `P-${Math.floor(index / perProduct)}`,
    `V-${index}`,
    `Length ${index % perProduct}`,
    100 + index + dearerBy,
    50 + index + dearerBy,
  ]),
  targets: [
    {
      kind: 'productVariant',
      key: 'code',
      fields: { product: byCode('Product'), ...columns({ code: 'Code', name: 'Name', priceMinor: 'Price', costMinor: 'Cost' }) },
    },
  ],
});
const customerNumbers = (suffix: string): File => ({
  name: 'customer numbers.csv',
  header: ['Customer', 'Product', 'Number', 'Called'],
  rows: range(rows, (index) => [
    `Bench ${Math.floor(index / 1000)} Ltd`,
    `P-${index % 1000}`,
    `${Math.floor(index / 1000)}-${index % 1000}${suffix}`,
    `Motor ${index % 1000}`,
  ]),
  targets: [
    {
      kind: 'customerNumber',
      fields: { product: byCode('Product'), ...columns({ account: 'Customer', number: 'Number', name: 'Called' }) },
    },
  ],
});
const orders = (): File => ({
  name: 'orders.csv',
  header: ['Number', 'Customer', 'Day'],
  rows: range(rows / perOrder, (index) => [`PO-${index}`, `Bench ${index % 1000} Ltd`, '2026-03-01']),
  targets: [{ kind: 'order', key: 'number', fields: columns({ number: 'Number', account: 'Customer', orderedOn: 'Day' }) }],
});
const orderLines = (): File => ({
  name: 'lines.csv',
  header: ['Order', 'Product', 'Quantity', 'Price', 'Tax'],
  rows: range(rows, (index) => [
    `PO-${Math.floor(index / perOrder)}`,
    `P-${index % 1000}`,
    1 + (index % 90),
    `${100 + (index % 5000)}.${10 + (index % 90)}`,
    '13%',
  ]),
  targets: [
    {
      kind: 'orderLine',
      fields: {
        ...columns({ order: 'Order', quantity: 'Quantity', unitPrice: 'Price', taxBp: 'Tax' }),
        product: byCode('Product'),
      },
    },
  ],
});

const scenarios: Scenario[] = [
  { name: 'accounts from a workbook', before: [], files: [accounts(rows, 'accounts.xlsx')], tables: ['records', 'accounts'] },
  {
    name: 'variants',
    before: [products(rows / perProduct)],
    files: [variants(0)],
    changed: [variants(1)],
    tables: ['product_variants', 'product_costs'],
  },
  {
    name: "customers' numbers",
    before: [accounts(Math.ceil(rows / 1000)), products(1000)],
    files: [customerNumbers('')],
    changed: [customerNumbers('-A')],
    tables: ['product_numbers'],
  },
  {
    name: 'lines of orders, with their orders',
    before: [accounts(1000), products(1000)],
    files: [orders(), orderLines()],
    tables: ['records', 'orders', 'order_lines'],
  },
];

type Call = (method: string, path: string, body?: object) => Promise<unknown>;

async function signIn(port: number): Promise<Call> {
  const origin = `http://127.0.0.1:${port}`;
  let cookie = '';
  const call: Call = async (method, path, body) => {
    const type = body instanceof Blob ? 'text/csv' : 'application/json';
    const reply = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { origin, cookie, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`);
    cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return reply.json();
  };
  const person = { name: 'Bench', email: 'bench@example.test', password: 'a floor under every figure' };
  await call('POST', '/setup', {
    workspaceName: 'Bench',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    language: 'en',
    ...person,
  });
  return call;
}

async function write(folder: string, { name, header, rows: lines }: File): Promise<string> {
  const path = join(folder, name);
  if (!name.endsWith('.xlsx')) {
    await writeFile(path, [header, ...lines].map((line) => csvLine(line.map(String), ',')).join(''));
    return path;
  }
  const cells = lines.map((line) => line.map(String));
  await writeFile(
    path,
    writeXlsx(
      'Rows',
      header.map((text) => ({ header: text, width: 20 })),
      Readable.from(cells),
    ),
  );
  return path;
}

/** Waits for a job of the import, and says how it ended. */
async function until(call: Call, id: string, states: readonly ImportState[]): Promise<Import> {
  for (;;) {
    const now = Import.parse(await call('GET', `/imports/${id}`));
    if (states.includes(now.state)) return now;
    if (['failed', 'cancelled'].includes(now.state))
      throw new Error(`the import ended ${now.state}: ${JSON.stringify(now.fault)}`);
    await sleep(100);
  }
}

interface Phases {
  id: string;
  seconds: Record<'upload' | 'check' | 'run', number>;
}

async function bringIn(call: Call, folder: string, files: readonly File[]): Promise<Phases> {
  const { id } = z.object({ id: z.string() }).parse(await call('POST', '/imports', { name: 'Bench' }));
  const paths = await Promise.all(files.map((file) => write(folder, file)));
  const marks = [performance.now()];
  for (const [at, { name }] of files.entries()) {
    const query = new URLSearchParams({ name, hasHeader: 'true' });
    await call('PUT', `/imports/${id}/files?${query.toString()}`, await openAsBlob(paths[at] ?? ''));
  }
  const map: ImportMapInput = {
    version: 1,
    files: files.map(({ name, targets }) => ({ file: name, targets: targets.map((target) => ({ fields: {}, ...target })) })),
  };
  await call('PUT', `/imports/${id}/mapping`, { map });
  marks.push(performance.now());
  await call('POST', `/imports/${id}/check`);
  const { report } = await until(call, id, ['checked']);
  if (report?.errors !== 0) throw new Error(`refused: ${JSON.stringify(await call('GET', `/imports/${id}/faults`))}`);
  marks.push(performance.now());
  await call('POST', `/imports/${id}/start`, {});
  await until(call, id, ['done']);
  marks.push(performance.now());
  const [upload = 0, check = 0, run = 0] = marks.slice(1).map((mark, at) => (mark - (marks[at] ?? 0)) / 1000);
  return { id, seconds: { upload, check, run } };
}

/** Takes an import back; in seconds, and how many records stayed. */
async function takeBack(call: Call, id: string): Promise<{ seconds: number; kept: number }> {
  const began = performance.now();
  await call('POST', `/imports/${id}/undo`);
  const { progress } = await until(call, id, ['undone']);
  return { seconds: (performance.now() - began) / 1000, kept: progress.kept };
}

/** Seconds that `COPY` takes for what is in the tables, into empty ones with the same columns and indexes. */
async function floorOf(url: string, tables: readonly string[]): Promise<number> {
  const { db } = recordingDb(url);
  const client = await poolOf(db).connect();
  try {
    await client.query('set statement_timeout = 0');
    let ms = 0;
    for (const table of tables) {
      const list = (await writtenColumns(db, table)).join(', ');
      const data: Buffer[] = [];
      for await (const chunk of client.query(copyTo(`copy (select ${list} from ${table}) to stdout`)))
        data.push(Buffer.from(chunk));
      await client.query(`create table floor (like ${table} including all)`);
      const began = performance.now();
      await pipeline(Readable.from(data), client.query(copyFrom(`copy floor (${list}) from stdin`)));
      ms += performance.now() - began;
      await client.query('drop table floor');
    }
    return ms / 1000;
  } finally {
    client.release();
    await db.destroy();
  }
}

const said = (seconds: number): string => `${seconds.toFixed(1)} s`;
const saidOf = ({ seconds: { upload, check, run } }: Phases): string =>
  `file ${said(upload)}, check ${said(check)}, run ${said(run)}`;

async function measure({ name, before, files, changed, tables }: Scenario): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'chengdan-bench-'));
  const program = await startProgram(folder);
  try {
    const call = await signIn(program.port);
    if (before.length > 0) await bringIn(call, folder, before);
    const made = await bringIn(call, folder, files);
    const all = made.seconds.upload + made.seconds.check + made.seconds.run;
    const url = (await readHolder(folder))?.databaseUrl ?? '';
    const floor = await floorOf(url, tables);
    const share = (seconds: number): string => `${Math.round((floor / seconds) * 100)} %`;
    console.log(
      `${name}, ${rows} rows: ${saidOf(made)}; ${Math.round(rows / all)} rows/s, ${share(all)} of COPY (${said(floor)}), the run alone ${share(made.seconds.run)}`,
    );
    if (changed) {
      const again = await bringIn(call, folder, changed);
      console.log(`  a change in each: ${saidOf(again)}`);
      const back = await takeBack(call, again.id);
      console.log(`  undo of the change ${said(back.seconds)}, ${back.kept} kept`);
    }
    const back = await takeBack(call, made.id);
    console.log(
      `  undo ${said(back.seconds)}, ${back.kept} kept; the server's peak ${await peakMbOf(program.pid)} MB, load ${loadavg()[0]?.toFixed(1) ?? ''}`,
    );
  } finally {
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

for (const scenario of scenarios)
  if (wanted.length === 0 || wanted.some((part) => scenario.name.includes(part))) await measure(scenario);
