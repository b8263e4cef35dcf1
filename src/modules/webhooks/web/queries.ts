import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, keyOf, queryOf } from '../../../web/api.ts';
import * as webhooks from '../contract.ts';
import * as deliveries from '../deliveries/contract.ts';

export const useWebhooks = () => useQuery(queryOf(webhooks.listWebhooks));
export const useWebhook = (id: string) =>
  useQuery({ ...queryOf(webhooks.getWebhook, { params: { id } }), refetchInterval: 15_000 });
export const useEventKinds = () => useQuery({ ...queryOf(webhooks.listEventKinds), staleTime: 300_000 });

export type DeliveryFilter = Pick<deliveries.DeliveryQuery, 'state' | 'eventKind'>;

/** Whether something is about to be sent, so that its outcome is worth asking for soon. */
const isSoon = ({ nextAt }: deliveries.Delivery): boolean => nextAt !== null && Date.parse(nextAt) < Date.now() + 10_000;
const pace = (rows: readonly deliveries.Delivery[]): number => (rows.some(isSoon) ? 1000 : 15_000);

/** The log of a webhook, page by page; it follows what is being sent. */
export function useDeliveries(id: string, filter: DeliveryFilter) {
  return useInfiniteQuery({
    queryKey: [...keyOf(deliveries.listDeliveries, { params: { id }, query: filter }), 'pages'],
    queryFn: ({ pageParam }) =>
      call(deliveries.listDeliveries, {
        params: { id },
        query: { ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => pace(state.data?.pages[0]?.data ?? []),
  });
}

export const useDelivery = (id: string) =>
  useQuery({
    ...queryOf(deliveries.getDelivery, { params: { id } }),
    refetchInterval: ({ state }) => pace(state.data ? [state.data] : []),
  });

function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  const nouns = new Set(['webhooks', 'webhook-deliveries']);
  const onSettled = () => client.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(String(queryKey[0])) });
  return useMutation<Reply, Error, Input>({ mutationFn: send, onSettled });
}

export const useCreateWebhook = () =>
  useChange((body: BodyInputOf<typeof webhooks.createWebhook>) => call(webhooks.createWebhook, { body }));
export const useUpdateWebhook = (id: string) =>
  useChange((body: BodyInputOf<typeof webhooks.updateWebhook>) => call(webhooks.updateWebhook, { params: { id }, body }));
export const useRemoveWebhook = () => useChange((id: string) => call(webhooks.removeWebhook, { params: { id } }));
export const useRotateSecret = (id: string) =>
  useChange((graceHours: number) => call(webhooks.rotateSecret, { params: { id }, body: { graceHours } }));
export const useTestWebhook = () => useChange((id: string) => call(deliveries.testWebhook, { params: { id } }));
export const useReplay = () => useChange((id: string) => call(deliveries.replayDelivery, { params: { id } }));
