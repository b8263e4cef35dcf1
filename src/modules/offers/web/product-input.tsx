import { Combobox, type ComboboxStore, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ChangeEvent, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../../../platform/money.ts';
import { call, queryOf } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type Product, products } from '../../catalogue/contract.ts';
import { findNamedProducts } from '../../catalogue/numbers/contract.ts';
import { getProductParts, type Variant } from '../../catalogue/parts/contract.ts';
import { findPrices, type Price } from '../../catalogue/pricing/contract.ts';
import { defaultUnit } from '../../catalogue/units/rules.ts';
import { searchRecords } from '../../records/search/contract.ts';
import { listTaxClasses } from '../../settings/taxes/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import { choicesOf, partsAsked, startingParts } from '../parts/rules.ts';
import { atFound } from '../pricing/rules.ts';
import { taxOf } from '../revisions/rules.ts';
import { chargeIn } from '../units/rules.ts';
import { commitKey } from './cell-input.tsx';
import classes from './quote.module.css';
import type { Typing } from './use-grid.ts';

/** For whom a line is priced. */
export interface PriceAsk {
  accountId: string | null;
  currency: string;
  quantity: string;
}

interface ProductInputProps {
  label: string;
  typing: Typing;
  context: PriceAsk;
  /** A product was chosen: what the line becomes, and what a piece of it costs where that is known. */
  onPick: (change: Partial<QuoteLine>, cost: string | null) => void;
  /** A field under its label, which is there when nobody types, instead of the cell of a grid. */
  isField?: boolean;
}

/** A line of a product, or of one of its variants, in the unit of a price and at it; without one the price is left to be typed. */
export function lineOfProduct(
  product: Product,
  variant: Variant | null,
  price: Price | null,
  currency: string,
  parts?: QuoteLine['parts'],
): Partial<QuoteLine> {
  const unit = price?.unit ?? product.unit;
  const charge = chargeIn({ kind: 'once' }, unit);
  return {
    ...(charge.kind === 'time' ? { charge } : {}),
    productId: product.id,
    variantId: variant?.id ?? null,
    name: variant ? `${product.name} · ${variant.name}` : product.name,
    code: variant?.code ?? product.code,
    unit,
    conversion: price?.conversion ?? null,
    parts,
    note: product.description?.slice(0, 4000) ?? null,
    ...atFound({ unread: null }, price?.unitPriceMinor ?? null, currency),
  };
}

interface Option {
  /** Of the product, or of the variant; empty for a product without a variant. */
  id: string;
  title: string;
  subtitle: string | null;
}

interface Chosen {
  product: Product;
  tax: Partial<QuoteLine>;
  variants: Variant[];
  /** The unit that the line begins with. */
  unit: string | null;
  /** What a bundle begins with. */
  parts: QuoteLine['parts'];
}

/** Taking a product into the line: its variants are offered first where it has some, then the catalogue is asked for the price. */
function useTake({ accountId, currency, quantity }: PriceAsk, onPick: ProductInputProps['onPick']) {
  const client = useQueryClient();
  const on = useFormat().today();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const take = async ({ product, tax, unit, parts }: Chosen, variant: Variant | null): Promise<void> => {
    const many = /[1-9]/.test(quantity) ? quantity : '1';
    const line = { productId: product.id, variantId: variant?.id ?? null, quantity: many, unit, ...partsAsked({ parts }) };
    const found = await call(findPrices, { body: { accountId, on, currency, lines: [line] } }).catch((error: unknown) => {
      showProblem(error);
      return null;
    });
    const price = found?.data[0] ?? null;
    const cost = price?.costMinor ?? null;
    onPick(
      { ...lineOfProduct(product, variant, price, currency, parts), ...tax },
      cost === null ? null : formatAmount(cost, currency),
    );
  };
  const pickProduct = async (id: string): Promise<boolean> => {
    const [product, parts, classes] = await Promise.all([
      client.fetchQuery(queryOf(products.get, { params: { id } })),
      client.fetchQuery(queryOf(getProductParts, { params: { id } })),
      // Whoever may not see the classes gets the usual tax.
      client.fetchQuery(queryOf(listTaxClasses)).catch(() => null),
    ]);
    const tax = classes ? taxOf(classes.data, product.taxClass, on) : {};
    const variants = parts.variants.filter(({ isActive }) => isActive);
    const bundle = product.bundle === null || parts.components.length === 0 ? undefined : startingParts(choicesOf(parts));
    const next = { product, tax, variants, unit: defaultUnit(product.unit, parts.units), parts: bundle };
    if (variants.length === 0) await take(next, null);
    else setChosen(next);
    return variants.length > 0;
  };
  const pickVariant = (of: Chosen, id: string): Promise<void> => take(of, of.variants.find((one) => one.id === id) ?? null);
  return { chosen, pickProduct, pickVariant, forget: () => setChosen(null) };
}

function optionsOf({ product, variants }: Chosen, without: string): Option[] {
  return [
    ...variants.map(({ id, name, code }) => ({ id, title: `${product.name} · ${name}`, subtitle: code })),
    { id: '', title: product.name, subtitle: without },
  ];
}

/** Products that the customer calls so, before those that are found by what we call them. */
async function search(q: string, accountId: string | null): Promise<Option[]> {
  const [named, found] = await Promise.all([
    accountId === null
      ? []
      : // A customer that one may not see has no numbers for whoever looks.
        call(findNamedProducts, { body: { accountId, texts: [q.slice(0, 200)], isWhole: false } }).then(
          ({ data }) => data.slice(0, mostNamed),
          () => [],
        ),
    call(searchRecords, { query: { q, kinds: 'product', limit: 12 } }),
  ]);
  const theirs = new Set(named.map(({ product }) => product.id));
  return [
    ...named.map(({ product: { id, title, code }, number, name }) => ({
      id,
      title,
      subtitle: [number, name, code].filter(Boolean).join(' · '),
    })),
    ...found.data.filter(({ id }) => !theirs.has(id)),
  ];
}

const mostNamed = 6;

function useProducts(typed: string, accountId: string | null) {
  const [q] = useDebouncedValue(typed.trim(), 120);
  return useQuery({
    queryKey: ['picker', 'quote.product', accountId, q],
    queryFn: () => search(q, accountId),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
}

interface Choice {
  text: string;
  options: readonly Option[];
  isOpen: boolean;
  pick: (id: string) => void;
}

/** Arrows choose a product while the list is open, Enter takes it; everything else is as in any cell. Answers whether the cell is left. */
function useNameKeys(
  combobox: ComboboxStore,
  typing: Typing,
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
    commitKey(event, text, typing, false);
    return ['Enter', 'Tab', 'Escape'].includes(event.key);
  };
}

/** An input that is typed into from the start. */
function useFocused(begins: boolean): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!begins) return;
    input.current?.focus();
    if ((input.current?.value.length ?? 0) > 1) input.current?.select();
  }, [begins]);
  return input;
}

/** The name of a line: free text, or a product found by name, code, pinyin or initials, or by what the customer calls it. */
export function ProductInput({ label, typing, context, onPick, isField = false }: ProductInputProps) {
  const { t } = useTranslation();
  const combobox = useCombobox();
  const [text, setText] = useState(typing.begun);
  const [isTouched, setTouched] = useState(typing.begun.length === 1);
  const { chosen, pickProduct, pickVariant, forget } = useTake(context, onPick);
  const { data: found = [] } = useProducts(isTouched && chosen === null ? text : '', context.accountId);
  const options: readonly Option[] = chosen ? optionsOf(chosen, t('offers:price.noVariant')) : found;
  const begins = !isField || typing.begun === '';
  const input = useFocused(begins);
  const isOver = useRef(false);
  const isOpen = isTouched && options.length > 0 && (chosen !== null || text.trim() !== '');
  const pick = (id: string): void => {
    isOver.current = true;
    if (chosen) return void pickVariant(chosen, id);
    void pickProduct(id).then((asksOn) => {
      isOver.current = !asksOn;
      if (asksOn) combobox.resetSelectedOption();
    }, showProblem);
  };
  const handleKey = useNameKeys(combobox, typing, { text, options, isOpen, pick });
  const shared = {
    ref: input,
    autoComplete: 'off',
    value: text,
    placeholder: t('offers:screens.namePlaceholder'),
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      isOver.current = false;
      setText(event.currentTarget.value);
      setTouched(true);
      forget();
      combobox.openDropdown();
      combobox.resetSelectedOption();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (handleKey(event)) isOver.current = true;
    },
    onBlur: () => {
      if (!isOver.current) typing.commit(text);
    },
  };
  return (
    <Combobox
      store={combobox}
      withinPortal
      onOptionSubmit={pick}
      width={isField ? 'target' : 'max-content'}
      position="bottom-start"
    >
      <Combobox.Target withKeyboardNavigation={false}>
        {isField ? (
          <TextInput {...shared} label={label} data-autofocus={begins || undefined} />
        ) : (
          <input {...shared} className={classes['input']} aria-label={label} />
        )}
      </Combobox.Target>
      <Found options={options} isOpen={isOpen} />
    </Combobox>
  );
}

function Found({ options, isOpen }: { options: readonly Option[]; isOpen: boolean }) {
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
