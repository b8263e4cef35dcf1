import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { call, queryOf } from '../../../../web/api.ts';
import { loadPart } from '../../../../web/load-part.ts';
import * as passkeys from '../../passkeys/contract.ts';
import * as contract from '../../second-step/contract.ts';

export const useSecondStep = () => useQuery({ ...queryOf(contract.getSecondStep), staleTime: 0 });

/** A change of how I sign in, which asks again for that and for my sessions. */
function useSignInChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  const nouns = new Set(['me', 'sessions', 'users']);
  const onSettled = () => client.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(String(queryKey[0])) });
  return useMutation<Reply, Error, Input>({ mutationFn: send, onSettled });
}

export const useBeginSecondStep = () =>
  useMutation({
    mutationFn: (password: string | null) => call(contract.beginSecondStep, { body: password === null ? {} : { password } }),
  });
export const useConfirmSecondStep = () => useSignInChange((code: string) => call(contract.confirmSecondStep, { body: { code } }));
export const useRenewRecoveryCodes = () =>
  useSignInChange((password: string) => call(contract.renewRecoveryCodes, { body: { password } }));
export const useTurnOffSecondStep = () =>
  useSignInChange((password: string) => call(contract.turnOffSecondStep, { body: { password } }));
export const useResetSecondStep = () => useSignInChange((id: string) => call(contract.resetSecondStep, { params: { id } }));

export const usePasskeys = () => useQuery({ ...queryOf(passkeys.listPasskeys), staleTime: 0 });
export const useRemovePasskey = () => useSignInChange((id: string) => call(passkeys.removePasskey, { params: { id } }));

/** Makes and adds a passkey; false when the browser gave none. */
export const useAddPasskey = () =>
  useSignInChange(async ({ name, password }: { name: string; password: string | null }) => {
    const { makePasskey, NoPasskey } = await loadPart(() => import('./passkey-browser.ts'));
    try {
      await makePasskey(name, password);
      return true;
    } catch (error) {
      if (error instanceof NoPasskey) return false;
      throw error;
    }
  });
