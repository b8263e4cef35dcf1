import type { Db } from '../../../platform/db.ts';
import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import { repeated } from '../parts/rules.ts';
import type { MarginGuard } from './contract.ts';
import * as store from './store.ts';

/** Floor and target margins of the workspace and of categories. */
export async function listMarginGuards(db: Db, scope: Scope): Promise<MarginGuard[]> {
  permit(scope, 'priceBook', 'view');
  return store.findGuards(db, scope);
}

function faultsOf(guards: readonly MarginGuard[]): FieldFault[] {
  return [
    ...repeated(guards.map(({ category }) => category ?? '')).map((at) => ({
      pointer: `/body/guards/${at}/category`,
      code: 'catalogue.part_twice',
    })),
    ...guards.flatMap(({ floorBp, targetBp }, at) =>
      floorBp !== null && targetBp !== null && floorBp > targetBp
        ? [{ pointer: `/body/guards/${at}/floorBp`, code: 'catalogue.floor_above_target' }]
        : [],
    ),
  ];
}

/** Sets all floor and target margins. */
export async function setMarginGuards(db: Db, scope: Scope, guards: readonly MarginGuard[]): Promise<MarginGuard[]> {
  permit(scope, 'priceBook', 'edit');
  const fields = faultsOf(guards);
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
  return inTx(db, async (tx) => {
    await store.replaceGuards(tx, scope, guards);
    const data = { count: guards.length };
    await appendEvents(tx, scope, [
      { kind: 'priceBook.marginsChanged', subjectKind: 'workspace', subjectId: scope.workspaceId, data },
    ]);
    return store.findGuards(tx, scope);
  });
}
