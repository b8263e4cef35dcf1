import type { Language } from '../../platform/languages.ts';
import type { ScopedSql } from '../../platform/scope-sql.ts';
import type { RefTable } from '../records/entities/rules.ts';

const order: Record<Language, readonly Language[]> = {
  en: ['en', 'zh-Hans'],
  'zh-Hans': ['zh-Hans', 'en'],
  'zh-Hant': ['zh-Hant', 'zh-Hans', 'en'],
};

/** SQL of a text per language, in the reader's or the nearest there is. */
function localizedSql(sql: ScopedSql, column: string): string {
  return `coalesce(${order[sql.scope.language].map((language) => `${column}->>'${language}'`).join(', ')})`;
}

/** How fields of other modules that point to a stage show its name. */
export const stageNames: RefTable = { table: 'stages', name: (sql, alias) => localizedSql(sql, `${alias}.names`) };

/** And to a version: "Standard v3". */
export const versionNames: RefTable = {
  table: 'process_versions',
  name: (sql, alias) =>
    `(select ${localizedSql(sql, 'pr.names')} || ' v' || ${alias}.number from processes pr where ${sql.workspace('pr')} and pr.id = ${alias}.process_id)`,
};
