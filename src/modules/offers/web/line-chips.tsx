import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import type { QuoteLine } from '../content/contract.ts';
import { takenParts } from '../parts/rules.ts';
import { useChargeText } from './charge-text.ts';
import { UnderTarget, Untaxed } from './line-price.tsx';
import type { LineView } from './line-view.ts';

/** How many parts are in a bundle; which, when it is pointed at. */
function PartsChip({ line }: { line: QuoteLine }) {
  const { t } = useTranslation();
  const parts = takenParts(line);
  if (parts.length === 0) return null;
  const text = parts.map(({ name, quantity }) => `${quantity} × ${name}`).join('\n');
  return <Chip title={text}>{t('offers:screens.parts', { count: parts.length })}</Chip>;
}

/** What is special about a line, beside its name or its amount. */
export function LineChips({ view: { line, isNoted, isUnderTarget, isUntaxed } }: { view: LineView }) {
  const { t } = useTranslation();
  const chargeText = useChargeText();
  const { charge } = line;
  return (
    <>
      <PartsChip line={line} />
      {line.alternativeOf !== null ? <Chip>{t('offers:screens.alternative')}</Chip> : null}
      {line.isOptional ? <Chip tone={line.isChosen ? 'pri' : 'plain'}>{t('offers:screens.optional')}</Chip> : null}
      {line.isCredit ? <Chip tone="warn">{t('offers:screens.credit')}</Chip> : null}
      {charge.kind === 'once' ? null : <Chip tone={charge.kind === 'recurring' ? 'pri' : 'plain'}>{chargeText(charge)}</Chip>}
      {isUnderTarget ? <UnderTarget /> : null}
      {isUntaxed ? <Untaxed /> : null}
      {isNoted ? <Chip tone="warn">{t('offers:screens.archived')}</Chip> : null}
    </>
  );
}
