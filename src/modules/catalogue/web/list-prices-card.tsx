import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { CurrencyInput } from '../../../web/ui/world-inputs.tsx';
import type { ProductParts } from '../parts/contract.ts';
import classes from './catalogue.module.css';
import { useSetParts } from './queries.ts';
import { SaveBar } from './save-bar.tsx';
import { usePartsDraft } from './use-parts-draft.ts';
import { RemoveCell } from './remove-cell.tsx';

interface ListPricesCardProps {
  productId: string;
  parts: ProductParts;
  /** That of the list price. */
  currency: string;
  mayEdit: boolean;
}

/** List prices in other currencies; what is not written down is converted at the rate of the day. */
export function ListPricesCard({ productId, parts, currency, mayEdit }: ListPricesCardProps) {
  const { t } = useTranslation();
  const save = useSetParts(productId);
  const draft = usePartsDraft({ version: parts.version, rows: parts.prices }, ({ version, rows }) =>
    save.mutateAsync({ version, prices: rows }),
  );
  const next = ['USD', 'EUR', 'CNY', 'JPY'].find((one) => one !== currency && draft.rows.every((row) => row.currency !== one));
  const add = {
    label: t('catalogue:listPrices.add'),
    onClick: () => draft.edit([...draft.rows, { variantId: null, currency: next ?? 'GBP', amountMinor: Number.NaN }]),
  };
  const nameOf = (variantId: string | null): string => parts.variants.find(({ id }) => id === variantId)?.name ?? '';
  return (
    <Card title={t('catalogue:listPrices.title')}>
      {draft.rows.length === 0 ? (
        <EmptyState title={t('catalogue:listPrices.none')} hint={t('catalogue:listPrices.hint')} />
      ) : (
        <table className={classes['table']}>
          <tbody>
            {draft.rows.map((row, index) => (
              <PriceRow
                key={`${row.variantId ?? ''} ${index}`}
                row={row}
                variant={nameOf(row.variantId)}
                mayEdit={mayEdit}
                onChange={(patch) => draft.change(index, patch)}
                onRemove={() => draft.remove(index)}
              />
            ))}
          </tbody>
        </table>
      )}
      {mayEdit ? <SaveBar draft={draft} add={add} /> : null}
    </Card>
  );
}

interface PriceRowProps {
  row: ProductParts['prices'][number];
  variant: string;
  mayEdit: boolean;
  onChange: (patch: Partial<ProductParts['prices'][number]>) => void;
  onRemove: () => void;
}

function PriceRow({ row, variant, mayEdit, onChange, onRemove }: PriceRowProps) {
  const { t } = useTranslation();
  return (
    <tr>
      <td>
        <CurrencyInput
          aria-label={t('catalogue:fields.product.currency')}
          value={row.currency}
          disabled={!mayEdit}
          onChange={(value) => value && onChange({ currency: value })}
        />
      </td>
      <td className={classes['quiet']}>{variant}</td>
      <td className={classes['number']}>
        <MoneyInput
          aria-label={t('catalogue:fields.product.priceMinor')}
          currency={row.currency}
          value={row.amountMinor}
          disabled={!mayEdit}
          onChange={(value) => onChange({ amountMinor: value ?? Number.NaN })}
        />
      </td>
      <RemoveCell name={row.currency} mayEdit={mayEdit} onRemove={onRemove} />
    </tr>
  );
}
