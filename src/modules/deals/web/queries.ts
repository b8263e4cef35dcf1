import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { BodyInputOf, Endpoint, ReplyOf } from '../../../platform/endpoint.ts';
import { call, queryOf } from '../../../web/api.ts';
import { type BoardQuery, getBoard } from '../board/contract.ts';
import {
  addConcession,
  getLedger,
  removeConcession,
  restoreConcession,
  setWalkAway,
  updateConcession,
} from '../concessions/contract.ts';
import { getGuide } from '../guide/contract.ts';
import { listHistory, moveDeal, setCriterion } from '../moves/contract.ts';
import {
  addObjection,
  listObjections,
  removeObjection,
  replyToObjection,
  restoreObjection,
  updateObjection,
} from '../objections/contract.ts';
import { listAnswers } from '../answers/contract.ts';
import { listQuoteProofs } from '../proofs/contract.ts';
import { completeDeal, holdDeal, loseDeal, reopenDeal, winDeal } from '../outcomes/contract.ts';
import { getDealTerms, setDealTerms } from '../terms/contract.ts';
import { getStageRates } from '../rates/contract.ts';
import {
  getParts,
  removeDealCompetitor,
  removeDealContact,
  setDealCompetitor,
  setDealContact,
  setDealProducts,
} from '../parts/contract.ts';

export const useBoard = (query: Partial<BoardQuery>, enabled: boolean) =>
  useQuery({ ...queryOf(getBoard, { query }), placeholderData: (before) => before, enabled });
export const useGuide = (id: string) => useQuery(queryOf(getGuide, { params: { id } }));
export const useStageRates = (processId: string) => useQuery(queryOf(getStageRates, { params: { id: processId } }));
export const useHistory = (id: string) => useQuery(queryOf(listHistory, { params: { id } }));
export const useParts = (id: string) => useQuery(queryOf(getParts, { params: { id } }));

/** After a change to a deal, whatever shows deals, tasks or timelines reads again. */
function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) => ['deals', 'records', 'tasks', 'insights'].includes(String(queryKey[0])),
    });
}

function useDealChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const refresh = useRefresh();
  return useMutation<Reply, Error, Input>({ mutationFn: send, onSettled: refresh });
}

interface OnDeal<E extends Endpoint> {
  id: string;
  body: BodyInputOf<E>;
}

export const useMoveDeal = () =>
  useDealChange(({ id, body }: OnDeal<typeof moveDeal>): Promise<ReplyOf<typeof moveDeal>> =>
    call(moveDeal, { params: { id }, body }),
  );
export const useQuoteProofs = (id: string) => useQuery(queryOf(listQuoteProofs, { params: { id } }));
export const useWinDeal = () => useDealChange(({ id, body }: OnDeal<typeof winDeal>) => call(winDeal, { params: { id }, body }));
export const useLoseDeal = () =>
  useDealChange(({ id, body }: OnDeal<typeof loseDeal>) => call(loseDeal, { params: { id }, body }));
export const useHoldDeal = () =>
  useDealChange(({ id, body }: OnDeal<typeof holdDeal>) => call(holdDeal, { params: { id }, body }));
export const useReopenDeal = () =>
  useDealChange(({ id, body }: OnDeal<typeof reopenDeal>) => call(reopenDeal, { params: { id }, body }));
export const useCompleteDeal = () =>
  useDealChange(({ id, body }: OnDeal<typeof completeDeal>) => call(completeDeal, { params: { id }, body }));
export const useSetCriterion = (id: string) =>
  useDealChange(({ key, body }: { key: string; body: BodyInputOf<typeof setCriterion> }) =>
    call(setCriterion, { params: { id, key }, body }),
  );
export const useSetContact = (id: string) =>
  useDealChange(({ partId, body }: { partId: string; body: BodyInputOf<typeof setDealContact> }) =>
    call(setDealContact, { params: { id, partId }, body }),
  );
export const useRemoveContact = (id: string) =>
  useDealChange(({ partId, ...query }: { partId: string; version?: number }) =>
    call(removeDealContact, { params: { id, partId }, query }),
  );
export const useSetCompetitor = (id: string) =>
  useDealChange(({ partId, body }: { partId: string; body: BodyInputOf<typeof setDealCompetitor> }) =>
    call(setDealCompetitor, { params: { id, partId }, body }),
  );
export const useRemoveCompetitor = (id: string) =>
  useDealChange(({ partId, ...query }: { partId: string; version?: number }) =>
    call(removeDealCompetitor, { params: { id, partId }, query }),
  );
export const useSetProducts = (id: string) =>
  useDealChange((body: BodyInputOf<typeof setDealProducts>) => call(setDealProducts, { params: { id }, body }));

export const useObjections = (id: string) => useQuery(queryOf(listObjections, { params: { id } }));
export const useAddObjection = (id: string) =>
  useDealChange((body: BodyInputOf<typeof addObjection>) => call(addObjection, { params: { id }, body }));
export const useUpdateObjection = (id: string) =>
  useDealChange(({ partId, body }: { partId: string; body: BodyInputOf<typeof updateObjection> }) =>
    call(updateObjection, { params: { id, partId }, body }),
  );
export const useAnswers = (id: string, partId: string, enabled: boolean) =>
  useQuery({ ...queryOf(listAnswers, { params: { id, partId } }), enabled });
export const useReplyToObjection = (id: string) =>
  useDealChange(({ partId, body }: { partId: string; body: BodyInputOf<typeof replyToObjection> }) =>
    call(replyToObjection, { params: { id, partId }, body }),
  );
export const useRemoveObjection = (id: string) =>
  useDealChange(({ partId, version }: { partId: string; version: number }) =>
    call(removeObjection, { params: { id, partId }, query: { version } }),
  );
export const useRestoreObjection = (id: string) =>
  useDealChange((partId: string) => call(restoreObjection, { params: { id, partId } }));
export const useDealTerms = (id: string) => useQuery(queryOf(getDealTerms, { params: { id } }));
export const useSetDealTerms = (id: string) =>
  useDealChange((body: BodyInputOf<typeof setDealTerms>) => call(setDealTerms, { params: { id }, body }));
export const useLedger = (id: string) => useQuery(queryOf(getLedger, { params: { id } }));
export const useAddConcession = (id: string) =>
  useDealChange((body: BodyInputOf<typeof addConcession>) => call(addConcession, { params: { id }, body }));
export const useUpdateConcession = (id: string) =>
  useDealChange(({ partId, body }: { partId: string; body: BodyInputOf<typeof updateConcession> }) =>
    call(updateConcession, { params: { id, partId }, body }),
  );
export const useRemoveConcession = (id: string) =>
  useDealChange(({ partId, version }: { partId: string; version: number }) =>
    call(removeConcession, { params: { id, partId }, query: { version } }),
  );
export const useRestoreConcession = (id: string) =>
  useDealChange((partId: string) => call(restoreConcession, { params: { id, partId } }));
export const useSetWalkAway = (id: string) =>
  useDealChange((body: BodyInputOf<typeof setWalkAway>) => call(setWalkAway, { params: { id }, body }));
