import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { translate } from '../../../platform/i18n.ts';
import { localize } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { loadRules, requireSubject } from '../../approvals/chains/service.ts';
import { standingOf } from '../../approvals/standing/service.ts';
import type { SubjectState } from '../../approvals/subjects/rules.ts';
import type { Stage } from '../../process/contract.ts';
import { findDealMargin } from '../margins/rules.ts';
import { directionOf } from '../rules.ts';
import type { DealRow } from '../service.ts';
import { entryValues } from './rules.ts';

export const entrySubject = 'stageEntry';

export interface Entering {
  deal: DealRow;
  from: Stage;
  to: Stage;
  /** Required criteria that do not hold, and whether they are let pass. */
  unmet: number;
  isWaived: boolean;
}

/** What approvals read of a deal that is to come into a stage: its margin only where a rule looks at it. */
export async function stateOfEntry(
  db: Db,
  scope: Scope,
  { deal, from, to, unmet, isWaived }: Entering,
  wanted?: ReadonlySet<string>,
): Promise<SubjectState> {
  const { language } = scope;
  const { id, title, baseAmountMinor, amountMinor, currency } = deal;
  const marginBp = (wanted?.has('marginBp') ?? true) ? await findDealMargin(db, scope, id) : null;
  const isSkipping = directionOf(from, to) === 'skip';
  return {
    recordId: id,
    title: translate(language, 'deals:entry.title', { deal: title, stage: localize(to.names, language) ?? to.key }),
    values: entryValues({ stage: to.key, amountMinor: baseAmountMinor, marginBp, unmet, isWaived, isSkipping }),
    lines: [],
    amount: amountMinor === null || currency === null ? null : { minor: amountMinor, currency },
  };
}

/**
 * Refuses to let a deal into a stage where a rule wants that approved and nobody has. An approval lets the deal in and does not move
 * it: next step, hand-over and proof are said by whoever moves. It stands as long as nothing that the rule looks at gets worse.
 */
export async function requireEntry(tx: Tx, scope: Scope, entering: Entering): Promise<void> {
  if (scope.userId === null) return;
  // Most workspaces have no such rule: nothing else is then read at each move.
  const { rules } = await loadRules(tx, scope, requireSubject(entrySubject));
  if (rules.length === 0) return;
  const { deal, to } = entering;
  const state = (wanted?: ReadonlySet<string>): Promise<SubjectState> => stateOfEntry(tx, scope, entering, wanted);
  const standing = await standingOf(tx, scope, entrySubject, deal.id, { input: { toStageId: to.id }, state });
  if (standing.state === 'notNeeded' || standing.state === 'approved') return;
  throw new DomainError('deals.entry_needs_approval', {
    status: 409,
    params: { stage: localize(to.names, scope.language) ?? to.key },
    extra: { approval: standing, toStageId: to.id },
  });
}
