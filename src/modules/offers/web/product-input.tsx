import { Combobox, type ComboboxStore, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../../../platform/money.ts';
import { call, queryOf } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type Product, products } from '../../catalogue/contract.ts';
import { type SearchHit, searchRecords } from '../../records/search/contract.ts';
import { listTaxClasses } from '../../settings/taxes/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import { taxOf } from '../revisions/rules.ts';
import { commitKey } from './cell-input.tsx';
import classes from './quote.module.css';
import type { Grid } from './use-grid.ts';

interface ProductInputProps {
  label: string;
  grid: Grid;
  currency: string;
  /** A product was chosen: what the line becomes. */
  onPick: (change: Partial<QuoteLine>) => void;
}

/** A line of a product. Without a price in the quote's currency the price is left to be typed, and the line does not count until then. */
export function lineOfProduct(product: Product, currency: string, before: QuoteLine['unread']): Partial<QuoteLine> {
  const isPriced = product.priceMinor !== null && product.currency === currency;
  const { unitPrice: _mended, ...others } = before ?? {};
  const unread = isPriced ? others : { ...others, unitPrice: '' };
  return {
    productId: product.id,
    name: product.name,
    code: product.code,
    unit: product.unit,
    note: product.description?.slice(0, 4000) ?? null,
    unitPrice: isPriced ? formatAmount(product.priceMinor ?? 0, currency) : '0',
    unread: Object.keys(unread).length === 0 ? null : unread,
  };
}

function useProducts(typed: string) {
  const [q] = useDebouncedValue(typed.trim(), 120);
  return useQuery({
    queryKey: ['picker', 'quote.product', q],
    queryFn: async () => (await call(searchRecords, { query: { q, kinds: 'product', limit: 12 } })).data,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
}

interface Choice {
  text: string;
  options: readonly SearchHit[];
  isOpen: boolean;
  pick: (id: string) => void;
}

/** Arrows choose a product while the list is open, Enter takes it; everything else is as in any cell. Answers whether the cell is left. */
function useNameKeys(
  combobox: ComboboxStore,
  grid: Grid,
  { text, options, isOpen, pick }: Choice,
): (event: KeyboardEvent) => boolean {
  return (event) => {
    if (event.nativeEvent.isComposing) return false;
    const found = options[combobox.getSelectedOptionIndex()];
    if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      if (event.key === 'ArrowDown') combobox.selectNextOption();
      else combobox.selectPreviousOption();
      return false;
    }
    if (isOpen && found && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      pick(found.id);
      return true;
    }
    commitKey(event, text, grid, false);
    return ['Enter', 'Tab', 'Escape'].includes(event.key);
  };
}

/** The name of a line: free text, or a product found by name, code, pinyin or initials. */
export function ProductInput({ label, grid, currency, onPick }: ProductInputProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const format = useFormat();
  const combobox = useCombobox();
  const [text, setText] = useState(grid.editing ?? '');
  const [isTouched, setTouched] = useState((grid.editing ?? '').length === 1);
  const { data: options = [] } = useProducts(isTouched ? text : '');
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus();
    if ((input.current?.value.length ?? 0) > 1) input.current?.select();
  }, []);
  const isOpen = isTouched && options.length > 0 && text.trim() !== '';
  const pick = (id: string): void => {
    isOver.current = true;
    const load = Promise.all([
      client.fetchQuery(queryOf(products.get, { params: { id } })),
      // Whoever may not see the classes keeps the tax of the line before.
      client.fetchQuery(queryOf(listTaxClasses)).catch(() => null),
    ]);
    void load.then(([product, classes]) => {
      const tax = classes ? taxOf(classes.data, product.taxClass, format.today()) : {};
      onPick({ ...lineOfProduct(product, currency, null), ...tax });
    }, showProblem);
  };
  const handleKey = useNameKeys(combobox, grid, { text, options, isOpen, pick });
  return (
    <Combobox store={combobox} withinPortal onOptionSubmit={pick} width="max-content" position="bottom-start">
      <Combobox.Target withKeyboardNavigation={false}>
        <input
          ref={input}
          className={classes['input']}
          aria-label={label}
          autoComplete="off"
          value={text}
          placeholder={t('offers:screens.namePlaceholder')}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setTouched(true);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onKeyDown={(event) => {
            if (handleKey(event)) isOver.current = true;
          }}
          onBlur={() => {
            if (!isOver.current) grid.commit(text);
          }}
        />
      </Combobox.Target>
      <Found options={options} isOpen={isOpen} />
    </Combobox>
  );
}

function Found({ options, isOpen }: { options: readonly SearchHit[]; isOpen: boolean }) {
  const { t } = useTranslation();
  return (
    <Combobox.Dropdown hidden={!isOpen} onMouseDown={(event) => event.preventDefault()}>
      <Combobox.Options aria-label={t('catalogue:objects.product.other')}>
        {options.map(({ id, title, subtitle }) => (
          <Combobox.Option key={id} value={id}>
            {title} {subtitle ? <small className={classes['quiet']}>{subtitle}</small> : null}
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}
