import { ActionIcon, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { memo, useEffect, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react';
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
import { useVirtual } from '../../../web/ui/use-virtual.ts';
import type { PriceBook } from '../books/contract.ts';
import { maximumRows } from '../books/prices/contract.ts';
import { products } from '../contract.ts';
import classes from './catalogue.module.css';
import { readPasted } from './grid-rules.ts';
import { newRow, type PriceDraft, type PriceRow, usePriceDraft } from './price-draft.ts';
import { useBookPrices } from './queries.ts';
import { SaveBar } from './save-bar.tsx';

/** So many codes are looked for at once. */
const atOnce = 200;

async function productsOf(codes: readonly string[]): Promise<Map<string, { id: string; title: string }>> {
  const parts = Array.from({ length: Math.ceil(codes.length / atOnce) }, (_, at) => codes.slice(at * atOnce, (at + 1) * atOnce));
  const found = await Promise.all(
    parts.map((value) => {
      const filter = JSON.stringify({ field: 'code', op: 'in', value });
      return call(products.list, { query: { filter, limit: atOnce } });
    }),
  );
  const rows = found.flatMap(({ data }) => data);
  return new Map(rows.flatMap(({ id, name, code }) => (code ? [[code.toLowerCase(), { id, title: name }] as const] : [])));
}

/** Takes lines of a spreadsheet as new rows: products are found by their codes. What is more than can be saved at once is left out. */
function usePaste(book: PriceBook, add: (rows: readonly PriceRow[]) => void): (event: ClipboardEvent) => void {
  const { t } = useTranslation();
  const [count, setCount] = useState(0);
  return (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!text.includes('\t')) return;
    event.preventDefault();
    const { lines, skipped } = readPasted(text, book.currency);
    productsOf([...new Set(lines.map(({ code }) => code))]).then((byCode) => {
      const found = lines.slice(0, maximumRows).flatMap(({ code, minQuantity, amountMinor }, index) => {
        const product = byCode.get(code.toLowerCase());
        return product ? [newRow(product, minQuantity, amountMinor, `pasted ${count} ${index}`)] : [];
      });
      setCount(count + 1);
      add(found);
      showDone(t('catalogue:grid.pasted', { count: found.length, skipped: skipped + lines.length - found.length }));
    }, showProblem);
  };
}

/** So many rows before the end the next ones are asked for. */
const ahead = 40;

/** The prices that are there so far; the next ones come when the end is near. */
function usePages(bookId: string, productId: string | null) {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useBookPrices(bookId, productId);
  const saved = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
  const handleEnd = (): void => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return { saved, error, isPending, hasNextPage, handleEnd, retry: () => void refetch() };
}

/** Prices of a book, edited like a sheet: Enter goes down, Ctrl+Enter saves, lines of a spreadsheet are pasted. */
export function PriceGrid({ book, mayEdit }: { book: PriceBook; mayEdit: boolean }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<NamedRef | null>(null);
  const { saved, error, isPending, hasNextPage, handleEnd, retry } = usePages(book.id, wanted?.id ?? null);
  const draft = usePriceDraft(book.id, saved);
  const [count, setCount] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const add = (product: NamedRef | null): void => {
    if (!product) return;
    setCount(count + 1);
    draft.add([newRow({ id: product.id, title: product.name }, '0', Number.NaN, `new ${count}`)]);
    scroller.current?.scrollTo({ top: 0 });
  };
  const paste = usePaste(book, draft.add);
  const isLong = hasNextPage || saved.length > 15 || wanted !== null;
  return (
    <Card
      title={t('catalogue:grid.title')}
      aside={mayEdit ? <span className={classes['keys']}>{t('catalogue:grid.hint')}</span> : null}
    >
      {isLong ? (
        <div className={classes['find']}>
          <ProductPicker label={t('catalogue:grid.find')} value={wanted} onChange={setWanted} />
        </div>
      ) : null}
      {error ? <ErrorState error={error} onRetry={retry} /> : null}
      {isPending ? <Skeleton height={120} m="md" /> : null}
      {!isPending && !error && draft.rows.length === 0 ? (
        <EmptyState
          title={t('catalogue:grid.none')}
          hint={wanted === null ? t('catalogue:grid.noneHint') : t('catalogue:grid.noneOf', { name: wanted.name })}
        />
      ) : null}
      <div
        ref={scroller}
        className={classes['sheetFrame']}
        onPaste={mayEdit ? paste : undefined}
        onKeyDown={(event) => handleKey(event, draft.send)}
        role="presentation"
      >
        {draft.rows.length > 0 ? <Grid {...{ draft, mayEdit, scroller }} currency={book.currency} onEnd={handleEnd} /> : null}
      </div>
      {mayEdit ? (
        <SaveBar draft={draft}>
          <ProductPicker label={t('catalogue:grid.add')} value={null} onChange={add} />
        </SaveBar>
      ) : null}
    </Card>
  );
}

interface ProductPickerProps {
  label: string;
  value: NamedRef | null;
  onChange: (product: NamedRef | null) => void;
}

/** Says what it is for where its product will stand. */
function ProductPicker({ label, ...rest }: ProductPickerProps) {
  return <RecordPicker kind="product" aria-label={label} placeholder={label} {...rest} />;
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
  draft: PriceDraft;
  currency: string;
  mayEdit: boolean;
  scroller: RefObject<HTMLDivElement | null>;
  /** The end is near. */
  onEnd: () => void;
}

const rowHeight = 45;
const columns = 7;

/** The rows in sight, between two that are as high as those above and below. */
function Grid({ draft, currency, mayEdit, scroller, onEnd }: GridProps) {
  const { t } = useTranslation();
  const { rows, change, remove } = draft;
  const { items, height } = useVirtual({
    count: rows.length,
    scroller,
    sizeOf: () => rowHeight,
    keyOf: (index) => rows[index]?.key ?? index,
    overscan: 8,
  });
  const above = items[0]?.start ?? 0;
  const below = height - (items.at(-1)?.end ?? 0);
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rows.length - ahead;
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  useEffect(() => {
    if (isNearEnd) latest.current();
  }, [isNearEnd, rows.length]);
  return (
    <table className={`${classes['table'] ?? ''} ${classes['sheet'] ?? ''}`} aria-rowcount={rows.length + 1}>
      <thead>
        <tr aria-rowindex={1}>
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
        <Gap height={above} />
        {items.map(({ index }) => {
          const row = rows[index];
          return row ? <GridRow key={row.key} {...{ row, index, currency, mayEdit, change, remove }} /> : null;
        })}
        <Gap height={below} />
      </tbody>
    </table>
  );
}

/** Rows that are not in sight. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns} className={classes['gap']} style={{ height }} />
    </tr>
  );
}

interface GridRowProps extends Pick<PriceDraft, 'change' | 'remove'> {
  row: PriceRow;
  index: number;
  currency: string;
  mayEdit: boolean;
}

/** A row is drawn again only when it changed: a sheet has hundreds of fields. */
const GridRow = memo(PriceFields);

function PriceFields({ row, index, currency, mayEdit, change: write, remove }: GridRowProps) {
  const { t } = useTranslation();
  const change = (patch: Partial<PriceRow>): void => write({ ...row, ...patch });
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
    <tr aria-rowindex={index + 2}>
      <td>{name}</td>
      {quantity('minQuantity', 'catalogue:grid.from')}
      {quantity('maxQuantity', 'catalogue:grid.to')}
      <td className={classes['money']}>
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
          <ActionIcon variant="subtle" color="gray" aria-label={t('web:actions.remove', { name })} onClick={() => remove(row)}>
            <IconX size={16} />
          </ActionIcon>
        ) : null}
      </td>
    </tr>
  );
}
