import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { PastDeal } from './rules.ts';

type Of<K extends 'contacts' | 'competitors' | 'ticks'> = PastDeal[K][number] & { dealId: string };

export async function insertContacts(db: Db, scope: Scope, parts: readonly Of<'contacts'>[]): Promise<void> {
  const sql = scopedSql(scope);
  const rows = parts.map(({ dealId, contactId, ...part }) => ({ ...part, deal_id: dealId, contact_id: contactId }));
  await sql.run(
    db,
    `insert into deal_contacts (workspace_id, deal_id, contact_id, role, attitude, influence)
    select ${sql.workspaceId}, deal_id, contact_id, role, attitude, influence from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as p(deal_id uuid, contact_id uuid, role text, attitude text, influence int)`,
  );
}

export async function insertCompetitors(db: Db, scope: Scope, parts: readonly Of<'competitors'>[]): Promise<void> {
  const sql = scopedSql(scope);
  const rows = parts.map(({ dealId, competitorId, priceMinor, outcome }) => ({
    outcome,
    deal_id: dealId,
    competitor_id: competitorId,
    price_minor: priceMinor,
  }));
  await sql.run(
    db,
    `insert into deal_competitors (workspace_id, deal_id, competitor_id, price_minor, outcome)
    select ${sql.workspaceId}, deal_id, competitor_id, price_minor, outcome from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as p(deal_id uuid, competitor_id uuid, price_minor bigint, outcome text)`,
  );
}

export async function insertTicks(db: Db, scope: Scope, ticks: readonly Of<'ticks'>[]): Promise<void> {
  const sql = scopedSql(scope);
  const rows = ticks.map(({ dealId, key, state, note, at }) => ({ deal_id: dealId, key, state, note, set_at: at }));
  await sql.run(
    db,
    `insert into deal_criteria (workspace_id, deal_id, criterion_key, state, note, set_by, set_at)
    select ${sql.workspaceId}, deal_id, key, state, note, ${sql.param(scope.userId)}::uuid, set_at
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as t(deal_id uuid, key text, state text, note text, set_at timestamptz)`,
  );
}

export interface Mirror {
  dealId: string;
  lastActivityAt: string | null;
  firstContactOn: string | null;
  nextStepId: string | null;
  nextStepOn: string | null;
  nextStepText: string | null;
}

/** Shows on deals what their timelines hold: the last activity and the next step. */
export async function mirrorTimelines(db: Db, scope: Scope, mirrors: readonly Mirror[]): Promise<void> {
  const sql = scopedSql(scope);
  const rows = mirrors.map((one) => ({
    id: one.dealId,
    last_activity_at: one.lastActivityAt,
    first_contact_on: one.firstContactOn,
    next_step_id: one.nextStepId,
    next_step_on: one.nextStepOn,
    next_step_text: one.nextStepText,
  }));
  await sql.run(
    db,
    `update deals d set last_activity_at = n.last_activity_at, first_contact_on = n.first_contact_on, next_step_id = n.next_step_id, next_step_on = n.next_step_on, next_step_text = n.next_step_text
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as n(id uuid, last_activity_at timestamptz, first_contact_on date, next_step_id uuid, next_step_on date, next_step_text text)
    where ${sql.workspace('d')} and d.id = n.id`,
  );
}

/** Currencies that deals are in which no import of this id made. */
export async function findOtherCurrencies(db: Db, scope: Scope, importId: string): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ currency: string }>(
    db,
    `select distinct d.currency from deals d join records r on ${sql.workspace('r')} and r.id = d.id
    where ${sql.workspace('d')} and r.import_id is distinct from ${sql.param(importId)}::uuid`,
  );
  return rows.map(({ currency }) => currency);
}
