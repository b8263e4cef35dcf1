import type { FastifyRequest } from 'fastify';
import type { Database, Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { narrowerFields, withoutGivenAway } from '../../../platform/field-rights.ts';
import { isLanguage, type Language } from '../../../platform/languages.ts';
import { declaredActions, levelOf } from '../../../platform/rights.ts';
import { mintScope, type Scope, type ScopeInput } from '../../../platform/scope.ts';
import { Role, SecondStepFor, type SessionInfo, type Workspace } from '../contract.ts';
import { readDifferences, readFields } from '../roles/rules.ts';
import { lowerLevel, lowerRole } from '../rules.ts';
import { bearerKeyOf, cameBy, hashOf, mayLookAs, sessionTokenOf, viewingOf } from './rules.ts';
import * as store from './store.ts';

const touchEverySeconds = 60;
const secrets = new WeakMap<Database, Promise<string>>();

/** The key that signs session cookies, read once per process and database. */
export function secretOf(db: Database): Promise<string> {
  const known = secrets.get(db);
  if (known) return known;
  const read = store.readSecret(db).catch((error: unknown) => {
    secrets.delete(db);
    throw error;
  });
  secrets.set(db, read);
  return read;
}

function languageOf(text: string): Language {
  return isLanguage(text) ? text : 'en';
}

/** What somebody or something may do, and its mark. */
type Rights = Pick<ScopeInput, 'rights' | 'rightsMark' | 'fields'>;

function scopeOf(
  person: store.Person,
  actor: ScopeInput['actor'],
  role: string,
  { rights, rightsMark, fields }: Rights,
  came: Pick<ScopeInput, 'isHeldBack' | 'isBound' | 'viewing'> = { isHeldBack: false, isBound: false, viewing: null },
): Scope {
  const { workspaceId, userId, teamId, teamTreeIds, teamPathIds, hasShares, timeZone, personTimeZone, currency } = person;
  return mintScope({
    workspaceId,
    userId,
    actor,
    role,
    rights,
    rightsMark,
    fields,
    teamId,
    teamTreeIds,
    teamPathIds,
    hasShares,
    language: languageOf(person.language),
    timeZone,
    personTimeZone,
    currency,
    ...came,
  });
}

const known = new Map<string, Rights>();
const maxKnown = 1000;

/** The rights of a role, changed or not: one function per role, so that minting a scope allocates nothing for them. */
function rightsFor(role: string, change: string): Rights {
  const rightsMark = `${role} ${change}`;
  const found = known.get(rightsMark);
  if (found) return found;
  const kept: unknown = JSON.parse(change);
  const [rights, fields]: unknown[] = Array.isArray(kept) ? kept : [];
  const levels = readDifferences(rights);
  const made: Rights = {
    rights: (object, action) => levels[object]?.[action] ?? levelOf(role, object, action),
    fields: withoutGivenAway(readFields(fields)),
    rightsMark,
  };
  if (known.size >= maxKnown) known.clear();
  known.set(rightsMark, made);
  return made;
}

/** What a key may do: never more than its own role, nor than the role its person has today. */
function rightsForKey(person: store.KeyPerson): Rights {
  const [own, behind] = [rightsFor(person.keyRole, person.keyRoleRights), rightsFor(person.role, person.roleRights)];
  if (own === behind) return own;
  return {
    rights: (object, action) => lowerLevel(own.rights(object, action), behind.rights(object, action)),
    fields: narrowerFields(own.fields, behind.fields),
    rightsMark: `${own.rightsMark} ${behind.rightsMark}`,
  };
}

/** The scope of a session cookie; null when there is none, it has ended, or its user is no longer active there. */
export async function scopeFromSession(db: Database, cookieHeader: string | undefined): Promise<Scope | null> {
  if (!cookieHeader?.includes('session_token')) return null;
  const token = sessionTokenOf(cookieHeader, await secretOf(db));
  const person = token === null ? undefined : await store.findSessionPerson(db, token);
  if (!person) return null;
  if (person.idleSeconds > touchEverySeconds) await store.markSessionSeen(db, person);
  const rights = rightsFor(person.role, person.roleRights);
  const own = scopeOf(person, { kind: 'user', id: person.userId }, person.role, rights, cameBy(person.proof, person));
  if (own.isHeldBack) return own;
  const { viewedUserId, viewedRoleId, viewingEndsAt } = person;
  if (viewingEndsAt === null || Date.parse(viewingEndsAt) <= Date.now()) return own;
  const eyes = viewedUserId === null ? { roleId: viewedRoleId ?? '' } : { userId: viewedUserId };
  // Whoever was demoted meanwhile, or looks as somebody who was promoted, sees with their own eyes again.
  return viewedUserId === null && viewedRoleId === null ? own : ((await viewingScope(db, own, eyes, viewingEndsAt)) ?? own);
}

/** Whose eyes: another member's, or one's own with another role. */
export type Eyes = { userId: string } | { roleId: string };

/**
 * The scope of somebody who looks at the workspace with other eyes: rights, records and days are those of the eyes, the actor is
 * whoever looks, and nothing can be written. Undefined where they are not there (any more) or may see more than one's own.
 */
export async function viewingScope(db: Db, own: Scope, eyes: Eyes, endsAt: string): Promise<Scope | undefined> {
  const byUserId = own.userId ?? '';
  const person = await store.findPerson(db, own.workspaceId, 'userId' in eyes ? eyes.userId : byUserId);
  const held = 'userId' in eyes ? person : await store.findRole(db, own, eyes.roleId);
  if (!person || !held) return undefined;
  const rights = rightsFor(held.role, held.roleRights);
  const place = 'userId' in eyes ? 'theirs' : 'own';
  if (!mayLookAs(own, { role: held.role, ...rights }, place, declaredActions())) return undefined;
  const viewing = { byUserId, roleId: 'roleId' in eyes ? eyes.roleId : null, endsAt };
  return scopeOf({ ...person, language: own.language }, own.actor, held.role, rights, {
    isHeldBack: false,
    isBound: own.isBound,
    viewing,
  });
}

/** The scope of an `Authorization: Bearer` key; null when it is unknown, revoked, expired, or its person is not active. */
export async function scopeFromApiKey(db: Database, authorization: string | undefined): Promise<Scope | null> {
  const key = bearerKeyOf(authorization);
  const person = key === null ? undefined : await store.findKeyPerson(db, hashOf(key));
  if (!person) return null;
  if (person.idleSeconds === null || person.idleSeconds > touchEverySeconds) await store.markKeyUsed(db, person);
  // A key made in better days does not hand out roles that its person has lost.
  const role = lowerRole(Role.parse(person.keyRole), Role.parse(person.role));
  return scopeOf(person, { kind: 'key', id: person.keyId }, role, rightsForKey(person));
}

/** The scope of a request. A request that shows a key is judged by the key alone, never by a cookie beside it. */
export async function authenticate(db: Database, request: FastifyRequest): Promise<Scope | null> {
  const { authorization, cookie } = request.headers;
  return authorization === undefined ? scopeFromSession(db, cookie) : scopeFromApiKey(db, authorization);
}

/** The scope of an active user: for the command line, for work done later in their name, or in a session opened by a `proof`. */
export async function userScope(
  db: Db,
  workspaceId: string,
  userId: string,
  { actor = { kind: 'user', id: userId }, proof }: { actor?: ScopeInput['actor']; proof?: string } = {},
): Promise<Scope> {
  const person = await store.findPerson(db, workspaceId, userId);
  if (!person) throw new DomainError('not_found');
  return scopeOf(person, actor, person.role, rightsFor(person.role, person.roleRights), cameBy(proof, person));
}

/** The scope of the program itself in a workspace: jobs that follow from events, and the command line. It may do everything. */
export async function systemScope(db: Db, workspaceId: string): Promise<Scope> {
  const workspace = await store.findWorkspace(db, { id: workspaceId });
  if (!workspace) throw new DomainError('not_found');
  const teams = await store.listTeams(db, workspaceId);
  return mintScope({
    workspaceId,
    userId: null,
    actor: { kind: 'system', id: null },
    role: 'owner',
    rights: () => 'all',
    fields: {},
    rightsMark: 'system',
    teamId: teams.find((team) => team.parentId === null)?.id ?? null,
    teamTreeIds: teams.map((team) => team.id),
    teamPathIds: [],
    hasShares: false,
    isHeldBack: false,
    isBound: false,
    language: languageOf(workspace.language),
    timeZone: workspace.timeZone,
    personTimeZone: workspace.timeZone,
    currency: workspace.currency,
    viewing: null,
  });
}

/** Id of the workspace with this slug (`--workspace acme`). */
export async function findWorkspaceId(db: Db, slug: string): Promise<string | undefined> {
  return (await store.findWorkspace(db, { slug }))?.id;
}

/** Id of the user with this email address, of this workspace. */
export async function findUserIdByEmail(db: Db, workspaceId: string, email: string): Promise<string | undefined> {
  return store.findUserIdByEmail(db, workspaceId, email.trim().toLowerCase());
}

/** Ids of all workspaces, for schedules that go through them one by one. */
export async function listWorkspaceIds(db: Db): Promise<string[]> {
  return store.listWorkspaceIds(db);
}

/** Everything the caller may do, as a table; a key's is what both its role and its person's allow. */
function rightsOf(scope: Scope): SessionInfo['rights'] {
  return Object.fromEntries(
    declaredActions().map(({ object, actions }) => [
      object,
      Object.fromEntries(actions.map((action) => [action, scope.rights(object, action)])),
    ]),
  );
}

/** The workspace of the scope, whoever acts in it: a person, the product itself, or a customer by a link. */
export async function describeWorkspace(db: Db, scope: Scope): Promise<Workspace> {
  const workspace = await store.findWorkspace(db, { id: scope.workspaceId });
  if (!workspace) throw new DomainError('unauthorized');
  return {
    ...workspace,
    language: languageOf(workspace.language),
    secondStepFor: SecondStepFor.parse(workspace.secondStepFor),
  };
}

/** Who asks, in which workspace, with which rights. */
export async function describeSession(db: Db, scope: Scope): Promise<SessionInfo> {
  const person = await store.findSelf(db, scope);
  if (!person) throw new DomainError('unauthorized');
  const workspace = await describeWorkspace(db, scope);
  // Told of no other workspace: a key, who looks as another, and whom this workspace's own provider vouches for.
  const isElsewhere = scope.actor.kind !== 'key' && scope.viewing === null && !scope.isBound && person.authUserId !== null;
  const here = { id: workspace.id, name: workspace.name, slug: workspace.slug };
  const { id, name, email, timeZone, version } = person;
  const viewer = scope.viewing ? await store.findViewer(db, scope, scope.viewing.byUserId) : undefined;
  const { language } = viewer ?? person;
  const held = await heldRole(db, scope, person);
  return {
    actor: scope.actor.kind === 'key' ? 'key' : 'user',
    user: {
      id,
      name,
      email,
      role: Role.parse(scope.role),
      ...held,
      team: { id: person.teamId, name: person.teamName },
      language: language === null ? null : languageOf(language),
      timeZone,
      version,
    },
    workspace,
    workspaces: isElsewhere ? await store.listWorkspacesOf(db, person.authUserId ?? '') : [here],
    rights: rightsOf(scope),
    fields: scope.fields,
    isHeldBack: scope.isHeldBack,
    isBound: scope.isBound,
    viewing: viewingOf(scope, viewer?.name ?? ''),
  };
}

type Held = { roleId: string | null; roleName: string | null };

/** The role that the scope has, where the workspace made it. */
async function heldRole(db: Db, scope: Scope, { roleId, roleName }: Held): Promise<Held> {
  if (scope.actor.kind === 'key') return { roleId: null, roleName: null };
  const tried = scope.viewing?.roleId;
  if (typeof tried !== 'string') return { roleId, roleName };
  const role = await store.findRole(db, scope, tried);
  return { roleId: role?.roleName ? role.id : null, roleName: role?.roleName ?? null };
}

/** Somebody of the workspace with what their role gives them. */
export interface PersonRights {
  id: string;
  name: string;
  role: Role;
  roleName: string | null;
  teamId: string;
  teamPathIds: readonly string[];
  rights: ScopeInput['rights'];
}

/** Everybody who is active, with their rights, and the way down to each team: for saying who sees what. */
export async function listPeople(
  db: Db,
  scope: Scope,
): Promise<{ people: PersonRights[]; pathOf: (teamId: string) => readonly string[] }> {
  const paths = new Map((await store.listPaths(db, scope)).map(({ id, path }) => [id, path]));
  const pathOf = (teamId: string): readonly string[] => paths.get(teamId) ?? [];
  const people = (await store.listPeople(db, scope)).map(({ role, roleRights, ...row }) => ({
    ...row,
    role: Role.parse(role),
    teamPathIds: pathOf(row.teamId),
    rights: rightsFor(role, roleRights).rights,
  }));
  return { people, pathOf };
}
