import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, queryOf } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import { createQuote } from '../contract.ts';
import { createOrderFromQuote } from '../ordering/contract.ts';
import { getQuoteTemplate, updateQuoteTemplate } from '../layout/contract.ts';
import { getQuoteDocument, type QuoteDocument } from '../revisions/contract.ts';

export const documentOf = (id: string, revision?: number) =>
  queryOf(getQuoteDocument, { params: { id }, query: revision === undefined ? {} : { revision } });

/** A quote with its money; the newest revision unless another is asked for. */
export const useDocument = (id: string, revision?: number) => useQuery(documentOf(id, revision));

/** After a change to a quote, whatever shows quotes, deals or timelines reads again. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) =>
        ['quotes', 'orders', 'accounts', 'deals', 'records', 'tasks', 'insights', 'menu'].includes(String(queryKey[0])),
    });
}

/** A use case that answers the quote as it is afterwards. */
export function useQuoteAction<Input>(send: (input: Input) => Promise<QuoteDocument>) {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: send,
    onSuccess: (document) => {
      client.setQueryData(documentOf(document.quote.id).queryKey, document);
      return refresh();
    },
    onError: showProblem,
  });
}

export function useCreateQuote() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: BodyInputOf<typeof createQuote>) => call(createQuote, { body }),
    onSuccess: refresh,
    onError: showProblem,
  });
}

export function useCreateOrder(quoteId: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => call(createOrderFromQuote, { params: { id: quoteId }, body: {} }),
    onSuccess: refresh,
    onError: showProblem,
  });
}

export const useQuoteTemplate = () => useQuery(queryOf(getQuoteTemplate));

export function useUpdateQuoteTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInputOf<typeof updateQuoteTemplate>) => call(updateQuoteTemplate, { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['quote-template'] }),
  });
}
