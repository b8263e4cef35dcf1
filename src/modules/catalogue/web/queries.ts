import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, keyOf, queryOf } from '../../../web/api.ts';
import * as books from '../books/contract.ts';
import { listBookPrices, writeBookPrices } from '../books/prices/contract.ts';
import { listProductCosts, removeProductCost, setProductCost } from '../costs/contract.ts';
import { listMarginGuards, setMarginGuards } from '../margins/contract.ts';
import { listCustomerNumbers, listSharingProducts, removeCustomerNumber, setCustomerNumber } from '../numbers/contract.ts';
import { getProductParts, setProductParts } from '../parts/contract.ts';
import { findPrices } from '../pricing/contract.ts';
import { createPromotion, listPromotions, removePromotion, updatePromotion } from '../promotions/contract.ts';
import { createRole, listRoles } from '../rate-card/contract.ts';
import { addCompetitorPrice, listCompetitorPrices, removeCompetitorPrice } from '../rivals/contract.ts';
import { getProductStrategy, setProductStrategy } from '../strategies/settings/contract.ts';
import { addPriceAnswer, listPriceAnswers, removePriceAnswer } from '../strategies/survey/contract.ts';

const nouns = new Set([
  'products',
  'price-books',
  'competitor-prices',
  'margin-guards',
  'promotions',
  'product-prices',
  'rate-card',
  'records',
]);

/** A write after which whatever shows products or prices is read again. */
function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(String(queryKey[0])) });
  return useMutation<Reply, Error, Input>({ mutationFn: send, onSettled });
}

export const useRoles = () => useQuery(queryOf(listRoles));
export const useCreateRole = () => useChange((body: BodyInputOf<typeof createRole>) => call(createRole, { body }));

export const useParts = (id: string) => useQuery(queryOf(getProductParts, { params: { id } }));
export const useSetParts = (id: string) =>
  useChange((body: BodyInputOf<typeof setProductParts>) => call(setProductParts, { params: { id }, body }));

export const useCosts = (id: string) => useQuery(queryOf(listProductCosts, { params: { id } }));
export const useSetCost = (id: string) =>
  useChange((body: BodyInputOf<typeof setProductCost>) => call(setProductCost, { params: { id }, body }));
export const useRemoveCost = (id: string) => useChange((costId: string) => call(removeProductCost, { params: { id, costId } }));

export const useNumbers = (id: string) => useQuery(queryOf(listCustomerNumbers, { params: { id } }));
/** Other products that a customer has a number for; nothing is asked before both are said. */
export const useSharing = (id: string, accountId: string, number: string) =>
  useQuery({
    ...queryOf(listSharingProducts, { params: { id, accountId }, query: { number } }),
    enabled: accountId !== '' && number !== '',
  });
export const useSetNumber = (id: string) =>
  useChange(({ accountId, ...body }: BodyInputOf<typeof setCustomerNumber> & { accountId: string }) =>
    call(setCustomerNumber, { params: { id, accountId }, body }),
  );
export const useRemoveNumber = (id: string) =>
  useChange((accountId: string) => call(removeCustomerNumber, { params: { id, accountId } }));

export const useCompetitorPrices = (query: { productId?: string; competitorId?: string }) =>
  useQuery(queryOf(listCompetitorPrices, { query: { ...query, limit: 100 } }));
export const useAddCompetitorPrice = () =>
  useChange((body: BodyInputOf<typeof addCompetitorPrice>) => call(addCompetitorPrice, { body }));
export const useRemoveCompetitorPrice = () => useChange((id: string) => call(removeCompetitorPrice, { params: { id } }));

export const useStrategy = (id: string) => useQuery(queryOf(getProductStrategy, { params: { id } }));
export const useSetStrategy = (id: string) =>
  useChange((body: BodyInputOf<typeof setProductStrategy>) => call(setProductStrategy, { params: { id }, body }));
export const useAnswers = (id: string) => useQuery(queryOf(listPriceAnswers, { params: { id } }));
export const useAddAnswer = (id: string) =>
  useChange((body: BodyInputOf<typeof addPriceAnswer>) => call(addPriceAnswer, { params: { id }, body }));
export const useRemoveAnswer = (id: string) =>
  useChange((answerId: string) => call(removePriceAnswer, { params: { id, answerId } }));

export const useBooks = () => useQuery(queryOf(books.listPriceBooks));
export const useBook = (id: string) => useQuery(queryOf(books.getPriceBook, { params: { id } }));
export const useCreateBook = () =>
  useChange((body: BodyInputOf<typeof books.createPriceBook>) => call(books.createPriceBook, { body }));
export const useUpdateBook = (id: string) =>
  useChange((body: BodyInputOf<typeof books.updatePriceBook>) => call(books.updatePriceBook, { params: { id }, body }));
export const useRemoveBook = () => useChange((id: string) => call(books.removePriceBook, { params: { id } }));
export const useRules = (id: string) => useQuery(queryOf(books.listPriceRules, { params: { id } }));
export const useSetRules = (id: string) =>
  useChange((body: BodyInputOf<typeof books.setPriceRules>) => call(books.setPriceRules, { params: { id }, body }));

/** The prices of a book, of one product or of all, page by page. */
export function useBookPrices(id: string, productId: string | null) {
  const query = { limit: 200, ...(productId === null ? {} : { productId }) };
  return useInfiniteQuery({
    queryKey: [...keyOf(listBookPrices, { params: { id }, query }), 'pages'],
    queryFn: ({ pageParam }) =>
      call(listBookPrices, { params: { id }, query: { ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}
export const useWritePrices = (id: string) =>
  useChange((body: BodyInputOf<typeof writeBookPrices>) => call(writeBookPrices, { params: { id }, body }));

export const usePromotions = () => useQuery(queryOf(listPromotions));
export const useCreatePromotion = () => useChange((body: BodyInputOf<typeof createPromotion>) => call(createPromotion, { body }));
export const useUpdatePromotion = (id: string) =>
  useChange((body: BodyInputOf<typeof updatePromotion>) => call(updatePromotion, { params: { id }, body }));
export const useRemovePromotion = () => useChange((id: string) => call(removePromotion, { params: { id } }));

export const useMargins = () => useQuery(queryOf(listMarginGuards));
export const useSetMargins = () => useChange((body: BodyInputOf<typeof setMarginGuards>) => call(setMarginGuards, { body }));

/** Asks what something costs; null asks nothing yet. */
export const usePrices = (body: BodyInputOf<typeof findPrices> | null) =>
  useQuery({
    queryKey: ['product-prices', body],
    queryFn: () => (body === null ? null : call(findPrices, { body })),
    enabled: body !== null,
    placeholderData: (before) => before,
  });
