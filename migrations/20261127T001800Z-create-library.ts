import { type Kysely, sql } from 'kysely';
import { addReference, createEntityTable, sortedText } from '../src/platform/entity-table.ts';

/** What sellers answer to objections and tell of value, with how often it helped. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createEntityTable(
    db,
    'materials',
    sql`title ${sortedText} not null,
    kind text not null,
    language text,
    objection_kind text,
    stage text,
    industry text,
    product_id uuid,
    is_active boolean not null default true,
    said text,
    listen text,
    understand text,
    solve text,
    patience text,
    need text,
    story text,
    before_text text,
    after_text text,
    source text,
    quotation text,
    quotation_consent text,
    used_count int not null default 0,
    closed_count int not null default 0,
    solved_count int not null default 0,
    solved_bp int,
    won_count int not null default 0,
    lost_count int not null default 0,
    won_bp int,
    constraint materials_kind_ck check (kind in ('answer', 'value', 'case')),
    constraint materials_language_ck check (language in ('en', 'zh-Hans', 'zh-Hant')),
    constraint materials_objection_kind_ck
      check (objection_kind in ('price', 'trust', 'timing', 'need', 'competitor', 'authority', 'product', 'other')),
    constraint materials_stage_ck check (stage in ('contact', 'needs', 'quote', 'sign', 'care')),
    constraint materials_consent_ck check (quotation_consent in ('notAsked', 'given', 'refused')),
    constraint materials_counts_ck check (used_count >= 0 and solved_count between 0 and closed_count and won_count >= 0 and lost_count >= 0)`,
  );
  await addReference(db, 'materials', 'product_id', 'products');
  for (const column of ['title', 'kind', 'objection_kind', 'used_count', 'solved_bp', 'won_bp'])
    await sql`create index ${sql.ref(`materials_${column}_ix`)} on materials (workspace_id, ${sql.ref(column)}, id) where deleted_at is null`.execute(
      db,
    );
  await sql`alter table deal_objection_replies add column material_id uuid,
    add constraint deal_objection_replies_material_fk foreign key (workspace_id, material_id)
      references materials (workspace_id, id) on delete set null (material_id)`.execute(db);
  await sql`create index deal_objection_replies_material_ix on deal_objection_replies (workspace_id, material_id, objection_id)
    where material_id is not null`.execute(db);
}
