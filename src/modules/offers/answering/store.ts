import { uuidv7 } from 'uuidv7';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { KeptDecision } from '../sharing/contract.ts';

export interface NewDecision extends KeptDecision {
  linkId: string;
  netMinor: number;
  /** Now, unless it is told of the past. */
  decidedAt?: string;
}

/** Keeps what a customer decided; it is never written again. */
export async function insertDecision(tx: Tx, scope: Scope, decision: NewDecision): Promise<void> {
  await tx
    .insertInto('quoteDecisions')
    .values({ ...decision, id: uuidv7(), workspaceId: scope.workspaceId })
    .execute();
}
