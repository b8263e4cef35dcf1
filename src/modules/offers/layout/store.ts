import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { QuoteTemplate } from './contract.ts';

export async function findTemplate(db: Db, scope: Scope): Promise<QuoteTemplate | undefined> {
  const row = await db
    .selectFrom('quoteTemplates')
    .select(['paper', 'hides', 'foot', 'intro', 'closing', 'version'])
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst();
  return row && QuoteTemplate.parse(row);
}

export async function insertTemplate(tx: Tx, scope: Scope): Promise<void> {
  await tx
    .insertInto('quoteTemplates')
    .values({ workspaceId: scope.workspaceId })
    .onConflict((conflict) => conflict.constraint('quote_templates_pk').doNothing())
    .execute();
}

/** Answers whether the version was still the one that its editor saw. */
export async function updateTemplate(
  tx: Tx,
  scope: Scope,
  version: number,
  { foot, intro, closing, ...rest }: Partial<Omit<QuoteTemplate, 'version'>>,
): Promise<boolean> {
  const written = (key: 'foot' | 'intro' | 'closing', value: object | undefined) =>
    value === undefined ? {} : { [key]: JSON.stringify(value) };
  const done = await tx
    .updateTable('quoteTemplates')
    .set((eb) => ({
      ...rest,
      ...written('foot', foot),
      ...written('intro', intro),
      ...written('closing', closing),
      version: eb('version', '+', 1),
      updatedAt: new Date().toISOString(),
    }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
