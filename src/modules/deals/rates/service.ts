import type { Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { loadProcess, loadVersionsOf } from '../../process/loading/service.ts';
import type { StageRate, Waived } from './contract.ts';
import { ratesOf } from './rules.ts';
import * as store from './store.ts';

/** The own rates of a process: of its published version's stages, and of a draft's, over the deals of all its versions. */
export async function getStageRates(
  db: Db,
  scope: Scope,
  processId: string,
): Promise<{ closed: number; data: StageRate[]; waived: Waived[] }> {
  permit(scope, 'process', 'view');
  permit(scope, 'deal', 'view');
  await loadProcess(db, scope, processId);
  const versions = await loadVersionsOf(db, scope, processId);
  const versionIds = versions.map(({ id }) => id);
  const [closedIn, waived] = await Promise.all([
    store.countClosed(db, scope, versionIds),
    store.countWaived(db, scope, versionIds),
  ]);
  const all = versions.flatMap(({ stages }) => stages);
  const shown = versions.filter(({ state }) => state !== 'retired').flatMap(({ stages }) => stages);
  return {
    closed: closedIn.reduce((sum, { closed }) => sum + closed, 0),
    data: ratesOf(shown, all, closedIn),
    waived,
  };
}
