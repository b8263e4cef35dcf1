import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { drawnPages } from './drawn-page.ts';
import { DomainError } from './errors.ts';

/** No inline script runs, nothing is loaded from elsewhere, nobody frames us. Styles are set on elements by the component set. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Addresses that other parts of the program answer, where they are there. */
const notOfTheApp = /^(api|metrics)(\/|$)/;

/**
 * Serves the built web app: files as they are (compressed beforehand), and its page for every other address outside `/api`,
 * because the app has its own router. Figures that nobody asked for (`/metrics`) are no page of it either.
 */
export async function registerWebApp(app: FastifyInstance, folder: string): Promise<void> {
  const has = await knownFiles(folder);
  const drawn = drawnPages(app, folder);
  await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, cacheControl: false });
  app.get('/*', async (request, reply) => {
    const path = pathOf(request.url);
    if (path === null || notOfTheApp.test(path)) throw new DomainError('not_found');
    if (path !== '' && path !== 'index.html' && (await has(path))) return sendFile(reply, path);
    // An address with an ending asks for a file, and that file is not here: an old page may ask for a part of the last release.
    if (/\.[a-z0-9]{2,5}$/i.test(path)) throw new DomainError('not_found');
    const page = await drawn(request);
    return page === null ? sendPage(reply) : sendDrawn(request, reply, page);
  });
}

function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '').replace(/^\/+/, '');
  } catch {
    return null;
  }
}

function sendFile(reply: FastifyReply, path: string): FastifyReply {
  // The bundler puts a hash of the contents into the names of what is in assets/.
  const cache = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
  return reply.header('cache-control', cache).header('x-content-type-options', 'nosniff').sendFile(path);
}

function sendPage(reply: FastifyReply): FastifyReply {
  return guarded(reply).header('cache-control', 'no-cache').sendFile('index.html');
}

function guarded(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin');
}

const compress = promisify(brotliCompress);
/** Quick rather than small: it is made for one reader. */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** A page of one person: nothing on the way keeps it, nor the browser, where another may sign in. */
async function sendDrawn(request: FastifyRequest, reply: FastifyReply, page: string): Promise<FastifyReply> {
  guarded(reply).header('cache-control', 'no-store').header('vary', 'accept-encoding').type('text/html; charset=utf-8');
  if (!/\bbr\b/.test(String(request.headers['accept-encoding']))) return reply.send(page);
  return reply.header('content-encoding', 'br').send(await compress(page, quick));
}

/**
 * Answers whether a file is there without asking the file system for a path that a request made up. A file that looks like one of
 * the app and is not known may come from a build made since: then the folder is read again, once a second at most.
 */
async function knownFiles(folder: string): Promise<(path: string) => Promise<boolean>> {
  let files = await listFiles(folder);
  let readAt = Date.now();
  return async (path) => {
    if (files.has(path)) return true;
    if (!path.startsWith('assets/') || Date.now() - readAt < 1000) return false;
    readAt = Date.now();
    files = await listFiles(folder);
    return files.has(path);
  };
}

async function listFiles(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return new Set(paths.filter((path) => !/\.(br|gz)$/.test(path) && !path.startsWith('.')));
}
