import { Button, Select, Skeleton, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { CurrencyInput } from '../../../web/ui/world-inputs.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { type ProductCost, setProductCost } from '../costs/contract.ts';
import type { ProductParts } from '../parts/contract.ts';
import classes from './catalogue.module.css';
import { useCosts, useRemoveCost, useSetCost } from './queries.ts';
import { RemoveCell } from './remove-cell.tsx';

interface CostsCardProps {
  productId: string;
  variants: ProductParts['variants'];
  currency: string;
  mayEdit: boolean;
}

/** What the product costs, day by day. Whoever may not see costs sees no card. */
export function CostsCard({ productId, variants, currency, mayEdit }: CostsCardProps) {
  const { t } = useTranslation();
  const costs = useCosts(productId);
  const remove = useRemoveCost(productId);
  const format = useFormat();
  if (costs.data?.isHidden) return null;
  const rows = costs.data?.data ?? [];
  const inForce = new Set(
    [null, ...variants.map(({ id }) => id)].flatMap((variantId) => {
      const known = rows.find((row) => row.variantId === variantId && row.validFrom <= format.today());
      return known ? [known.id] : [];
    }),
  );
  const handleRemove = ({ id }: ProductCost): void =>
    void remove.mutateAsync(id).then(() => showDone(t('catalogue:costs.removed')), showProblem);
  return (
    <Card title={t('catalogue:costs.title')}>
      {costs.error ? <ErrorState error={costs.error} onRetry={() => void costs.refetch()} /> : null}
      {costs.isPending ? <Skeleton height={60} m="md" /> : null}
      {costs.data && rows.length === 0 ? (
        <EmptyState title={t('catalogue:costs.none')} hint={t('catalogue:costs.hint')} />
      ) : (
        <table className={classes['table']}>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  {format.dayLong(row.validFrom)}{' '}
                  {inForce.has(row.id) ? <Chip tone="ok">{t('catalogue:costs.inForce')}</Chip> : null}
                  {row.validFrom > format.today() ? <Chip>{t('catalogue:costs.later')}</Chip> : null}
                </td>
                <td>{variants.find(({ id }) => id === row.variantId)?.name ?? ''}</td>
                <td className={classes['quiet']}>{[row.source, row.createdBy?.name].filter(Boolean).join(' · ')}</td>
                <td className={classes['number']}>{format.money(row.amountMinor, row.currency)}</td>
                <RemoveCell name={format.dayLong(row.validFrom)} mayEdit={mayEdit} onRemove={() => handleRemove(row)} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayEdit ? <CostForm productId={productId} variants={variants} currency={currency} /> : null}
    </Card>
  );
}

interface CostValues {
  variantId: string | null;
  amountMinor: number;
  currency: string;
  validFrom: string;
  source: string | null;
}

function blankCost(currency: string, validFrom: string): CostValues {
  return { variantId: null, amountMinor: Number.NaN, currency, validFrom, source: null };
}

function CostForm({ productId, variants, currency }: Omit<CostsCardProps, 'mayEdit'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const save = useSetCost(productId);
  const form = useSchemaForm(bodySchema(setProductCost), blankCost(currency, format.today()));
  const { values, errors, set } = form;
  const send = form.submit(async (body) => {
    await save.mutateAsync(body);
    set('amountMinor', Number.NaN);
    set('source', null);
    showDone(t('catalogue:costs.added'));
  });
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <div className={classes['form']}>
        <DateInput
          label={t('catalogue:costs.validFrom')}
          value={values.validFrom}
          onChange={(on) => set('validFrom', on ?? '')}
          error={errors['validFrom']}
        />
        {variants.length > 0 ? (
          <Select
            label={t('catalogue:variants.one')}
            data={variants.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.variantId}
            onChange={(id) => set('variantId', id)}
            clearable
          />
        ) : null}
        <CurrencyInput
          label={t('catalogue:fields.product.currency')}
          value={values.currency}
          onChange={(value) => value && set('currency', value)}
        />
        <MoneyInput
          label={t('catalogue:fields.product.costMinor')}
          currency={values.currency}
          value={values.amountMinor}
          onChange={(value) => set('amountMinor', value ?? Number.NaN)}
          error={errors['amountMinor']}
        />
        <TextInput
          label={t('catalogue:costs.source')}
          value={values.source ?? ''}
          onChange={(event) => set('source', event.currentTarget.value === '' ? null : event.currentTarget.value)}
          autoComplete="off"
        />
        <Button type="submit" variant="default" loading={form.isBusy}>
          {t('catalogue:costs.add')}
        </Button>
      </div>
      <ProblemNote text={form.problem} />
    </form>
  );
}
