import { NativeSelect, TextInput } from '@mantine/core';
import { overRatio } from '../../../platform/ratio.ts';
import { isSameUnit, ratioOf, timesPrice } from '../../catalogue/units/rules.ts';
import { useUnits } from '../../catalogue/web/use-units.ts';
import type { LineDraft } from './line-draft.ts';

interface UnitFieldProps {
  label: string;
  line: LineDraft;
  onChange: (patch: Partial<LineDraft>) => void;
}

/** The unit of a line: one of those its product is sold in, where it stays as dear by piece, or any text. */
export function UnitField({ label, line, onChange }: UnitFieldProps) {
  const units = useUnits(line.productId);
  const sizeOf = (unit: string | null | undefined) =>
    ratioOf(units.find(({ name }) => isSameUnit(name, unit ?? null))?.conversion?.factor);
  if (units.length === 0)
    return (
      <TextInput
        aria-label={label}
        value={line.unit ?? ''}
        maxLength={30}
        autoComplete="off"
        onChange={(event) => onChange({ unit: event.currentTarget.value || null })}
      />
    );
  const names = units.map(({ name }) => name);
  const known = line.unit && !names.includes(line.unit) ? [...names, line.unit] : names;
  const choose = (unit: string): void => {
    const times = overRatio(sizeOf(unit), sizeOf(line.unit));
    onChange({ unit, unitPrice: line.unitPrice === undefined ? undefined : timesPrice(line.unitPrice, times) });
  };
  return (
    <NativeSelect
      aria-label={label}
      data={known}
      value={line.unit ?? names[0] ?? ''}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}
