import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { NewTaxClass, TaxClass } from './contract.ts';

/** Tax classes in their order, each with its rates, the newest first. */
export async function findTaxClasses(db: Db, scope: Scope, id: string | null = null, lock = false): Promise<TaxClass[]> {
  const sql = scopedSql(scope);
  return sql.rows<TaxClass>(
    db,
    `select c.id, c.name, c.is_exempt, c.invoice_kinds, c.is_default, c.is_active, c.version,
      coalesce((select json_agg(json_build_object('validFrom', r.valid_from, 'rateBp', r.rate_bp) order by r.valid_from desc)
        from tax_rates r where ${sql.workspace('r')} and r.tax_class_id = c.id), '[]'::json) as rates
    from tax_classes c where ${sql.workspace('c')}${id === null ? '' : ` and c.id = ${sql.param(id)}::uuid`}
    order by c.position, c.name${lock ? ' for no key update of c' : ''}`,
  );
}

/** Lets nobody else change the list meanwhile. */
export async function lockTaxClasses(tx: Tx, scope: Scope): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(tx, `select pg_advisory_xact_lock(hashtextextended('tax_classes' || ${sql.workspaceId}::text, 0))`);
}

export async function insertTaxClass(tx: Tx, scope: Scope, input: NewTaxClass, position: number): Promise<string> {
  const id = uuidv7();
  const { name, isExempt, invoiceKinds, isDefault } = input;
  await tx
    .insertInto('taxClasses')
    .values({ workspaceId: scope.workspaceId, id, name, isExempt, invoiceKinds, isDefault, position })
    .execute();
  return id;
}

export async function replaceRates(tx: Tx, scope: Scope, taxClassId: string, rates: TaxClass['rates']): Promise<void> {
  const { workspaceId } = scope;
  await tx.deleteFrom('taxRates').where('workspaceId', '=', workspaceId).where('taxClassId', '=', taxClassId).execute();
  await tx
    .insertInto('taxRates')
    .values(rates.map((rate) => ({ ...rate, workspaceId, taxClassId })))
    .execute();
}

export interface TaxClassUpdate {
  name?: string;
  isExempt?: boolean;
  invoiceKinds?: string[];
  isDefault?: boolean;
  isActive?: boolean;
  version: number;
  updatedAt: string;
}

export async function updateTaxClass(tx: Tx, scope: Scope, id: string, changes: TaxClassUpdate): Promise<void> {
  await tx.updateTable('taxClasses').set(changes).where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Makes room for another default. */
export async function clearDefault(tx: Tx, scope: Scope): Promise<void> {
  await tx
    .updateTable('taxClasses')
    .set({ isDefault: false })
    .where('workspaceId', '=', scope.workspaceId)
    .where('isDefault', '=', true)
    .execute();
}

export async function deleteTaxClass(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.deleteFrom('taxClasses').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}
