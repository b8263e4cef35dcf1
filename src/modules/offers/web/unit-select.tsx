import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sizeText } from '../../catalogue/units/rules.ts';
import { useUnits } from '../../catalogue/web/use-units.ts';
import type { QuoteLine } from '../content/contract.ts';
import type { useChangeUnit } from './use-change-unit.ts';

export interface UnitProps {
  /** Prices lines in other units. */
  onUnit: ReturnType<typeof useChangeUnit>;
}

/** The unit of a product's line: one of those it is sold in, or whatever the only one is called. */
export function UnitSelect({ line, productId, onUnit }: UnitProps & { line: QuoteLine; productId: string }) {
  const { t } = useTranslation();
  const names = useUnits(productId).map(({ name }) => name);
  const choose = (unit: string): void => {
    if (unit !== (line.unit ?? '')) onUnit(new Map([[line.id, unit.trim() || null]]));
  };
  const label = t('offers:columns.unit');
  if (names.length === 0)
    return (
      <TextInput
        key={line.unit}
        label={label}
        defaultValue={line.unit ?? ''}
        maxLength={30}
        onBlur={(event) => choose(event.currentTarget.value)}
      />
    );
  const known = line.unit === null || names.includes(line.unit) ? names : [...names, line.unit];
  return (
    <Select
      label={label}
      description={sizeText(line)}
      inputWrapperOrder={['label', 'input', 'description']}
      data={known}
      value={line.unit}
      allowDeselect={false}
      onChange={(unit) => choose(unit ?? '')}
    />
  );
}
