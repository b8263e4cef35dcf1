import type { Price } from '../../../catalogue/pricing/contract.ts';
import type { QuoteContent, QuoteLine } from '../../content/contract.ts';
import { currentWay, isAsFound, isAt } from '../../pricing/rules.ts';
import type { LineAmounts } from '../../totals/contract.ts';
import { timesCharged } from '../../totals/lines/rules.ts';
import type { LineTrace } from './contract.ts';

/** What the catalogue asks for a line today, as far as its trace says it. */
export type Asked = Pick<Price, 'trace' | 'book' | 'unitPriceMinor'>;

function originOf(line: QuoteLine, currency: string, asked: Asked | undefined): LineTrace['from'] {
  if (currentWay(line, currency) !== null) return 'way';
  if (isAt(line, asked?.unitPriceMinor, currency)) return 'catalogue';
  return isAsFound(line, currency) ? 'earlier' : 'typed';
}

/** How the price of a line came about, for whoever decides about it. */
export function traceOf(
  line: QuoteLine,
  { currency, discount: wholeDiscount }: Pick<QuoteContent, 'currency' | 'discount'>,
  {
    promotionMinor = 0,
    isCounted,
    amountMinor,
    shareMinor,
  }: Pick<LineAmounts, 'promotionMinor' | 'isCounted' | 'amountMinor' | 'shareMinor'>,
  asked: Asked | undefined,
): LineTrace {
  const from = originOf(line, currency, asked);
  const way = currentWay(line, currency);
  return {
    currency,
    steps: asked?.trace ?? [],
    book: asked?.book?.name ?? null,
    from,
    unitPrice: line.unitPrice,
    way: way && { method: way.method, isRecommended: way.isRecommended, reason: way.reason },
    typedById: from === 'typed' ? (line.typedById ?? null) : null,
    reason: line.priceReason?.trim() || null,
    discount: line.discount,
    promotionMinor,
    wholeDiscount: isCounted ? wholeDiscount : null,
    result: { minor: amountMinor - shareMinor, quantity: line.quantity, unit: line.unit, times: timesCharged(line) },
  };
}
