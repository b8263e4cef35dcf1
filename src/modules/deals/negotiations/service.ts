import type { Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findMaterialTitles } from '../../library/service.ts';
import { clockOf, readQuery } from '../../records/listing/service.ts';
import { dealEntity } from '../entity.ts';
import type { ReportQuery } from '../reporting/rules.ts';
import type { NegotiationReport } from './rules.ts';
import * as store from './store.ts';

/** Objections and gives of a period, as far as the scope's deals and figures reach. Amounts in the workspace's currency. */
export async function readNegotiations(db: Db, scope: Scope, query: ReportQuery): Promise<NegotiationReport> {
  permit(scope, 'deal', 'view');
  const { entity, filter } = await readQuery(db, scope, dealEntity, query.filter === null ? {} : { filter: query.filter });
  const asked = { from: query.from, to: query.to, entity, filter, clock: clockOf(scope) };
  const [objections, answers, bySeller, byAccount] = await Promise.all([
    store.sumObjections(db, scope, asked),
    store.sumAnswers(db, scope, asked),
    store.sumGives(db, scope, asked, 'seller'),
    store.sumGives(db, scope, asked, 'account'),
  ]);
  const titles = await findMaterialTitles(
    db,
    scope,
    answers.map(({ id }) => id),
  );
  const named = answers.flatMap((answer) => {
    const title = titles.get(answer.id);
    return title === undefined ? [] : [{ ...answer, title }];
  });
  return { objections, answers: named, bySeller, byAccount };
}
