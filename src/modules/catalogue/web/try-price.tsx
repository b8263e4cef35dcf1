import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { DecimalInput } from '../../../web/ui/number-fields.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { CurrencyInput } from '../../../web/ui/world-inputs.tsx';
import { useFormat, usePlace } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Price } from '../pricing/contract.ts';
import classes from './catalogue.module.css';
import { PriceTrace } from './price-trace.tsx';
import { usePrices } from './queries.ts';
import { useUnits } from './use-units.ts';

interface TryPriceProps {
  /** The product that is asked about; chosen here where it is left out. */
  product?: NamedRef;
  currency?: string;
}

/** Asks what a product costs a customer, how many, when, and shows how that came about. */
export function TryPrice({ product: fixed, currency: own }: TryPriceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const place = usePlace();
  const problemText = useProblemText();
  const [product, setProduct] = useState<NamedRef | null>(fixed ?? null);
  const [account, setAccount] = useState<NamedRef | null>(null);
  const [quantity, setQuantity] = useState<string | null>('1');
  const names = useUnits(product?.id ?? null).map(({ name }) => name);
  const [chosen, setUnit] = useState<string | null>(null);
  const unit = chosen !== null && names.includes(chosen) ? chosen : (names[0] ?? null);
  const [on, setOn] = useState<string | null>(format.today());
  const [currency, setCurrency] = useState(own ?? place.currency);
  const isComplete = product !== null && on !== null && quantity !== null && /^\d{1,9}(\.\d{1,6})?$/.test(quantity);
  const asked = isComplete
    ? { on, currency, accountId: account?.id ?? null, lines: [{ productId: product.id, quantity, unit }] }
    : null;
  const [settled] = useDebouncedValue(JSON.stringify(asked), 200);
  const prices = usePrices(settled === JSON.stringify(asked) ? asked : null);
  const price = asked === null ? undefined : prices.data?.data[0];
  return (
    <Card title={t('catalogue:try.title')}>
      <div className={classes['form']}>
        {fixed ? null : (
          <RecordPicker kind="product" label={t('catalogue:objects.product.one')} value={product} onChange={setProduct} />
        )}
        <RecordPicker kind="account" label={t('catalogue:try.customer')} value={account} onChange={setAccount} />
        <DecimalInput label={t('catalogue:try.quantity')} value={quantity} onChange={setQuantity} />
        {names.length === 0 ? null : (
          <Select label={t('catalogue:try.unit')} data={names} value={unit} allowDeselect={false} onChange={setUnit} />
        )}
        <DateInput label={t('catalogue:try.on')} value={on} onChange={setOn} />
        <CurrencyInput
          label={t('catalogue:fields.product.currency')}
          value={currency}
          onChange={(value) => value && setCurrency(value)}
        />
      </div>
      <ProblemNote text={prices.error ? problemText(prices.error) : null} />
      {price ? <PriceResult price={price} /> : null}
    </Card>
  );
}

/** The price with margin and floor, as far as one may see them, and its trace. */
function PriceResult({ price }: { price: Price }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { unitPriceMinor, currency, missing, marginBp, costMinor, floorMinor, targetMinor } = price;
  if (unitPriceMinor === null)
    return (
      <p className={`${classes['result'] ?? ''} ${classes['quiet'] ?? ''}`}>{t(`catalogue:try.missing.${missing ?? 'price'}`)}</p>
    );
  const facts = [
    costMinor === null ? null : t('catalogue:try.cost', { amount: format.money(costMinor, currency) }),
    marginBp === null ? null : t('catalogue:try.margin', { percent: format.basisPoints(marginBp) }),
    floorMinor === null ? null : t('catalogue:try.floor', { amount: format.money(floorMinor, currency) }),
    targetMinor === null ? null : t('catalogue:try.target', { amount: format.money(targetMinor, currency) }),
  ].filter((fact) => fact !== null);
  return (
    <>
      <div className={classes['result']}>
        <b className="cd-num">{format.money(unitPriceMinor, currency)}</b>
        <span className={classes['quiet']}>{facts.join(' · ')}</span>
      </div>
      <PriceTrace price={price} />
    </>
  );
}
