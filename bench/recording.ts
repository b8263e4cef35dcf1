import { createDb, createPool, type Database } from '../src/platform/db.ts';
import type { Statement } from './floor.ts';

export interface Recorder {
  db: Database;
  /** The statements that the work sent, transaction control left out. */
  record: (work: (db: Database) => Promise<unknown>) => Promise<Statement[]>;
}

/** A database handle that can tell which SQL a use case sends. */
export function recordingDb(url: string): Recorder {
  const pool = createPool({ connectionString: url }, { max: 4 });
  let heard: Statement[] | null = null;
  pool.on('connect', (client) => {
    const run: (...args: unknown[]) => unknown = client.query.bind(client);
    const listen = (...args: unknown[]): unknown => {
      const [text, values] = args;
      if (heard && typeof text === 'string' && !/^(begin|commit|rollback|start|set) ?/i.test(text))
        heard.push({ text, values: Array.isArray(values) ? [...values] : [] });
      return run(...args);
    };
    Object.assign(client, { query: listen });
  });
  const db = createDb(pool);
  return {
    db,
    record: async (work) => {
      heard = [];
      await work(db);
      const statements = heard;
      heard = null;
      return statements;
    },
  };
}
