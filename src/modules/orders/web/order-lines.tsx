import { Button, Checkbox, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityRow } from '../../../web/entity/entity-ui.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { usePartsDraft } from '../../catalogue/web/use-parts-draft.ts';
import type { OrderDocument } from '../document/contract.ts';
import { AddProduct } from './add-product.tsx';
import { LineCard, LineRow, type LineView } from './line-row.tsx';
import { draftOf, inputOf, moneyOfDrafts, newLine, type LineDraft } from './line-draft.ts';
import { OrderTotals } from './order-totals.tsx';
import classes from './order.module.css';
import { useDocument, useSetLines } from './queries.ts';

/** What was ordered, line by line, and what it comes to. */
export function OrderLines({ row }: { row: EntityRow }) {
  const document = useDocument(row.id);
  if (document.error) return <ErrorState error={document.error} onRetry={() => void document.refetch()} />;
  return document.data ? <LinesCard document={document.data} /> : <Skeleton height={160} />;
}

function useLines({ order, lines }: OrderDocument) {
  const save = useSetLines(order.id);
  const [included, setIncluded] = useState<boolean | null>(null);
  const isTaxIncluded = included ?? order.isTaxIncluded;
  const draft = usePartsDraft<LineDraft>({ version: order.version, rows: lines.map(draftOf) }, async ({ version, rows }) => {
    await save.mutateAsync({ version, lines: rows.map(inputOf), isTaxIncluded });
    setIncluded(null);
  });
  return {
    ...draft,
    isTaxIncluded,
    include: (isOn: boolean): void => {
      setIncluded(isOn);
      draft.edit(draft.rows);
    },
    discard: (): void => {
      setIncluded(null);
      draft.discard();
    },
    // What was agreed is shown as it is kept; only what is being written is worked out.
    money: draft.isDirty ? moneyOfDrafts(draft.rows, order.currency, isTaxIncluded) : lines,
  };
}

const columns = ['item', 'deliverOn', 'quantity', 'unit', 'unitPrice', 'discount', 'tax', 'net'] as const;
const counted: ReadonlySet<string> = new Set(['quantity', 'unitPrice', 'discount', 'tax', 'net']);

function LinesCard({ document }: { document: OrderDocument }) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { order, actions } = document;
  const lines = useLines(document);
  const mayEdit = actions.includes('editLines');
  const [isByLine, setByLine] = useState(false);
  const isDated = lines.rows.some(({ deliverOn }) => deliverOn !== null);
  const hasDates = isByLine || isDated;
  const views = lines.rows.map((line, index): LineView & { key: string } => ({
    key: line.key,
    line,
    kept: document.lines.find(({ id }) => id === line.lineId),
    netMinor: lines.money[index]?.netMinor ?? 0,
    currency: order.currency,
    mayEdit,
    hasDates,
    onChange: (patch) => lines.change(index, patch),
    onRemove: () => lines.remove(index),
  }));
  return (
    <Card
      title={t('orders:screens.lines')}
      aside={order.source === 'quote' ? <Chip tone="ok">{t('orders:screens.agreed')}</Chip> : null}
    >
      {views.length === 0 ? <EmptyState title={t('orders:screens.noLines')} hint={t('orders:screens.noLinesHint')} /> : null}
      {views.length > 0 && isPhone ? (
        <ul className={classes['cards']}>
          {views.map(({ key, ...view }) => (
            <LineCard key={key} {...view} />
          ))}
        </ul>
      ) : null}
      {views.length > 0 && !isPhone ? (
        <LinesTable views={views} mayEdit={mayEdit} hasDates={hasDates} currency={order.currency} />
      ) : null}
      <div className={classes['foot']}>
        {mayEdit ? (
          <LineTools document={document} lines={lines}>
            {isPhone || isDated ? null : (
              <Checkbox
                label={t('orders:screens.datesByLine')}
                checked={isByLine}
                onChange={(event) => setByLine(event.currentTarget.checked)}
              />
            )}
          </LineTools>
        ) : (
          <span />
        )}
        <OrderTotals order={order} lines={lines.rows} money={lines.money} isDraft={lines.isDirty} />
      </div>
    </Card>
  );
}

interface LinesTableProps {
  views: (LineView & { key: string })[];
  mayEdit: boolean;
  hasDates: boolean;
  currency: string;
}

function LinesTable({ views, mayEdit, hasDates, currency }: LinesTableProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['scroll']}>
      <table className={classes['table']}>
        <thead>
          <tr>
            {columns
              .filter((key) => hasDates || key !== 'deliverOn')
              .map((key) => (
                <th key={key} className={counted.has(key) ? classes['number'] : undefined}>
                  {mayEdit && key === 'unitPrice' ? t('orders:columns.unitPriceIn', { currency }) : t(`orders:columns.${key}`)}
                </th>
              ))}
            {mayEdit ? <th aria-label={t('web:actions.more')} /> : null}
          </tr>
        </thead>
        <tbody>
          {views.map(({ key, ...view }) => (
            <LineRow key={key} {...view} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LineToolsProps {
  document: OrderDocument;
  lines: ReturnType<typeof useLines>;
  children: ReactNode;
}

function LineTools({ document: { order }, lines, children }: LineToolsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['stack']}>
      <div className={classes['add']}>
        <AddProduct order={order} onAdd={(line) => lines.edit([...lines.rows, newLine(line)])} />
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} />}
          onClick={() => lines.edit([...lines.rows, newLine({ unitPrice: '0' })])}
        >
          {t('orders:screens.addLine')}
        </Button>
      </div>
      <Checkbox
        label={t('orders:screens.taxIncluded')}
        checked={lines.isTaxIncluded}
        onChange={(event) => lines.include(event.currentTarget.checked)}
      />
      {children}
      {lines.isDirty ? (
        <div className={classes['add']}>
          <Button loading={lines.isBusy} onClick={() => void lines.send()}>
            {t('web:actions.save')}
          </Button>
          <Button variant="default" onClick={lines.discard}>
            {t('web:actions.cancel')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
