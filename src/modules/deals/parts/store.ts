import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { DealCompetitor, DealContact, DealProduct } from './contract.ts';

const ref = (id: string) => `jsonb_build_object('id', ${id}, 'title', r.title)`;
const joined = (workspace: string, id: string) => `join records r on ${workspace} and r.id = ${id} and r.deleted_at is null`;

export async function findContacts(db: Db, scope: Scope, dealId: string): Promise<DealContact[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select ${ref('p.contact_id')} as contact, p.role, p.attitude, p.influence, p.note, p.version, p.contact_id = d.primary_contact_id is true as is_primary
    from deal_contacts p join deals d on ${sql.workspace('d')} and d.id = p.deal_id ${joined(sql.workspace('r'), 'p.contact_id')}
    where ${sql.workspace('p')} and p.deal_id = ${sql.param(dealId)} order by is_primary desc, p.created_at, p.contact_id limit 200`,
  );
}

export async function findCompetitors(db: Db, scope: Scope, dealId: string): Promise<DealCompetitor[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select ${ref('p.competitor_id')} as competitor, p.price_minor, p.note, p.outcome, p.version
    from deal_competitors p ${joined(sql.workspace('r'), 'p.competitor_id')} where ${sql.workspace('p')} and p.deal_id = ${sql.param(dealId)} order by p.created_at, p.competitor_id limit 200`,
  );
}

export async function findProducts(db: Db, scope: Scope, dealId: string): Promise<DealProduct[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select p.id, ${ref('p.product_id')} as product, trim_scale(p.quantity)::text as quantity, p.unit_price_minor, p.amount_minor, p.position
    from deal_products p join records r on ${sql.workspace('r')} and r.id = p.product_id where ${sql.workspace('p')} and p.deal_id = ${sql.param(dealId)} order by p.position limit 500`,
  );
}

export async function upsertContact(
  db: Db,
  scope: Scope,
  dealId: string,
  contactId: string,
  values: Omit<DealContact, 'contact' | 'isPrimary' | 'version'>,
): Promise<void> {
  await db
    .insertInto('dealContacts')
    .values({ ...values, workspaceId: scope.workspaceId, dealId, contactId })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'dealId', 'contactId'])
        .doUpdateSet((eb) => ({ ...values, version: eb('dealContacts.version', '+', 1) })),
    )
    .execute();
}

export async function deleteContact(db: Db, scope: Scope, dealId: string, contactId: string): Promise<void> {
  await db
    .deleteFrom('dealContacts')
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', '=', dealId)
    .where('contactId', '=', contactId)
    .execute();
}

export async function upsertCompetitor(
  db: Db,
  scope: Scope,
  dealId: string,
  competitorId: string,
  values: Partial<Omit<DealCompetitor, 'competitor' | 'version'>>,
): Promise<void> {
  await db
    .insertInto('dealCompetitors')
    .values({ ...values, workspaceId: scope.workspaceId, dealId, competitorId })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'dealId', 'competitorId'])
        .doUpdateSet((eb) => ({ ...values, version: eb('dealCompetitors.version', '+', 1) })),
    )
    .execute();
}

export async function deleteCompetitor(db: Db, scope: Scope, dealId: string, competitorId: string): Promise<void> {
  await db
    .deleteFrom('dealCompetitors')
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', '=', dealId)
    .where('competitorId', '=', competitorId)
    .execute();
}
