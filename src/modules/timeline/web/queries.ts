import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, keyOf, queryOf } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import {
  type Activity,
  type ActivityChange,
  completeActivity,
  createActivity,
  listTimeline,
  type NewActivity,
  removeActivity,
  reopenActivity,
  restoreActivity,
  updateActivity,
} from '../contract.ts';
import { listFiles, removeFile, uploadFile } from '../files/contract.ts';
import { listTasks, type taskWhens } from '../tasks/contract.ts';

export type Shown = 'all' | 'activities' | 'events';

/** What happened on a record, page by page; live changes of activities read it again. */
export function useTimeline(recordId: string, shown: Shown) {
  const query = { open: 'false' as const, limit: 30, ...(shown === 'all' ? {} : { only: shown }) };
  return useInfiniteQuery({
    queryKey: [...keyOf(listTimeline, { params: { id: recordId }, query }), 'pages'],
    queryFn: ({ pageParam }) =>
      call(listTimeline, { params: { id: recordId }, query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    meta: { kinds: ['activity'] },
  });
}

export function useOpenTasks(recordId: string) {
  return useQuery({ ...queryOf(listTasks, { query: { recordId, limit: 50 } }), meta: { kinds: ['activity'] } });
}

export function useTasks(when: (typeof taskWhens)[number], assigneeId: string | undefined, limit = 50) {
  return useQuery({
    ...queryOf(listTasks, { query: { when, limit, ...(assigneeId ? { assigneeId } : {}) } }),
    meta: { kinds: ['activity'] },
  });
}

/** Whatever shows activities reads again: timelines, task lists, deals with their next step. */
export function refreshActivities(client: QueryClient): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey }) => ['records', 'tasks', 'deals', 'leads'].includes(String(queryKey[0])),
  });
}

function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>, onError: (error: Error) => void = showProblem) {
  const client = useQueryClient();
  return useMutation<Reply, Error, Input>({ mutationFn: send, onError, onSettled: () => refreshActivities(client) });
}

export const useCreateActivity = () => useChange((body: NewActivity) => call(createActivity, { body }));
/** Its form shows a refusal, with both sides where somebody else was faster. */
export const useUpdateActivity = () =>
  useChange(
    ({ id, ...body }: ActivityChange & { id: string }) => call(updateActivity, { params: { id }, body }),
    () => undefined,
  );
export const useCompleteActivity = () =>
  useChange(({ id, ...body }: BodyInputOf<typeof completeActivity> & { id: string }) =>
    call(completeActivity, { params: { id }, body }),
  );
export const useReopenActivity = () => useChange((id: string) => call(reopenActivity, { params: { id } }));
export const useRemoveActivity = () =>
  useChange(async (activity: Pick<Activity, 'id'>) => call(removeActivity, { params: { id: activity.id } }));
export const useRestoreActivity = () => useChange((id: string) => call(restoreActivity, { params: { id } }));

export const useFiles = (recordId: string) => useQuery(queryOf(listFiles, { params: { id: recordId } }));
export const useUploadFile = (recordId: string) =>
  useChange((file: File) => call(uploadFile, { params: { id: recordId }, query: { name: file.name }, body: file }));
export const useRemoveFile = () => useChange((id: string) => call(removeFile, { params: { id } }));
