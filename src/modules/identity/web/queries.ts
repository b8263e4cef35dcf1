import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, keyOf, queryOf } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import * as identity from '../contract.ts';
import * as keys from '../keys/contract.ts';
import * as members from '../members/contract.ts';
import * as roles from '../roles/contract.ts';
import * as session from '../session/contract.ts';
import * as teams from '../teams/contract.ts';
import * as viewing from '../viewing/contract.ts';
import { updateWorkspace } from '../workspace/contract.ts';

export const useSetup = () => useQuery(queryOf(identity.getSetup));
export const useRoles = () => useQuery(queryOf(roles.listRoles));
export const useRoleChanges = (id: string) => useQuery(queryOf(roles.listRoleChanges, { params: { id } }));
export const useDevices = () => useQuery(queryOf(session.listSessions));
export const useTeams = () => useQuery(queryOf(teams.listTeams));
export const useInvitations = (isWanted: boolean) => useQuery({ ...queryOf(members.listInvitations), enabled: isWanted });
export const useApiKeys = () => useQuery(queryOf(keys.listApiKeys));

export type MemberFilter = Omit<members.MemberQuery, 'limit' | 'cursor'>;

/** Members page by page; a new filter begins again. */
export function useMembers(filter: MemberFilter) {
  return useInfiniteQuery({
    queryKey: [...keyOf(members.listUsers, { query: filter }), 'pages'],
    queryFn: ({ pageParam }) =>
      call(members.listUsers, { query: { ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
}

/** A change that asks again for whatever it may have touched: members, teams, invitations, keys, sessions and who I am. */
function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  const nouns = new Set(['users', 'teams', 'invitations', 'api-keys', 'sessions', 'session', 'roles']);
  const onSettled = () => client.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(String(queryKey[0])) });
  return useMutation<Reply, Error, Input>({ mutationFn: send, onSettled });
}

export const useCreateUser = () =>
  useChange((body: BodyInputOf<typeof members.createUser>) => call(members.createUser, { body }));
export const useUpdateUser = () =>
  useChange(({ id, body }: { id: string; body: BodyInputOf<typeof members.updateUser> }) =>
    call(members.updateUser, { params: { id }, body }),
  );
export const useCreateRole = () => useChange((body: BodyInputOf<typeof roles.createRole>) => call(roles.createRole, { body }));
export const useUpdateRole = () =>
  useChange(({ id, body }: { id: string; body: BodyInputOf<typeof roles.updateRole> }) =>
    call(roles.updateRole, { params: { id }, body }),
  );
export const useRetireRole = () =>
  useChange(({ id, body }: { id: string; body: BodyInputOf<typeof roles.retireRole> }) =>
    call(roles.retireRole, { params: { id }, body }),
  );
export const useInvite = () => useChange((body: BodyInputOf<typeof members.inviteUser>) => call(members.inviteUser, { body }));
export const useRevokeInvitation = () => useChange((id: string) => call(members.revokeInvitation, { params: { id } }));
export const useCreateTeam = () => useChange((body: BodyInputOf<typeof teams.createTeam>) => call(teams.createTeam, { body }));
export const useUpdateTeam = () =>
  useChange(({ id, body }: { id: string; body: BodyInputOf<typeof teams.updateTeam> }) =>
    call(teams.updateTeam, { params: { id }, body }),
  );
export const useRemoveTeam = () => useChange((id: string) => call(teams.removeTeam, { params: { id } }));
export const useCreateApiKey = () =>
  useChange((body: BodyInputOf<typeof keys.createApiKey>) => call(keys.createApiKey, { body }));
export const useRevokeApiKey = () => useChange((id: string) => call(keys.revokeApiKey, { params: { id } }));
export const useUpdateMe = () => useChange((body: BodyInputOf<typeof session.updateMe>) => call(session.updateMe, { body }));
export const useChangeEmail = () =>
  useChange((body: BodyInputOf<typeof session.changeEmail>) => call(session.changeEmail, { body }));
export const useChangePassword = () =>
  useChange((body: BodyInputOf<typeof session.changePassword>) => call(session.changePassword, { body }));
export const useEndSession = () => useChange((id: string) => call(session.endSession, { params: { id } }));
export const useEndOtherSessions = () => useChange(() => call(session.endOtherSessions));
export const useUpdateWorkspace = () => useChange((body: BodyInputOf<typeof updateWorkspace>) => call(updateWorkspace, { body }));

export const useViewings = () => useQuery(queryOf(viewing.listViewings));

/** Looks as somebody else. Nothing that was read with one's own eyes stays: the program starts anew. */
export const useStartViewing = () =>
  useMutation({
    mutationFn: (body: BodyInputOf<typeof viewing.startViewing>) => call(viewing.startViewing, { body }),
    onSuccess: () => window.location.assign('/'),
    onError: showProblem,
  });
