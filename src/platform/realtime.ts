import pg from 'pg';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from './db.ts';
import { DomainError } from './errors.ts';
import { liveChannel } from './events.ts';
import type { Scope } from './scope.ts';

interface Browser {
  workspaceId: string;
  reply: FastifyReply;
}

interface LiveMessage {
  workspaceId: string;
  kinds: string[];
  ids: string[];
}

/**
 * Live updates: one PostgreSQL listener per process, one server-sent event stream per browser. A message only says which
 * kinds of record changed; the browser reads again through the API, with its own rights.
 */
export class LiveUpdates {
  private readonly browsers = new Set<Browser>();
  private readonly config: pg.ClientConfig;
  private client: pg.Client | null = null;
  private isClosed = false;
  private beat: NodeJS.Timeout | null = null;

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
    this.beat ??= setInterval(() => this.send(null, ': beat\n\n'), 25_000);
    this.beat.unref();
  }

  private publish(payload: string): void {
    const { workspaceId, kinds, ids } = JSON.parse(payload) as LiveMessage;
    this.send(workspaceId, `event: changed\ndata: ${JSON.stringify({ kinds, ids })}\n\n`);
  }

  private send(workspaceId: string | null, text: string): void {
    for (const browser of this.browsers) {
      if (workspaceId === null || browser.workspaceId === workspaceId) browser.reply.raw.write(text);
    }
  }

  /** Adds `GET /api/v1/live` to the application. */
  register(
    app: FastifyInstance,
    db: Database,
    authenticate: (db: Database, request: FastifyRequest) => Promise<Scope | null>,
  ): void {
    app.get('/api/v1/live', async (request, reply) => {
      const scope = await authenticate(db, request);
      if (!scope) throw new DomainError('unauthorized');
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      reply.raw.write('retry: 2000\n\n');
      const browser = { workspaceId: scope.workspaceId, reply };
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
