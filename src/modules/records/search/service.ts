import type { Db } from '../../../platform/db.ts';
import { isReadable } from '../../../platform/field-rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { documentTokens, queryTokens } from '../../../platform/text/tokens.ts';
import { allEntities, type Entity, entityOf, searchTextsOf, titleOf } from '../entities/rules.ts';
import { findRows } from '../rows/service.ts';
import type { SearchHit } from './contract.ts';
import { deleteDocuments, findHits, upsertDocuments } from './store.ts';

/** Writes the search entries of records of one kind, from their rows as they are now. Missing ones are skipped. */
export async function writeSearch(db: Db, scope: Scope, entity: Entity, ids: readonly string[]): Promise<void> {
  const rows = await findRows(db, scope, entity, ids);
  const documents = await Promise.all(
    rows.map(async (row) => {
      const subtitle = entity.subtitleField ? (row[`${entity.subtitleField}IdName`] ?? row[entity.subtitleField]) : null;
      const title = titleOf(entity, row);
      const shown = typeof subtitle === 'string' ? subtitle : null;
      return {
        id: String(row['id']),
        kind: entity.object,
        ownerId: typeof row['ownerId'] === 'string' ? row['ownerId'] : null,
        teamId: String(row['teamId']),
        title,
        subtitle: shown,
        tokens: await documentTokens(title, [...searchTextsOf(entity, row), ...(shown === null ? [] : [shown])]),
      };
    }),
  );
  await upsertDocuments(db, scope, documents);
}

/** Takes records out of search. */
export async function removeFromSearch(db: Db, scope: Scope, ids: readonly string[]): Promise<void> {
  await deleteDocuments(db, scope, ids);
}

/** Records of every kind (or of those named) whose entry has all words of the text. An empty text finds nothing. */
export async function searchRecords(
  db: Db,
  scope: Scope,
  text: string,
  kinds: readonly string[] | null,
  limit: number,
): Promise<SearchHit[]> {
  const tokens = await queryTokens(text);
  if (tokens.length === 0) return [];
  const all = allEntities().map(({ object }) => object);
  const hits = await findHits(db, scope, kinds === null ? all : all.filter((kind) => kinds.includes(kind)), tokens, text, limit);
  return hits.map((hit) => {
    const key = entityOf(hit.kind).subtitleField;
    return key === undefined || isReadable(scope, hit.kind, key) ? hit : { ...hit, subtitle: null };
  });
}
