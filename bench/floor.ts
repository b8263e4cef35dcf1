import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

export interface Statement {
  text: string;
  values: readonly unknown[];
}

/**
 * The floor of a read: a bare `node:http` server that runs the same SQL by `pg` and answers `JSON.stringify` of the rows,
 * with no session, no rights, no validation.
 */
export async function startFloor(url: string, statements: readonly Statement[]): Promise<{ port: number; stop: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: 10, options: '-c timezone=UTC -c jit=off' });
  const server: Server = createServer((_request, reply) => {
    Promise.all(statements.map(({ text, values }) => pool.query(text, [...values]))).then(
      (results) => {
        const body = JSON.stringify({ data: results.map(({ rows }) => rows as unknown[]) });
        reply.writeHead(200, { 'content-type': 'application/json' }).end(body);
      },
      (error: unknown) => reply.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}
