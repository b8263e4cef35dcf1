import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { DecimalInput } from '../../../web/ui/number-fields.tsx';
import type { ProductComponent, ProductParts } from '../parts/contract.ts';
import classes from './catalogue.module.css';
import { useSetParts } from './queries.ts';
import { SaveBar } from './save-bar.tsx';
import { usePartsDraft } from './use-parts-draft.ts';
import { RemoveCell } from './remove-cell.tsx';

interface ComponentsCardProps {
  productId: string;
  parts: ProductParts;
  mayEdit: boolean;
}

/** What a bundle holds: how many of each, what may be left out, and within which limits. */
export function ComponentsCard({ productId, parts, mayEdit }: ComponentsCardProps) {
  const { t } = useTranslation();
  const save = useSetParts(productId);
  const draft = usePartsDraft({ version: parts.version, rows: parts.components }, ({ version, rows }) =>
    save.mutateAsync({
      version,
      components: rows.map(({ product, unit: _unit, ...row }) => ({ ...row, productId: product.id })),
    }),
  );
  const add = (product: { id: string; name: string } | null): void => {
    if (!product || draft.rows.some((row) => row.product.id === product.id)) return;
    const row = { product: { id: product.id, title: product.name }, unit: null, quantity: '1', isRequired: true };
    draft.edit([...draft.rows, { ...row, minQuantity: null, maxQuantity: null }]);
  };
  return (
    <Card title={t('catalogue:parts.title')}>
      {draft.rows.length === 0 ? (
        <EmptyState title={t('catalogue:parts.none')} hint={t('catalogue:parts.hint')} />
      ) : (
        <div className={classes['scroll']}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th>{t('catalogue:objects.product.one')}</th>
                <th className={classes['number']}>{t('catalogue:parts.quantity')}</th>
                <th>{t('catalogue:parts.required')}</th>
                <th className={classes['number']}>{t('catalogue:parts.least')}</th>
                <th className={classes['number']}>{t('catalogue:parts.most')}</th>
                <th aria-label={t('web:actions.more')} />
              </tr>
            </thead>
            <tbody>
              {draft.rows.map((row, index) => (
                <ComponentRow
                  key={row.product.id}
                  row={row}
                  mayEdit={mayEdit}
                  onChange={(patch) => draft.change(index, patch)}
                  onRemove={() => draft.remove(index)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayEdit ? (
        <SaveBar draft={draft}>
          <RecordPicker
            kind="product"
            aria-label={t('catalogue:parts.add')}
            placeholder={t('catalogue:parts.add')}
            value={null}
            onChange={add}
          />
        </SaveBar>
      ) : null}
    </Card>
  );
}

interface ComponentRowProps {
  row: ProductComponent;
  mayEdit: boolean;
  onChange: (patch: Partial<ProductComponent>) => void;
  onRemove: () => void;
}

function ComponentRow({ row, mayEdit, onChange, onRemove }: ComponentRowProps) {
  const { t } = useTranslation();
  const number = (key: 'quantity' | 'minQuantity' | 'maxQuantity', label: string) => (
    <td className={classes['number']}>
      <DecimalInput
        aria-label={label}
        value={row[key]}
        disabled={!mayEdit}
        w={90}
        ml="auto"
        onChange={(value) => onChange({ [key]: key === 'quantity' ? (value ?? '') : value })}
      />
    </td>
  );
  return (
    <tr>
      <td>{row.product.title}</td>
      {number('quantity', t('catalogue:parts.quantity'))}
      <td>
        <Checkbox
          aria-label={t('catalogue:parts.required')}
          checked={row.isRequired}
          disabled={!mayEdit}
          onChange={(event) => onChange({ isRequired: event.currentTarget.checked })}
        />
      </td>
      {number('minQuantity', t('catalogue:parts.least'))}
      {number('maxQuantity', t('catalogue:parts.most'))}
      <RemoveCell name={row.product.title} mayEdit={mayEdit} onRemove={onRemove} />
    </tr>
  );
}
