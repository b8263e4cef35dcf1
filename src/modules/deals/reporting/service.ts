import type { Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { periodBefore } from '../../../platform/days.ts';
import { clockOf, readQuery } from '../../records/listing/service.ts';
import { dealEntity } from '../entity.ts';
import type { Report, ReportQuery } from './rules.ts';
import * as store from './store.ts';

/**
 * Reads what the figures of a period are made from, as far as the scope's deals and figures reach. The statements are
 * independent and run side by side.
 */
export async function readReport(db: Db, scope: Scope, query: ReportQuery): Promise<Report> {
  permit(scope, 'deal', 'view');
  const { entity, filter } = await readQuery(db, scope, dealEntity, query.filter === null ? {} : { filter: query.filter });
  const asked = { from: query.from, to: query.to, entity, filter, productId: query.productId, clock: clockOf(scope) };
  const [groups, cycle, previous, byIndustry, byProduct, phases, phaseDays, pipeline] = await Promise.all([
    store.sumClosed(db, scope, asked),
    store.countCycles(db, scope, asked),
    store.sumPeriod(db, scope, { ...asked, ...periodBefore(asked) }),
    store.sumByIndustry(db, scope, asked),
    store.sumByProduct(db, scope, asked),
    store.countPhases(db, scope, asked),
    store.meanPhaseDays(db, scope, asked),
    store.sumPipeline(db, scope, asked),
  ]);
  return { groups, cycle, previous, byIndustry, byProduct, phases, phaseDays, pipeline };
}
