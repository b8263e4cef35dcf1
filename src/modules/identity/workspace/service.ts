import type { Database, Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { describeSession, describeWorkspace, systemScope } from '../access/service.ts';
import type { Me, NewWorkspace, SessionInfo, setUp, Workspace } from '../contract.ts';
import type { updateMe } from '../session/contract.ts';
import type { createWorkspace, updateWorkspace } from './contract.ts';
import { createSignIn, findSignInId, hashPassword } from '../credentials/service.ts';
import { prepareRoles } from '../roles/service.ts';
import { slugOf } from '../rules.ts';
import { refuseSingleSignOn } from '../second-step/service.ts';
import { ownSession, signIn, switchWorkspace } from '../session/service.ts';
import type { Visit } from '../steps/service.ts';
import * as store from './store.ts';

/** Work that a higher module does in the transaction that makes a workspace (its first process, its price book). */
export type WorkspaceHook = (tx: Tx, scope: Scope) => Promise<void>;
/** Answers whether a module keeps amounts in the workspace's currency, which then cannot change. */
export type PricedCheck = (tx: Tx, scope: Scope) => Promise<boolean>;

let createdHooks: readonly WorkspaceHook[] = [];
let pricedChecks: readonly PricedCheck[] = [];

/** Sets what modules add to a new workspace; called once when the program is composed. */
export function registerWorkspaceHooks(hooks: readonly WorkspaceHook[]): void {
  createdHooks = hooks;
}

/** Sets who is asked before the currency changes; called once when the program is composed. */
export function registerPricedChecks(checks: readonly PricedCheck[]): void {
  pricedChecks = checks;
}

/** True while the first workspace is still to be made. */
export async function needsSetup(db: Db): Promise<boolean> {
  return !(await store.hasWorkspace(db));
}

/** Makes the first workspace with its owner and signs the owner in. Of two at once, the second is refused. */
export async function setUpFirst(visit: Visit, body: BodyOf<typeof setUp>): Promise<SessionInfo> {
  if (!(await needsSetup(visit.db))) throw new DomainError('identity.already_set_up', { status: 409 });
  const { name, email, password, ...workspace } = body;
  const passwordHash = await hashPassword(password);
  await inTx(visit.db, async (tx) => {
    await store.lockInstallation(tx);
    if (await store.hasWorkspace(tx)) throw new DomainError('identity.already_set_up', { status: 409 });
    const authUserId = await createSignIn(tx, { name, email, passwordHash, isVerified: false });
    await foundWorkspace(tx, workspace, { name, email, authUserId });
  });
  return signIn(visit, { email, password });
}

/** Makes another workspace that the caller owns, and moves the session there. */
export async function addWorkspace(visit: Visit, scope: Scope, body: BodyOf<typeof createWorkspace>): Promise<SessionInfo> {
  permit(scope, 'workspace', 'create');
  const { db, request } = visit;
  const own = await ownSession(db, request, scope);
  refuseSingleSignOn(own);
  const { user } = await describeSession(db, scope);
  const workspaceId = await inTx(db, async (tx) => {
    const founded = await foundWorkspace(tx, body, { name: user.name, email: user.email ?? '', authUserId: own.authUserId });
    return founded.workspaceId;
  });
  return switchWorkspace(db, own, workspaceId);
}

export interface Founder {
  name: string;
  email: string;
  authUserId: string;
}

/** Makes a workspace with its root team, its owner and what every module adds to a new one, in the caller's transaction. */
export async function foundWorkspace(
  tx: Tx,
  input: NewWorkspace,
  founder: Founder,
  slug?: string,
): Promise<{ workspaceId: string; userId: string }> {
  const workspaceId = await insertWithSlug(tx, input, slug);
  const teamId = await store.insertRootTeam(tx, workspaceId, input.workspaceName);
  const userId = await store.insertFirstUser(tx, workspaceId, teamId, { ...founder, role: 'owner' });
  const scope = await systemScope(tx, workspaceId);
  await prepareRoles(tx, scope);
  await appendEvents(tx, scope, [
    { kind: 'workspace.created', subjectKind: 'workspace', subjectId: workspaceId },
    { kind: 'user.created', subjectKind: 'user', subjectId: userId, data: { name: founder.name, role: 'owner' } },
  ]);
  for (const hook of createdHooks) await hook(tx, scope);
  return { workspaceId, userId };
}

export interface OwnerWithPassword {
  name: string;
  email: string;
  password: string;
}

/** Makes a workspace from the command line. An address that signs in already keeps its password, told by `keepsPassword`. */
export async function foundWithPassword(db: Database, input: NewWorkspace, owner: OwnerWithPassword, slug: string) {
  const { name, email, password } = owner;
  const passwordHash = await hashPassword(password);
  return inTx(db, async (tx) => {
    const known = await findSignInId(tx, email);
    const authUserId = known ?? (await createSignIn(tx, { name, email, passwordHash, isVerified: true }));
    const founded = await foundWorkspace(tx, input, { name, email, authUserId }, slug);
    return { ...founded, keepsPassword: known !== undefined };
  });
}

async function insertWithSlug(tx: Tx, input: NewWorkspace, slug: string | undefined): Promise<string> {
  const base = slug ?? slugOf(input.workspaceName);
  const tries =
    slug === undefined ? Array.from({ length: 50 }, (_, index) => (index === 0 ? base : `${base}-${index + 1}`)) : [base];
  for (const one of tries) {
    const id = await store.insertWorkspace(tx, input, one);
    if (id !== undefined) return id;
  }
  throw new DomainError('conflict');
}

/** The workspace of the scope. */
export async function getWorkspace(db: Db, scope: Scope): Promise<Workspace> {
  return describeWorkspace(db, scope);
}

/** Changes the workspace. Its currency stays once anything has a price: amounts do not carry over. */
export async function changeWorkspace(db: Database, scope: Scope, body: BodyOf<typeof updateWorkspace>): Promise<Workspace> {
  permit(scope, 'workspace', 'edit');
  const { version, ...changes } = body;
  return inTx(db, async (tx) => {
    if (changes.currency !== undefined && changes.currency !== scope.currency) {
      for (const isPriced of pricedChecks) {
        if (await isPriced(tx, scope)) throw new DomainError('identity.currency_in_use', { status: 409 });
      }
    }
    const isDone = await store.updateWorkspace(tx, scope, version, changes);
    const current = await getWorkspace(tx, scope);
    if (!isDone) throw new DomainError('stale_version', { extra: { current } });
    await appendEvents(tx, scope, [
      { kind: 'workspace.updated', subjectKind: 'workspace', subjectId: scope.workspaceId, data: { changes } },
    ]);
    return current;
  });
}

/** Changes the caller's own name, language or time zone. */
export async function changeMe(db: Database, scope: Scope, body: BodyOf<typeof updateMe>): Promise<Me> {
  if (scope.actor.kind !== 'user') throw new DomainError('identity.needs_session', { status: 403 });
  const { version, ...changes } = body;
  return inTx(db, async (tx) => {
    const isDone = await store.updateSelf(tx, scope, version, changes);
    const { user } = await describeSession(tx, scope);
    if (!isDone) throw new DomainError('stale_version', { extra: { current: user } });
    await appendEvents(tx, scope, [{ kind: 'user.updated', subjectKind: 'user', subjectId: user.id, data: { changes } }]);
    return user;
  });
}
