import { type Both, inLanguage } from '../../platform/demo.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { type DemoCast, scopeOfOwner } from '../identity/demo.ts';
import { createRule } from './chains/service.ts';
import type { ApprovalDetail } from './contract.ts';
import { decideApproval } from './decisions/service.ts';
import { submitApproval } from './service.ts';

const bigQuote: Both = ['大额报价：先直属经理，再公司负责人', 'Large quotes: the manager first, then the head of the company'];

/** The sample company asks twice about its largest quotes: from `fromMinor` on, the direct manager and then whoever stands above. */
export async function loadDemoApprovalRule(tx: Tx, scope: Scope, importId: string, fromMinor: number): Promise<void> {
  const step = (order: number) =>
    ({ order, mode: 'any', approvers: [{ kind: 'manager', level: order }], escalateAfterHours: 16 }) as const;
  await createRule(
    tx,
    scope,
    {
      subject: 'quote',
      name: inLanguage(bigQuote, scope.language),
      conditions: [{ field: 'totalMinor', op: 'gte', value: fromMinor }],
      steps: [step(1), step(2)].map((one) => ({ ...one, approvers: [...one.approvers] })),
      selfApproval: 'superior',
      isActive: true,
    },
    importId,
  );
}

/** Asks in the name of whose the quote is. */
export async function askFor(tx: Tx, own: Scope, quoteId: string, note: string): Promise<ApprovalDetail> {
  return submitApproval(tx, own, { subject: 'quote', subjectId: quoteId, approverIds: [], note });
}

/** Lets whoever is asked next decide, in their own name; answers the request as it then is. */
export async function decideNext(
  tx: Tx,
  cast: DemoCast,
  { id, steps }: ApprovalDetail,
  said: { verdict: 'approved' | 'rejected'; comment?: string },
): Promise<ApprovalDetail> {
  const seat = steps.flatMap(({ seats }) => seats).find(({ state }) => state === 'waiting');
  const ids = new Set(seat?.holders.map(({ user }) => user.id));
  const scope = [...cast.values()].find(({ userId }) => userId !== null && ids.has(userId)) ?? scopeOfOwner(cast, 'me');
  return decideApproval(tx, scope, id, said);
}
