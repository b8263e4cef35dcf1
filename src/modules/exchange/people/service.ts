import type { Db } from '../../../platform/db.ts';
import { defineFields, email, choice, team, text } from '../../../platform/fields.ts';
import type { Scope } from '../../../platform/scope.ts';
import { TextSet } from '../../../platform/text-set.ts';
import type { Tx } from '../../../platform/tx.ts';
import { Role, roles } from '../../identity/contract.ts';
import type { Member } from '../../identity/members/contract.ts';
import { createUsers, findUserByEmail, getUser, updateUser } from '../../identity/members/service.ts';
import { ensureTeam } from '../../identity/teams/service.ts';
import type { Claims } from '../../records/duplicates/service.ts';
import type { Refusal, Refusals } from '../../records/trials/service.ts';
import type { Input } from '../../records/entities/rules.ts';
import type { TargetKind } from '../targets/rules.ts';

const teamFields = defineFields({
  name: text({
    required: true,
    max: 120,
    synonyms: ['team', 'team name', 'office', 'regional_office', 'department', '团队', '部门', '办事处'],
  }),
  parent: team({ synonyms: ['parent team', '上级团队', '上级部门'] }),
});

const userFields = defineFields({
  name: text({
    required: true,
    max: 120,
    synonyms: ['name', 'full name', 'sales_agent', 'agent', 'user', 'seller', '姓名', '用户', '销售'],
  }),
  email: email({ synonyms: ['email', 'e-mail', 'mail', '邮箱', '电子邮件'] }),
  role: choice(roles, { required: true, defaultValue: 'seller', synonyms: ['role', '角色'] }),
  team: team({ synonyms: ['team', 'office', 'regional_office', 'department', '团队', '部门', '办事处'] }),
});

export const teamTarget: TargetKind = {
  kind: 'team',
  label: 'exchange:kinds.team',
  nameField: 'name',
  fields: [
    { key: 'name', property: 'name', field: teamFields.name, label: 'exchange:fields.team.name', isKey: true },
    {
      key: 'parent',
      property: 'parentId',
      field: teamFields.parent,
      target: 'team',
      label: 'exchange:fields.team.parent',
      isKey: false,
    },
  ],
};

export const userTarget: TargetKind = {
  kind: 'user',
  label: 'exchange:kinds.user',
  nameField: 'name',
  fields: [
    { key: 'name', property: 'name', field: userFields.name, label: 'exchange:fields.user.name', isKey: true },
    { key: 'email', property: 'email', field: userFields.email, label: 'exchange:fields.user.email', isKey: true },
    {
      key: 'role',
      property: 'role',
      field: userFields.role,
      label: 'exchange:fields.user.role',
      choiceLabels: 'identity:roles',
      isKey: false,
    },
    { key: 'team', property: 'teamId', field: userFields.team, target: 'team', label: 'exchange:fields.user.team', isKey: false },
  ],
};

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Creates teams, below the one named or below the root. */
export async function writeTeams(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  for (const input of inputs) {
    const parentId = textOf(input['parentId']);
    await ensureTeam(tx, scope, { name: textOf(input['name']) ?? '', importId, ...(parentId === undefined ? {} : { parentId }) });
  }
}

/** Creates people without a sign-in: they own records at once and are invited when they are to work here. */
export async function writeUsers(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  await createUsers(
    tx,
    scope,
    inputs.map((input) => {
      const teamId = textOf(input['teamId']);
      return {
        name: textOf(input['name']) ?? '',
        email: textOf(input['email'])?.toLowerCase() ?? null,
        role: Role.parse(input['role'] ?? 'seller'),
        importId,
        ...(teamId === undefined ? {} : { teamId }),
      };
    }),
  );
}

type UserChange = Readonly<{ id: string; values: Input }>;

/** What of a row is otherwise than the person has it. */
function changesOfUser(before: Member, values: Input): Partial<{ email: string; role: Role; teamId: string }> {
  const email = textOf(values['email'])?.toLowerCase();
  const role = Role.safeParse(values['role']);
  const teamId = textOf(values['teamId']);
  return {
    ...(email !== undefined && email !== before.email?.toLowerCase() ? { email } : {}),
    ...(role.success && role.data !== before.role ? { role: role.data } : {}),
    ...(teamId !== undefined && teamId !== before.team.id ? { teamId } : {}),
  };
}

/** Addresses of sign-in are one person's alone; the reasons by place in the list. */
async function takenAddresses(
  db: Db,
  scope: Scope,
  emails: readonly (string | undefined)[],
  claims: Claims,
): Promise<Map<number, readonly Refusal[]>> {
  const refusals = new Map<number, readonly Refusal[]>();
  const texts = claims.get('email') ?? new TextSet();
  claims.set('email', texts);
  for (const [place, email] of emails.entries()) {
    if (email === undefined) continue;
    const isTaken = (await findUserByEmail(db, scope, email)) !== undefined;
    const code = isTaken ? 'identity.email_taken' : 'repeated';
    if (isTaken || texts.seen(email) !== undefined) refusals.set(place, [{ code, params: {}, path: 'email' }]);
  }
  return refusals;
}

/** What would be refused of people if they were created, by place. */
export async function tryUsers(db: Db, scope: Scope, inputs: readonly Input[], claims: Claims): Promise<Refusals> {
  const emails = inputs.map((input) => textOf(input['email'])?.toLowerCase());
  return takenAddresses(db, scope, emails, claims);
}

/** What would be refused of changes to people who are there, by place, and which would change anything. */
export async function tryUserChanges(
  db: Db,
  scope: Scope,
  changes: readonly UserChange[],
  claims: Claims,
): Promise<{ refusals: Refusals; changed: ReadonlySet<number> }> {
  const asked = await Promise.all(changes.map(async ({ id, values }) => changesOfUser(await getUser(db, scope, id), values)));
  const emails = asked.map(({ email }) => email);
  const refusals = await takenAddresses(db, scope, emails, claims);
  return { refusals, changed: new Set(asked.flatMap((change, place) => (Object.keys(change).length > 0 ? [place] : []))) };
}

/** Gives people who are there the team, address and role of a file; answers how many had other ones. */
export async function changeUsers(tx: Tx, scope: Scope, changes: readonly UserChange[]): Promise<number> {
  let changed = 0;
  for (const { id, values } of changes) {
    const before = await getUser(tx, scope, id);
    const other = changesOfUser(before, values);
    if (Object.keys(other).length === 0) continue;
    await updateUser(tx, scope, id, { version: before.version, ...other });
    changed += 1;
  }
  return changed;
}
