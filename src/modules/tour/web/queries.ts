import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call, keyOf, queryOf } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import { getTour, type TourChanges, updateTour } from '../contract.ts';

/** What may tick a step. */
const kinds = ['deal', 'invitation', 'user', 'import', 'demo'];

/** The person's first steps; `staleTime` where it is only asked whether there are any. */
export const useTour = (staleTime = 0) => useQuery({ ...queryOf(getTour), meta: { kinds }, staleTime });

/** Passes over, puts away and takes up again. A refusal has the tour read again: it was changed elsewhere. */
export function useUpdateTour() {
  const client = useQueryClient();
  const queryKey = keyOf(getTour);
  return useMutation({
    mutationFn: (body: TourChanges) => call(updateTour, { body }),
    onSuccess: (tour) => client.setQueryData(queryKey, tour),
    onError: () => client.invalidateQueries({ queryKey }),
  });
}

/** Leads to the first steps, also when they were put away; undefined when there are none to do. */
export function useTakeUpTour(): (() => void) | undefined {
  const navigate = useNavigate();
  const { data: tour } = useTour(60_000);
  const { mutate } = useUpdateTour();
  if (!tour?.steps.some(({ state }) => state === 'open')) return undefined;
  return () => {
    if (tour.isClosed) mutate({ version: tour.version, isClosed: false }, { onError: showProblem });
    void navigate({ to: '/my-day' });
  };
}
