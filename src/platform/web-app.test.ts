import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { DomainError } from './errors.ts';
import { registerWebApp } from './web-app.ts';

const folder = await mkdtemp(join(tmpdir(), 'chengdan-web-'));
await mkdir(join(folder, 'assets'));
await writeFile(join(folder, 'index.html'), '<title>Chengdan</title>');
await writeFile(join(folder, 'assets', 'main-1.js'), 'export {};');
const app: FastifyInstance = Fastify();
app.setErrorHandler((error, _request, reply) => reply.status(error instanceof DomainError ? 404 : 500).send());
await registerWebApp(app, folder);

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const get = (url: string) => app.inject({ method: 'GET', url });

describe('registerWebApp', () => {
  it('answers every address of the app with its page, which is asked for anew each time', async () => {
    for (const url of ['/', '/deals', '/deals/1?tab=facts']) {
      const reply = await get(url);
      expect([reply.statusCode, reply.body, reply.headers['cache-control']]).toEqual([
        200,
        '<title>Chengdan</title>',
        'no-cache',
      ]);
      expect(reply.headers['content-security-policy']).toContain("default-src 'self'");
    }
  });

  it('serves its files for good, and says that a file is not here instead of sending the page', async () => {
    const part = await get('/assets/main-1.js');
    expect([part.statusCode, part.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    for (const url of ['/assets/main-0.js', '/assets/../../package.json', '/favicon.ico', '/api', '/api/v2'])
      expect((await get(url)).statusCode).toBe(404);
  });

  it('finds the files of a build made while it runs', async () => {
    await writeFile(join(folder, 'assets', 'main-2.js'), 'export {};');
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 2000);
    expect((await get('/assets/main-2.js')).statusCode).toBe(200);
    expect((await get('/assets/main-3.js')).statusCode).toBe(404);
  });
});
