import { CompiledQuery } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Picture } from '../../../platform/pictures.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { BrandingChanges, BrandingImageKind } from './contract.ts';

export type BrandingColumns = Required<Omit<BrandingChanges, 'version'>>;

export interface ImageRow {
  kind: BrandingImageKind;
  address: string;
  width: number;
  height: number;
  createdAt: string;
}

export async function findBranding(
  db: Db,
  scope: Scope,
): Promise<(BrandingColumns & { version: number; workspaceName: string }) | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `select b.name, b.name_en, b.color, b.address, b.address_en, b.phone, b.email, b.website, b.tax_number, b.bank_name, b.bank_account, b.bank_code, b.foot,
      b.version, w.name as workspace_name
    from branding b join workspaces w on w.id = b.workspace_id where ${sql.workspace('b')}`,
  );
}

/** What is known of the pictures, without their bytes. */
export async function findImages(db: Db, scope: Scope): Promise<ImageRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<ImageRow>(
    db,
    `select i.kind, i.address, i.width, i.height, i.created_at from branding_images i where ${sql.workspace('i')}`,
  );
}

export async function findImage(db: Db, scope: Scope, kind: BrandingImageKind): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('brandingImages')
    .select('content')
    .where('workspaceId', '=', scope.workspaceId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.content;
}

// The address says which workspace's logo it is, so no scope can exist yet, as with the token of a link. A seal has no such address.
const byAddress = `select content from branding_images where address = $1 and kind = 'logo'`;

/** The logo at an address that stands in a page or a mail. */
export async function findLogoAt(db: Db, address: string): Promise<Buffer | undefined> {
  return (await db.executeQuery<{ content: Buffer }>(CompiledQuery.raw(byAddress, [address]))).rows[0]?.content;
}

export async function insertBranding(tx: Tx, scope: Scope): Promise<void> {
  await tx
    .insertInto('branding')
    .values({ workspaceId: scope.workspaceId })
    .onConflict((conflict) => conflict.constraint('branding_pk').doNothing())
    .execute();
}

export async function updateBranding(
  tx: Tx,
  scope: Scope,
  version: number | null,
  changes: Partial<BrandingColumns>,
): Promise<boolean> {
  const done = await tx
    .updateTable('branding')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('workspaceId', '=', scope.workspaceId)
    .$if(version !== null, (query) => query.where('version', '=', version ?? 0))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function putImage(
  tx: Tx,
  scope: Scope,
  kind: BrandingImageKind,
  { width, height, png }: Picture,
  address: string,
): Promise<void> {
  const values = { address, width, height, content: png, createdAt: new Date().toISOString() };
  await tx
    .insertInto('brandingImages')
    .values({ ...values, kind, workspaceId: scope.workspaceId })
    .onConflict((conflict) => conflict.constraint('branding_images_pk').doUpdateSet(values))
    .execute();
}

export async function deleteImage(tx: Tx, scope: Scope, kind: BrandingImageKind): Promise<boolean> {
  const done = await tx
    .deleteFrom('brandingImages')
    .where('workspaceId', '=', scope.workspaceId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}
