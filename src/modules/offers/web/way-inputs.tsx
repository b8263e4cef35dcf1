import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { daysBetween } from '../../../platform/days.ts';
import { MoneyInput, IntegerInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { demandFigures, shareFigures } from '../../catalogue/strategies/data/contract.ts';
import type { PricedNeed } from '../content/ways/contract.ts';
import classes from './four-prices.module.css';
import type { WayInputProps } from './way-input-props.ts';
import { useWinWords } from './way-words.ts';

/** What needs are worth to the customer, the share of it that is ours, and the most they would pay. */
export function ValueInputs({ compared, inputs, currency, onInputs }: WayInputProps) {
  const { t } = useTranslation();
  const { needs } = inputs;
  const { used } = compared;
  const change = (at: number, patch: Partial<PricedNeed>): void =>
    onInputs({ needs: needs.map((need, index) => (index === at ? { ...need, ...patch } : need)) });
  return (
    <>
      {needs.map((need, index) => (
        <NeedFields
          key={index}
          need={need}
          number={index + 1}
          currency={currency}
          onChange={(patch) => change(index, patch)}
          onRemove={() => onInputs({ needs: needs.filter((_, at) => at !== index) })}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        disabled={needs.length >= 20}
        onClick={() => onInputs({ needs: [...needs, { what: '', benefitMinor: 0, isOurs: false }] })}
      >
        {t('offers:ways.addNeed')}
      </Button>
      <PercentInput
        label={t('offers:ways.share')}
        value={inputs.shareBp ?? used.shareBp}
        onChange={(shareBp) => onInputs({ shareBp })}
      />
      <MoneyInput
        label={t('offers:ways.most')}
        description={used.mostFrom === null ? undefined : t(`offers:ways.mostFrom.${used.mostFrom}`)}
        currency={currency}
        value={inputs.mostMinor ?? used.mostMinor}
        onChange={(mostMinor) => onInputs({ mostMinor })}
      />
    </>
  );
}

interface NeedFieldsProps {
  need: PricedNeed;
  number: number;
  currency: string;
  onChange: (patch: Partial<PricedNeed>) => void;
  onRemove: () => void;
}

function NeedFields({ need, number, currency, onChange, onRemove }: NeedFieldsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes['need']}>
      <legend>{t('offers:ways.needNo', { number })}</legend>
      <TextInput
        aria-label={`${t('offers:ways.need')} ${number}`}
        placeholder={t('offers:ways.needHint')}
        value={need.what}
        maxLength={200}
        rightSection={
          <ActionIcon variant="subtle" color="gray" aria-label={t('web:actions.remove', { name: need.what })} onClick={onRemove}>
            <IconX size={14} />
          </ActionIcon>
        }
        onChange={(event) => onChange({ what: event.currentTarget.value })}
      />
      <MoneyInput
        aria-label={`${t('offers:ways.benefit')} ${number}`}
        placeholder={t('offers:ways.benefit')}
        currency={currency}
        value={need.benefitMinor === 0 ? null : need.benefitMinor}
        onChange={(benefitMinor) => onChange({ benefitMinor: benefitMinor ?? 0 })}
      />
      <Checkbox
        label={t('offers:ways.onlyUs')}
        checked={need.isOurs}
        onChange={(event) => onChange({ isOurs: event.currentTarget.checked })}
      />
    </fieldset>
  );
}

/** What is earned on the cost: a markup on it, or a margin of the price. */
export function CostInputs({ compared: { used }, inputs, onInputs }: WayInputProps) {
  const { t } = useTranslation();
  return (
    <>
      <PercentInput
        label={t('offers:ways.markup')}
        value={inputs.markupBp ?? used.markupBp}
        onChange={(markupBp) => onInputs({ markupBp, targetMarginBp: null })}
      />
      <PercentInput
        label={t('offers:ways.targetMargin')}
        description={t('offers:ways.either')}
        value={inputs.targetMarginBp ?? used.targetMarginBp}
        onChange={(targetMarginBp) => onInputs({ targetMarginBp, markupBp: null })}
      />
    </>
  );
}

/** What competitors ask, where and how long ago that was seen, and where we want to stand. */
export function CompetitionInputs({ compared: { used, rivals }, inputs, currency, onInputs }: WayInputProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {rivals.length === 0 ? null : (
        <ul className={classes['rivals']}>
          {rivals.slice(0, 8).map((rival, index) => (
            <li key={index} data-old={!rival.isFresh || undefined}>
              <span>
                {rival.competitor}
                <small>
                  {rival.source} · {t('offers:ways.ago', { count: daysBetween(rival.observedOn, format.today()) })}
                  {rival.isFresh ? '' : ` · ${t('offers:ways.tooOld')}`}
                </small>
              </span>
              <span className="cd-num">{format.money(rival.amountMinor, currency)}</span>
            </li>
          ))}
        </ul>
      )}
      <PercentInput
        label={t('offers:ways.premium')}
        description={t('offers:ways.premiumHint')}
        value={inputs.premiumBp ?? used.premiumBp}
        onChange={(premiumBp) => onInputs({ premiumBp })}
      />
    </>
  );
}

/** How demand stands; the bands by which it moves the price are the product's. */
export function DemandInputs({ compared: { used }, inputs, onInputs }: WayInputProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const winWords = useWinWords();
  return (
    <>
      {demandFigures.map((key) => {
        const value = inputs.figures[key] ?? used.figures[key] ?? null;
        const set = (next: number | null): void => onInputs({ figures: { ...inputs.figures, [key]: next } });
        const label = t(`catalogue:strategy.figures.${key}`);
        return shareFigures.includes(key) ? (
          <PercentInput
            key={key}
            label={label}
            description={key === 'winRateBp' ? winWords(used.usualWins) : undefined}
            value={value}
            onChange={set}
          />
        ) : (
          <IntegerInput key={key} label={label} value={value} onChange={set} />
        );
      })}
      {used.figuresOn === null ? null : (
        <p className={classes['quiet']}>{t('offers:ways.figuresOn', { day: format.dayLong(used.figuresOn) })}</p>
      )}
    </>
  );
}
