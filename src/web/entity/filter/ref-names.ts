import { useQuery } from '@tanstack/react-query';
import { getUser } from '../../../modules/identity/members/contract.ts';
import { listTeams } from '../../../modules/identity/teams/contract.ts';
import type { FieldKind } from '../../../platform/fields.ts';
import { queryOf } from '../../api.ts';
import type { NamedRef } from '../entity-ui.ts';

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

/** The name behind an id in a filter; undefined while it is not known. */
export function useRefName(kind: FieldKind, id: string): string | undefined {
  const known = names.get(id);
  const user = useQuery({ ...queryOf(getUser, { params: { id } }), enabled: kind === 'user' && known === undefined });
  const teams = useQuery({ ...queryOf(listTeams), enabled: kind === 'team' && known === undefined });
  return known ?? user.data?.name ?? teams.data?.data.find((team) => team.id === id)?.name;
}
