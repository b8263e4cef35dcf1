import { CompiledQuery } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';

export interface Settings {
  issuer: string;
  clientId: string;
  /** Sealed. */
  secret: string;
  scopes: string;
  buttonText: string | null;
  domains: string[];
  makesUsers: boolean;
  trustsEmail: boolean;
  role: string;
  roleId: string | null;
  teamId: string | null;
  claim: string | null;
  unmapped: string;
  isActive: boolean;
  isOnly: boolean;
}

const columns = [
  's.issuer',
  's.clientId',
  's.secret',
  's.scopes',
  's.buttonText',
  's.domains',
  's.makesUsers',
  's.trustsEmail',
  's.role',
  's.roleId',
  's.teamId',
  's.claim',
  's.unmapped',
  's.isActive',
  's.isOnly',
  's.version',
  's.updatedAt',
] as const;

/** The settings of the scope's workspace, with the names of role and team. */
export async function findSettings(db: Db, scope: Scope) {
  return db
    .selectFrom('singleSignOn as s')
    .leftJoin('roles as r', (join) => join.onRef('r.workspaceId', '=', 's.workspaceId').onRef('r.id', '=', 's.roleId'))
    .leftJoin('teams as t', (join) => join.onRef('t.workspaceId', '=', 's.workspaceId').onRef('t.id', '=', 's.teamId'))
    .select([...columns, 'r.name as roleName', 't.name as teamName'])
    .where('s.workspaceId', '=', scope.workspaceId)
    .executeTakeFirst();
}

export type SettingsRow = NonNullable<Awaited<ReturnType<typeof findSettings>>>;

/** The rules in their order. */
export async function listRules(db: Db, scope: Scope) {
  return db
    .selectFrom('singleSignOnRules as s')
    .leftJoin('roles as r', (join) => join.onRef('r.workspaceId', '=', 's.workspaceId').onRef('r.id', '=', 's.roleId'))
    .leftJoin('teams as t', (join) => join.onRef('t.workspaceId', '=', 's.workspaceId').onRef('t.id', '=', 's.teamId'))
    .select(['s.value', 's.role', 's.roleId', 's.teamId', 'r.name as roleName', 't.name as teamName'])
    .where('s.workspaceId', '=', scope.workspaceId)
    .orderBy('s.place')
    .limit(100)
    .execute();
}

export async function lockWorkspace(tx: Tx, scope: Scope): Promise<void> {
  await tx.selectFrom('workspaces').select('id').where('id', '=', scope.workspaceId).forNoKeyUpdate().execute();
}

export async function insertSettings(tx: Tx, scope: Scope, settings: Settings): Promise<void> {
  await tx
    .insertInto('singleSignOn')
    .values({ ...settings, workspaceId: scope.workspaceId })
    .execute();
}

export async function updateSettings(tx: Tx, scope: Scope, version: number, settings: Settings): Promise<boolean> {
  const done = await tx
    .updateTable('singleSignOn')
    .set((eb) => ({ ...settings, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function deleteSettings(tx: Tx, scope: Scope): Promise<boolean> {
  const done = await tx.deleteFrom('singleSignOn').where('workspaceId', '=', scope.workspaceId).executeTakeFirst();
  await tx.deleteFrom('singleSignOnRules').where('workspaceId', '=', scope.workspaceId).execute();
  await tx.deleteFrom('singleSignOnPeople').where('workspaceId', '=', scope.workspaceId).execute();
  return done.numDeletedRows > 0n;
}

export interface NewRule {
  value: string;
  role: string;
  roleId: string | null;
  teamId: string | null;
}

export async function replaceRules(tx: Tx, scope: Scope, rules: readonly NewRule[]): Promise<void> {
  const { workspaceId } = scope;
  await tx.deleteFrom('singleSignOnRules').where('workspaceId', '=', workspaceId).execute();
  if (rules.length === 0) return;
  await tx
    .insertInto('singleSignOnRules')
    .values(rules.map((rule, place) => ({ ...rule, workspaceId, place, id: uuidv7() })))
    .execute();
}

/** Ends the sessions in the workspace that were opened by its provider. */
export async function endProviderSessions(tx: Tx, scope: Scope): Promise<void> {
  await tx
    .deleteFrom('auth.session')
    .where('activeWorkspaceId', '=', scope.workspaceId)
    .where('proof', '=', 'singleSignOn')
    .execute();
}

/** Ends the sessions in the workspace that were opened another way, but those of owners. */
export async function endOtherSessions(tx: Tx, scope: Scope): Promise<void> {
  const owners = tx
    .selectFrom('users')
    .select('authUserId')
    .where('workspaceId', '=', scope.workspaceId)
    .where('role', '=', 'owner')
    .where('authUserId', 'is not', null)
    .$castTo<{ authUserId: string }>();
  await tx
    .deleteFrom('auth.session')
    .where('activeWorkspaceId', '=', scope.workspaceId)
    .where('proof', '!=', 'singleSignOn')
    .where('userId', 'not in', owners)
    .execute();
}

/** The user that a provider's name for somebody means. */
export async function findPerson(tx: Tx, scope: Scope, issuer: string, subject: string): Promise<string | undefined> {
  const row = await tx
    .updateTable('singleSignOnPeople')
    .set({ lastUsedAt: new Date().toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .returning('userId')
    .executeTakeFirst();
  return row?.userId;
}

export async function insertPerson(
  tx: Tx,
  scope: Scope,
  person: { issuer: string; subject: string; userId: string },
): Promise<void> {
  await tx
    .insertInto('singleSignOnPeople')
    .values({ ...person, workspaceId: scope.workspaceId, id: uuidv7() })
    .execute();
}

/** The workspace of a short name, or the only one; undefined for none, and for several without a name. */
export async function findWorkspace(db: Db, slug: string | undefined): Promise<{ id: string; slug: string } | undefined> {
  let query = db.selectFrom('workspaces').select(['id', 'slug']);
  if (slug !== undefined) query = query.where('slug', '=', slug);
  const rows = await query.limit(2).execute();
  return rows.length === 1 ? rows[0] : undefined;
}

// Before anybody has signed in there is no scope; where there is one workspace alone, it is meant.
const offer = `select w.slug as workspace, s.button_text as "buttonText", s.is_only as "isOnly"
  from single_sign_on s join workspaces w on w.id = s.workspace_id
  where s.is_active and not exists (select 1 from workspaces other where other.id <> w.id)`;

interface Offer {
  workspace: string;
  buttonText: string | null;
  isOnly: boolean;
}

/** Single sign-on of the only workspace of this installation. */
export async function findOffer(db: Db): Promise<Offer | undefined> {
  return (await db.executeQuery<Offer>(CompiledQuery.raw(offer, []))).rows[0];
}

/** The sign-in of a user. */
export async function findSignIn(db: Db, scope: Scope, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('users')
    .select('authUserId')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.authUserId ?? null;
}
