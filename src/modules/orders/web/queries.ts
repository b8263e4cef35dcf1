import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, queryOf } from '../../../web/api.ts';
import { getOrderDocument, type OrderDocument, setOrderLines, setPurchaseOrder } from '../document/contract.ts';
import { getOrderTotal } from '../sums/contract.ts';

const documentOf = (id: string) => queryOf(getOrderDocument, { params: { id } });

/** An order with its lines. */
export const useDocument = (id: string) => useQuery(documentOf(id));

export const useOrderTotal = (accountId: string) => useQuery(queryOf(getOrderTotal, { params: { id: accountId } }));

/** A use case that answers the order as it is afterwards; whatever shows orders or timelines reads again. */
function useOrderAction<Input>(send: (input: Input) => Promise<OrderDocument>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (document) => {
      client.setQueryData(documentOf(document.order.id).queryKey, document);
      return client.invalidateQueries({
        predicate: ({ queryKey }) => ['orders', 'accounts', 'records'].includes(String(queryKey[0])),
      });
    },
  });
}

export const useSetLines = (id: string) =>
  useOrderAction((body: BodyInputOf<typeof setOrderLines>) => call(setOrderLines, { params: { id }, body }));
export const useSetPurchaseOrder = (id: string) =>
  useOrderAction((body: BodyInputOf<typeof setPurchaseOrder>) => call(setPurchaseOrder, { params: { id }, body }));
