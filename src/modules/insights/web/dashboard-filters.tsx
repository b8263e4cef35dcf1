import { Button, SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Kpis } from '../contract.ts';
import classes from './dashboard.module.css';
import { type DashboardState, periodChoices, periodFor } from './period.ts';
import { useKpis } from './queries.ts';

interface FiltersProps {
  state: DashboardState;
  onChange: (change: Partial<DashboardState>) => void;
}

/** Period and what the figures are narrowed to. The choices are those that occur in the period. */
export function DashboardFilters({ state, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = useKpis(state.period).data;
  const periods = periodChoices.map((value) => ({ value, label: t(`insights:period.${value}`) }));
  const handlePeriod = (value: string): void => {
    const choice = periodChoices.find((each) => each === value) ?? 'year';
    onChange({ choice, period: periodFor(choice, format.today(), state.period) });
  };
  const cleared = { teamId: undefined, ownerId: undefined, productId: undefined, source: undefined, industry: undefined };
  const isNarrowed = [state.teamId, state.ownerId, state.productId, state.source, state.industry].some(
    (value) => value !== undefined,
  );
  return (
    <div className={classes['filters']}>
      <SegmentedControl
        className={classes['period'] ?? ''}
        data={periods}
        value={state.choice}
        onChange={handlePeriod}
        aria-label={t('insights:period.label')}
      />
      {state.choice === 'custom' ? (
        <CustomPeriod state={state} onChange={onChange} />
      ) : (
        <span className={classes['range']}>
          {format.dayLong(state.period.from)} – {format.dayLong(state.period.to)}
        </span>
      )}
      {all ? <Narrowing all={all} state={state} onChange={onChange} /> : null}
      {isNarrowed ? (
        <Button variant="subtle" size="compact-md" onClick={() => onChange(cleared)}>
          {t('insights:filter.clear')}
        </Button>
      ) : null}
    </div>
  );
}

function CustomPeriod({ state, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const { from, to } = state.period;
  return (
    <>
      <DateInput
        className={classes['day'] ?? ''}
        aria-label={t('insights:period.from')}
        value={from}
        maxDate={to}
        onChange={(value) => value !== null && value <= to && onChange({ period: { from: value, to } })}
      />
      <DateInput
        className={classes['day'] ?? ''}
        aria-label={t('insights:period.to')}
        value={to}
        minDate={from}
        onChange={(value) => value !== null && value >= from && onChange({ period: { from, to: value } })}
      />
    </>
  );
}

interface Option {
  value: string;
  label: string;
}

function Narrowing({ all, state, onChange }: FiltersProps & { all: Kpis }) {
  const { t } = useTranslation();
  const named = (refs: readonly ({ id: string; name: string } | null)[]): Option[] =>
    refs.flatMap((ref) => (ref === null ? [] : [{ value: ref.id, label: ref.name }]));
  const options: Record<'teamId' | 'ownerId' | 'productId' | 'source' | 'industry', Option[]> = {
    teamId: named(all.byTeam.map(({ team }) => team)),
    ownerId: named(all.byOwner.map(({ owner }) => owner)),
    productId: named(all.byProduct.map(({ product }) => product)),
    source: all.bySource.flatMap(({ source }) => (source === null ? [] : [{ value: source, label: source }])),
    industry: all.byIndustry.flatMap(({ industry }) => (industry === null ? [] : [{ value: industry, label: industry }])),
  };
  const keys = ['teamId', 'ownerId', 'productId', 'source', 'industry'] as const;
  return keys
    .filter((key) => options[key].length > 0 || state[key] !== undefined)
    .map((key) => (
      <Select
        key={key}
        className={classes['narrow'] ?? ''}
        aria-label={t(`insights:filter.${key}`)}
        placeholder={t(`insights:filter.${key}`)}
        data={options[key]}
        value={state[key] ?? null}
        searchable
        clearable
        onChange={(value) => onChange({ [key]: value ?? undefined })}
      />
    ));
}
