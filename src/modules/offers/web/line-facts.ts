import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import { sizeText } from '../../catalogue/units/rules.ts';
import type { LinePart } from '../../orders/parts/contract.ts';
import type { LineSide } from '../comparing/rules.ts';
import type { QuoteLine } from '../content/contract.ts';
import { takenParts } from '../parts/rules.ts';
import { discountText } from './cells.ts';
import { useChargeText } from './charge-text.ts';

/** A cell of a line that is compared, as it is read out. */
type Fact = readonly [key: string, text: string];

interface Reading {
  currency: string;
  /** What a line is called, by its id. */
  nameOf: (id: string) => string;
}

/** How a line is charged, with what it gets dearer by. */
function useFullChargeText(): (charge: QuoteLine['charge']) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const chargeText = useChargeText();
  return (charge) => {
    const text = chargeText(charge);
    if (charge.kind !== 'recurring' || charge.upliftBp === 0) return text;
    return `${text}, ${t('offers:details.uplift')} ${format.basisPoints(charge.upliftBp)}`;
  };
}

/** Reads a line of a revision out: what it always says, and of the rest what is set or has changed. */
export function useLineFacts({ currency, nameOf }: Reading): (side: LineSide, cells: readonly string[]) => Fact[] {
  const { t } = useTranslation();
  const format = useFormat();
  const chargeText = useFullChargeText();
  return ({ line, amounts }, cells) => {
    const fact = (key: string, text: string | null, isSaid = text !== null): Fact[] =>
      isSaid || cells.includes(key) ? [[key, text ?? '—']] : [];
    const flag = (key: 'isOptional' | 'isChosen' | 'isCredit', yes: string, no: string): Fact[] =>
      fact(key, t(`offers:screens.menu.${line[key] ? yes : no}`), line[key]);
    const partsText = (parts: readonly LinePart[]): string | null =>
      parts.length === 0
        ? null
        : parts.map(({ name, quantity }) => `${format.number(Number(quantity), 6)} × ${name}`).join(' · ');
    const { limits, alternativeOf, taxName } = line;
    return [
      ...fact('code', line.code),
      ...fact(cells.includes('unit') ? 'unit' : 'quantity', `${format.number(Number(line.quantity))} ${line.unit ?? ''}`),
      ...fact('conversion', `(${sizeText(line) ?? line.unit ?? ''})`, false),
      ...fact('unitPrice', `× ${format.unitPrice(line.unitPrice, currency)}`),
      ...fact('discount', line.discount && `− ${discountText(line.discount, currency, '')}`),
      ...fact('taxBp', `${t('offers:columns.taxBp')} ${format.basisPoints(line.taxBp)}`),
      ...fact('taxName', taxName, false),
      ...fact('charge', chargeText(line.charge), line.charge.kind !== 'once'),
      ...flag('isOptional', 'optional', 'notOptional'),
      ...flag('isChosen', 'chosen', 'notChosen'),
      ...flag('isCredit', 'credit', 'notCredit'),
      ...fact('alternativeOf', alternativeOf && `${t('offers:columns.alternativeOf')} ${nameOf(alternativeOf)}`),
      ...fact('parts', partsText(takenParts(line))),
      ...fact('limits', limits && t('offers:compare.limits', { min: limits.min, max: limits.max })),
      ...fact('amount', amounts ? format.money(amounts.amountMinor, currency) : ''),
    ];
  };
}
