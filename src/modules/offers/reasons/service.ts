import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { systemScope } from '../../identity/access/service.ts';
import { loadTermsPolicy } from '../../settings/terms/service.ts';
import { floorsOf } from '../approving/floors/service.ts';
import { givenMinor } from '../approving/credits/rules.ts';
import { belowTargetBp } from '../approving/rules.ts';
import type { QuoteContent } from '../content/contract.ts';
import { asksReason } from '../pricing/rules.ts';
import type { ContentFault } from '../revisions/contract.ts';
import type { Totals } from '../totals/contract.ts';
import { marginOf, type UnitCosts } from '../totals/margins/rules.ts';

const codes = {
  offList: 'offers.reason_off_list',
  underTarget: 'offers.reason_under_target',
  givenAway: 'offers.reason_given_away',
  credit: 'offers.reason_credit',
} as const;

interface Draft {
  content: QuoteContent;
  costs: UnitCosts;
  totals: Totals;
  accountId: string | null;
}

/**
 * Lines whose price is off the list or below the target margin, that are given away by a discount, and credits that give something away, of which nobody said why; none
 * where the workspace does not ask. What a credit takes off other lines is said with the credit.
 * The catalogue is asked whatever the scope may see of it: only whether a line is below is told.
 */
export async function missingReasons(
  tx: Tx,
  scope: Scope,
  { content, costs, totals, accountId }: Draft,
): Promise<ContentFault[]> {
  const lines = content.lines.filter(({ kind, priceReason }) => kind === 'item' && !priceReason?.trim());
  if (lines.length === 0 || !(await loadTermsPolicy(tx, scope)).asksPriceReason) return [];
  const floors = await floorsOf(tx, await systemScope(tx, scope.workspaceId), accountId, { ...content, lines });
  const amounts = new Map(totals.lines.map((line) => [line.id, line]));
  const margins = new Map(marginOf(content, totals, costs).lines.map((line) => [line.id, line]));
  return lines.flatMap((line): ContentFault[] => {
    const amount = amounts.get(line.id);
    if (!amount) return [];
    const floor = floors.get(line.id);
    const below = belowTargetBp(line, content.currency, amount, margins.get(line.id), floor) ?? 0;
    const isGiving = givenMinor(line, content.currency, amount, floor) > 0;
    const isGivenAway = amount.listMinor > 0 && amount.amountMinor === 0;
    const asked = asksReason(line, content.currency, below > 0) ?? (isGivenAway ? 'givenAway' : null);
    const why = line.isCredit ? (isGiving ? 'credit' : null) : asked;
    return why === null ? [] : [{ lineId: line.id, place: 'priceReason', code: codes[why] }];
  });
}
