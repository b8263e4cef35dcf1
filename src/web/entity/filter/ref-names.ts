import { useQuery } from '@tanstack/react-query';
import { getUser } from '../../../modules/identity/members/contract.ts';
import { listTeams } from '../../../modules/identity/teams/contract.ts';
import { getName } from '../../../modules/records/names/contract.ts';
import type { Language } from '../../../platform/languages.ts';
import { queryOf } from '../../api.ts';
import { useLanguage } from '../../use-format.ts';
import type { NamedRef } from '../entity-ui.ts';
import type { FilterTarget } from './filter-model.ts';

const storageKey = 'chengdan.names';
const most = 300;

function readNames(): Map<string, string> {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
    const entries = Array.isArray(stored) ? stored : [];
    return new Map(entries.filter((entry): entry is [string, string] => Array.isArray(entry) && entry.length === 2));
  } catch {
    return new Map();
  }
}

const names = readNames();

/** Keeps the name of a record that a filter points to: the filter itself holds only ids. */
export function rememberName({ id, name }: NamedRef): void {
  names.set(id, name);
  sessionStorage.setItem(storageKey, JSON.stringify([...names].slice(-most)));
}

/** All that a field is chosen from which points to no record. */
export function refListQuery(target: Pick<FilterTarget, 'field' | 'list'>, language: Language) {
  const { field, list } = target;
  return { queryKey: ['processes', 'refs', field.target, language], queryFn: async () => (list ? list(language) : []) };
}

/** The name behind an id in a filter, from what was chosen here, else from the server; undefined while it is not known. */
export function useRefName(target: Pick<FilterTarget, 'field' | 'list'>, id: string): string | undefined {
  const language = useLanguage();
  const { kind } = target.field;
  const known = names.get(id);
  const isAsked = known === undefined && id !== '';
  const user = useQuery({ ...queryOf(getUser, { params: { id } }), enabled: isAsked && kind === 'user' });
  const teams = useQuery({ ...queryOf(listTeams), enabled: isAsked && kind === 'team' });
  const isListed = target.list !== undefined;
  const listed = useQuery({ ...refListQuery(target, language), enabled: isAsked && isListed });
  const record = useQuery({
    ...queryOf(getName, { params: { id } }),
    enabled: isAsked && kind === 'ref' && !isListed,
    retry: false,
  });
  const among = [...(teams.data?.data ?? []), ...(listed.data ?? [])].find((one) => one.id === id)?.name;
  return known ?? record.data?.title ?? user.data?.name ?? among;
}
