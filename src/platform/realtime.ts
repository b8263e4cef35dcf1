import pg from 'pg';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from './db.ts';
import { DomainError } from './errors.ts';
import { liveChannel } from './events.ts';
import type { Scope } from './scope.ts';

type Authenticate = (db: Database, request: FastifyRequest) => Promise<Scope | null>;

interface Browser {
  scope: Scope;
  request: FastifyRequest;
  reply: FastifyReply;
}

interface LiveMessage {
  workspaceId: string;
  kinds: string[];
  ids: string[];
}

/** Somebody's access may have ended: a session, a key, a user or a role. The database says so (a trigger). */
interface AccessMessage {
  access: true;
}

const maxUnread = 1_000_000;

/**
 * Live updates: one PostgreSQL listener per process, one server-sent event stream per browser. A message only says which
 * kinds of record changed, and which ones to whoever sees all of them; the browser reads again through the API, with its own
 * rights. A stream ends with the session or key that opened it.
 */
export class LiveUpdates {
  private readonly browsers = new Set<Browser>();
  private readonly config: pg.ClientConfig;
  private client: pg.Client | null = null;
  private isClosed = false;
  private beat: NodeJS.Timeout | null = null;
  private recheck: () => Promise<void> = async () => {};

  constructor(config: pg.ClientConfig) {
    this.config = config;
  }

  /** Starts listening; reconnects after a second when the connection is lost. */
  async start(): Promise<void> {
    const client = new pg.Client({ ...this.config, application_name: 'chengdan-live' });
    this.client = client;
    client.on('error', () => {});
    client.on('end', () => {
      if (!this.isClosed) setTimeout(() => this.start().catch(() => {}), 1000).unref();
    });
    client.on('notification', ({ payload }) => this.publish(payload ?? '{}'));
    await client.connect();
    await client.query(`listen ${liveChannel}`);
    this.beat ??= setInterval(() => {
      for (const browser of this.browsers) this.send(browser, ': beat\n\n');
      void this.recheck();
    }, 25_000);
    this.beat.unref();
  }

  private publish(payload: string): void {
    const message = JSON.parse(payload) as LiveMessage | AccessMessage;
    if ('access' in message) return void this.recheck();
    const { workspaceId, kinds, ids } = message;
    for (const browser of this.browsers) {
      const { scope } = browser;
      if (scope.workspaceId !== workspaceId) continue;
      const seesAll = kinds.every((kind) => scope.rights(kind, 'view') === 'all');
      this.send(browser, `event: changed\ndata: ${JSON.stringify({ kinds, ids: seesAll ? ids : [] })}\n\n`);
    }
  }

  /** Whoever does not read what was sent is dropped: a browser that is still there opens the stream again. */
  private send(browser: Browser, text: string): void {
    const { raw } = browser.reply;
    if (raw.writableLength > maxUnread) this.end(browser);
    else raw.write(text);
  }

  private end(browser: Browser): void {
    this.browsers.delete(browser);
    browser.reply.raw.end();
  }

  /**
   * Ends the streams of those who could not open one now, and tells those whose rights changed; a session that moved to another
   * workspace opens a new one.
   */
  private async endLost(db: Database, authenticate: Authenticate): Promise<void> {
    for (const browser of this.browsers) {
      const scope = await authenticate(db, browser.request).catch(() => browser.scope);
      if (scope?.workspaceId !== browser.scope.workspaceId || scope.isHeldBack) {
        this.end(browser);
        continue;
      }
      const isOther = (['rightsMark', 'teamId', 'userId'] as const).some((part) => scope[part] !== browser.scope[part]);
      browser.scope = scope;
      // What is on screen may be more, or less, than the person may see now.
      if (isOther) this.send(browser, 'event: rights\ndata: {}\n\n');
    }
  }

  /** Adds `GET /api/v1/live` to the application. */
  register(app: FastifyInstance, db: Database, authenticate: Authenticate): void {
    this.recheck = () => this.endLost(db, authenticate);
    app.get('/api/v1/live', async (request, reply) => {
      const scope = await authenticate(db, request);
      if (!scope) throw new DomainError('unauthorized');
      if (scope.isHeldBack) throw new DomainError('second_step_required');
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      reply.raw.write('retry: 2000\n\n');
      const browser = { scope, request, reply };
      this.browsers.add(browser);
      request.raw.on('close', () => this.browsers.delete(browser));
    });
  }

  async stop(): Promise<void> {
    this.isClosed = true;
    if (this.beat) clearInterval(this.beat);
    for (const { reply } of this.browsers) reply.raw.end();
    await this.client?.end();
  }
}
