import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Language } from '../languages.ts';
import { html, type Html } from './html.ts';

const style = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8');
const stylePath = `/public/page.${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`;

/** Nothing runs, nothing comes from elsewhere, nobody frames us: such a page is read as it is. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface PublicPage {
  language: Language;
  /** What the browser's tab says. */
  title: string;
  body: Html;
  status?: number;
}

/** Serves the style of pages that are made on the server; its name changes with its contents. */
export function registerPublicStyle(app: FastifyInstance): void {
  app.get(stylePath, async (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .send(style),
  );
}

/** Sends a page that needs no scripts. */
export function sendPublicPage(reply: FastifyReply, { language, title, body, status = 200 }: PublicPage): FastifyReply {
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        ${body}
      </body>
    </html> `;
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    .header('cache-control', 'no-cache')
    .send(page.text);
}
