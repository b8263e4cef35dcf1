import type { ScopedSql } from '../../../platform/scope-sql.ts';

/** How rows with `actor_kind` and `actor_id` tell who it was: `name` over `joins`. A key acts in the name of its person. */
export function actorSql(sql: ScopedSql, alias: string): { name: string; joins: string } {
  return {
    name: 'coalesce(acting.name, behind.name)',
    joins: `left join users acting on ${sql.workspace('acting')} and acting.id = ${alias}.actor_id
      left join api_keys used on ${sql.workspace('used')} and used.id = ${alias}.actor_id and ${alias}.actor_kind = 'key'
      left join users behind on ${sql.workspace('behind')} and behind.id = used.user_id`,
  };
}
