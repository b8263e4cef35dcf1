import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { negotiateLanguage } from './i18n.ts';
import { isNamedHost } from './named-host.ts';

/** What the build says of a screen that is drawn ahead: its path, and what its page names at once. */
const Screen = z.object({ path: z.string(), scripts: z.array(z.string()), styles: z.array(z.string()) });
type Screen = z.infer<typeof Screen>;

interface Drawing {
  html: string;
  answers: unknown;
  language: string;
  /** Whether the language is that of a person; otherwise it is guessed from what the browser asks for. */
  isOwn: boolean;
}

interface Tools {
  isNamedHost: boolean;
  language: string;
  ask: (address: string, language?: string) => Promise<unknown>;
  read: (address: string) => Promise<unknown>;
}

interface Drawer {
  draw: (address: string, tools: Tools) => Promise<Drawing | null>;
}

/** Longer than this nobody waits for a drawing: the browser can make it as well. */
const patience = 1500;

/** Where somebody without a session is led to. */
const signIn = '/sign-in';

/** For so many milliseconds a drawing for nobody is kept: however often it is asked for, it is seldom made. */
const keptFor = 10_000;

/** Drawings for nobody, by what tells them apart. */
function keepDrawings(): (key: string, draw: () => Promise<Drawing | null>) => Promise<Drawing | null> {
  const kept = new Map<string, { at: number; made: Promise<Drawing | null> }>();
  return (key, draw) => {
    const known = kept.get(key);
    if (known && Date.now() - known.at < keptFor) return known.made;
    const made = draw();
    kept.set(key, { at: Date.now(), made });
    made.catch(() => kept.delete(key));
    return made;
  };
}

/**
 * Draws the sign-in and the first screen behind it into their pages, with the answers they were drawn from: somebody on a slow phone reads
 * them before the program has come. The drawing is the web app's own, built for the server; it asks the API as the browser would, with the
 * same cookie. Null for every other page, and where it cannot be drawn: then the browser does what it does anyway.
 */
export function drawnPages(app: FastifyInstance, folder: string): (request: FastifyRequest) => Promise<string | null> {
  const read = async (address: string): Promise<unknown> => JSON.parse(await readFile(join(folder, address), 'utf8'));
  // A build made while the program runs has another.
  const load = async (): Promise<Drawer> => {
    const name = (await readdir(join(folder, '.drawing'))).find((one) => one.startsWith('drawing'));
    return (await import(pathToFileURL(join(folder, '.drawing', name ?? 'drawing.js')).href)) as Drawer;
  };
  const keep = keepDrawings();
  /** The screen at an address for who asks for it; null where another is theirs. */
  const drawingFor = async (request: FastifyRequest, address: string): Promise<Drawing | null> => {
    const { cookie, 'accept-language': wanted } = request.headers;
    const language = negotiateLanguage(wanted);
    const tools = { ask: asking(app, request), read, isNamedHost: isNamedHost(request.hostname), language };
    const make = async (): Promise<Drawing | null> => (await load()).draw(address, tools);
    // Behind the sign-in nobody has anything to see who brings no session.
    if (address !== signIn) return cookie === undefined ? null : make();
    if (cookie !== undefined && (await tools.ask('/api/v1/session')) !== undefined) return null;
    return keep(`${language} ${String(tools.isNamedHost)}`, make);
  };
  return async (request) => {
    try {
      const address = addressOf(request.url);
      if (address === null) return null;
      const screens = z.array(Screen).parse(await read('.drawn.json'));
      const screen = screens.find(({ path }) => path === address.split(/[?#]/, 1)[0]);
      if (!screen) return null;
      const drawing = await Promise.race([drawingFor(request, address), sleep(patience, null, { ref: false })]);
      return drawing && pageOf(await readFile(join(folder, 'index.html'), 'utf8'), screen, drawing);
    } catch (error) {
      request.log.warn({ err: error, requestId: request.id }, 'a first screen could not be drawn');
      return null;
    }
  };
}

/** What is drawn for an address: the sign-in looks the same wherever it leads to, but at its second step it is another screen. */
function addressOf(url: string): string | null {
  if (url === '/') return signIn;
  const [path, search = ''] = url.split(/[?#]/, 2);
  if (path !== signIn) return url;
  return /\bstep=/.test(search) ? null : signIn;
}

/** Asks the API as the browser that wants the page would. */
function asking(app: FastifyInstance, request: FastifyRequest): Tools['ask'] {
  const { remoteAddress } = request.socket;
  return async (address, language) => {
    const headers = { ...request.headers, ...(language === undefined ? {} : { 'x-language': language }) };
    const reply = await app.inject({ method: 'GET', url: address, headers, ...(remoteAddress ? { remoteAddress } : {}) });
    return reply.statusCode === 200 ? reply.json<unknown>() : undefined;
  };
}

function pageOf(page: string, { scripts, styles }: Screen, { html, answers, language, isOwn }: Drawing): string {
  const further = (hrefs: readonly string[]): string[] => hrefs.filter((href) => !page.includes(`"${href}"`));
  const links = [
    ...further(styles).map((href) => `<link rel="stylesheet" crossorigin href="${href}">`),
    ...further(scripts).map((href) => `<link rel="later" as="script" crossorigin href="${href}">`),
  ];
  // Data, not a script; no text in it may end it.
  const data = JSON.stringify(answers).replaceAll('<', String.raw`\u003c`);
  // What is drawn can be read, and used once the program is there, which then draws it in its place.
  const root = `<div id="root"><div id="drawn" inert>${html}</div></div><script type="application/json" id="answers">${data}</script>`;
  // The program is asked for by `first-paint.js` once the drawing is shown: on a slow line they would come at once, and both late.
  return page
    .replaceAll('<script type="module"', '<script type="later"')
    .replace('<html lang="en"', `<html lang="${language}" data-language="${language}"${isOwn ? ' data-own' : ''}`)
    .replace('</head>', () => `${links.join('')}</head>`)
    .replace(/<div id="root">.*?<\/div>/s, () => root);
}
