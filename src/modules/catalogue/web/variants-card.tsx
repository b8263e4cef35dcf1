import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { readAttributes, writeAttributes } from '../parts/attributes/rules.ts';
import type { ProductParts, Variant } from '../parts/contract.ts';
import classes from './catalogue.module.css';
import { useSetParts } from './queries.ts';
import { SaveBar } from './save-bar.tsx';
import { usePartsDraft } from './use-parts-draft.ts';
import { RemoveCell } from './remove-cell.tsx';

interface PartsCardProps {
  productId: string;
  parts: ProductParts;
  currency: string;
  mayEdit: boolean;
}

interface Row {
  variantId: string | null;
  name: string;
  code: string | null;
  attributes: string;
  priceMinor: number | null;
  isActive: boolean;
}

const rowOf = ({ id, name, code, attributes, priceMinor, isActive }: Variant): Row => ({
  variantId: id,
  name,
  code,
  attributes: writeAttributes(attributes),
  priceMinor,
  isActive,
});

/** Colours, sizes and the like of a product, each with its own code and price. */
export function VariantsCard({ productId, parts, currency, mayEdit }: PartsCardProps) {
  const { t } = useTranslation();
  const save = useSetParts(productId);
  const draft = usePartsDraft({ version: parts.version, rows: parts.variants.map(rowOf) }, ({ version, rows }) =>
    save.mutateAsync({
      version,
      variants: rows.map(({ attributes, ...row }) => ({ ...row, attributes: readAttributes(attributes).attributes })),
    }),
  );
  const blank: Row = { variantId: null, name: '', code: null, attributes: '', priceMinor: null, isActive: true };
  const add = { label: t('catalogue:variants.add'), onClick: () => draft.edit([...draft.rows, blank]) };
  return (
    <Card title={t('catalogue:variants.title')}>
      {draft.rows.length === 0 ? (
        <EmptyState title={t('catalogue:variants.none')} hint={t('catalogue:variants.hint')} />
      ) : (
        <div className={classes['scroll']}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th>{t('catalogue:fields.product.name')}</th>
                <th>{t('catalogue:fields.product.code')}</th>
                <th>{t('catalogue:variants.attributes')}</th>
                <th className={classes['number']}>{t('catalogue:fields.product.priceMinor')}</th>
                <th>{t('catalogue:fields.product.isActive')}</th>
                <th aria-label={t('web:actions.more')} />
              </tr>
            </thead>
            <tbody>
              {draft.rows.map((row, index) => (
                <VariantRow
                  key={row.variantId ?? `new ${index}`}
                  row={row}
                  currency={currency}
                  mayEdit={mayEdit}
                  onChange={(patch) => draft.change(index, patch)}
                  onRemove={() => draft.remove(index)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayEdit ? <SaveBar draft={draft} add={add} /> : null}
    </Card>
  );
}

interface VariantRowProps {
  row: Row;
  currency: string;
  mayEdit: boolean;
  onChange: (patch: Partial<Row>) => void;
  onRemove: () => void;
}

function VariantRow({ row, currency, mayEdit, onChange, onRemove }: VariantRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, code, attributes, priceMinor, isActive } = row;
  if (!mayEdit)
    return (
      <tr>
        <td>{name}</td>
        <td>{code}</td>
        <td>{attributes}</td>
        <td className={classes['number']}>{priceMinor === null ? '—' : format.money(priceMinor, currency)}</td>
        <td>{isActive ? '✓' : ''}</td>
        <td />
      </tr>
    );
  const field = (key: 'name' | 'code' | 'attributes', label: string) => (
    <TextInput
      aria-label={label}
      value={row[key] ?? ''}
      onChange={(event) =>
        onChange({ [key]: key === 'code' && event.currentTarget.value === '' ? null : event.currentTarget.value })
      }
      autoComplete="off"
    />
  );
  return (
    <tr>
      <td>{field('name', t('catalogue:fields.product.name'))}</td>
      <td>{field('code', t('catalogue:fields.product.code'))}</td>
      <td>{field('attributes', t('catalogue:variants.attributes'))}</td>
      <td className={classes['number']}>
        <MoneyInput
          aria-label={t('catalogue:fields.product.priceMinor')}
          placeholder={t('catalogue:variants.asProduct')}
          currency={currency}
          value={priceMinor}
          onChange={(value) => onChange({ priceMinor: value })}
        />
      </td>
      <td>
        <Checkbox
          aria-label={t('catalogue:fields.product.isActive')}
          checked={isActive}
          onChange={(event) => onChange({ isActive: event.currentTarget.checked })}
        />
      </td>
      <RemoveCell name={name} mayEdit={mayEdit} onRemove={onRemove} />
    </tr>
  );
}
