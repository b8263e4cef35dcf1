import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import type { BookPrice } from '../books/prices/contract.ts';
import { useWritePrices } from './queries.ts';

/** A row as it is edited; `key` stays while it is new. */
export type PriceRow = Omit<BookPrice, 'id' | 'code'> & { key: string; id: string | null };

const rowOf = ({ code: _, ...price }: BookPrice): PriceRow => ({ ...price, key: price.id });

export const newRow = (
  product: { id: string; title: string },
  minQuantity: string,
  amountMinor: number,
  key: string,
): PriceRow => ({
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

export interface PriceDraft {
  /** Those that are new come first: where a book is long, its end is far away. */
  rows: readonly PriceRow[];
  isDirty: boolean;
  isBusy: boolean;
  change: (row: PriceRow) => void;
  add: (added: readonly PriceRow[]) => void;
  remove: (row: PriceRow) => void;
  discard: () => void;
  send: () => Promise<void>;
}

const none: ReadonlyMap<string, PriceRow> = new Map();

/** Changes to the rows of a book, kept until they are saved together, whichever of its rows are in sight meanwhile. */
export function usePriceDraft(bookId: string, saved: readonly BookPrice[]): PriceDraft {
  const { t } = useTranslation();
  const write = useWritePrices(bookId);
  const [changed, setChanged] = useState(none);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const kept = useMemo(() => saved.map(rowOf), [saved]);
  const rows = useMemo(
    () => [
      ...[...changed.values()].filter(({ id }) => id === null),
      ...kept.filter(({ key }) => !removed.has(key)).map((row) => changed.get(row.key) ?? row),
    ],
    [kept, changed, removed],
  );
  const add = useCallback(
    (added: readonly PriceRow[]): void =>
      setChanged((before) => new Map([...before, ...added.map((row): [string, PriceRow] => [row.key, row])])),
    [],
  );
  const change = useCallback((row: PriceRow): void => add([row]), [add]);
  const remove = useCallback(({ id, key }: PriceRow): void => {
    setChanged((before) => new Map([...before].filter(([one]) => one !== key)));
    if (id !== null) setRemoved((before) => new Set([...before, id]));
  }, []);
  const discard = (): void => {
    setChanged(none);
    setRemoved(new Set());
  };
  const send = async (): Promise<void> => {
    const set = [...changed.values()].map(({ id, product, key: _key, variantName: _name, ...row }) => ({
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
  return { rows, isDirty: changed.size + removed.size > 0, isBusy: write.isPending, change, add, remove, discard, send };
}
