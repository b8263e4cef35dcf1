import type { Db } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { can } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx } from '../../platform/tx.ts';
import { hasMovedDeal } from '../deals/steps/service.ts';
import { getDemo } from '../demo/service.ts';
import { listImports } from '../exchange/service.ts';
import { hasColleague } from '../identity/invitations/service.ts';
import { hasOpened } from '../menu/service.ts';
import type { StepKey, Tour, TourChanges } from './contract.ts';
import { needs, statesOf, stepsFor } from './rules.ts';
import * as store from './store.ts';

const untouched: store.TourRow = { skipped: [], isClosed: false, version: 1 };

/** A tour is a person's: the program itself takes none. */
function personOf({ userId }: Scope): string {
  if (userId === null) throw new DomainError('forbidden', { params: { object: 'tour', action: 'view' } });
  return userId;
}

async function hasData(db: Db, scope: Scope): Promise<boolean> {
  if (can(scope, 'demo', 'view') && (await getDemo(db, scope)).isLoaded) return true;
  return can(scope, 'import', 'view') && (await listImports(db, scope)).some(({ state }) => state === 'done');
}

/** Whether the workspace's own data say that a step was done. */
const isDone: Readonly<Record<StepKey, (db: Db, scope: Scope) => Promise<boolean>>> = {
  workspace: () => Promise.resolve(true),
  invite: hasColleague,
  data: hasData,
  process: (db, scope) => hasOpened(db, scope, 'process'),
  move: hasMovedDeal,
  figures: (db, scope) => hasOpened(db, scope, 'insights'),
};

/** The person's first steps and how each stands. */
export async function getTour(db: Db, scope: Scope): Promise<Tour> {
  const { skipped, ...row } = (await store.findTour(db, scope, personOf(scope))) ?? untouched;
  const keys = stepsFor(scope.rights);
  const done = new Set<StepKey>();
  for (const key of keys) if (await isDone[key](db, scope)) done.add(key);
  return { steps: statesOf(keys, done, skipped), ...row };
}

/** Passes over steps, puts the tour away or takes it up again. Only steps of the person's own can be passed over. */
export async function updateTour(db: Db, scope: Scope, { version, ...changes }: TourChanges): Promise<Tour> {
  const userId = personOf(scope);
  const own = stepsFor(scope.rights);
  const foreign = changes.skipped?.find((key) => !own.includes(key));
  if (foreign) throw new DomainError('forbidden', { params: { object: needs[foreign].object, action: needs[foreign].action } });
  return inTx(db, async (tx) => {
    await store.insertTour(tx, scope, userId);
    const isWritten = await store.updateTour(tx, scope, userId, version, changes);
    const current = await getTour(tx, scope);
    if (!isWritten) throw new DomainError('stale_version', { extra: { current } });
    return current;
  });
}
