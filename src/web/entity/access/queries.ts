import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { listAccess } from '../../../modules/records/access/contract.ts';
import { listShares, shareRecord, unshareRecord } from '../../../modules/records/shares/contract.ts';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, queryOf } from '../../api.ts';
import { kinds } from '../../kinds.ts';

const everyKind = Object.keys(kinds);

export const useShares = (id: string) => useQuery({ ...queryOf(listShares, { params: { id } }), meta: { kinds: everyKind } });
export const useAccess = (id: string, isWanted: boolean) =>
  useQuery({ ...queryOf(listAccess, { params: { id } }), meta: { kinds: everyKind }, enabled: isWanted });

/** What is shown of a record's sharing is asked for again with every change of it. */
function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'records' });
}

export function useShareRecord(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: BodyInputOf<typeof shareRecord>) => call(shareRecord, { params: { id }, body }),
    onSuccess: refresh,
  });
}

export function useUnshareRecord(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (shareId: string) => call(unshareRecord, { params: { id, shareId } }),
    onSuccess: refresh,
  });
}
