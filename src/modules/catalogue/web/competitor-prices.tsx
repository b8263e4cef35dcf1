import { ActionIcon, Anchor, Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysBetween } from '../../../platform/days.ts';
import { bodySchema } from '../../../web/body-schema.ts';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { useMay, useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { CurrencyInput } from '../../../web/ui/world-inputs.tsx';
import { useFormat, usePlace } from '../../../web/use-format.ts';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { addCompetitorPrice, type CompetitorPrice } from '../rivals/contract.ts';
import classes from './catalogue.module.css';
import { useAddCompetitorPrice, useCompetitorPrices, useRemoveCompetitorPrice } from './queries.ts';

type Subject = { productId: string } | { competitorId: string };

/** What competitors ask for something like a product, or what one competitor asks; how old each figure is. */
export function CompetitorPrices(subject: Subject) {
  const { t } = useTranslation();
  const may = useMay();
  const prices = useCompetitorPrices(subject);
  const isOfProduct = 'productId' in subject;
  return (
    <Card title={t('catalogue:objects.competitorPrice.other')}>
      {prices.data?.data.length === 0 ? (
        <EmptyState title={t('catalogue:rivals.none')} hint={t('catalogue:rivals.hint')} />
      ) : (
        <div className={classes['scroll']}>
          <table className={`${classes['table'] ?? ''} ${classes['rivals'] ?? ''}`}>
            <tbody>
              {prices.data?.data.map((price) => (
                <PriceRow key={price.id} price={price} isOfProduct={isOfProduct} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {may('competitorPrice', 'create') ? <PriceForm {...subject} /> : null}
    </Card>
  );
}

function PriceRow({ price, isOfProduct }: { price: CompetitorPrice; isOfProduct: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const { user } = useSession();
  const remove = useRemoveCompetitorPrice();
  const { product, competitor, observedOn, createdBy } = price;
  const other = isOfProduct
    ? { ...competitor, path: `/competitors/${competitor.id}` }
    : { ...product, path: `/products/${product.id}` };
  const mayRemove = createdBy?.id === user.id || may('competitor', 'edit');
  return (
    <tr>
      <td>
        <Anchor component={Link} to={other.path}>
          {other.title}
        </Anchor>
      </td>
      <td className={classes['quiet']}>
        {price.source}
        {price.note ? ` · ${price.note}` : ''}
      </td>
      <td className={classes['quiet']}>
        {t('catalogue:rivals.age', { on: format.dayLong(observedOn), count: daysBetween(observedOn, format.today()) })}
      </td>
      <td className={classes['number']}>{format.money(price.amountMinor, price.currency)}</td>
      <td className={classes['act']}>
        {mayRemove ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('web:actions.remove', { name: other.title })}
            onClick={() => void remove.mutateAsync(price.id).catch(showProblem)}
          >
            <IconX size={16} />
          </ActionIcon>
        ) : null}
      </td>
    </tr>
  );
}

const blankPrice = (subject: Subject, currency: string, observedOn: string) => ({
  productId: '',
  competitorId: '',
  ...subject,
  amountMinor: Number.NaN,
  currency,
  source: '',
  observedOn,
});

function PriceForm(subject: Subject) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = usePlace();
  const add = useAddCompetitorPrice();
  const isOfProduct = 'productId' in subject;
  const [other, setOther] = useState<NamedRef | null>(null);
  const form = useSchemaForm(bodySchema(addCompetitorPrice), blankPrice(subject, currency, format.today()));
  const { values, errors, set } = form;
  const choose = (record: NamedRef | null): void => {
    setOther(record);
    set(isOfProduct ? 'competitorId' : 'productId', record?.id ?? '');
  };
  const send = form.submit(async (body) => {
    await add.mutateAsync(body);
    choose(null);
    set('amountMinor', Number.NaN);
    showDone(t('catalogue:rivals.added'));
  });
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <div className={classes['form']}>
        <RecordPicker
          kind={isOfProduct ? 'competitor' : 'product'}
          label={t(isOfProduct ? 'catalogue:objects.competitor.one' : 'catalogue:objects.product.one')}
          value={other}
          onChange={choose}
          error={errors[isOfProduct ? 'competitorId' : 'productId']}
        />
        <CurrencyInput
          label={t('catalogue:fields.product.currency')}
          value={values.currency}
          onChange={(value) => value && set('currency', value)}
        />
        <MoneyInput
          label={t('catalogue:rivals.amount')}
          currency={values.currency}
          value={values.amountMinor}
          onChange={(value) => set('amountMinor', value ?? Number.NaN)}
          error={errors['amountMinor']}
        />
        <DateInput
          label={t('catalogue:rivals.observedOn')}
          value={values.observedOn}
          maxDate={format.today()}
          onChange={(on) => set('observedOn', on ?? '')}
          error={errors['observedOn']}
        />
        <TextInput {...form.text('source')} label={t('catalogue:rivals.source')} placeholder={t('catalogue:rivals.sourceHint')} />
        <Button type="submit" variant="default" loading={form.isBusy}>
          {t('web:actions.add')}
        </Button>
      </div>
      <ProblemNote text={form.problem} />
    </form>
  );
}
