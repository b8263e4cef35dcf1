import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, keyOf, queryOf } from '../../../web/api.ts';
import {
  getBranding,
  removeBrandingImage,
  setBrandingImage,
  updateBranding,
  type BrandingImageKind,
} from '../branding/contract.ts';
import {
  getCalendar,
  listExchangeRates,
  listLatestRates,
  removeExchangeRate,
  setExchangeRate,
  updateCalendar,
} from '../contract.ts';
import { getTermsPolicy, updateTermsPolicy } from '../terms/contract.ts';
import { createTaxClass, listTaxClasses, removeTaxClass, updateTaxClass } from '../taxes/contract.ts';

export const useLatestRates = () => useQuery(queryOf(listLatestRates));
/** All rates of a currency, page by page. */
export const useRates = (currency: string, isWanted: boolean) =>
  useInfiniteQuery({
    queryKey: [...keyOf(listExchangeRates, { query: { currency } }), 'pages'],
    queryFn: ({ pageParam }) =>
      call(listExchangeRates, { query: { currency, limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    enabled: isWanted,
  });
export const useCalendar = () => useQuery(queryOf(getCalendar));
export const useBranding = () => useQuery(queryOf(getBranding));
export const useTermsPolicy = () => useQuery(queryOf(getTermsPolicy));
export const useTaxClasses = () => useQuery(queryOf(listTaxClasses));

function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  const nouns = new Set(['exchange-rates', 'working-calendar', 'branding', 'tax-classes', 'terms-policy', 'deals']);
  const onSettled = () => client.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(String(queryKey[0])) });
  return useMutation<Reply, Error, Input>({ mutationFn: send, onSettled });
}

export const useSetRate = () => useChange((body: BodyInputOf<typeof setExchangeRate>) => call(setExchangeRate, { body }));
export const useRemoveRate = () =>
  useChange((params: { currency: string; validFrom: string }) => call(removeExchangeRate, { params }));
export const useUpdateCalendar = () => useChange((body: BodyInputOf<typeof updateCalendar>) => call(updateCalendar, { body }));
export const useUpdateBranding = () => useChange((body: BodyInputOf<typeof updateBranding>) => call(updateBranding, { body }));
export const useUpdateTermsPolicy = () =>
  useChange((body: BodyInputOf<typeof updateTermsPolicy>) => call(updateTermsPolicy, { body }));
export const useCreateTaxClass = () => useChange((body: BodyInputOf<typeof createTaxClass>) => call(createTaxClass, { body }));
export const useUpdateTaxClass = () =>
  useChange(({ id, ...body }: BodyInputOf<typeof updateTaxClass> & { id: string }) =>
    call(updateTaxClass, { params: { id }, body }),
  );
export const useRemoveTaxClass = () => useChange((id: string) => call(removeTaxClass, { params: { id } }));
export const useSetBrandingImage = (kind: BrandingImageKind) =>
  useChange((file: Blob) => call(setBrandingImage, { params: { kind }, body: file }));
export const useRemoveBrandingImage = () =>
  useChange((kind: BrandingImageKind) => call(removeBrandingImage, { params: { kind } }));
