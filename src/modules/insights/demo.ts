import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { priceIn } from '../settings/demo.ts';
import { addImportedTargets } from './targets/service.ts';

/** The targets of the sample company for the year of a day and the one before: a little above what it reaches. */
export async function loadDemoTargets(tx: Tx, scope: Scope, importId: string, today: string): Promise<void> {
  const year = Number(today.slice(0, 4));
  const targets = [year - 1, year].flatMap((each) => [
    { kpi: 'winRate' as const, teamId: null, year: each, value: 6000 },
    { kpi: 'conversion' as const, teamId: null, year: each, value: 2500 },
    { kpi: 'salesCycleDays' as const, teamId: null, year: each, value: 42 },
    {
      kpi: 'revenue' as const,
      teamId: null,
      year: each,
      value: priceIn(scope.currency, each === year ? 68_000_000 : 56_000_000),
    },
  ]);
  await addImportedTargets(tx, scope, targets, importId);
}
