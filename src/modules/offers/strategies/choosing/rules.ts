import { formatAmount } from '../../../../platform/money.ts';
import { amountTimes } from '../../../../platform/ratio.ts';
import type { Method } from '../../../catalogue/strategies/data/contract.ts';
import type { QuoteLine } from '../../content/contract.ts';
import { inOwnUnit, lineRatio } from '../../units/rules.ts';
import type { LineStrategies, StrategyInputs } from '../contract.ts';

/** A line at the price that a way came to, with what led there. Nothing is taken off that price any more. */
export function pricedByWay(
  line: QuoteLine,
  { strategies, recommended }: Pick<LineStrategies, 'strategies' | 'recommended'>,
  method: Method,
  { inputs, quantity, currency, on }: { inputs: StrategyInputs; quantity: string; currency: string; on: string },
): Partial<QuoteLine> | null {
  const way = strategies.find((one) => one.method === method);
  if (!way || way.priceMinor === null || !way.isUsable || way.isUnderFloor) return null;
  const { unitPrice: _mended, ...unread } = line.unread ?? {};
  const priceMinor = amountTimes(way.priceMinor, lineRatio(line));
  const { needs, shareBp, mostMinor, premiumBp, figures, markupBp, targetMarginBp } = inputs;
  return {
    unitPrice: formatAmount(priceMinor, currency),
    discount: null,
    unread: Object.keys(unread).length === 0 ? null : unread,
    pricedBy: {
      method,
      productId: line.productId,
      priceMinor,
      inputs: method === 'costPlus' ? {} : way.inputs,
      needs: needs.filter(({ benefitMinor }) => benefitMinor > 0),
      said: {
        quantity: inOwnUnit({ quantity, factor: line.conversion?.factor, unitPriceMinor: null }).quantity,
        shareBp,
        mostMinor,
        premiumBp,
        figures,
      },
      ...(markupBp === null && targetMarginBp === null
        ? {}
        : { cost: { markupBp, targetMarginBp, costMinor: null, marginBp: null } }),
      isRecommended: recommended.method === method,
      reason: recommended.reason,
      on,
    },
  };
}
