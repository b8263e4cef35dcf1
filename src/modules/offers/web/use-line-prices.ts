import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { call } from '../../../web/api.ts';
import { useFormat } from '../../../web/use-format.ts';
import { findPrices, maximumPriceLines, type Price } from '../../catalogue/pricing/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import { partsAsked } from '../parts/rules.ts';

interface Asked {
  productId: string;
  variantId: string | null;
  quantity: string;
  unit: string | null;
  /** As large as the line says its unit is. */
  factor?: string;
  /** Of a bundle: what is in it. */
  parts?: Record<string, string>;
}

/** What is asked about a line; null where it has no product. */
function askOf({ productId, variantId, quantity, unit, conversion, parts }: QuoteLine): Asked | null {
  if (productId === null) return null;
  return { productId, variantId, quantity, unit, ...(conversion ? { factor: conversion.factor } : {}), ...partsAsked({ parts }) };
}

const keyOf = (asked: Asked): string => JSON.stringify(asked);

interface Context {
  accountId: string | null;
  currency: string;
  /** Lines that are not asked about: their products are no longer sold. */
  without: ReadonlySet<string>;
  isOn: boolean;
}

/** Each product, variant, quantity and unit once, as many as one request takes. */
function askedOf(lines: readonly QuoteLine[], without: ReadonlySet<string>) {
  const wanted = new Map<string, Asked>();
  for (const line of lines) {
    const asked = line.kind === 'item' && !without.has(line.id) && /[1-9]/.test(line.quantity) ? askOf(line) : null;
    if (asked !== null) wanted.set(keyOf(asked), asked);
  }
  return [...wanted.values()].slice(0, maximumPriceLines);
}

/** What the catalogue asks today for the lines that have a product, so many of each: one request for all that changed. */
export function useLinePrices(
  lines: readonly QuoteLine[],
  { accountId, currency, without, isOn }: Context,
): (line: QuoteLine) => Price | undefined {
  const on = useFormat().today();
  const body = useMemo(
    () => ({ accountId, on, currency, lines: isOn ? askedOf(lines, without) : [] }),
    [accountId, on, currency, lines, without, isOn],
  );
  const text = useMemo(() => JSON.stringify(body), [body]);
  const [settled] = useDebouncedValue(text, 300);
  const { data } = useQuery({
    queryKey: ['product-prices', 'lines', text],
    queryFn: async () => {
      const reply = await call(findPrices, { body });
      return new Map(body.lines.map((line, index) => [keyOf(line), reply.data[index]]));
    },
    enabled: settled === text && body.lines.length > 0,
    placeholderData: keepPreviousData,
  });
  return useCallback(
    (line) => {
      const asked = isOn ? askOf(line) : null;
      const found = asked === null ? undefined : data?.get(keyOf(asked));
      return found?.currency === currency ? found : undefined;
    },
    [data, isOn, currency],
  );
}
