import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { Price, PriceStep } from '../pricing/contract.ts';
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
  return ({ code, params, currency, fromMinor }) => {
    const bp = typeof params['bp'] === 'number' ? params['bp'] : 0;
    const amount = params['toMinor'] ?? params['amountMinor'];
    const quantity = String(params['minQuantity'] ?? '0');
    const where = params['book'] === undefined ? '' : String(params['book']);
    const many = [quantity, params['base']].filter(Boolean).join(' ');
    const from = quantity === '0' || quantity === '' ? '' : t('catalogue:trace.fromQuantity', { quantity: many });
    const values = {
      ...params,
      percent: `${bp > 0 && code !== 'discount' ? '+' : ''}${format.basisPoints(code === 'discount' ? -bp : bp)}`,
      amount: typeof amount === 'number' ? format.money(amount, currency) : '',
      on: typeof params['validFrom'] === 'string' ? format.dayLong(params['validFrom']) : '',
      before: fromMinor === null ? '' : format.money(fromMinor, String(params['from'] ?? currency)),
    };
    const text = t(`catalogue:trace.${code}`, values);
    const place = [where, from].filter((one) => one !== '').join(', ');
    return place === '' || code === 'withheld' ? text : t('catalogue:trace.at', { place, text });
  };
}
