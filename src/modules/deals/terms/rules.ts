import type { FieldFault } from '../../../platform/errors.ts';
import type { AgreedTerms } from '../../settings/terms/contract.ts';

function doubles(place: 'payments' | 'terms', parts: readonly { id: string }[]): FieldFault[] {
  return parts.flatMap(({ id }, index) =>
    parts.findIndex((one) => one.id === id) < index ? [{ pointer: `/body/terms/${place}/${index}/id`, code: 'duplicate' }] : [],
  );
}

/** What keeps terms from being set: a part that is named twice, a payment on a day that is not named. */
export function termFaults({ payments, terms }: AgreedTerms): FieldFault[] {
  return [
    ...doubles('payments', payments),
    ...doubles('terms', terms),
    ...payments.flatMap(({ due, on }, index): FieldFault[] =>
      due === 'onDay' && on === null ? [{ pointer: `/body/terms/payments/${index}/on`, code: 'deals.payment_day_missing' }] : [],
    ),
  ];
}
