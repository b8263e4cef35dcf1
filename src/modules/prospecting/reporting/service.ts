import { periodBefore } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ConversionQuery, type ConversionReport, noLeads } from './rules.ts';
import { countConverted } from './store.ts';

/** How many leads of a period there were and how many have become customers who bought, as far as leads and figures may be seen. */
export async function readConversion(db: Db, scope: Scope, query: ConversionQuery): Promise<ConversionReport> {
  if (!can(scope, 'lead', 'view')) return { ...noLeads, previous: noLeads, byMonth: new Map() };
  const [now, before] = await Promise.all([
    countConverted(db, scope, query),
    countConverted(db, scope, { ...query, ...periodBefore(query) }),
  ]);
  return { ...now.all, previous: before.all, byMonth: now.byMonth };
}
