import { periodBefore } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { clockOf, readQuery } from '../../records/listing/service.ts';
import { dealEntity } from '../entity.ts';
import { closedParts, type Report, type ReportQuery, underWayParts } from './rules.ts';
import * as store from './store.ts';

/**
 * Reads what the figures of a period are made from, as far as the scope's deals and figures reach. The statements are
 * independent and run side by side.
 */
export async function readReport(db: Db, scope: Scope, query: ReportQuery): Promise<Report> {
  permit(scope, 'deal', 'view');
  const { entity, filter } = await readQuery(db, scope, dealEntity, query.filter === null ? {} : { filter: query.filter });
  const asked = { from: query.from, to: query.to, entity, filter, clock: clockOf(scope) };
  const [closed, underWay, phaseDays] = await Promise.all([
    store.sumClosed(db, scope, asked, periodBefore(asked)),
    store.countUnderWay(db, scope, asked),
    store.meanPhaseDays(db, scope, asked),
  ]);
  const parts = closedParts(closed);
  const lastClosedOn = parts.groups.length === 0 ? await store.findLastClosing(db, scope, asked) : null;
  return { ...parts, ...underWayParts(underWay), phaseDays, lastClosedOn };
}
