import type { Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import { listTeams } from '../../identity/teams/service.ts';
import type { KpiTarget } from './contract.ts';
import { deleteImported, deleteTarget, findTargets, insertImported, lockTarget, upsertTarget } from './store.ts';

/** Targets that are set. */
export async function listTargets(db: Db, scope: Scope): Promise<KpiTarget[]> {
  permit(scope, 'insights', 'view');
  return findTargets(db, scope);
}

/** Sets or takes away one target and answers all of them. */
export async function setTarget(
  db: Db,
  scope: Scope,
  target: Omit<KpiTarget, 'value'> & { value: number | null; was?: number | null | undefined },
): Promise<KpiTarget[]> {
  permit(scope, 'insights', 'target');
  const { value, was, ...what } = target;
  if (what.teamId !== null && !(await listTeams(db, scope)).some(({ id }) => id === what.teamId))
    throw invalidField('/body/teamId', 'not_found_reference');
  return inTx(db, async (tx) => {
    const current = await lockTarget(tx, scope, what);
    if (was !== undefined && was !== current) throw new DomainError('stale_version', { extra: { current: { value: current } } });
    if (value === null) await deleteTarget(tx, scope, what);
    else await upsertTarget(tx, scope, { ...what, value });
    return findTargets(tx, scope);
  });
}

/** Adds the targets of an import where none is set yet, marked so that they can go with it. */
export async function addImportedTargets(db: Db, scope: Scope, targets: readonly KpiTarget[], importId: string): Promise<void> {
  permit(scope, 'insights', 'target');
  await insertImported(db, scope, targets, importId);
}

/** Takes the targets of an import away, but for those that somebody has changed since. */
export async function removeImportedTargets(db: Db, scope: Scope, importId: string): Promise<number> {
  permit(scope, 'insights', 'target');
  return deleteImported(db, scope, importId);
}
