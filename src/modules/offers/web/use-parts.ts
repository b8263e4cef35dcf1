import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { formatAmount } from '../../../platform/money.ts';
import { call } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { findPrices, type Price } from '../../catalogue/pricing/contract.ts';
import type { LinePart } from '../../orders/parts/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import { partsAsked } from '../parts/rules.ts';
import { atFound, isAsFound } from '../pricing/rules.ts';
import { type Draft, patchLine, setUnitCost } from './draft.ts';
import type { DraftEditor } from './use-draft.ts';

/** What is asked: a line with these parts in its bundle. */
interface Asked {
  line: QuoteLine & { productId: string };
  parts: readonly LinePart[];
  accountId: string | null;
  currency: string;
  /** Whether the parts can be asked about. */
  isOn: boolean;
}

export interface PartsPricing {
  price: Price | undefined;
  error: Error | null;
  retry: () => void;
}

function bodyOf({ line, parts, accountId, currency }: Asked, on: string) {
  const { productId, variantId, quantity, unit, conversion } = line;
  const many = /[1-9]/.test(quantity) ? quantity : '1';
  const factor = conversion ? { factor: conversion.factor } : {};
  return {
    accountId,
    on,
    currency,
    lines: [{ productId, variantId, quantity: many, unit, ...factor, ...partsAsked({ parts }) }],
  };
}

/** What one costs with the parts that are chosen, while they are chosen. */
export function usePartsPrice(asked: Asked): PartsPricing {
  const on = useFormat().today();
  const body = bodyOf(asked, on);
  const text = JSON.stringify(body);
  const [settled] = useDebouncedValue(text, 300);
  const { data, error, refetch } = useQuery({
    queryKey: ['product-prices', 'parts', text],
    queryFn: async () => (await call(findPrices, { body })).data[0] ?? null,
    enabled: asked.isOn && settled === text,
    placeholderData: keepPreviousData,
  });
  return { price: asked.isOn ? (data ?? undefined) : undefined, error, retry: () => void refetch() };
}

/** The line with the parts that were chosen: at the catalogue's price for them, unless somebody typed one. */
function withParts(draft: Draft, { line: asked, parts, currency }: Asked, price: Price | null): Draft {
  const line = draft.content.lines.find(({ id }) => id === asked.id);
  if (!line || line.productId !== asked.productId || draft.content.currency !== currency) return draft;
  const minor = price?.unitPriceMinor ?? null;
  const found = isAsFound(line, currency) ? atFound(line, minor, currency) : { foundPriceMinor: minor };
  const made = patchLine(draft, line.id, { parts: [...parts], ...found });
  const cost = price?.costMinor ?? null;
  return cost === null ? made : setUnitCost(made, line.id, formatAmount(cost, currency));
}

/** Puts the chosen parts on the line; answers whether that was done. */
export function useTakeParts(editor: DraftEditor, asked: Asked) {
  const on = useFormat().today();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: async () => (await call(findPrices, { body: bodyOf(asked, on) })).data[0] ?? null,
  });
  const send = async (): Promise<boolean> => {
    try {
      const price = await mutateAsync();
      editor.change((draft) => withParts(draft, asked, price));
      return true;
    } catch (error) {
      showProblem(error);
      return false;
    }
  };
  return { send, isPending };
}
