import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasOldestPostgres, startOwnPostgres } from '../../../test/own-postgres.ts';
import { inspect } from './open.ts';

describe.skipIf(!hasOldestPostgres())('inspect', () => {
  let server: Awaited<ReturnType<typeof startOwnPostgres>>;
  beforeAll(async () => {
    server = await startOwnPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  test('finds the version of a server that may be used', async () => {
    expect(await inspect(server.url)).toMatchObject({ version: expect.stringMatching(/^15\./), encoding: 'UTF8' });
  });

  test('says that the server does not speak TLS, and what to do', async () => {
    await expect(inspect(`${server.url}&sslmode=verify-full`)).rejects.toMatchObject({
      message: expect.stringContaining('does not speak TLS'),
      fix: expect.stringContaining('sslmode'),
    });
  });

  test('says that a password is missing', async () => {
    const folder = new URL(server.url.replace('@/', '@localhost/')).searchParams.get('host') ?? '';
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(`alter role chengdan password 'a secret'`);
    await writeFile(join(folder, 'data', 'pg_hba.conf'), 'local all all scram-sha-256\n');
    await client.query('select pg_reload_conf()');
    await expect.poll(() => inspect(server.url).then(() => '', String)).toMatch(/asks for a password, and .* has none/);
    await client.end();
  });
});
