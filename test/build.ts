import { createHmac, randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { composeModules } from '../src/modules.ts';
import { hashOf, newKey, prefixOf } from '../src/modules/identity/access/rules.ts';
import { secretOf, systemScope, userScope } from '../src/modules/identity/access/service.ts';
import type { Role } from '../src/modules/identity/contract.ts';
import { ensureTeam } from '../src/modules/identity/teams/service.ts';
import { foundWorkspace } from '../src/modules/identity/workspace/service.ts';
import type { Database } from '../src/platform/db.ts';
import type { Language } from '../src/platform/languages.ts';
import type { Scope } from '../src/platform/scope.ts';
import { inTx } from '../src/platform/tx.ts';

/** What server and worker would serve; made once per test file, like at the start of the program. */
export const composition = composeModules();

export interface TestUser {
  id: string;
  workspaceId: string;
  teamId: string;
  role: Role;
  name: string;
  email: string;
  authUserId: string;
  /** Cookie header of a session in the workspace. */
  cookie: string;
  scope: Scope;
}

export interface TestWorkspace {
  id: string;
  slug: string;
  owner: TestUser;
  rootTeamId: string;
  /** The program itself in this workspace: may do everything. */
  scope: Scope;
}

export interface WorkspaceOptions {
  name?: string;
  currency?: string;
  timeZone?: string;
  language?: Language;
}

let count = 0;
/** A number that no other thing built in this file has, for names and addresses. */
export const nextNumber = (): number => ++count;

async function insertSignIn(db: Database, name: string, email: string): Promise<string> {
  const id = uuidv7();
  await db.insertInto('auth.user').values({ id, name, email, emailVerified: true }).execute();
  return id;
}

/** Opens a session by hand, because hashing a password takes longer than most tests. */
export async function openSession(db: Database, authUserId: string, workspaceId: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  await db
    .insertInto('auth.session')
    .values({ id: uuidv7(), userId: authUserId, token, expiresAt, activeWorkspaceId: workspaceId })
    .execute();
  const signature = createHmac('sha256', await secretOf(db))
    .update(token)
    .digest('base64');
  return `chengdan.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}

/** A workspace as the product makes it (root team, owner, what every module adds), with nothing else in it. */
export async function buildWorkspace(db: Database, options: WorkspaceOptions = {}): Promise<TestWorkspace> {
  const number = nextNumber();
  const { name = `Workspace ${number}`, currency = 'CNY', timeZone = 'Asia/Shanghai', language = 'en' } = options;
  const slug = `w${number}-${randomBytes(4).toString('hex')}`;
  const person = { name: `Owner ${number}`, email: `owner${number}@${slug}.test` };
  const authUserId = await insertSignIn(db, person.name, person.email);
  const { workspaceId, userId } = await inTx(db, (tx) =>
    foundWorkspace(tx, { workspaceName: name, currency, timeZone, language }, { ...person, authUserId }, slug),
  );
  const [scope, ownerScope, cookie] = await Promise.all([
    systemScope(db, workspaceId),
    userScope(db, workspaceId, userId),
    openSession(db, authUserId, workspaceId),
  ]);
  const rootTeamId = scope.teamId ?? '';
  const owner: TestUser = {
    id: userId,
    workspaceId,
    teamId: rootTeamId,
    role: 'owner',
    ...person,
    authUserId,
    cookie,
    scope: ownerScope,
  };
  return { id: workspaceId, slug, owner, rootTeamId, scope };
}

/** A team below another, or below the root. */
export async function buildTeam(
  db: Database,
  workspace: TestWorkspace,
  options: { name?: string; parentId?: string } = {},
): Promise<string> {
  const { name = `Team ${nextNumber()}`, parentId } = options;
  const { id } = await inTx(db, (tx) => ensureTeam(tx, workspace.scope, parentId === undefined ? { name } : { name, parentId }));
  return id;
}

export interface UserOptions {
  role?: Role;
  /** Id of a team; the root team unless given. */
  team?: string;
  name?: string;
}

/** A person of the workspace who is signed in. A seller of the root team unless said otherwise. */
export async function buildUser(db: Database, workspace: TestWorkspace, options: UserOptions = {}): Promise<TestUser> {
  const number = nextNumber();
  const { role = 'seller', team = workspace.rootTeamId, name = `${role} ${number}` } = options;
  const email = `user${number}@${workspace.slug}.test`;
  const authUserId = await insertSignIn(db, name, email);
  const id = uuidv7();
  await db.insertInto('users').values({ workspaceId: workspace.id, id, authUserId, name, email, role, teamId: team }).execute();
  const [scope, cookie] = await Promise.all([userScope(db, workspace.id, id), openSession(db, authUserId, workspace.id)]);
  return { id, workspaceId: workspace.id, teamId: team, role, name, email, authUserId, cookie, scope };
}

/** An API key of the user, with the user's role unless a lower one is given. */
export async function buildApiKey(db: Database, user: TestUser, role: Role = user.role): Promise<string> {
  const key = newKey();
  const values = { workspaceId: user.workspaceId, id: uuidv7(), name: `key ${nextNumber()}`, userId: user.id, role };
  await db
    .insertInto('apiKeys')
    .values({ ...values, keyHash: hashOf(key), prefix: prefixOf(key) })
    .execute();
  return key;
}
