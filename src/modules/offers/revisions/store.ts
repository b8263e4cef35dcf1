import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { DB } from '../../../platform/db-types.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

export type RevisionRow = Selectable<DB['quoteRevisions']>;
export type NewRevision = Omit<Insertable<DB['quoteRevisions']>, 'workspaceId'>;
export type RevisionChanges = Omit<Updateable<DB['quoteRevisions']>, 'workspaceId' | 'id' | 'version' | 'updatedAt'>;

/** A revision without what it says. */
export interface HeadRow {
  id: string;
  number: number;
  state: string;
  totalMinor: number;
  netMinor: number;
  reason: string | null;
  sentAt: string | null;
  sentById: string | null;
  sentByName: string | null;
  viewedAt: string | null;
  validUntilOn: string | null;
  decidedAt: string | null;
  decidedBy: string | null;
  decisionNote: string | null;
  sha256: string | null;
  createdAt: string;
}

/** All revisions of a quote without what they say, the newest first; at most 200. */
export async function findHeads(db: Db, scope: Scope, quoteId: string): Promise<HeadRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<HeadRow>(
    db,
    `select r.id, r.number, r.state, r.total_minor, r.net_minor, r.reason, r.sent_at, r.sent_by as sent_by_id, u.name as sent_by_name,
      r.viewed_at, r.valid_until_on, r.decided_at, r.decided_by, r.decision_note, r.sha256, r.created_at
    from quote_revisions r left join users u on ${sql.workspace('u')} and u.id = r.sent_by
    where ${sql.workspace('r')} and r.quote_id = ${sql.param(quoteId)}::uuid order by r.number desc limit 200`,
  );
}

/** A revision by its number, or the newest. */
export async function findRevision(
  db: Db,
  scope: Scope,
  quoteId: string,
  number: number | null,
): Promise<RevisionRow | undefined> {
  const all = db
    .selectFrom('quoteRevisions')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('quoteId', '=', quoteId);
  const one = number === null ? all.orderBy('number', 'desc') : all.where('number', '=', number);
  return one.limit(1).executeTakeFirst();
}

export async function insertRevision(db: Db, scope: Scope, revision: NewRevision): Promise<void> {
  await db
    .insertInto('quoteRevisions')
    .values({ ...revision, workspaceId: scope.workspaceId })
    .execute();
}

/** Writes a revision and counts its version up. */
export async function updateRevision(db: Db, scope: Scope, id: string, changes: RevisionChanges): Promise<void> {
  await db
    .updateTable('quoteRevisions')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Takes what was sent before out of force; what was accepted stays. */
export async function supersede(db: Db, scope: Scope, quoteId: string, butId: string): Promise<void> {
  await db
    .updateTable('quoteRevisions')
    .set({ state: 'superseded' })
    .where('workspaceId', '=', scope.workspaceId)
    .where('quoteId', '=', quoteId)
    .where('id', '<>', butId)
    .where('state', 'in', ['sent', 'viewed', 'declined', 'expired'])
    .execute();
}

export async function deleteDraft(db: Db, scope: Scope, id: string): Promise<void> {
  await db
    .deleteFrom('quoteRevisions')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('frozen', 'is', null)
    .execute();
}

export interface SentLine {
  lineId: string;
  position: number;
  productId: string | null;
  name: string;
  quantity: string;
  unitPrice: string;
  discountBp: number;
  netMinor: number;
  costMinor: number | null;
  isCounted: boolean;
  /** How often it is charged. */
  periods: number;
}

/** Keeps the lines of a revision that is sent, to be asked by product. */
export async function insertLines(db: Db, scope: Scope, revisionId: string, lines: readonly SentLine[]): Promise<void> {
  if (lines.length === 0) return;
  const sql = scopedSql(scope);
  const rows = lines.map((line) => ({
    line_id: line.lineId,
    position: line.position,
    product_id: line.productId,
    name: line.name,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    discount_bp: line.discountBp,
    net_minor: line.netMinor,
    cost_minor: line.costMinor,
    is_counted: line.isCounted,
    periods: line.periods,
  }));
  await sql.run(
    db,
    `insert into quote_lines (workspace_id, revision_id, line_id, position, product_id, name, quantity, unit_price, discount_bp, net_minor, cost_minor, is_counted, periods)
    select ${sql.workspaceId}, ${sql.param(revisionId)}::uuid, line_id, position, product_id, name, quantity, unit_price, discount_bp, net_minor, cost_minor, is_counted, periods
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as l(line_id text, position int, product_id uuid, name text, quantity numeric,
      unit_price numeric, discount_bp int, net_minor bigint, cost_minor bigint, is_counted boolean, periods int)`,
  );
}
