import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, keyOf, queryOf } from '../../../web/api.ts';
import { kinds } from '../../../web/kinds.ts';
import * as absences from '../absences/contract.ts';
import * as approvals from '../contract.ts';
import * as decisions from '../decisions/contract.ts';

export type Box = (typeof approvals.boxes)[number];

/** Whatever happens to a request is told of the record it belongs to. */
const live = { kinds: Object.keys(kinds) };

/** The requests of a box, page by page. */
export function useApprovals(box: Box) {
  return useInfiniteQuery({
    queryKey: [...keyOf(approvals.listApprovals, { query: { box } }), 'pages'],
    queryFn: ({ pageParam }) =>
      call(approvals.listApprovals, { query: { box, ...(pageParam === '' ? {} : { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    meta: live,
  });
}

export const useApproval = (id: string) => useQuery({ ...queryOf(approvals.getApproval, { params: { id } }), meta: live });
export const useApprovalCount = (isEnabled: boolean) =>
  useQuery({ ...queryOf(approvals.countApprovals), enabled: isEnabled, refetchInterval: 300_000, meta: live });
export const useFirstWaiting = (isEnabled: boolean) =>
  useQuery({ ...queryOf(approvals.listApprovals, { query: { box: 'waiting', limit: 5 } }), enabled: isEnabled, meta: live });
export const useRecordApprovals = (id: string) =>
  useQuery({ ...queryOf(approvals.listRecordApprovals, { params: { id } }), meta: live });
export const useAbsences = () => useQuery(queryOf(absences.listAbsences));

const nouns = new Set(['approvals', 'approval-rules', 'approval-absences', 'records']);

/** A change, after which all that says something of requests and rules is read again. */
export function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(String(queryKey[0])) });
  return useMutation<Reply, Error, Input>({ mutationFn: send, onSettled });
}

export type Asked = BodyInputOf<typeof approvals.submitApproval>;

/** What would be asked; read anew whenever the question is another. */
export const usePreview = (body: BodyInputOf<typeof approvals.previewApproval>, isEnabled: boolean) =>
  useQuery({
    queryKey: ['approvals', 'preview', body],
    queryFn: () => call(approvals.previewApproval, { body }),
    enabled: isEnabled,
    retry: false,
    staleTime: 0,
  });
export const useSubmit = () => useChange((body: Asked) => call(approvals.submitApproval, { body }));
export const useDecide = (id: string) =>
  useChange((body: BodyInputOf<typeof approvals.decideApproval>) => call(approvals.decideApproval, { params: { id }, body }));
export const useWrite = (id: string) =>
  useChange((text: string) => call(decisions.writeMessage, { params: { id }, body: { text } }));
export const useWithdraw = (id: string) => useChange(() => call(decisions.withdrawApproval, { params: { id }, body: {} }));
export const useAddSigner = (id: string) =>
  useChange((body: BodyInputOf<typeof decisions.addSigner>) => call(decisions.addSigner, { params: { id }, body }));
export const useReassign = (id: string) =>
  useChange(({ seatId, ...body }: BodyInputOf<typeof decisions.reassignSeat> & { seatId: string }) =>
    call(decisions.reassignSeat, { params: { id, seatId }, body }),
  );
export const useCreateAbsence = () =>
  useChange((body: BodyInputOf<typeof absences.createAbsence>) => call(absences.createAbsence, { body }));
export const useRemoveAbsence = () => useChange((id: string) => call(absences.removeAbsence, { params: { id } }));
