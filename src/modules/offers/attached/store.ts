import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';

/** Waits for whoever is sending the quote, and lets nobody send it meanwhile. False where the record is no quote. */
export async function holdQuote(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const sql = scopedSql(scope);
  const row = await sql.first(
    tx,
    `select q.id from quotes q where ${sql.workspace('q')} and q.id = ${sql.param(id)}::uuid for no key update`,
  );
  return row !== undefined;
}

/** The newest revision that went out with a file, and whether the quote can still go out without it. */
export async function findSentWith(
  db: Db,
  scope: Scope,
  quoteId: string,
  fileId: string,
): Promise<{ number: string; revision: number; isReplaceable: boolean } | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `select q.number, r.number as revision, q.state <> 'accepted' and not exists (select 1 from quote_revisions n
      where ${sql.workspace('n')} and n.quote_id = q.id and n.frozen is not null and n.number > r.number) as is_replaceable
    from quote_revisions r join quotes q on ${sql.workspace('q')} and q.id = r.quote_id
    where ${sql.workspace('r')} and r.quote_id = ${sql.param(quoteId)}::uuid and r.frozen is not null
      and r.frozen::jsonb -> 'files' @> ${sql.param(JSON.stringify([{ id: fileId }]))}::jsonb
    order by r.number desc limit 1`,
  );
}
