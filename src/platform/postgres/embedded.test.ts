import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.ts';
import { inspect } from './open.ts';
import { isAlive } from './server-process.ts';

const logger = { info: () => {}, warn: () => {} };
let dataDir: string;
let running: Embedded | null = null;

let made: string;

// Making the files takes most of the time, so most tests begin with a copy.
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'chengdan-embedded-'));
  await (await startEmbedded({ dataDir: made, logger })).stop();
});
afterAll(() => rm(made, { recursive: true, force: true }));

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengdan-embedded-'));
});
afterEach(async () => {
  await running?.stop();
  running = null;
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  running = await startEmbedded({ dataDir, logger, ...options });
  return running;
}

/** Starts on a copy of files that were made before. */
async function startCopy(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  execFileSync('cp', ['-a', join(made, 'postgres'), dataDir]);
  return start(options);
}

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, lock_timeout: 2000 });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

/** What remains of a server whose owner was killed and whose machine was switched off: the files, and a stale lock. */
async function crash(server: Embedded): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  while (isAlive(server.pid)) await sleep(10);
}

/** What a process of a server says that finds it gone. */
const farewell = '2026-11-27 22:00:00.000 UTC [1] FATAL:  terminating connection due to unexpected postmaster exit';

describe('startEmbedded', () => {
  it('makes a durable database on a private socket, and nothing that others can enter', async () => {
    const server = await start();
    expect(server).toMatchObject({ isNew: true, isAdopted: false });
    const [settings] = await query(
      server.url,
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages, current_setting('archive_mode') as archive,
        current_setting('archive_command') as command, current_setting('listen_addresses') as addresses, current_setting('data_checksums') as checksums,
        current_setting('server_encoding') as encoding, current_database() as database, lower('ÄÖ') as lower`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      pages: 'on',
      archive: 'on',
      command: 'true',
      addresses: '',
      checksums: 'on',
      encoding: 'UTF8',
      database: 'chengdan',
      lower: 'äö',
    });
    const socket = new URL(server.url.replace('@/', '@localhost/')).searchParams.get('host') ?? '';
    for (const folder of [socket, join(dataDir, 'postgres'), join(dataDir, 'postgres', 'data')]) {
      expect((await stat(folder)).mode & 0o077).toBe(0);
    }
  });

  it('runs as nobody when we are root, and as ourselves otherwise', async () => {
    await startCopy();
    const { uid } = await stat(join(dataDir, 'postgres', 'data'));
    expect(uid).toBe(process.getuid?.() === 0 ? 65_534 : process.getuid?.());
  });

  it('adopts a server that was left running, with what was committed', async () => {
    const first = await startCopy();
    await query(first.url, 'create table kept as select 7 as id');
    const second = await start();
    expect(second).toMatchObject({ isAdopted: true, isNew: false, pid: first.pid, url: first.url });
    expect(await query(second.url, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  it('ends what the killed owner had open when it adopts', async () => {
    const first = await startCopy();
    const client = new pg.Client({ connectionString: first.url });
    client.on('error', () => {});
    await client.connect();
    await client.query('create table held (id int)');
    await client.query('begin');
    await client.query('lock table held');
    await start();
    expect(await query(first.url, 'select id from held')).toEqual([]);
    await client.end().catch(() => undefined);
  });

  it('recovers after the server itself was killed, and starts anew with a lock file whose number another program has', async () => {
    const first = await startCopy();
    await query(first.url, 'create table kept as select 7 as id');
    await crash(first);
    const lockFile = join(dataDir, 'postgres', 'data', 'postmaster.pid');
    const lines = (await readFile(lockFile, 'utf8')).split('\n');
    await writeFile(lockFile, [String(process.pid), ...lines.slice(1)].join('\n'));
    const second = await start();
    expect(second.isAdopted).toBe(false);
    expect(await query(second.url, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  it('waits for what a killed server is still at', async () => {
    const first = await startCopy();
    const client = new pg.Client({ connectionString: first.url });
    client.on('error', () => {});
    await client.connect();
    // Counting does not look whether the server still lives.
    const busy = client.query('select count(*) from generate_series(1, 3e7::int)').catch(() => undefined);
    await sleep(200);
    await crash(first);
    // A process of the killed server may have the last word in the log.
    const log = join(dataDir, 'postgres', 'postgres.log');
    const chatter = setInterval(() => appendFileSync(log, `${farewell}\n`), 1);
    expect((await start().finally(() => clearInterval(chatter))).isAdopted).toBe(false);
    await busy;
    await client.end().catch(() => undefined);
  });

  it('restarts a running server whose settings have changed', async () => {
    const first = await startCopy();
    const second = await start({ settings: { work_mem: '7MB' } });
    expect(second.isAdopted).toBe(false);
    expect(isAlive(first.pid)).toBe(false);
    expect(await query(second.url, 'show work_mem')).toEqual([{ work_mem: '7MB' }]);
  });

  it("keeps the operator's own settings in local.conf", async () => {
    await (await startCopy()).stop();
    await writeFile(join(dataDir, 'postgres', 'data', 'local.conf'), "work_mem = '9MB'\n");
    expect(await query((await start()).url, 'show work_mem')).toEqual([{ work_mem: '9MB' }]);
  });

  it('refuses data of another major version, says the way out, and changes nothing', async () => {
    await (await startCopy()).stop();
    running = null;
    const file = join(dataDir, 'postgres', 'data', 'PG_VERSION');
    await writeFile(file, '16\n');
    await expect(start()).rejects.toMatchObject({
      message: expect.stringMatching(/PostgreSQL 16.*PostgreSQL 18/),
      fix: expect.stringContaining('pg_dump'),
    });
    expect(await readFile(file, 'utf8')).toBe('16\n');
  });

  it('begins anew when the first start was killed half way', async () => {
    await (await startCopy()).stop();
    const folder = join(dataDir, 'postgres');
    await rm(join(folder, 'data'), { recursive: true });
    await writeFile(join(folder, 'data.draft'), 'half');
    await start();
    expect(await readdir(folder)).not.toContain('data.draft');
  });

  it('says why it does not start, in one line', async () => {
    await (await startCopy()).stop();
    running = null;
    await writeFile(join(dataDir, 'postgres', 'data', 'local.conf'), 'no_such_setting = 1\n');
    await expect(start()).rejects.toThrow(/^The embedded PostgreSQL did not start: [^\n]*errors\.$/);
  });

  it('stops completely: no process, no socket folder', async () => {
    const server = await startCopy();
    const socket = new URL(server.url.replace('@/', '@localhost/')).searchParams.get('host') ?? '';
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    expect(server.isRunning()).toBe(false);
    await expect(stat(socket)).rejects.toThrow(/ENOENT/);
  });
});

describe('inspect', () => {
  it('accepts our own server', async () => {
    expect(await inspect((await startCopy()).url)).toMatchObject({ version: expect.stringMatching(/^18\./), encoding: 'UTF8' });
  });

  it.each([
    ['postgresql://me@127.0.0.1:1/x', /No PostgreSQL answers at .*127\.0\.0\.1:1/],
    ['postgresql://me:secret@no-such-host.invalid/x', /is not known|cannot be used/],
  ])('names the fault of %s and keeps the password to itself', async (url, message) => {
    const refusal: unknown = await inspect(url).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'StartError', message: expect.stringMatching(message) });
    expect(String(refusal)).not.toContain('secret');
  });

  it('refuses a missing database, another encoding, and a role that may not create', async () => {
    const { url, maintenanceUrl } = await startCopy();
    await expect(inspect(url.replace('/chengdan?', '/missing?'))).rejects.toThrow(/does not exist/);
    await query(maintenanceUrl, `create database latin encoding 'LATIN1' locale 'C' template template0`);
    await expect(inspect(url.replace('/chengdan?', '/latin?'))).rejects.toThrow(/encoding LATIN1/);
    await query(url, 'create role guest login');
    await expect(inspect(url.replace('//chengdan@', '//guest@'))).rejects.toThrow(/may not create/);
  });
});
