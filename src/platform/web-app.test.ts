import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
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
    for (const url of ['/assets/main-0.js', '/assets/../../package.json', '/favicon.ico', '/api', '/api/v2', '/metrics'])
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

describe('a first screen that is drawn ahead', () => {
  const page = `<html lang="en" data-mantine-color-scheme="light"><head><script type="module" src="/assets/app.js"></script><link rel="stylesheet" href="/assets/app.css"></head><body><div id="root"><p id="boot">C</p></div></body></html>`;
  const screens = [
    { path: '/my-day', scripts: ['/assets/home.js'], styles: ['/assets/app.css', '/assets/home.css'] },
    { path: '/sign-in', scripts: ['/assets/sign-in.js'], styles: [] },
  ];
  // As the built one: it asks the API for who is there, and draws one screen for nobody, the other for somebody.
  const drawing = `let drawn = 0; export async function draw(address, { ask, isNamedHost, language }) {
    drawn += 1;
    if (address.includes('broken')) throw new Error('broken');
    const who = await ask('/api/v1/session', 'zh-Hans');
    if (address === '/sign-in')
      return { html: '<h1>Who are you?</h1><p>' + isNamedHost + '</p><p>Drawing ' + drawn + '</p>', answers: [], language, isOwn: false };
    return who ? { html: '<h1>' + who.name + '</h1>', answers: [[['session'], who]], language: 'zh-Hans', isOwn: true } : null;
  }`;
  const made = (async () => {
    const own = await mkdtemp(join(tmpdir(), 'chengdan-drawn-'));
    await mkdir(join(own, '.drawing'));
    await Promise.all([
      writeFile(join(own, 'index.html'), page),
      writeFile(join(own, '.drawn.json'), JSON.stringify(screens)),
      writeFile(join(own, '.drawing', 'drawing-1.js'), drawing),
    ]);
    const server = Fastify();
    server.get('/api/v1/session', (request, reply) =>
      request.headers.cookie === 'session=good'
        ? reply.send({ name: `</script>$&${String(request.headers['x-language'])}` })
        : reply.code(401).send(),
    );
    await registerWebApp(server, own);
    return { own, server };
  })();

  afterAll(async () => {
    const { own, server } = await made;
    await server.close();
    await rm(own, { recursive: true });
  });

  const open = async (url: string, headers: Record<string, string> = {}) =>
    (await made).server.inject({ method: 'GET', url, headers });

  it('stands in the page of somebody signed in, with its answers and in their language, and nobody keeps the page', async () => {
    const { body, headers } = await open('/my-day', { cookie: 'session=good' });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(body).toContain('<html lang="zh-Hans" data-language="zh-Hans" data-own data-mantine-color-scheme="light">');
    expect(body).toContain('<div id="root"><div id="drawn" inert><h1></script>$&zh-Hans</h1></div></div>');
    expect(body).toContain(String.raw`id="answers">[[["session"],{"name":"\u003c/script>$&zh-Hans"}]]</script>`);
    // Asked for once the drawing is shown.
    expect(body).toContain('<link rel="later" as="script" crossorigin href="/assets/home.js">');
    expect(body).toContain('<script type="later" src="/assets/app.js"></script>');
    expect(body.match(/app\.css/g)).toHaveLength(1);
  });

  it.each(['/', '/sign-in', '/sign-in?return=%2Fdeals'])(
    'is the sign-in for nobody at %s, in the language that the browser asks for, which is nobody’s own',
    async (url) => {
      const { body, headers } = await open(url, { 'accept-language': 'zh-TW,zh;q=0.9', host: 'crm.example:3000' });
      expect(headers['cache-control']).toBe('no-store');
      expect(body).toContain('<html lang="zh-Hant" data-language="zh-Hant" data-mantine-color-scheme="light">');
      expect(body).toContain('<h1>Who are you?</h1><p>true</p>');
      expect(body).toContain('href="/assets/sign-in.js"');
    },
  );

  it('is made once for all who have no session, in a language and at a kind of host, for a while', async () => {
    const number = async (headers: Record<string, string>) =>
      /Drawing (\d+)/.exec((await open('/sign-in', { 'accept-language': 'zh-CN', host: 'a.example', ...headers })).body)?.[1];
    const first = await number({});
    expect(await number({ host: 'b.example', cookie: 'session=old' })).toBe(first);
    expect(await number({ host: '10.0.0.1' })).not.toBe(first);
    expect(await number({ 'accept-language': 'en' })).not.toBe(first);
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 10_001);
    expect(await number({})).not.toBe(first);
  });

  it.each([
    ['nobody', '/my-day', {}],
    ['the second step of signing in', '/sign-in?step=code', {}],
    ['somebody who need not sign in', '/sign-in', { cookie: 'session=good' }],
    ['somebody who has just come', '/', { cookie: 'session=good' }],
    ['a session that has ended', '/my-day', { cookie: 'session=old' }],
    ['another screen', '/deals', { cookie: 'session=good' }],
    ['a drawing that fails', '/my-day?broken', { cookie: 'session=good' }],
  ])('is left to the browser for %s', async (_for, url, headers) => {
    const reply = await open(url, headers);
    expect([reply.statusCode, reply.body, reply.headers['cache-control']]).toEqual([200, page, 'no-cache']);
  });

  it('is compressed for browsers that read it so', async () => {
    const { rawPayload, headers } = await open('/my-day', { cookie: 'session=good', 'accept-encoding': 'gzip, br' });
    expect(headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(rawPayload).toString()).toContain('id="answers"');
  });
});
