import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { IntegerInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type DemandFigure, demandFigures, shareFigures } from '../strategies/data/contract.ts';
import type { ProductStrategy } from '../strategies/settings/contract.ts';
import classes from './catalogue.module.css';
import { useSetStrategy, useStrategy } from './queries.ts';
import { SaveBar } from './save-bar.tsx';
import { usePartsDraft } from './use-parts-draft.ts';

type Settings = Omit<ProductStrategy, 'version'>;
type Change = (patch: Partial<Settings>) => void;

interface StrategyCardProps {
  productId: string;
  mayEdit: boolean;
  /** Whether a markup may be shown. */
  seesCost: boolean;
}

/** What the four ways to a price use of this product. */
export function StrategyCard({ productId, mayEdit, seesCost }: StrategyCardProps) {
  const { t } = useTranslation();
  const found = useStrategy(productId);
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Card title={t('catalogue:strategy.title')}>
      {found.data ? (
        <StrategyFields productId={productId} saved={found.data} mayEdit={mayEdit} seesCost={seesCost} />
      ) : (
        <Skeleton height={160} m="md" />
      )}
    </Card>
  );
}

function StrategyFields({ productId, saved, mayEdit, seesCost }: StrategyCardProps & { saved: ProductStrategy }) {
  const today = useFormat().today();
  const save = useSetStrategy(productId);
  const { version, ...settings } = saved;
  const draft = usePartsDraft<Settings>({ version, rows: [settings] }, ({ version: seen, rows }) =>
    save.mutateAsync({ ...(rows[0] ?? settings), version: seen }),
  );
  const row = draft.rows[0] ?? settings;
  const change: Change = (patch) => draft.change(0, patch);
  // Figures are of the day on which they are written.
  const setFigure = (key: DemandFigure, value: number | null): void =>
    change({ figures: { ...row.figures, [key]: value }, figuresOn: today });
  return (
    <fieldset disabled={!mayEdit} className="cd-fields">
      <PlainFields row={row} seesCost={seesCost} change={change} />
      <div className={[classes['form'], classes['figures']].join(' ')}>
        {demandFigures.map((key) => (
          <FigureFields
            key={key}
            figure={key}
            value={row.figures[key] ?? null}
            bands={row.bands[key] ?? []}
            mayEdit={mayEdit}
            onValue={(value) => setFigure(key, value)}
            onBands={(bands) => change({ bands: { ...row.bands, [key]: bands } })}
          />
        ))}
      </div>
      <LimitFields row={row} change={change} />
      {mayEdit ? <SaveBar draft={draft} /> : null}
    </fieldset>
  );
}

/** Shares, markup and the place among competitors. */
function PlainFields({ row, seesCost, change }: { row: Settings; seesCost: boolean; change: Change }) {
  const { t } = useTranslation();
  return (
    <div className={classes['form']}>
      <PercentInput
        label={t('catalogue:strategy.share')}
        description={t('catalogue:strategy.shareHint')}
        placeholder="30"
        value={row.shareBp}
        onChange={(shareBp) => change({ shareBp })}
      />
      {seesCost ? (
        <PercentInput
          label={t('catalogue:strategy.markup')}
          description={t('catalogue:strategy.markupHint')}
          value={row.markupBp}
          onChange={(markupBp) => change({ markupBp })}
        />
      ) : null}
      <PercentInput
        label={t('catalogue:strategy.premium')}
        description={t('catalogue:strategy.premiumHint')}
        placeholder="0"
        value={row.premiumBp}
        onChange={(premiumBp) => change({ premiumBp })}
      />
      <IntegerInput
        label={t('catalogue:strategy.rivalDays')}
        description={t('catalogue:strategy.rivalDaysHint')}
        value={row.rivalDays}
        onChange={(days) => change({ rivalDays: days ?? 180 })}
      />
    </div>
  );
}

/** When the figures of demand were read, and how far they may move the price. */
function LimitFields({ row, change }: { row: Settings; change: Change }) {
  const { t } = useTranslation();
  return (
    <div className={classes['form']}>
      <DateInput
        label={t('catalogue:strategy.figuresOn')}
        value={row.figuresOn}
        onChange={(figuresOn) => change({ figuresOn })}
      />
      <PercentInput
        label={t('catalogue:strategy.least')}
        value={row.leastBp}
        onChange={(value) => change({ leastBp: value ?? -2000 })}
      />
      <PercentInput
        label={t('catalogue:strategy.most')}
        value={row.mostBp}
        onChange={(value) => change({ mostBp: value ?? 3000 })}
      />
    </div>
  );
}

type Bands = NonNullable<ProductStrategy['bands'][DemandFigure]>;

interface FigureFieldsProps {
  figure: DemandFigure;
  value: number | null;
  bands: Bands;
  mayEdit: boolean;
  onValue: (value: number | null) => void;
  onBands: (bands: Bands) => void;
}

/** A figure of demand as it is now, and from which value on it moves the price by how much. */
function FigureFields({ figure, value, bands, mayEdit, onValue, onBands }: FigureFieldsProps) {
  const { t } = useTranslation();
  const label = t(`catalogue:strategy.figures.${figure}`);
  const Input = shareFigures.includes(figure) ? PercentInput : IntegerInput;
  const patch = (at: number, change: Partial<Bands[number]>): void =>
    onBands(bands.map((band, index) => (index === at ? { ...band, ...change } : band)));
  return (
    <div className={classes['figure']}>
      {figure === 'winRateBp' ? (
        <p className={classes['counted']}>
          <b>{label}</b>
          {t('catalogue:strategy.winRateHint')}
        </p>
      ) : (
        <Input label={label} value={value} onChange={onValue} />
      )}
      {bands.map((band, index) => (
        <div key={index} className={classes['band']}>
          <Input
            aria-label={t('catalogue:strategy.bandFrom', { figure: label, number: index + 1 })}
            leftSection={<small>≥</small>}
            value={band.from}
            onChange={(from) => patch(index, { from: from ?? Number.NaN })}
          />
          <PercentInput
            aria-label={t('catalogue:strategy.bandChange', { figure: label, number: index + 1 })}
            value={band.changeBp}
            onChange={(changeBp) => patch(index, { changeBp: changeBp ?? Number.NaN })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={!mayEdit}
            aria-label={t('web:actions.remove', { name: t('catalogue:strategy.bandFrom', { figure: label, number: index + 1 }) })}
            onClick={() => onBands(bands.filter((_, at) => at !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {mayEdit && bands.length < 12 ? (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => onBands([...bands, { from: 0, changeBp: 0 }])}
        >
          {t('catalogue:strategy.addBand')}
          <span className={classes['unseen']}> {label}</span>
        </Button>
      ) : null}
    </div>
  );
}
