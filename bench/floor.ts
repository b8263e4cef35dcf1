import { createServer, type Server } from 'node:http';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';

export interface Statement {
  text: string;
  values: readonly unknown[];
}

/** What a bare server does for one request. */
export interface FloorWork {
  /** Database to ask. */
  url: string;
  statements: readonly Statement[];
  /** In one transaction, one after the other; reads run side by side. */
  inTransaction?: boolean;
  /** Ids taken in turn in place of `nextId`. */
  ids?: readonly string[];
}

/** Stands in a statement's values for a new id of each request. */
export const freshId = '$fresh';
/** Stands in a statement's values for the next of the ids. */
export const nextId = '$next';

/**
 * The floor of a request: a bare `node:http` server that runs the same SQL by `pg` and answers `JSON.stringify` of the rows,
 * with no session, no rights, no validation. A statement that the program keeps prepared is prepared here too.
 */
export async function startFloor(work: FloorWork): Promise<{ port: number; stop: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: work.url, max: 20, options: '-c timezone=UTC -c jit=off' });
  const server: Server = createServer((_request, reply) => {
    answer(pool, work).then(
      (rows) => reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: rows })),
      (error: unknown) => reply.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}

let served = 0;

async function answer(pool: pg.Pool, { statements, inTransaction, ids = [] }: FloorWork): Promise<unknown[][]> {
  const [fresh, next] = [uuidv7(), ids[served++ % Math.max(1, ids.length)]];
  const filled = statements.map(({ text, values }, index) => ({
    text,
    values: values.map((value) => (value === freshId ? fresh : value === nextId ? next : value)),
    ...(text.startsWith('/* prepared */') ? { name: `floor${index}` } : {}),
  }));
  if (!inTransaction)
    return (await Promise.all(filled.map((query) => pool.query<Record<string, unknown>>(query)))).map(({ rows }) => rows);
  const client = await pool.connect();
  try {
    await client.query('begin');
    const results: unknown[][] = [];
    for (const query of filled) results.push((await client.query<Record<string, unknown>>(query)).rows);
    await client.query('commit');
    return results;
  } finally {
    client.release();
  }
}
