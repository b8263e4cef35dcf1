import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { Price, PriceStep } from '../pricing/contract.ts';
import { stepText } from '../pricing/wording/rules.ts';
import classes from './catalogue.module.css';

/** How a price came about, step by step, in words. */
export function PriceTrace({ price }: { price: Pick<Price, 'trace'> }) {
  const words = useStepWords();
  const format = useFormat();
  return (
    <ol className={classes['trace']}>
      {price.trace.map((step, index) => (
        <li key={index}>
          <span>{words(step)}</span>
          <span className="cd-num">{format.money(step.toMinor, step.currency)}</span>
        </li>
      ))}
    </ol>
  );
}

/** A step of a trace as a sentence: "Gold, from 10: 5 % off". */
export function useStepWords(): (step: PriceStep) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (step) =>
    stepText(step, {
      said: (key, params) => t(key, { ...params }),
      money: format.money,
      share: format.basisPoints,
      day: format.dayLong,
    });
}
