import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../web/session.ts';
import { Role, roles } from '../contract.ts';
import { mayGrant } from '../rules.ts';
import { useTeams } from './queries.ts';

type ChoiceProps<T> = Omit<SelectProps, 'data' | 'value' | 'onChange'> & { value: T | null; onChange: (value: T | null) => void };

/** A role, of those one may hand out, with what it is for. */
export function RoleSelect({ value, onChange, ...rest }: ChoiceProps<Role>) {
  const { t } = useTranslation();
  const { user } = useSession();
  const data = roles
    .filter((role) => mayGrant(user.role, role) || role === value)
    .map((role) => ({ value: role, label: t(`identity:roles.${role}`) }));
  return (
    <Select
      allowDeselect={false}
      {...(value ? { description: t(`identity:roleHints.${value}`) } : {})}
      {...rest}
      data={data}
      value={value}
      onChange={(next) => onChange(Role.safeParse(next).data ?? null)}
    />
  );
}

/** A team of the tree, indented as it stands there. `without` leaves out a team and all below it. */
export function TeamSelect({ value, onChange, without, ...rest }: ChoiceProps<string> & { without?: string | undefined }) {
  const teams = useTeams();
  const data = (teams.data?.data ?? [])
    .filter((team) => without === undefined || !team.path.includes(without))
    .map((team) => ({ value: team.id, label: `${'\u2003'.repeat(team.path.length - 1)}${team.name}` }));
  return <Select allowDeselect={false} searchable {...rest} data={data} value={value} onChange={(next) => onChange(next)} />;
}
