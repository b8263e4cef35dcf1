import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../src/platform/postgres/embedded.ts';
import { chengdan as runProgram, killAll, ready, type Run, stopped } from './program.ts';

// The whole program as a user starts it, in processes of its own.

const root = join(import.meta.dirname, '..');
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengdan-start-'));
});
afterAll(async () => {
  await killAll();
  // What a killed server leaves is adopted, so that it can be stopped.
  if (await isThere(join(dataDir, 'postgres', 'data')))
    await (await startEmbedded({ dataDir, logger: { info: () => {}, warn: () => {} } })).stop();
  await rm(dataDir, { recursive: true, force: true });
});

const chengdan = (args: string[], env: Record<string, string> = {}): Run => runProgram(args, { CHENGDAN_DATA: dataDir, ...env });
const started = (env: Record<string, string> = {}): Promise<Run & { address: string }> => ready(chengdan(['start'], env));

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

const postmaster = (): string => join(dataDir, 'postgres', 'data', 'postmaster.pid');

/** Runs SQL in the database of the running server. */
async function query(text: string): Promise<unknown[]> {
  const { databaseUrl } = JSON.parse(await readFile(join(dataDir, 'holder.json'), 'utf8'));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** The lines that are not the log's. */
function plainLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{') && !line.startsWith('(') && !line.startsWith('Building'));
}

describe('start', () => {
  it('serves the API and the web app, and says what it is', async () => {
    const server = await started();
    const health = await fetch(`${server.address}/api/health`);
    expect(await health.json()).toEqual({
      status: 'ok',
      lateSchedules: [],
      version: '0.1.0',
      database: { kind: 'embedded', version: expect.stringMatching(/^18\.\d+$/) },
    });
    const ready = await fetch(`${server.address}/api/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
    const page = await fetch(`${server.address}/deals/some-address-of-the-app`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const unknown = await fetch(`${server.address}/api/v1/no-such-thing`);
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(await stopped(server)).toBe(0);
  });

  it('refuses a second server on one data folder, and names the first', async () => {
    const server = await started();
    const second = chengdan(['start']);
    expect(await second.ended).toBe(1);
    expect(plainLines(second.err())).toEqual([
      expect.stringMatching(/^chengdan: Chengdan is already running at http:\S+ .*\(process \d+\)\./),
    ]);
    expect((await fetch(`${server.address}/api/ready`)).status).toBe(200);
    await stopped(server);
  });

  it('stops cleanly on SIGTERM: the database too, and the folder is free', async () => {
    const server = await started();
    expect(await stopped(server)).toBe(0);
    expect(await isThere(postmaster())).toBe(false);
    expect(await isThere(join(dataDir, 'holder.json'))).toBe(false);
    expect(server.err()).toContain('"msg":"stopped"');
  });

  it('loses nothing that was committed when it is killed, and starts again', async () => {
    const killed = await started();
    await query('create table if not exists kept_rows (id int)');
    await query('insert into kept_rows values (42)');
    killed.child.kill('SIGKILL');
    await killed.ended;
    const server = await started();
    expect(await query('select id from kept_rows')).toEqual([{ id: 42 }]);
    await query('drop table kept_rows');
    expect(await stopped(server)).toBe(0);
  });

  it('starts again when the machine went down: server and database killed together', async () => {
    const killed = await started();
    await query('create table if not exists kept_rows (id int)');
    await query('insert into kept_rows values (43)');
    const [pid] = (await readFile(postmaster(), 'utf8')).split('\n');
    killed.child.kill('SIGKILL');
    process.kill(Number(pid), 'SIGKILL');
    await killed.ended;
    const server = await started();
    expect(await query('select id from kept_rows')).toEqual([{ id: 43 }]);
    await query('drop table kept_rows');
    await stopped(server);
  });

  it('ends by itself, with an error, when its database is gone', async () => {
    const server = await started();
    const [pid] = (await readFile(postmaster(), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    expect(await server.ended).toBe(1);
    expect(server.err()).toContain('embedded database has gone');
    expect(await stopped(await started())).toBe(0);
  });

  it('says in one line that the port is in use, and leaves nothing running', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const run = chengdan(['start'], { PORT: port });
    expect(await run.ended).toBe(1);
    expect(plainLines(run.err())).toEqual([expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`)]);
    expect(await isThere(postmaster())).toBe(false);
    other.close();
  });

  it('says in one line that DATABASE_URL does not answer, without its password', async () => {
    const run = chengdan(['start'], { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/x' });
    expect(await run.ended).toBe(1);
    expect(plainLines(run.err())).toEqual([
      expect.stringMatching(/^chengdan: No PostgreSQL answers at postgresql:\/\/me:\*\*\*@127\.0\.0\.1:1\/x/),
    ]);
  });

  it('prints every fault of the environment at once', async () => {
    const run = chengdan(['start'], { PORT: 'many', LOG_LEVEL: 'loud' });
    expect(await run.ended).toBe(1);
    expect(plainLines(run.err())).toEqual([expect.stringContaining('PORT=many'), expect.stringContaining('LOG_LEVEL=loud')]);
  });

  it('refuses a database of a newer release and leaves it as it is', async () => {
    const server = await started();
    await query(
      `insert into schema_migrations (name, timestamp) values ('29990101T000000Z-from-the-future', '2999-01-01T00:00:00.000Z')`,
    );
    await stopped(server);
    const older = chengdan(['start']);
    expect(await older.ended).toBe(1);
    expect(plainLines(older.err())).toEqual([
      expect.stringMatching(/newer release of Chengdan .*29990101T000000Z-from-the-future.*Nothing was changed/),
    ]);
    expect(await isThere(postmaster())).toBe(false);
    const embedded = await startEmbedded({ dataDir, logger: { info: () => {}, warn: () => {} } });
    const client = new pg.Client({ connectionString: embedded.url });
    await client.connect();
    await client.query(`delete from schema_migrations where name like '2999%'`);
    await client.end();
    await embedded.stop();
  });

  it('ends when the process it was started for is killed', async () => {
    const code = `const { spawn } = require('node:child_process');
      spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ${JSON.stringify(join(root, 'src', 'cli.ts'))}, 'start'], { stdio: 'inherit', env: { ...process.env, CHENGDAN_PARENT: String(process.pid) } });
      setInterval(() => {}, 1000);`;
    const launcher = spawn(process.execPath, ['--eval', code], {
      env: { ...process.env, PORT: '0', CHENGDAN_DATA: dataDir },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise<void>((done) =>
      launcher.stdout.setEncoding('utf8').on('data', (text: string) => (text.includes('is ready') ? done() : undefined)),
    );
    expect(await isThere(postmaster())).toBe(true);
    launcher.kill('SIGKILL');
    for (let tries = 0; (await isThere(join(dataDir, 'holder.json'))) && tries < 500; tries++) await sleep(20);
    expect(await isThere(postmaster())).toBe(false);
  });
});

describe('commands', () => {
  it('use the database of the running server, and start and stop it themselves when there is none', async () => {
    const status = async () => {
      const run = chengdan(['migrate', '--status', '--json']);
      expect([await run.ended, plainLines(run.err())]).toEqual([0, []]);
      return JSON.parse(run.out());
    };
    const alone = await status();
    expect(alone).toMatchObject({ pending: [], unknown: [] });
    expect(alone.applied.length).toBeGreaterThan(0);
    expect(await isThere(postmaster())).toBe(false);
    const server = await started();
    expect(await status()).toEqual(alone);
    expect((await fetch(`${server.address}/api/ready`)).status).toBe(200);
    await stopped(server);
  });

  it('doctor finds nothing wrong here, and says what is', async () => {
    const well = chengdan(['doctor', '--json']);
    expect(await well.ended).toBe(0);
    const findings: { check: string; isOk: boolean }[] = JSON.parse(well.out());
    const checks = [
      'node',
      'data folder',
      'disk space',
      'embedded PostgreSQL',
      'database',
      'schedules',
      'port',
      'web app',
      'time zone',
      'address',
    ];
    expect(findings.map(({ check, isOk }) => [check, isOk])).toEqual(checks.map((check) => [check, true]));
    const ill = chengdan(['doctor'], { DATABASE_URL: 'postgresql://me@127.0.0.1:1/x', SMTP_URL: 'smtp://127.0.0.1:1' });
    expect(await ill.ended).toBe(1);
    expect(ill.out()).toMatch(/^fail database: No PostgreSQL answers .*Check that it runs/m);
    expect(ill.out()).toMatch(/^fail mail server: .*Check SMTP_URL/m);
  });

  it('explain themselves, and refuse what they do not know with a non-zero exit', async () => {
    const help = chengdan(['--help']);
    expect(await help.ended).toBe(0);
    expect(help.out()).toMatch(/start.*\n[\s\S]*doctor/);
  });

  it.each([
    [['fly'], /^chengdan: Unknown command 'fly'\. Run "chengdan --help"/],
    [['kpi', '--workspace', 'acme'], /^chengdan: Required option '--from <day>' not specified\. Run/],
    [['kpi', '--workspace', 'acme', '--from', '2026-13-01', '--to', '2026-12-31'], /^chengdan: --from: This is not a date/],
    [['import', '--workspace', 'acme', '--map', 'package.json', '.'], /no such field: scripts\./],
    [['import', '--workspace', 'acme', '--map', 'nowhere.json', '.'], /^chengdan: The map nowhere\.json cannot be read\.$/],
  ])('say what is wrong in one line: %j', async (args, line) => {
    const run = chengdan(args);
    expect(await run.ended).toBe(1);
    expect(run.out()).toBe('');
    expect(run.err().trimEnd().split('\n')).toEqual([expect.stringMatching(line)]);
  });

  it('import in the name of the files that were read, not of the map that says how', async () => {
    const server = await started();
    const person = ['--name', 'Bo', '--email', 'bo@files.test', '--password', 'step by step 1'];
    const made = chengdan(['user', 'create', '--workspace', 'files', '--currency', 'USD', ...person]);
    expect(await made.ended).toBe(0);
    const folder = await mkdtemp(join(dataDir, 'files-'));
    await writeFile(join(folder, 'customers.csv'), 'Name\nAcme\n');
    const map = join(folder, 'how.json');
    await writeFile(
      map,
      JSON.stringify({
        version: 1,
        files: [{ file: 'customers.csv', targets: [{ kind: 'account', fields: { name: { column: 'Name' } } }] }],
      }),
    );
    const run = chengdan(['import', '--workspace', 'files', '--map', map, folder]);
    expect([await run.ended, run.err()]).toEqual([0, '']);
    expect(await query('select name from imports')).toEqual([{ name: 'customers.csv' }]);
    await stopped(server);
  });

  it('export into a file whole or not at all, name the option that is wrong, and heed a reader that goes', async () => {
    const server = await started();
    const person = ['--name', 'Ann', '--email', 'ann@acme.test', '--password', 'step by step 1'];
    const made = chengdan(['user', 'create', '--workspace', 'acme', '--currency', 'USD', ...person]);
    expect(await made.ended).toBe(0);
    const target = join(dataDir, 'deals.csv');
    const to = (...more: string[]) => chengdan(['export', '--workspace', 'acme', '--object', 'deals', ...more]);
    const [file, nowhere, sorted, closed] = [
      to('--output', target),
      to('--output', join(dataDir, 'no', 'deals.csv')),
      to('--sort', 'colour', '--output', join(dataDir, 'sorted.csv')),
      to(),
    ];
    closed.child.stdout?.destroy();
    expect(await Promise.all([file, nowhere, sorted, closed].map(({ ended }) => ended))).toEqual([0, 1, 1, 0]);
    expect(await readFile(target, 'utf8')).toMatch(/^\ufeffId,Deal,Account,/);
    expect(nowhere.err()).toMatch(/^chengdan: The file \S+deals\.csv could not be written: ENOENT.* --output\.\n$/);
    expect(sorted.err()).toMatch(/^chengdan: --sort: There is no field “colour”/);
    expect(closed.err()).toBe('');
    expect(await Promise.all(['sorted.csv', 'sorted.csv.part'].map((name) => isThere(join(dataDir, name))))).toEqual([
      false,
      false,
    ]);
    await stopped(server);
  });
});
