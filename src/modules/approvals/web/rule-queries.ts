import { useMutation, useQuery } from '@tanstack/react-query';
import type { BodyInputOf } from '../../../platform/endpoint.ts';
import { call, queryOf } from '../../../web/api.ts';
import * as rules from '../chains/contract.ts';
import { tryRules } from '../chains/trials/contract.ts';
import { useChange } from './queries.ts';

export const useSubjects = (isEnabled = true) =>
  useQuery({ ...queryOf(rules.listSubjects), enabled: isEnabled, staleTime: 300_000 });
export const useRules = () => useQuery(queryOf(rules.listRules));
export const useCreateRule = () => useChange((body: BodyInputOf<typeof rules.createRule>) => call(rules.createRule, { body }));
export const useUpdateRule = () =>
  useChange(({ id, ...body }: BodyInputOf<typeof rules.updateRule> & { id: string }) =>
    call(rules.updateRule, { params: { id }, body }),
  );
export const useRemoveRule = () => useChange((id: string) => call(rules.removeRule, { params: { id } }));
export const useTrial = () => useMutation({ mutationFn: (body: BodyInputOf<typeof tryRules>) => call(tryRules, { body }) });
