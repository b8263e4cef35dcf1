import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Strategy } from '../strategies/contract.ts';
import classes from './four-prices.module.css';
import type { WayInputProps } from './way-input-props.ts';
import { CompetitionInputs, CostInputs, DemandInputs, ValueInputs } from './way-inputs.tsx';
import { useWayWords, useWinWords } from './way-words.ts';

interface WayColumnProps extends WayInputProps {
  way: Strategy;
  onChoose: () => void;
}

const fields = {
  valueBased: ValueInputs,
  costPlus: CostInputs,
  competitionBased: CompetitionInputs,
  demandBased: DemandInputs,
} as const;

/** One way: what it is made of, what it comes to, what that leaves and how often such prices were accepted. */
export function WayColumn({ way, onChoose, ...shared }: WayColumnProps) {
  const { t } = useTranslation();
  const id = useId();
  const { method } = way;
  const Fields = fields[method];
  const isBest = shared.compared.recommended.method === method;
  return (
    <section className={classes['way']} aria-labelledby={id} data-best={isBest || undefined}>
      <header>
        <h3 id={id}>{t(`offers:ways.${method}.name`)}</h3>
        {isBest ? <Chip tone="pri">{t('offers:ways.recommended')}</Chip> : null}
      </header>
      <p className={classes['quiet']}>{t(`offers:ways.${method}.about`)}</p>
      <div className={classes['inputs']}>{way.missing.includes('hidden') ? null : <Fields {...shared} />}</div>
      <WayResult way={way} currency={shared.currency} />
      <Button
        fullWidth
        variant={isBest ? 'filled' : 'default'}
        disabled={!way.isUsable || way.isUnderFloor}
        onClick={onChoose}
        aria-label={t('offers:ways.chooseOne', { way: t(`offers:ways.${method}.name`) })}
      >
        {t('offers:ways.choose')}
      </Button>
    </section>
  );
}

function WayResult({ way, currency }: { way: Strategy; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWayWords(currency);
  const winWords = useWinWords();
  const { priceMinor, marginBp, missing, isUnderFloor, isUnderTarget, winRate } = way;
  if (priceMinor === null || !way.isUsable)
    return (
      <ul className={classes['missing']}>
        {missing.map((one) => (
          <li key={one}>{t(`offers:ways.missing.${one}`)}</li>
        ))}
      </ul>
    );
  return (
    <div className={classes['result']}>
      <b className="cd-num">{format.money(priceMinor, currency)}</b>
      <span>{marginBp === null ? null : t('offers:ways.margin', { margin: format.basisPoints(marginBp, 1) })}</span>
      <span className={classes['quiet']}>{winWords(winRate)}</span>
      <p>{words(way)}</p>
      {isUnderFloor ? <Chip tone="bad">{t('offers:ways.underFloor')}</Chip> : null}
      {isUnderTarget && !isUnderFloor ? <Chip tone="warn">{t('offers:ways.underTarget')}</Chip> : null}
    </div>
  );
}
