import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, nounOf, queryOf } from '../../../web/api.ts';
import * as links from '../public-links/contract.ts';

/** The links of a record; somebody may open one while they are looked at. */
export const usePublicLinks = (recordId: string) =>
  useQuery({ ...queryOf(links.listPublicLinks, { query: { recordId } }), refetchInterval: 15_000 });
export const usePublicLinkVisits = (id: string) => useQuery(queryOf(links.listPublicLinkVisits, { params: { id } }));

/** After a change to a link, the links and the record's timeline read again. */
function useLinkChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  const nouns = [nounOf(links.listPublicLinks), 'records'];
  const refresh = (): Promise<void> =>
    client.invalidateQueries({ predicate: ({ queryKey }) => nouns.includes(String(queryKey[0])) });
  return useMutation<Reply, Error, Input>({ mutationFn: send, onSettled: refresh });
}

export const useCreatePublicLink = () =>
  useLinkChange((body: BodyInputOf<typeof links.createPublicLink>) => call(links.createPublicLink, { body }));
export const useExtendPublicLink = () =>
  useLinkChange(({ id, ...body }: { id: string } & BodyInputOf<typeof links.updatePublicLink>) =>
    call(links.updatePublicLink, { params: { id }, body }),
  );
export const useRevokePublicLink = () => useLinkChange((id: string) => call(links.revokePublicLink, { params: { id } }));
