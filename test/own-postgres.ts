import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestServer } from './postgres.ts';

/** The oldest PostgreSQL that Chengdan runs on, as Debian installs it. */
export const oldestPostgres = '/usr/lib/postgresql/15/bin';

export const hasOldestPostgres = (): boolean => existsSync(join(oldestPostgres, 'postgres'));

/** PostgreSQL refuses to run as root; then it runs as nobody. */
const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A server from an operator's own installation, on a socket in a temporary folder that goes with it. */
export async function startOwnPostgres(programs = oldestPostgres): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'chengdan-own-'));
  chmodSync(folder, 0o700);
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'chengdan', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    {
      ...account,
      cwd: folder,
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const hasty = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'].flatMap((setting) => ['-c', setting]);
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses=', ...hasty], {
    ...account,
    cwd: folder,
    stdio: 'ignore',
  });
  const url = `postgresql://chengdan@/postgres?${new URLSearchParams({ host: folder }).toString()}`;
  const stop = async (): Promise<void> => {
    if (server.exitCode === null) {
      const ended = new Promise((done) => server.once('exit', done));
      // Smart shutdown would wait for connections; SIGINT is the fast one.
      server.kill('SIGINT');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (tries >= 600) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}
