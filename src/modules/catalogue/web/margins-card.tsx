import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { PercentInput } from '../../../web/ui/number-fields.tsx';
import type { MarginGuard } from '../margins/contract.ts';
import classes from './catalogue.module.css';
import { useMargins, useSetMargins } from './queries.ts';
import { SaveBar } from './save-bar.tsx';
import { usePartsDraft } from './use-parts-draft.ts';
import { RemoveCell } from './remove-cell.tsx';

/** Floor and target margins of everything and of categories; products may have their own. */
export function MarginsCard({ mayEdit }: { mayEdit: boolean }) {
  const { t } = useTranslation();
  const margins = useMargins();
  const save = useSetMargins();
  const rows = margins.data?.data ?? [];
  const draft = usePartsDraft({ version: 0, rows }, ({ rows: guards }) => save.mutateAsync({ guards }));
  const hasGeneral = draft.rows.some(({ category }) => category === null);
  const blank = { category: hasGeneral ? '' : null, floorBp: null, targetBp: null };
  const add = {
    label: t(hasGeneral ? 'catalogue:margins.addCategory' : 'catalogue:margins.add'),
    onClick: () => draft.edit([...draft.rows, blank]),
  };
  if (margins.data?.isHidden) return null;
  return (
    <Card title={t('catalogue:margins.title')}>
      {draft.rows.length === 0 ? (
        <EmptyState title={t('catalogue:margins.none')} hint={t('catalogue:margins.hint')} />
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th>{t('catalogue:fields.product.category')}</th>
              <th className={classes['number']}>{t('catalogue:fields.product.floorMarginBp')}</th>
              <th className={classes['number']}>{t('catalogue:fields.product.targetMarginBp')}</th>
              <th aria-label={t('web:actions.more')} />
            </tr>
          </thead>
          <tbody>
            {draft.rows.map((row, index) => (
              <MarginRow
                key={index}
                row={row}
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

interface MarginRowProps {
  row: MarginGuard;
  mayEdit: boolean;
  onChange: (patch: Partial<MarginGuard>) => void;
  onRemove: () => void;
}

function MarginRow({ row, mayEdit, onChange, onRemove }: MarginRowProps) {
  const { t } = useTranslation();
  const percent = (key: 'floorBp' | 'targetBp', label: string) => (
    <td className={classes['number']}>
      <PercentInput aria-label={label} value={row[key]} disabled={!mayEdit} onChange={(value) => onChange({ [key]: value })} />
    </td>
  );
  return (
    <tr>
      <td>
        {row.category === null ? (
          t('catalogue:margins.everything')
        ) : (
          <TextInput
            aria-label={t('catalogue:fields.product.category')}
            value={row.category}
            disabled={!mayEdit}
            onChange={(event) => onChange({ category: event.currentTarget.value })}
          />
        )}
      </td>
      {percent('floorBp', t('catalogue:fields.product.floorMarginBp'))}
      {percent('targetBp', t('catalogue:fields.product.targetMarginBp'))}
      <RemoveCell name={row.category ?? t('catalogue:margins.everything')} mayEdit={mayEdit} onRemove={onRemove} />
    </tr>
  );
}
