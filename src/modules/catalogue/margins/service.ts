import type { Db } from '../../../platform/db.ts';
import type { ReplyOf } from '../../../platform/endpoint.ts';
import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import { maySeeCosts } from '../costs/service.ts';
import { repeated } from '../parts/rules.ts';
import type { listMarginGuards as listContract, MarginGuard } from './contract.ts';
import * as store from './store.ts';

type MarginGuards = ReplyOf<typeof listContract>;

/** Floor and target margins of the workspace and of categories; none for whoever may not see costs, which follow from them. */
export async function listMarginGuards(db: Db, scope: Scope): Promise<MarginGuards> {
  permit(scope, 'priceBook', 'view');
  const isHidden = !maySeeCosts(scope);
  return { data: isHidden ? [] : await store.findGuards(db, scope), isHidden };
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

/** Sets all floor and target margins; whoever may not see them would replace what they do not know. */
export async function setMarginGuards(db: Db, scope: Scope, guards: readonly MarginGuard[]): Promise<MarginGuards> {
  permit(scope, 'priceBook', 'edit');
  if (!maySeeCosts(scope)) throw new DomainError('forbidden', { params: { object: 'priceBook', action: 'edit' } });
  const fields = faultsOf(guards);
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
  return inTx(db, async (tx) => {
    await store.replaceGuards(tx, scope, guards);
    const data = { count: guards.length };
    await appendEvents(tx, scope, [
      { kind: 'priceBook.marginsChanged', subjectKind: 'workspace', subjectId: scope.workspaceId, data },
    ]);
    return { data: await store.findGuards(tx, scope), isHidden: false };
  });
}
