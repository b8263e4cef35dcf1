import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { currencyExponent } from '../../../platform/money.ts';
import { call } from '../../../web/api.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { partsAsked } from '../parts/rules.ts';
import { type AskedLine, compareStrategies, type StrategyInputs } from '../strategies/contract.ts';

/** A line as the four ways are asked about it. */
export function askedLine(line: QuoteLine, currency: string, inputs: StrategyInputs): AskedLine {
  const { id, productId, variantId, quantity, unitPrice, taxBp, conversion } = line;
  const unitPriceMinor = Math.round(Number(unitPrice) * 10 ** currencyExponent(currency));
  // What cannot be read yet is left out of the question.
  const needs = inputs.needs.filter(({ benefitMinor }) => Number.isInteger(benefitMinor));
  const factor = conversion ? { factor: conversion.factor } : {};
  const asked = { productId, variantId, quantity, ...factor, ...partsAsked(line) };
  return { lineId: id, ...asked, taxBp, unitPriceMinor, inputs: { ...readable(inputs), needs } };
}

/** Figures as far as they can be read. */
function readable(inputs: StrategyInputs): StrategyInputs {
  const number = (value: number | null): number | null => (value !== null && Number.isNaN(value) ? null : value);
  const figures = Object.fromEntries(Object.entries(inputs.figures).filter(([, value]) => !Number.isNaN(value)));
  return {
    needs: inputs.needs,
    shareBp: number(inputs.shareBp),
    mostMinor: number(inputs.mostMinor),
    markupBp: number(inputs.markupBp),
    targetMarginBp: number(inputs.targetMarginBp),
    premiumBp: number(inputs.premiumBp),
    figures,
  };
}

/** The four ways for some lines of a quote, asked again a moment after something was typed. */
export function useStrategies(
  quoteId: string,
  { currency, isTaxIncluded }: Pick<QuoteContent, 'currency' | 'isTaxIncluded'>,
  lines: readonly AskedLine[],
) {
  const body: BodyInputOf<typeof compareStrategies> = { currency, isTaxIncluded, lines: [...lines] };
  const text = JSON.stringify(body);
  const [settled] = useDebouncedValue(text, 250);
  return useQuery({
    queryKey: ['quotes', quoteId, 'strategies', settled],
    // What was asked stays with what was answered: a choice is made of both.
    queryFn: async () => ({
      ...(await call(compareStrategies, { params: { id: quoteId }, body })),
      asked: new Map(lines.map((line) => [line.lineId, line])),
    }),
    enabled: settled === text && lines.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
