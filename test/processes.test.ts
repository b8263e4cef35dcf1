import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as send, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasOldestPostgres, startOwnPostgres } from './own-postgres.ts';
import { createDatabase, newDatabaseName, type TestServer } from './postgres.ts';
import { chengdan, killAll, ready, type Run, stopped } from './program.ts';

const token = 'figures-for-prometheus';
const person = { email: 'ann@acme.test', password: 'step by step 1' };
const target = { kind: 'account', key: 'name', fields: { name: { column: 'Name' } } };

/** Sends every request on to the next web process that is there, as a balancer does. */
async function startBalancer(addresses: () => readonly string[]): Promise<{ server: Server; address: string }> {
  let turn = 0;
  const server = createServer((request, reply) => {
    const [first = ''] = addresses();
    const target = addresses()[turn++ % addresses().length] ?? first;
    const onward = send(target + (request.url ?? ''), { method: request.method, headers: request.headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    onward.on('error', () => reply.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  return { server, address: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}` };
}

describe.skipIf(!hasOldestPostgres())('two web and two worker processes on one database', () => {
  let postgres: TestServer;
  let folder: string;
  let balancer: { server: Server; address: string } | undefined;
  let cookie = '';
  let webs: (Run & { address: string })[] = [];
  let workers: (Run & { address: string })[] = [];

  beforeAll(async () => {
    postgres = await startOwnPostgres();
    folder = await mkdtemp(join(tmpdir(), 'chengdan-shared-'));
    const env = {
      DATABASE_URL: await createDatabase(postgres.url, newDatabaseName()),
      CHENGDAN_DATA: folder,
      METRICS_TOKEN: token,
    };
    const options = [
      '--workspace',
      'acme',
      '--currency',
      'USD',
      '--name',
      'Ann',
      '--email',
      person.email,
      '--password',
      person.password,
    ];
    const made = chengdan(['user', 'create', ...options, '--role', 'owner'], env);
    expect([await made.ended, made.err()]).toEqual([0, '']);
    const start = (role: string) => ready(chengdan(['start', '--role', role], env));
    [webs, workers] = await Promise.all([
      Promise.all([start('web'), start('web')]),
      Promise.all([start('worker'), start('worker')]),
    ]);
    balancer = await startBalancer(() => webs.map(({ address }) => address));
    const signedIn = await ask('POST', '/session', person);
    cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';', 1)[0])
      .join('; ');
  });
  afterAll(async () => {
    balancer?.server.close();
    await killAll();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function ask(method: string, path: string, body?: object | string): Promise<Response> {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    return fetch(`${balancer?.address ?? ''}/api/v1${path}`, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  it('know one session: whichever answers, it is the same person’s', async () => {
    const names = [];
    for (let time = 0; time < 4; time++) names.push((await (await ask('GET', '/session')).json()).user.email);
    expect(names).toEqual([person.email, person.email, person.email, person.email]);
  });

  it('tell a browser at one of them what another has changed', async () => {
    const [first, second] = webs;
    const stream = await fetch(`${first?.address ?? ''}/api/v1/live`, { headers: { cookie } });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = (await reader?.read())?.value ?? '';
    const made = await fetch(`${second?.address ?? ''}/api/v1/accounts`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Elsewhere' }),
    });
    expect(made.status).toBe(201);
    while (!heard.includes('event: changed')) heard += (await reader?.read())?.value ?? '';
    expect(heard).toContain('"account"');
    await reader?.cancel();
  });

  it('import a file that one of them received and another reads, each row once', async () => {
    const { id } = await (await ask('POST', '/imports', { name: 'Shared' })).json();
    const rows = Array.from({ length: 300 }, (_, no) => `Company ${no}`).join('\n');
    expect((await ask('PUT', `/imports/${id}/files?name=a.csv&hasHeader=true`, `Name\n${rows}\n`)).status).toBe(200);
    const map = { version: 1, name: 'Shared', files: [{ file: 'a.csv', targets: [target] }] };
    const mapped = await ask('PUT', `/imports/${id}/mapping`, { map });
    expect(mapped.status, await mapped.text()).toBe(200);
    const until = async (state: string): Promise<void> => {
      for (let tries = 0; tries < 3000; tries++) {
        const { state: now } = await (await ask('GET', `/imports/${id}`)).json();
        if (now === state) return;
        await sleep(50);
      }
      throw new Error(`not ${state}`);
    };
    await ask('POST', `/imports/${id}/check`);
    await until('checked');
    await ask('POST', `/imports/${id}/start`, {});
    await until('done');
    expect((await (await ask('GET', '/accounts/count')).json()).count).toBe(301);
  });

  it('count one limit together', async () => {
    const wrong = { ...person, password: 'not the password' };
    const statuses = [];
    // One sign-in has gone before.
    for (let time = 0; time < 20; time++) statuses.push((await ask('POST', '/session', wrong)).status);
    expect(statuses).toEqual([...Array.from({ length: 19 }, () => 401), 429]);
  });

  it('show their figures to whoever has the token, the workers those of jobs', async () => {
    const [worker, other] = workers;
    const figures = (address = '', headers = {}) => fetch(`${address}/metrics`, { headers });
    expect((await figures(webs[0]?.address)).status).toBe(401);
    const shown = { authorization: `Bearer ${token}` };
    expect(await (await figures(webs[0]?.address, shown)).text()).toContain('route="/api/v1/session",status="200"');
    const jobs = await Promise.all([worker, other].map(async (each) => (await figures(each?.address, shown)).text()));
    expect(jobs.join('\n')).toMatch(/chengdan_job_duration_seconds_count\{task="exchange\.\w+",outcome="done"\} [1-9]/);
    expect(jobs[0]).toContain('chengdan_jobs{state="failed"} 0');
    expect((await fetch(`${worker?.address ?? ''}/api/ready`)).status).toBe(200);
    expect((await fetch(`${worker?.address ?? ''}/api/v1/session`)).status).toBe(404);
  });

  it('go on when one of each has stopped', async () => {
    const some = [...webs.splice(1), ...workers.splice(1)];
    expect(await Promise.all(some.map((each) => stopped(each)))).toEqual([0, 0]);
    expect((await ask('GET', '/session')).status).toBe(200);
  });
});

it('refuses a half without a database of one’s own', async () => {
  const run = chengdan(['start', '--role', 'worker'], {});
  expect(await run.ended).toBe(1);
  expect(run.err()).toMatch(/A worker process shares its database .*DATABASE_URL/);
});
