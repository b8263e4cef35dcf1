import type { Db } from '../../../platform/db.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { ConversionQuery } from './rules.ts';
import { countConverted } from './store.ts';

/** How many leads of a period there were and how many have become customers who bought, as far as leads and figures may be seen. */
export async function readConversion(db: Db, scope: Scope, query: ConversionQuery): Promise<{ leads: number; won: number }> {
  return can(scope, 'lead', 'view') ? countConverted(db, scope, query) : { leads: 0, won: 0 };
}
