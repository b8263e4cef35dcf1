import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { type Change, pointerTo } from '../entities/rules.ts';
import { idsInCycles } from './rules.ts';
import { findAncestors, lockTree, type Tree } from './store.ts';

/**
 * Refuses changes after which a record would be above itself. Called from an entity's `prepare`; writers of the same tree
 * wait for each other, so that two of them cannot close a circle together.
 */
export async function refuseCycles(tx: Tx, scope: Scope, tree: Tree, changes: readonly Change[]): Promise<void> {
  const moved = new Map<string, string | null>();
  for (const { id, input } of changes) {
    const parent = input[tree.property];
    if (typeof parent === 'string') moved.set(id, parent);
    else if (tree.property in input) moved.set(id, null);
  }
  const parents = [...moved.values()].flatMap((id) => (id === null ? [] : [id]));
  if (parents.length === 0) return;
  await lockTree(tx, scope, tree);
  const known = await findAncestors(tx, scope, tree, [...new Set(parents)]);
  const wrong = idsInCycles(moved.keys(), new Map([...known, ...moved]));
  if (wrong.length === 0) return;
  const inCycles = new Set(wrong);
  const fields = changes.flatMap(({ id }, index) =>
    inCycles.has(id) ? [{ pointer: pointerTo(index, changes.length, tree.property), code: 'records.cycle' }] : [],
  );
  throw new DomainError('records.cycle', { status: 409, fields });
}
