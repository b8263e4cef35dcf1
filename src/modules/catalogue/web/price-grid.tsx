import { ActionIcon, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { DecimalInput, MoneyInput } from '../../../web/ui/number-fields.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import type { PriceBook } from '../books/contract.ts';
import type { BookPrice } from '../books/prices/contract.ts';
import { products } from '../contract.ts';
import classes from './catalogue.module.css';
import { readPasted } from './grid-rules.ts';
import { useBookPrices, useWritePrices } from './queries.ts';
import { SaveBar } from './save-bar.tsx';

/** A row as it is edited; `key` stays while it is new. */
type Row = Omit<BookPrice, 'id' | 'code'> & { key: string; id: string | null };

const rowOf = ({ code: _, ...price }: BookPrice): Row => ({ ...price, key: price.id });
const newRow = (product: { id: string; title: string }, minQuantity: string, amountMinor: number, key: string): Row => ({
  id: null,
  key,
  product,
  variantId: null,
  variantName: null,
  minQuantity,
  maxQuantity: null,
  amountMinor,
  validFrom: null,
  validTo: null,
});

/** Changes to the rows of a book, kept until they are saved together. */
function useGridDraft(book: PriceBook, saved: readonly BookPrice[]) {
  const { t } = useTranslation();
  const write = useWritePrices(book.id);
  const [changed, setChanged] = useState<readonly Row[]>([]);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const known = new Map(changed.map((row) => [row.key, row]));
  const kept = saved.filter(({ id }) => !removed.includes(id)).map((price) => known.get(price.id) ?? rowOf(price));
  const rows = [...kept, ...changed.filter(({ id }) => id === null)];
  const discard = (): void => {
    setChanged([]);
    setRemoved([]);
  };
  const send = async (): Promise<void> => {
    const set = changed.map(({ id, product, key: _key, variantName: _name, ...row }) => ({
      ...row,
      bookPriceId: id,
      productId: product.id,
    }));
    try {
      await write.mutateAsync({ set, remove: [...removed] });
      discard();
      showDone(t('catalogue:screens.saved'));
    } catch (error) {
      showProblem(error);
    }
  };
  return {
    rows,
    isDirty: changed.length + removed.length > 0,
    isBusy: write.isPending,
    change: (row: Row): void => setChanged([...changed.filter(({ key }) => key !== row.key), row]),
    add: (added: readonly Row[]): void => setChanged([...changed, ...added]),
    remove: ({ id, key }: Row): void => {
      setChanged(changed.filter((row) => row.key !== key));
      if (id !== null) setRemoved([...removed, id]);
    },
    discard,
    send,
  };
}

/** Takes lines of a spreadsheet as new rows: products are found by their codes. */
function usePaste(book: PriceBook, add: (rows: readonly Row[]) => void): (event: ClipboardEvent) => void {
  const { t } = useTranslation();
  const [count, setCount] = useState(0);
  return (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!text.includes('\t')) return;
    event.preventDefault();
    const { lines, skipped } = readPasted(text, book.currency);
    const filter = JSON.stringify({ field: 'code', op: 'in', value: lines.map(({ code }) => code).slice(0, 200) });
    call(products.list, { query: { filter, limit: 200 } }).then(({ data }) => {
      const byCode = new Map(data.map((row) => [row.code?.toLowerCase(), row]));
      const found = lines.flatMap(({ code, minQuantity, amountMinor }, index) => {
        const product = byCode.get(code.toLowerCase());
        const key = `pasted ${count} ${index}`;
        return product ? [newRow({ id: product.id, title: product.name }, minQuantity, amountMinor, key)] : [];
      });
      setCount(count + 1);
      add(found);
      showDone(t('catalogue:grid.pasted', { count: found.length, skipped: skipped + lines.length - found.length }));
    }, showProblem);
  };
}

/** Prices of a book, edited like a sheet: Enter goes down, Ctrl+Enter saves, lines of a spreadsheet are pasted. */
export function PriceGrid({ book, mayEdit }: { book: PriceBook; mayEdit: boolean }) {
  const { t } = useTranslation();
  const prices = useBookPrices(book.id);
  const draft = useGridDraft(book, prices.data?.data ?? []);
  const [count, setCount] = useState(0);
  const add = (product: NamedRef | null): void => {
    if (!product) return;
    setCount(count + 1);
    draft.add([newRow({ id: product.id, title: product.name }, '0', Number.NaN, `new ${count}`)]);
  };
  const paste = usePaste(book, draft.add);
  return (
    <Card
      title={t('catalogue:grid.title')}
      aside={mayEdit ? <span className={classes['keys']}>{t('catalogue:grid.hint')}</span> : null}
    >
      {prices.error ? <ErrorState error={prices.error} onRetry={() => void prices.refetch()} /> : null}
      {prices.isPending ? <Skeleton height={120} m="md" /> : null}
      {prices.data && draft.rows.length === 0 ? (
        <EmptyState title={t('catalogue:grid.none')} hint={t('catalogue:grid.noneHint')} />
      ) : null}
      <div
        className={classes['scroll']}
        onPaste={mayEdit ? paste : undefined}
        onKeyDown={(event) => handleKey(event, draft.send)}
        role="presentation"
      >
        {draft.rows.length > 0 ? <Grid rows={draft.rows} currency={book.currency} mayEdit={mayEdit} draft={draft} /> : null}
        {prices.data?.nextCursor ? <p className={classes['result']}>{t('catalogue:grid.more')}</p> : null}
      </div>
      {mayEdit ? (
        <SaveBar draft={draft}>
          <RecordPicker
            kind="product"
            aria-label={t('catalogue:grid.add')}
            placeholder={t('catalogue:grid.add')}
            value={null}
            onChange={add}
          />
        </SaveBar>
      ) : null}
    </Card>
  );
}

/** Enter goes to the same column of the next row, as in a sheet. */
function handleKey(event: KeyboardEvent<HTMLElement>, save: () => Promise<void>): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) {
    event.target.blur();
    void save();
    return;
  }
  const cell = event.target.closest('td');
  const row = cell?.closest('tr');
  const next = event.shiftKey ? row?.previousElementSibling : row?.nextElementSibling;
  const target = cell && next instanceof HTMLTableRowElement ? next.cells[cell.cellIndex]?.querySelector('input') : null;
  target?.focus();
  target?.select();
}

interface GridProps {
  rows: readonly Row[];
  currency: string;
  mayEdit: boolean;
  draft: { change: (row: Row) => void; remove: (row: Row) => void };
}

function Grid({ rows, currency, mayEdit, draft }: GridProps) {
  const { t } = useTranslation();
  return (
    <table className={`${classes['table'] ?? ''} ${classes['sheet'] ?? ''}`}>
      <thead>
        <tr>
          <th>{t('catalogue:objects.product.one')}</th>
          <th className={classes['number']}>{t('catalogue:grid.from')}</th>
          <th className={classes['number']}>{t('catalogue:grid.to')}</th>
          <th className={classes['number']}>{t('catalogue:grid.price')}</th>
          <th className={classes['date']}>{t('catalogue:books.validFrom')}</th>
          <th className={classes['date']}>{t('catalogue:books.validTo')}</th>
          <th aria-label={t('web:actions.more')} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <GridRow key={row.key} row={row} currency={currency} mayEdit={mayEdit} draft={draft} />
        ))}
      </tbody>
    </table>
  );
}

function GridRow({ row, currency, mayEdit, draft }: Omit<GridProps, 'rows'> & { row: Row }) {
  const { t } = useTranslation();
  const change = (patch: Partial<Row>): void => draft.change({ ...row, ...patch });
  const name = row.variantName === null ? row.product.title : `${row.product.title}, ${row.variantName}`;
  const labelOf = (column: string): string => t('catalogue:grid.cell', { column: t(column), name });
  const quantity = (key: 'minQuantity' | 'maxQuantity', label: string) => (
    <td className={classes['number']}>
      <DecimalInput
        aria-label={labelOf(label)}
        value={row[key]}
        disabled={!mayEdit}
        onChange={(value) => change({ [key]: key === 'minQuantity' ? (value ?? '0') : value })}
      />
    </td>
  );
  const day = (key: 'validFrom' | 'validTo', label: string) => (
    <td>
      <DateInput aria-label={labelOf(label)} value={row[key]} disabled={!mayEdit} onChange={(on) => change({ [key]: on })} />
    </td>
  );
  return (
    <tr>
      <td>{name}</td>
      {quantity('minQuantity', 'catalogue:grid.from')}
      {quantity('maxQuantity', 'catalogue:grid.to')}
      <td className={classes['number']}>
        <MoneyInput
          aria-label={labelOf('catalogue:grid.price')}
          currency={currency}
          value={row.amountMinor}
          disabled={!mayEdit}
          onChange={(value) => change({ amountMinor: value ?? Number.NaN })}
        />
      </td>
      {day('validFrom', 'catalogue:books.validFrom')}
      {day('validTo', 'catalogue:books.validTo')}
      <td className={classes['act']}>
        {mayEdit ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('web:actions.remove', { name })}
            onClick={() => draft.remove(row)}
          >
            <IconX size={16} />
          </ActionIcon>
        ) : null}
      </td>
    </tr>
  );
}
