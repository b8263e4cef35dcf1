import type { Db } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql, sumSql } from '../../../platform/scope-sql.ts';
import { type Asked, dealsWhere } from '../reporting/rules.ts';
import type { AnswerSum, GiveSum, ObjectionSum } from './rules.ts';

const within = (sql: ScopedSql, day: string, { from, to }: Asked): string =>
  `${day} between ${sql.param(from)}::date and ${sql.param(to)}::date`;

/** Objections raised in the period, by what they are about, and how the deals ended that had them. */
export async function sumObjections(db: Db, scope: Scope, asked: Asked): Promise<ObjectionSum[]> {
  const sql = scopedSql(scope);
  return sql.rows<ObjectionSum>(
    db,
    `select o.kind, count(*)::int as raised, count(o.closed_as)::int as closed, count(*) filter (where o.closed_as = 'solved')::int as solved,
      count(distinct o.deal_id) filter (where t.won_on is not null)::int as won,
      count(distinct o.deal_id) filter (where t.status = 'lost')::int as lost
    from deal_objections o join deals t on t.id = o.deal_id and ${dealsWhere(sql, asked)}
    where ${sql.workspace('o')} and o.deleted_at is null and ${within(sql, 'o.raised_on', asked)}
    group by 1 order by 2 desc, 1`,
  );
}

/** The most accounts, sellers or answers that a table names. */
const shown = 50;

/** Answers of the library that were given in the period, the most used first. An objection and a deal count once for each. */
export async function sumAnswers(db: Db, scope: Scope, asked: Asked): Promise<Omit<AnswerSum, 'title'>[]> {
  const sql = scopedSql(scope);
  return sql.rows<Omit<AnswerSum, 'title'>>(
    db,
    `select p.material_id as id, min(o.kind) as kind, count(*)::int as used,
      count(distinct o.id) filter (where o.closed_as is not null)::int as closed,
      count(distinct o.id) filter (where o.closed_as = 'solved')::int as solved,
      count(distinct o.deal_id) filter (where t.won_on is not null)::int as won,
      count(distinct o.deal_id) filter (where t.status = 'lost')::int as lost
    from deal_objection_replies p
      join deal_objections o on ${sql.workspace('o')} and o.id = p.objection_id and o.deleted_at is null
      join deals t on t.id = o.deal_id and ${dealsWhere(sql, asked)}
    where ${sql.workspace('p')} and p.material_id is not null and ${within(sql, 'p.said_on', asked)}
    group by 1 order by used desc, 1 limit ${shown}`,
  );
}

/** Gives of the period by who gave, or by whom they went to; accounts that the scope may not see have no name. */
export async function sumGives(db: Db, scope: Scope, asked: Asked, by: 'seller' | 'account'): Promise<GiveSum[]> {
  const sql = scopedSql(scope);
  const names =
    by === 'seller'
      ? `left join users n on ${sql.workspace('n')} and n.id = g.key`
      : `left join accounts n on ${sql.workspace('n')} and n.id = g.key and n.deleted_at is null and ${rightsPredicate(sql, 'account', 'view', 'n')}`;
  return sql.rows<GiveSum>(
    db,
    `select n.id as key, n.name, sum(g.deals)::int as deals, sum(g.gives)::int as gives, sum(g.unreturned)::int as unreturned,
      ${sumSql('g.given')} as given_minor, ${sumSql('g.margin')} as margin_minor, ${sumSql('g.got')} as got_minor
    from (select ${by === 'seller' ? 'c.by_id' : 't.account_id'} as key, count(distinct c.deal_id) as deals, count(*) as gives,
        count(*) filter (where coalesce(c.got_text, '') = '' and coalesce(c.got_minor, 0) = 0) as unreturned,
        ${sumSql('c.base_value_minor')} as given, ${sumSql('c.base_margin_minor')} as margin, ${sumSql('c.base_got_minor')} as got
      from deal_concessions c join deals t on t.id = c.deal_id and ${dealsWhere(sql, asked)}
      where ${sql.workspace('c')} and c.deleted_at is null and c.side = 'give' and ${within(sql, 'c.said_on', asked)} group by 1) g
    ${names} group by 1, 2 order by given_minor desc, gives desc, 1 limit ${shown}`,
  );
}
