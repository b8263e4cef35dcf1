import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../web/session.ts';
import type { Role } from '../contract.ts';
import { exceedsScope, mayGrant } from '../rules.ts';
import { useRoles, useTeams } from './queries.ts';
import { useNames } from './role-names.ts';

type ChoiceProps<T> = Omit<SelectProps, 'data' | 'value' | 'onChange'> & { value: T | null; onChange: (value: T | null) => void };

/** A role as people, invitations and keys hold it: the product's, and the workspace's own where it is one. */
export interface HeldRole {
  role: Role;
  roleId: string | null;
}

interface RoleSelectProps extends Omit<ChoiceProps<HeldRole>, 'onChange'> {
  /** A role can be changed, not taken away. */
  onChange: (held: HeldRole) => void;
}

/** A role, of those one may hand out, with what it is for. */
export function RoleSelect({ value, onChange, ...rest }: RoleSelectProps) {
  const { t } = useTranslation();
  const { user, rights } = useSession();
  const { roleName } = useNames();
  const limit = { rights: (object: string, action: string) => rights[object]?.[action] ?? 'none' };
  const roles = useRoles().data?.data ?? [];
  const chosen = roles.find(({ id, base, name }) =>
    value?.roleId ? id === value.roleId : name === null && base === value?.role,
  );
  const data = roles
    .filter((role) => role === chosen || (mayGrant(user.role, role.base) && !exceedsScope(role.rights, limit)))
    .map(({ id, base, name }) => ({ value: id, label: roleName({ role: base, roleName: name }) }));
  const pick = (id: string | null): void => {
    const role = roles.find((one) => one.id === id);
    if (role) onChange({ role: role.base, roleId: role.name === null ? null : role.id });
  };
  const hint = chosen && chosen.name === null ? { description: t(`identity:roleHints.${chosen.base}`) } : {};
  return <Select allowDeselect={false} {...hint} {...rest} data={data} value={chosen?.id ?? null} onChange={pick} />;
}

/** A team of the tree, indented as it stands there. `without` leaves out a team and all below it. */
export function TeamSelect({ value, onChange, without, ...rest }: ChoiceProps<string> & { without?: string | undefined }) {
  const teams = useTeams();
  const data = (teams.data?.data ?? [])
    .filter((team) => without === undefined || !team.path.includes(without))
    .map((team) => ({ value: team.id, label: `${'\u2003'.repeat(team.path.length - 1)}${team.name}` }));
  return <Select allowDeselect={false} searchable {...rest} data={data} value={value} onChange={(next) => onChange(next)} />;
}
