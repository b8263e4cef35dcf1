import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Language } from '../languages.ts';
import { Html, html } from './html.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const base = read('base.css');
const style = base + read('page.css');
const stylePath = `/public/page.${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`;
/** The style of a page for customers, which stands in it: another request would cost a phone half a second. */
export const customerStyle = compact(base + read('customer.css'));

/** Without comments and the white space of the layout. */
function compact(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\s+/g, ' ');
}

const hashOf = (inline: string): string => `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;

/** Nothing comes from elsewhere, nobody frames us, and nothing runs but the one script that was written with the page. */
function policyOf(style: string | undefined, script: string | undefined): string {
  return [
    "default-src 'none'",
    `style-src 'self'${style === undefined ? '' : ` ${hashOf(style)}`}`,
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`, "connect-src 'self'"]),
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export interface PublicPage {
  language: Language;
  /** What the browser's tab says. */
  title: string;
  body: Html;
  status?: number;
  /** A style that stands in the page itself, instead of the one that pages share. */
  style?: string;
  /** What makes the page handier where scripts run; everything can be done without it. */
  script?: string;
  /** Address of the mark in the browser's tab; the product's unless given. */
  icon?: string;
  /** What a chat program shows of a link: who it is from, and a picture by its path here. */
  card?: { site: string; image: string | null };
  /** What is for one reader alone: kept nowhere, found by no search engine, and told to no other site. */
  isPrivate?: boolean;
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

// What WeChat, Feishu and others make the card of a link from.
function cardOf({ site, image }: { site: string; image: string | null }, title: string, { request }: FastifyReply): Html {
  const meta = (property: string, content: string): Html => html`<meta property="og:${property}" content="${content}" />`;
  return html`${meta('type', 'website')} ${meta('title', title)} ${site !== '' && meta('site_name', site)}
  ${image !== null && meta('image', `${request.protocol}://${request.host}${image}`)}`;
}

/** Sends a page that needs no scripts. */
export function sendPublicPage(reply: FastifyReply, shown: PublicPage): FastifyReply {
  const { language, title, body, status = 200, style: own, script, icon = '/favicon.svg', card, isPrivate = false } = shown;
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${isPrivate && html`<meta name="robots" content="noindex, nofollow" />`}
        <title>${title}</title>
        ${card && cardOf(card, title, reply)}
        <link rel="icon" href="${icon}" type="image/svg+xml" />
        ${own === undefined ? html`<link rel="stylesheet" href="${stylePath}" />` : new Html(`<style>${own}</style>`)}
      </head>
      <body>
        ${body} ${script !== undefined && new Html(`<script>${script}</script>`)}
      </body>
    </html> `;
  if (isPrivate) reply.header('x-robots-tag', 'noindex, nofollow, noarchive');
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policyOf(own, script))
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', isPrivate ? 'no-referrer' : 'same-origin')
    .header('cache-control', isPrivate ? 'no-store' : 'no-cache')
    .send(page.text);
}
