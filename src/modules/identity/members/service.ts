import { uuidv7 } from 'uuidv7';
import type { Database, Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { isLanguage } from '../../../platform/languages.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { Role } from '../contract.ts';
import { createSignIn, findSignInId, hashPassword } from '../credentials/service.ts';
import { grantRole, requireOver, type RoleRef, type RoleWish } from '../roles/service.ts';
import { endSessionsIn } from '../session/service.ts';
import type { Member, MemberChanges, MemberQuery, NewMember } from './contract.ts';
import { readCursor, writeCursor } from './rules.ts';
import * as store from './store.ts';

function memberOf(row: store.MemberRow): Member {
  const { teamId, teamName, authUserId, role, language, ...rest } = row;
  return {
    ...rest,
    role: Role.parse(role),
    team: { id: teamId, name: teamName },
    canSignIn: authUserId !== null,
    language: isLanguage(language) ? language : null,
  };
}

/** Users by name, filtered and paged. */
export async function listUsers(
  db: Db,
  scope: Scope,
  query: MemberQuery,
): Promise<{ data: Member[]; nextCursor: string | null }> {
  permit(scope, 'user', 'view');
  const rows = await store.listMembers(db, scope, query, query.cursor === undefined ? null : readCursor(query.cursor));
  const data = rows.slice(0, query.limit).map(memberOf);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > query.limit && last ? writeCursor(last) : null };
}

/** A user of the workspace. */
export async function getUser(db: Db, scope: Scope, id: string): Promise<Member> {
  permit(scope, 'user', 'view');
  return memberOf(await getRow(db, scope, id));
}

/** The user of an email address, if there is one. */
export async function findUserByEmail(db: Db, scope: Scope, email: string | null): Promise<Member | undefined> {
  const row = email === null ? undefined : await store.findMemberByEmail(db, scope, email);
  return row && memberOf(row);
}

async function getRow(db: Db, scope: Scope, id: string): Promise<store.MemberRow> {
  const row = await store.findMember(db, scope, id);
  if (!row) throw new DomainError('not_found');
  return row;
}

/** The roles of people who are made, each asked for once. */
async function grantRoles(tx: Tx, scope: Scope, inputs: readonly RoleWish[]): Promise<RoleRef[]> {
  const granted = new Map<string, RoleRef>();
  for (const { role, roleId } of inputs) {
    const key = roleId ?? role ?? '';
    const one = granted.get(key) ?? (await grantRole(tx, scope, { role, roleId }));
    if (!one) throw invalidField('/body/role', 'required');
    granted.set(key, one);
  }
  return inputs.map(({ role, roleId }) => granted.get(roleId ?? role ?? '') ?? { role: 'seller', roleId: null });
}

/** The team asked for, or the root; a team of another workspace does not exist here. */
export async function teamOrRoot(db: Db, scope: Scope, teamId: string | undefined): Promise<string> {
  const id = await store.findTeamId(db, scope, teamId ?? null);
  if (id === undefined) throw invalidField('/body/teamId', 'not_found_reference');
  return id;
}

/** Creates a user without a sign-in. */
export async function createUser(db: Database, scope: Scope, input: NewMember): Promise<Member> {
  return inTx(db, async (tx) => {
    const [id] = await createUsers(tx, scope, [input]);
    return getUser(tx, scope, id ?? '');
  });
}

export interface NewUser extends NewMember {
  /** Sign-in that the user gets at once. */
  authUserId?: string;
  importId?: string;
}

/** Creates users, many at once for imports, and answers their ids in the same order. */
export async function createUsers(tx: Tx, scope: Scope, inputs: readonly NewUser[]): Promise<string[]> {
  permit(scope, 'user', 'create');
  const granted = await grantRoles(tx, scope, inputs);
  const teams = new Map<string | undefined, string>();
  for (const teamId of new Set(inputs.map((input) => input.teamId))) teams.set(teamId, await teamOrRoot(tx, scope, teamId));
  const rows = inputs.map(({ teamId, email = null, ...input }, index) => ({
    ...input,
    ...(granted[index] ?? { role: input.role, roleId: null }),
    email,
    id: uuidv7(),
    teamId: teams.get(teamId) ?? '',
  }));
  await store.insertMembers(tx, scope, rows).catch(refuseTakenEmail);
  await appendEvents(
    tx,
    scope,
    rows.map(({ id, name, role }) => ({ kind: 'user.created', subjectKind: 'user', subjectId: id, data: { name, role } })),
  );
  return rows.map((row) => row.id);
}

function refuseTakenEmail(error: unknown): never {
  const constraint = violationOf(error)?.constraint;
  if (constraint === 'users_email_uq' || constraint === 'users_auth_user_uq') {
    throw new DomainError('identity.email_taken', {
      status: 409,
      fields: [{ pointer: '/body/email', code: 'identity.email_taken' }],
    });
  }
  throw error;
}

/** Changes a user. Nobody touches somebody above them, grants a role above their own, or takes away the last owner. */
export async function updateUser(db: Database, scope: Scope, id: string, body: MemberChanges): Promise<Member> {
  permit(scope, 'user', 'edit');
  const { version, role, roleId, ...asked } = body;
  return inTx(db, async (tx) => {
    const owners = await store.lockOwners(tx, scope);
    const before = await getRow(tx, scope, id);
    await requireOver(tx, scope, before);
    if (before.version !== version) throw new DomainError('stale_version', { extra: { current: memberOf(before) } });
    if (asked.teamId !== undefined) await teamOrRoot(tx, scope, asked.teamId);
    if (asked.email !== undefined && asked.email !== before.email && before.authUserId !== null)
      throw new DomainError('identity.email_is_sign_in');
    const granted = await grantRole(tx, scope, { role, roleId });
    const changes = { ...asked, ...granted };
    const stopsOwning = changes.isActive === false || (granted !== undefined && granted.role !== 'owner');
    if (stopsOwning && owners.length === 1 && owners[0] === id) throw new DomainError('identity.last_owner');
    const isDone = await store.updateMember(tx, scope, id, version, changes).catch(refuseTakenEmail);
    const current = await getUser(tx, scope, id);
    if (!isDone) throw new DomainError('stale_version', { extra: { current } });
    if (changes.isActive === false && before.isActive) await endAccess(tx, scope, before);
    await appendEvents(tx, scope, [{ kind: kindOf(before, changes), subjectKind: 'user', subjectId: id, data: { changes } }]);
    return current;
  });
}

function kindOf(before: store.MemberRow, changes: Omit<MemberChanges, 'version'>): string {
  if (changes.isActive === undefined || changes.isActive === before.isActive) return 'user.updated';
  return changes.isActive ? 'user.activated' : 'user.deactivated';
}

/** Ends the sessions and keys of somebody who is no longer active here. */
async function endAccess(tx: Tx, scope: Scope, member: store.MemberRow): Promise<void> {
  if (member.authUserId !== null) await endSessionsIn(tx, member.authUserId, scope.workspaceId);
  await store.revokeKeysOf(tx, scope, member.id);
}

/** Gives a user who has none a sign-in; refused when they have one, or when it is already somebody's here. */
export async function attachSignIn(
  tx: Tx,
  scope: Scope,
  userId: string,
  authUserId: string,
  changes: { name?: string; email: string },
): Promise<void> {
  const user = await getRow(tx, scope, userId);
  if (user.authUserId !== null) throw new DomainError('identity.has_sign_in', { status: 409 });
  await store.updateMember(tx, scope, userId, null, { ...changes, authUserId }).catch(refuseTakenEmail);
  await appendEvents(tx, scope, [{ kind: 'user.signInAdded', subjectKind: 'user', subjectId: userId }]);
}

export interface UserWithPassword {
  name: string;
  email: string;
  password: string;
  role: Role;
  teamId?: string;
}

/**
 * Creates a user who can sign in (command line). Somebody of that address without a sign-in gets one; an address that
 * signs in elsewhere keeps its password, which is told by `keepsPassword`.
 */
export async function createUserWithPassword(
  db: Database,
  scope: Scope,
  input: UserWithPassword,
): Promise<{ user: Member; keepsPassword: boolean }> {
  permit(scope, 'user', 'create');
  const { password, ...rest } = input;
  const passwordHash = await hashPassword(password);
  return inTx(db, async (tx) => {
    const known = await findSignInId(tx, input.email);
    const authUserId =
      known ?? (await createSignIn(tx, { name: input.name, email: input.email, passwordHash, isVerified: true }));
    const existing = await store.findMemberByEmail(tx, scope, input.email);
    if (existing) {
      const granted = await grantRole(tx, scope, { role: input.role });
      await attachSignIn(tx, scope, existing.id, authUserId, { email: input.email, name: input.name });
      await store.updateMember(tx, scope, existing.id, null, granted ?? {});
      return { user: await getUser(tx, scope, existing.id), keepsPassword: known !== undefined };
    }
    const [id] = await createUsers(tx, scope, [{ ...rest, authUserId }]);
    return { user: await getUser(tx, scope, id ?? ''), keepsPassword: known !== undefined };
  });
}
