import type { Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { readNegotiations } from '../../deals/negotiations/service.ts';
import type { KpiQuery } from '../contract.ts';
import { narrowing, requireRange } from '../rules.ts';
import type { NegotiationFigures } from './contract.ts';
import { answerFigures, giveFigures, objectionFigures } from './rules.ts';

/** What doubts a period brought and how they ended, and what was given for what; as far as the scope's deals and figures reach. */
export async function getNegotiation(db: Db, scope: Scope, query: KpiQuery): Promise<NegotiationFigures> {
  permit(scope, 'insights', 'view');
  requireRange(query);
  const narrow = narrowing(query);
  const filter = narrow.length === 0 ? null : JSON.stringify({ and: narrow });
  const report = await readNegotiations(db, scope, { from: query.from, to: query.to, filter });
  return {
    currency: scope.currency,
    objections: report.objections.map(objectionFigures),
    answers: report.answers.map(answerFigures),
    bySeller: report.bySeller.map(giveFigures),
    byAccount: report.byAccount.map(giveFigures),
  };
}
