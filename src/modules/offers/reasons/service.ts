import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { systemScope } from '../../identity/access/service.ts';
import { loadTermsPolicy } from '../../settings/terms/service.ts';
import { floorsOf } from '../approving/floors/service.ts';
import { belowTargetBp } from '../approving/rules.ts';
import type { QuoteContent } from '../content/contract.ts';
import { asksReason } from '../pricing/rules.ts';
import type { ContentFault } from '../revisions/contract.ts';
import type { Totals } from '../totals/contract.ts';
import { marginOf, type UnitCosts } from '../totals/margins/rules.ts';

const codes = { offList: 'offers.reason_off_list', underTarget: 'offers.reason_under_target' } as const;

interface Draft {
  content: QuoteContent;
  costs: UnitCosts;
  totals: Totals;
  accountId: string | null;
}

/**
 * Lines whose price is off the list or below the target margin, and of which nobody said why; none where the workspace does not ask.
 * The catalogue is asked whatever the scope may see of it: only whether a line is below is told.
 */
export async function missingReasons(
  tx: Tx,
  scope: Scope,
  { content, costs, totals, accountId }: Draft,
): Promise<ContentFault[]> {
  const lines = content.lines.filter(({ kind, isCredit, priceReason }) => kind === 'item' && !isCredit && !priceReason?.trim());
  if (lines.length === 0 || !(await loadTermsPolicy(tx, scope)).asksPriceReason) return [];
  const floors = await floorsOf(tx, await systemScope(tx, scope.workspaceId), accountId, { ...content, lines });
  const amounts = new Map(totals.lines.map((line) => [line.id, line]));
  const margins = new Map(marginOf(content, totals, costs).lines.map((line) => [line.id, line]));
  return lines.flatMap((line): ContentFault[] => {
    const amount = amounts.get(line.id);
    if (!amount) return [];
    const below = belowTargetBp(line, content.currency, amount, margins.get(line.id), floors.get(line.id)) ?? 0;
    const why = asksReason(line, content.currency, below > 0);
    return why === null ? [] : [{ lineId: line.id, place: 'priceReason', code: codes[why] }];
  });
}
