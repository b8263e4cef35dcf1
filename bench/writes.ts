import type { Database } from '../src/platform/db.ts';
import { poolOf } from '../src/platform/db.ts';
import { freshId, nextId, type Statement } from './floor.ts';
import type { Probe } from './measure.ts';
import type { Seed } from './seed.ts';

/** Columns of a table that can be written. */
export async function writtenColumns(db: Database, table: string): Promise<string[]> {
  const { rows } = await poolOf(db).query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** A row like another one under a new id: the least that creating a record can be. */
function copyOf(table: string, columns: readonly string[], workspaceId: string, id: string): Statement {
  const taken = columns.map((column) => (column === 'id' ? '$1::uuid' : column)).join(', ');
  return {
    text: `insert into ${table} (${columns.join(', ')}) select ${taken} from ${table} where workspace_id = $2 and id = $3 returning *`,
    values: [freshId, workspaceId, id],
  };
}

/** Creating a deal, beside a bare server that inserts its two rows in one transaction. */
export async function createProbe(db: Database, seed: Seed, app: { port: number; url: string }): Promise<Probe> {
  const id = seed.dealIds[0] ?? '';
  const workspaceId = seed.workspace.id;
  const tables = ['records', 'deals'] as const;
  const statements = await Promise.all(
    tables.map(async (table) => copyOf(table, await writtenColumns(db, table), workspaceId, id)),
  );
  const bodies = Array.from({ length: 12_000 }, (_, index) =>
    JSON.stringify({
      title: `新商机 ${index} 公司`,
      accountId: seed.accountIds[index % seed.accountIds.length],
      amountMinor: 100_000 + index,
      source: 'website',
    }),
  );
  return {
    name: 'create a deal',
    connections: 4,
    goal: null,
    floor: { url: app.url, statements, inTransaction: true },
    load: { port: app.port, method: 'POST', paths: ['/api/v1/deals'], bodies, headers: { cookie: seed.seller.cookie } },
  };
}

/** Moving a deal through its gate (waived, with a next step), beside a bare server that writes the row and its history. */
export async function moveProbe(db: Database, seed: Seed, app: { port: number; url: string }): Promise<Probe> {
  const [from, to] = seed.stageIds;
  const { rows } = await poolOf(db).query<{ id: string; version: number }>(
    `select id, version from deals where workspace_id = $1 and stage_id = $2 and status = 'open' and deleted_at is null order by md5(id::text) limit 12000`,
    [seed.workspace.id, from],
  );
  const dueAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const bodies = rows.map(({ version }) =>
    JSON.stringify({
      version,
      toStageId: to,
      waive: { reason: 'agreed by telephone' },
      nextStep: { text: 'Visit', dueAt, kind: 'visit' },
    }),
  );
  const statements = [
    {
      text: 'update deals set stage_id = $1, stage_entered_at = now(), version = version + 1, updated_at = now() where workspace_id = $2 and id = $3 returning *',
      values: [to, seed.workspace.id, nextId],
    },
    {
      text: `insert into deal_stage_history (workspace_id, id, deal_id, from_stage_id, to_stage_id, kind, happened_at, actor_kind) values ($1, $2, $3, $4, $5, 'advance', now(), 'user') returning id`,
      values: [seed.workspace.id, freshId, nextId, from, to],
    },
  ];
  return {
    name: 'move a deal',
    connections: 4,
    goal: null,
    floor: {
      url: app.url,
      statements,
      inTransaction: true,
      ids: rows
        .map(({ id }) => id)
        .toReversed()
        .slice(0, 3000),
    },
    load: {
      port: app.port,
      method: 'POST',
      paths: rows.slice(0, Math.max(1, rows.length - 3000)).map(({ id }) => `/api/v1/deals/${id}/move`),
      bodies: bodies.slice(0, Math.max(1, rows.length - 3000)),
      headers: { cookie: seed.owner.cookie },
    },
  };
}
