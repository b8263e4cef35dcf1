import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Activity, ActivityKind } from '../contract.ts';
import { isApproach } from '../rules.ts';
import { findAlsoAbout } from './store.ts';

/** An activity by which we approach somebody; `index` is its place in the batch. */
export interface Approach {
  index: number;
  kind: ActivityKind;
  recordIds: readonly string[];
}

/** Says which approaches must not be made. Higher modules know who does not want to be contacted. */
export type ContactGuard = (
  tx: Tx,
  scope: Scope,
  approaches: readonly Approach[],
) => Promise<{ index: number; code: string; params: Record<string, unknown> }[]>;

const contactGuards: ContactGuard[] = [];

/** Adds somebody who is asked before an outgoing call, mail or message is written; called at composition. */
export function registerContactGuard(guard: ContactGuard): void {
  if (!contactGuards.includes(guard)) contactGuards.push(guard);
}

/** Refuses the batch for the first approach that must not be made. */
async function refuseBarred(tx: Tx, scope: Scope, approaches: readonly Approach[]): Promise<void> {
  if (approaches.length === 0) return;
  for (const guard of contactGuards) {
    const [first] = await guard(tx, scope, approaches);
    if (first) throw new DomainError(first.code, { params: first.params, extra: { index: first.index } });
  }
}

/** An activity that may be an approach: the record it stands on, and the others it names. */
type Asked = Pick<Activity, 'kind' | 'direction'> & { recordId: string; linkIds: readonly string[] };

/**
 * Asks whether those may be approached whom these activities approach: the records named, and where no other is named
 * whom the record itself names (a deal's main contact).
 */
export async function refuseApproaches(tx: Tx, scope: Scope, rows: readonly Asked[]): Promise<void> {
  const asked = rows.flatMap((row, index) => (row.direction === 'out' && isApproach(row.kind, 'out') ? [{ ...row, index }] : []));
  if (asked.length === 0) return;
  const unnamed = asked.flatMap(({ recordId, linkIds }) => (linkIds.length === 0 ? [recordId] : []));
  const also = unnamed.length === 0 ? new Map<string, string[]>() : await findAlsoAbout(tx, scope, unnamed);
  const approaches = asked.map(({ index, kind, recordId, linkIds }) => ({
    index,
    kind,
    recordIds: [recordId, ...(linkIds.length === 0 ? (also.get(recordId) ?? []) : linkIds)],
  }));
  await refuseBarred(tx, scope, approaches);
}
