import { todayIn } from '../../../../platform/days.ts';
import { DomainError, type FieldFault } from '../../../../platform/errors.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';
import type { QuoteContent, QuoteLine } from '../../content/contract.ts';
import type { UnitCosts } from '../../totals/margins/rules.ts';
import { loadComparing } from '../loading/service.ts';
import { askedAgain, waysToCheck, workedOut } from './rules.ts';

interface Checking {
  quoteId: string;
  accountId: unknown;
  before: { content: QuoteContent; costs: UnitCosts };
  content: QuoteContent;
  seesCost: boolean;
}

/**
 * A draft whose chosen ways were worked out again from what was said for them. A price that does not follow is refused, naming each
 * line; what led there is kept as it was found here, whatever the browser showed.
 */
export async function checkWays(
  tx: Tx,
  scope: Scope,
  { quoteId, accountId, before, content, seesCost }: Checking,
): Promise<QuoteContent> {
  const { currency, isTaxIncluded } = content;
  const { lines, fresh } = waysToCheck(before.content.lines, content.lines, currency);
  if (fresh.size === 0) return { ...content, lines };
  const { compare } = await loadComparing(tx, scope, {
    quoteId,
    accountId,
    currency,
    isTaxIncluded,
    productIds: [...new Set(lines.flatMap(({ id, productId }) => (fresh.has(id) && productId !== null ? [productId] : [])))],
    costs: before.content.currency === currency ? before.costs : {},
    seesCost,
  });
  const on = todayIn(scope.timeZone);
  const faults: FieldFault[] = [];
  const checked = lines.map((line, index): QuoteLine => {
    if (!line.pricedBy || !fresh.has(line.id)) return line;
    const asked = askedAgain(line, line.pricedBy);
    const pricedBy = workedOut(line.pricedBy, line, compare(asked), compare(asked, true), on);
    if (pricedBy !== null) return { ...line, pricedBy };
    const pointer = `/body/content/lines/${index}/pricedBy`;
    faults.push({ pointer, code: 'offers.way_differs', params: { name: line.name } });
    return line;
  });
  const [first] = faults;
  if (first) throw new DomainError('offers.way_differs', { fields: faults.slice(0, 50), params: { ...first.params } });
  return { ...content, lines: checked };
}
