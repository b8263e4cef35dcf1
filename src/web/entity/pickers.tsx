import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listUsers } from '../../modules/identity/members/contract.ts';
import { listTeams } from '../../modules/identity/teams/contract.ts';
import { searchRecords } from '../../modules/records/search/contract.ts';
import { call, queryOf } from '../api.ts';
import { recentVisits, visitsOf } from '../palette/recent.ts';
import { useSession } from '../session.ts';
import { AsyncPicker, type PickerProps } from './async-picker.tsx';
import type { NamedRef } from './entity-ui.ts';

interface RecordPickerProps extends PickerProps {
  kind: string;
  /** Makes a record of what was typed and not found, e.g. a new account by its name. */
  onCreate?: ((name: string) => Promise<NamedRef | null>) | undefined;
}

/** Picks a record of one kind, by name, phone, pinyin or initials; before typing, those opened lately. */
export function RecordPicker({ kind, ...rest }: RecordPickerProps) {
  const session = useSession();
  const load = async (typed: string) => {
    const q = typed.trim();
    if (q === '') {
      const recent = recentVisits(visitsOf(session)).filter((visit) => visit.kind === kind);
      return recent.map(({ id, title }) => ({ id, name: title }));
    }
    const { data } = await call(searchRecords, { query: { q, kinds: kind, limit: 20 } });
    return data.map(({ id, title, subtitle }) => ({ id, name: title, sub: subtitle }));
  };
  return <AsyncPicker {...rest} name={`record.${kind}`} load={load} />;
}

/** Picks somebody of the workspace who is active. */
export function UserPicker(props: PickerProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const load = async (typed: string) => {
    const { data } = await call(listUsers, { query: { q: typed.trim(), active: 'true', limit: 20 } });
    const others = data.filter(({ id }) => id !== user.id).map(({ id, name, team }) => ({ id, name, sub: team.name }));
    const isMe = typed === '' || data.some(({ id }) => id === user.id);
    return isMe ? [{ id: user.id, name: user.name, sub: t('web:states.me') }, ...others] : others;
  };
  return <AsyncPicker {...props} name="user" load={load} />;
}

/** Picks a team of the tree; the path down to it is shown beneath. */
export function TeamPicker(props: PickerProps) {
  const queryClient = useQueryClient();
  const load = async (typed: string) => {
    const { data } = await queryClient.ensureQueryData(queryOf(listTeams));
    const names = new Map(data.map((team) => [team.id, team.name]));
    const found = data.filter((team) => team.name.toLowerCase().includes(typed.trim().toLowerCase()));
    return found.slice(0, 50).map(({ id, name, path }) => ({
      id,
      name,
      sub: path
        .slice(0, -1)
        .map((each) => names.get(each) ?? '')
        .join(' / '),
    }));
  };
  return <AsyncPicker {...props} name="team" load={load} />;
}
