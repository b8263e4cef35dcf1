import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, keyOf, queryOf } from '../../../web/api.ts';
import { kinds } from '../../../web/kinds.ts';
import { getMenu, type Menu, type MenuChanges, openScreen, updateMenu } from '../contract.ts';

/** What the person's menu shows. It is read again when the first record of a kind may have come, and not for the others. */
export function useMenu() {
  const client = useQueryClient();
  const used = client.getQueryData<Menu>(keyOf(getMenu))?.used ?? [];
  const unused = Object.keys(kinds).filter((kind) => !used.includes(kinds[kind]?.noun ?? ''));
  const isImportUsed = used.includes('import');
  return useQuery({
    ...queryOf(getMenu),
    staleTime: 60_000,
    meta: { kinds: [...unused, ...(isImportUsed ? [] : ['import']), 'demo'] },
  });
}

/** Pins, hides and sets back. A refusal has the menu read again: somebody arranged it elsewhere. */
export function useUpdateMenu() {
  const client = useQueryClient();
  const queryKey = keyOf(getMenu);
  return useMutation({
    mutationFn: (body: MenuChanges) => call(updateMenu, { body }),
    onSuccess: (menu) => client.setQueryData(queryKey, menu),
    onError: () => client.invalidateQueries({ queryKey }),
  });
}

/** Remembers that a screen was opened; the menu shows it at once. */
export function useOpenScreen() {
  const client = useQueryClient();
  const queryKey = keyOf(getMenu);
  return useMutation({
    mutationFn: (screen: string) => call(openScreen, { body: { screen } }),
    onMutate: (screen) => client.setQueryData<Menu>(queryKey, (menu) => menu && { ...menu, opened: [...menu.opened, screen] }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tour'] }),
  });
}
