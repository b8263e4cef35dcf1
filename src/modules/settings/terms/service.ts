import type { Database, Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { maximumClauses, type Term, type TermsPolicy, type TermsPolicyChanges } from './contract.ts';
import * as store from './store.ts';

/** Gives a new workspace its row: a policy without limits. */
export async function prepareTermsPolicy(tx: Tx, scope: Scope): Promise<void> {
  await store.insertPolicy(tx, scope);
}

/** Terms that a seller may agree to without asking. */
export async function getTermsPolicy(db: Db, scope: Scope): Promise<TermsPolicy> {
  permit(scope, 'settings', 'view');
  return loadTermsPolicy(db, scope);
}

/** The same for the rules of other modules: no right is asked for. */
export async function loadTermsPolicy(db: Db, scope: Scope): Promise<TermsPolicy> {
  const found = await store.findPolicy(db, scope);
  if (!found) throw new DomainError('internal');
  return found;
}

/** Changes which terms a seller may agree to without asking. */
export async function updateTermsPolicy(
  db: Database,
  scope: Scope,
  { version, ...changes }: TermsPolicyChanges,
): Promise<TermsPolicy> {
  permit(scope, 'settings', 'edit');
  return inTx(db, async (tx) => {
    const isDone = await store.updatePolicy(tx, scope, version, changes);
    const current = await loadTermsPolicy(tx, scope);
    if (!isDone) throw new DomainError('stale_version', { extra: { current } });
    await appendEvents(tx, scope, [
      { kind: 'settings.termsPolicyChanged', subjectKind: 'settings', subjectId: scope.workspaceId, data: { changes } },
    ]);
    return current;
  });
}

/** Adds standard clauses behind those that are there, as far as there is room for all of them. */
export async function bringClauses(tx: Tx, scope: Scope, added: readonly Term[]): Promise<void> {
  permit(scope, 'settings', 'edit');
  const { clauses, version } = await loadTermsPolicy(tx, scope);
  const ids = new Set(added.map(({ id }) => id));
  const all = [...clauses.filter(({ id }) => !ids.has(id)), ...added];
  if (all.length <= maximumClauses && !(await store.updatePolicy(tx, scope, version, { clauses: all })))
    throw new DomainError('stale_version');
}

/** Takes standard clauses out by their ids; others stay. */
export async function takeBackClauses(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  permit(scope, 'settings', 'edit');
  const { clauses, version } = await loadTermsPolicy(tx, scope);
  const left = clauses.filter(({ id }) => !ids.includes(id));
  if (left.length < clauses.length && !(await store.updatePolicy(tx, scope, version, { clauses: left })))
    throw new DomainError('stale_version');
}
