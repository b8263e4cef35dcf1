import { uuidv7 } from 'uuidv7';
import type { LineMoney } from '../../orders/amounts/rules.ts';
import type { FullLine } from '../../orders/lines/rules.ts';
import type { FrozenLine, FrozenQuote } from '../freezing/contract.ts';
import { discountBpOf } from '../revisions/rules.ts';

/** How often a line is charged; hours and days are its unit. */
function chargeOf({ charge, unit }: FrozenLine): Pick<FullLine, 'period' | 'periodCount' | 'unit'> {
  if (charge.kind === 'recurring') return { unit, period: charge.period, periodCount: charge.count };
  return { unit: unit ?? (charge.kind === 'time' ? charge.per : null), period: null, periodCount: null };
}

/**
 * What was agreed as the lines of an order: those that count, with the amounts they were accepted with. Nothing is worked out
 * again; what comes back counts below zero.
 */
export function orderLinesOf({ lines }: Pick<FrozenQuote, 'lines'>): (FullLine & LineMoney)[] {
  return lines.flatMap((line) => {
    const { amounts } = line;
    if (!amounts?.isCounted) return [];
    const { netMinor, taxMinor, grossMinor } = amounts;
    return [
      {
        id: uuidv7(),
        productId: line.productId,
        variantId: line.variantId,
        name: line.name,
        code: line.code,
        customerNumber: line.customerNumber ?? null,
        conversion: line.conversion ?? null,
        note: line.note,
        parts: line.parts ?? [],
        deliverOn: null,
        quantity: line.isCredit ? `-${line.quantity}` : line.quantity,
        unitPrice: line.unitPrice,
        discountBp: Math.min(10_000, Math.max(0, discountBpOf({ ...amounts, id: line.id }))),
        taxBp: line.taxBp,
        ...chargeOf(line),
        netMinor,
        taxMinor,
        totalMinor: grossMinor,
      },
    ];
  });
}
