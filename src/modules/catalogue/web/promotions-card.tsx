import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Promotion } from '../promotions/contract.ts';
import classes from './catalogue.module.css';
import { usePromotions, useRemovePromotion } from './queries.ts';
import { RemoveCell } from './remove-cell.tsx';
import { useActionWords } from './use-action-words.ts';
import { useAudience } from './use-audience.ts';

/** Products and series that are named in a row. */
const shownNames = 3;

const PromotionDialog = lazyOpen(async () => (await import('./promotion-dialog.tsx')).PromotionDialog);

/** All promotions in the order in which they are applied, with what was used of their budgets. */
export function PromotionsCard({ mayEdit }: { mayEdit: boolean }) {
  const { t } = useTranslation();
  const promotions = usePromotions();
  const [edited, setEdited] = useState<Promotion | 'new' | null>(null);
  const rows = promotions.data?.data ?? [];
  return (
    <Card
      title={t('catalogue:promotions.title')}
      aside={
        mayEdit ? (
          <Button variant="default" size="compact-sm" onClick={() => setEdited('new')}>
            {t('catalogue:promotions.add')}
          </Button>
        ) : null
      }
    >
      {promotions.error ? <ErrorState error={promotions.error} onRetry={() => void promotions.refetch()} /> : null}
      {promotions.data && rows.length === 0 ? (
        <EmptyState title={t('catalogue:promotions.none')} hint={t('catalogue:promotions.hint')} />
      ) : null}
      {rows.length > 0 ? (
        <div className={classes['scroll']}>
          <table className={`${classes['table'] ?? ''} ${classes['folds'] ?? ''}`}>
            <thead>
              <tr>
                <th>{t('catalogue:fields.product.name')}</th>
                <th>{t('catalogue:promotions.action')}</th>
                <th>{t('catalogue:books.for')}</th>
                <th>{t('catalogue:books.period')}</th>
                <th className={classes['number']}>{t('catalogue:promotions.budget')}</th>
                <th aria-label={t('web:actions.more')} />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <PromotionRow key={row.id} row={row} mayEdit={mayEdit} onEdit={() => setEdited(row)} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <PromotionDialog
        key={edited === null || edited === 'new' ? edited : `${edited.id} ${edited.version}`}
        isOpen={edited !== null}
        promotion={edited === 'new' ? null : edited}
        onClose={() => setEdited(null)}
      />
    </Card>
  );
}

/** From when to when a promotion runs. */
function usePeriod(): (promotion: Pick<Promotion, 'validFrom' | 'validTo'>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ validFrom, validTo }) => {
    if (validFrom !== null && validTo !== null) return `${format.day(validFrom)} – ${format.day(validTo)}`;
    if (validFrom !== null) return t('catalogue:promotions.since', { day: format.day(validFrom) });
    return validTo === null ? t('catalogue:books.always') : t('catalogue:promotions.until', { day: format.day(validTo) });
  };
}

function PromotionRow({ row, mayEdit, onEdit }: { row: Promotion; mayEdit: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useActionWords();
  const remove = useRemovePromotion();
  const { validTo, budgetMinor, usedMinor, minQuantity, minAmountMinor, currency } = row;
  const audience = useAudience();
  const period = usePeriod();
  const terms = [
    words(row.action, currency),
    ...(minQuantity === null ? [] : [t('catalogue:promotions.fromQuantity', { quantity: format.number(Number(minQuantity)) })]),
    ...(minAmountMinor === null
      ? []
      : [t('catalogue:promotions.fromAmount', { amount: format.moneyBrief(minAmountMinor, currency) })]),
  ];
  const named = [...row.categories, ...row.products.map(({ title }) => title)];
  const about = [
    ...named.slice(0, shownNames),
    ...(named.length > shownNames ? [t('catalogue:promotions.moreProducts', { count: named.length - shownNames })] : []),
  ];
  const isOver = validTo !== null && validTo < format.today();
  return (
    <tr>
      <td>
        {mayEdit ? (
          <button type="button" className={classes['link']} onClick={onEdit}>
            {row.name}
          </button>
        ) : (
          row.name
        )}{' '}
        {row.code === null ? null : <Chip>{row.code}</Chip>} {row.isActive ? null : <Chip>{t('catalogue:books.off')}</Chip>}
        {isOver ? <Chip tone="warn">{t('catalogue:books.over')}</Chip> : null}
        <div className={classes['quiet']}>{Object.values(row.names ?? {}).join(' · ')}</div>
      </td>
      <td className={classes['quiet']}>{terms.join(' · ')}</td>
      <td className={`${classes['quiet'] ?? ''} ${classes['about'] ?? ''}`}>
        <div>{about.length === 0 ? t('catalogue:promotions.allProducts') : about.join(', ')}</div>
        <div>{audience(row)}</div>
      </td>
      <td className={classes['quiet']}>{period(row)}</td>
      <td className={classes['number']} data-kept>
        {budgetMinor === null
          ? t('catalogue:promotions.uses', { count: row.uses })
          : t('catalogue:promotions.used', {
              used: format.moneyBrief(usedMinor, currency),
              budget: format.moneyBrief(budgetMinor, currency),
            })}
      </td>
      <RemoveCell name={row.name} mayEdit={mayEdit} onRemove={() => void remove.mutateAsync(row.id).catch(showProblem)} />
    </tr>
  );
}
