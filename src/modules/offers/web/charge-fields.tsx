import { Group, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Charge, periods } from '../content/contract.ts';

const once: Charge = { kind: 'once' };

/** How a line is charged: once, again and again, or by time. */
export function ChargeFields({ charge, onChange }: { charge: Charge; onChange: (charge: Charge) => void }) {
  const { t } = useTranslation();
  const starts: Record<Charge['kind'], Charge> = {
    once,
    recurring: { kind: 'recurring', period: 'month', count: 12, upliftBp: 0 },
    time: { kind: 'time', per: 'day' },
  };
  return (
    <>
      <Select
        label={t('offers:details.charge')}
        allowDeselect={false}
        data={(['once', 'recurring', 'time'] as const).map((kind) => ({
          value: kind,
          label: t(`offers:choices.charge.${kind}`),
        }))}
        value={charge.kind}
        onChange={(kind) =>
          onChange(starts[Charge.options.find(({ shape }) => shape.kind.value === kind)?.shape.kind.value ?? 'once'])
        }
      />
      {charge.kind === 'recurring' ? (
        <Group grow align="end">
          <Select
            label={t('offers:details.period')}
            allowDeselect={false}
            data={periods.map((period) => ({ value: period, label: t(`offers:choices.period.${period}`) }))}
            value={charge.period}
            onChange={(period) => onChange({ ...charge, period: periods.find((one) => one === period) ?? 'month' })}
          />
          <NumberInput
            label={t('offers:details.count')}
            min={1}
            max={360}
            value={charge.count}
            onChange={(count) => onChange({ ...charge, count: Number(count) || 1 })}
          />
          <NumberInput
            label={t('offers:details.uplift')}
            min={0}
            max={100}
            decimalScale={2}
            suffix="%"
            value={charge.upliftBp / 100}
            onChange={(share) => onChange({ ...charge, upliftBp: Math.round((Number(share) || 0) * 100) })}
          />
        </Group>
      ) : null}
      {charge.kind === 'time' ? (
        <Select
          label={t('offers:details.per')}
          allowDeselect={false}
          data={(['hour', 'day'] as const).map((per) => ({ value: per, label: t(`offers:choices.rateUnit.${per}`) }))}
          value={charge.per}
          onChange={(per) => onChange({ kind: 'time', per: per === 'hour' ? 'hour' : 'day' })}
        />
      ) : null}
    </>
  );
}
