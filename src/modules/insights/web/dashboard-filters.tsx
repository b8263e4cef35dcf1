import { ActionIcon, Button, SegmentedControl, Select } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Kpis } from '../contract.ts';
import classes from './dashboard.module.css';
import { type DashboardState, periodChoices, periodFor, stepped } from './period.ts';
import { useKpis } from './queries.ts';

interface FiltersProps {
  state: DashboardState;
  onChange: (change: Partial<DashboardState>) => void;
}

/** Period and what the figures are narrowed to. The choices are those that occur in the period. */
export function DashboardFilters({ state, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = useDeferredValue(useKpis(state.period).data);
  const periods = periodChoices.map((value) => ({ value, label: t(`insights:period.${value}`) }));
  const handlePeriod = (value: string): void => {
    const choice = periodChoices.find((each) => each === value) ?? 'year';
    // A look back stays where it is: from the year 2017 to its first quarter, not to today's.
    const { from, to } = state.period;
    const today = format.today();
    onChange({ choice, period: periodFor(choice, from <= today && today <= to ? today : from, state.period) });
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
        <Stepper state={state} onChange={onChange} />
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

/** Which month, quarter or year it is, and the ways to the one before and after. */
function Stepper({ state, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { choice, period } = state;
  const { from } = period;
  const name =
    choice === 'month'
      ? format.month(from.slice(0, 7))
      : choice === 'quarter'
        ? `${from.slice(0, 4)} Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`
        : from.slice(0, 4);
  const step = (steps: number) => () => onChange({ period: stepped(state, steps) });
  return (
    <div className={classes['stepper']} title={`${format.dayLong(from)} – ${format.dayLong(period.to)}`}>
      <ActionIcon variant="default" size={36} className="cd-touch" onClick={step(-1)} aria-label={t('insights:period.earlier')}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span aria-live="polite">{name}</span>
      <ActionIcon variant="default" size={36} className="cd-touch" onClick={step(1)} aria-label={t('insights:period.later')}>
        <IconChevronRight size={16} />
      </ActionIcon>
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
