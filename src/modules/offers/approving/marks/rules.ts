import type { LineMark } from '../../../approvals/subjects/rules.ts';
import type { QuoteLine } from '../../content/contract.ts';

const nameOf = ({ name }: QuoteLine): string => name.slice(0, 80);

/** What a line is beside one that is simply sold: whoever decides has to know what counts, and how long. */
export function marksOf(line: QuoteLine, lines: readonly QuoteLine[]): LineMark[] {
  const { charge } = line;
  const instead = lines.find(({ id }) => id === line.alternativeOf);
  const replacement = lines.find(({ alternativeOf, isChosen }) => isChosen && alternativeOf === line.id);
  const isChoice = line.isOptional || instead !== undefined;
  return [
    ...(instead ? [{ key: 'offers:approval.mark.alternative', params: { name: nameOf(instead) } }] : []),
    ...(line.isOptional && !instead ? [{ key: 'offers:screens.optional' }] : []),
    ...(isChoice && line.isChosen ? [{ key: 'offers:approval.mark.chosen' }] : []),
    ...(replacement ? [{ key: 'offers:approval.mark.replaced', params: { name: nameOf(replacement) } }] : []),
    ...(line.isCredit ? [{ key: 'offers:screens.credit' }] : []),
    ...(charge.kind === 'recurring' ? [{ key: `offers:screens.recurs.${charge.period}`, params: { count: charge.count } }] : []),
    ...(charge.kind === 'time' ? [{ key: `offers:choices.rateUnit.${charge.per}` }] : []),
  ];
}
