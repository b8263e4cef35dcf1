import type { Db } from '../../platform/db.ts';
import { rightsPredicate } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { identifier, scopedSql } from '../../platform/scope-sql.ts';
import type { consents, SuggestedField } from './contract.ts';

/** Values of a free field that living accounts have, the most frequent first. */
export async function findSuggestions(
  db: Db,
  scope: Scope,
  field: SuggestedField,
  start: string,
): Promise<{ value: string; count: number }[]> {
  const sql = scopedSql(scope);
  const column = `t.${identifier(field)}`;
  const like = `${start.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  const begins = start === '' ? '' : ` and ${column} ilike ${sql.param(like)}`;
  return sql.rows(
    db,
    `select ${column} as value, count(*) as count from accounts t
    where ${sql.workspace('t')} and t.deleted_at is null and ${column} is not null${begins} and ${rightsPredicate(sql, 'account', 'view', 't')}
    group by ${column} order by count(*) desc, ${column} limit 50`,
  );
}

export interface ReachableContact {
  id: string;
  name: string;
  doNotContact: boolean;
  consent: (typeof consents)[number];
}

/** Those of the records that are contacts, with what they said about being contacted. Rights do not matter to a bar. */
export async function findContactsAmong(db: Db, scope: Scope, recordIds: readonly string[]): Promise<ReachableContact[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select t.id, t.name, t.do_not_contact, t.consent from contacts t
    where ${sql.workspace('t')} and t.id = any(${sql.param(recordIds)}::uuid[]) and (t.do_not_contact or t.consent = 'refused')`,
  );
}

/** Those of the contacts that have a phone, a mail address or an account on another channel. */
export async function findReachable(db: Db, scope: Scope, contactIds: readonly string[]): Promise<{ id: string }[]> {
  const sql = scopedSql(scope);
  const has = (column: string) => `jsonb_array_length(coalesce(t.${column}, '[]')) > 0`;
  return sql.rows(
    db,
    `select t.id from contacts t where ${sql.workspace('t')} and t.id = any(${sql.param(contactIds)}::uuid[]) and t.deleted_at is null
    and (${has('phones')} or ${has('emails')} or ${has('handles')})`,
  );
}
