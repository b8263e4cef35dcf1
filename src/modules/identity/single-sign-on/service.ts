import type { Database, Db } from '../../../platform/db.ts';
import type { Env } from '../../../platform/env.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { checkTarget, outgoingRules } from '../../../platform/outgoing/guard.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { seal, unseal } from '../../../platform/sealing.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { describeSession, secretOf } from '../access/service.ts';
import { Role } from '../contract.ts';
import { teamOrRoot } from '../members/service.ts';
import { grantRole } from '../roles/service.ts';
import { ownOrigin, type Visit } from '../steps/service.ts';
import { beginSingleSignOn, finishSingleSignOn, type SingleSignOn, type SingleSignOnChanges } from './contract.ts';
import { checkProvider } from './provider/service.ts';
import * as store from './store.ts';

const apiPath = '/api/v1';
const purposeOf = (workspaceId: string): string => `single sign-on of ${workspaceId}`;
const teamOf = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

/** Where the provider sends browsers back to: below `PUBLIC_URL`, or the address that the request came to. */
export function redirectUriOf(visit: Pick<Visit, 'env' | 'request'>): string {
  return ownOrigin(visit) + apiPath + finishSingleSignOn.path;
}

async function findShown(db: Db, scope: Scope): Promise<SingleSignOn | null> {
  const row = await store.findSettings(db, scope);
  if (!row) return null;
  const { role, roleId, roleName, teamId, teamName, unmapped, secret: _kept, ...rest } = row;
  const rules = (await store.listRules(db, scope)).map((rule) => ({
    value: rule.value,
    role: Role.parse(rule.role),
    roleId: rule.roleId,
    roleName: rule.roleName,
    team: teamOf(rule.teamId, rule.teamName),
  }));
  const held = { role: Role.parse(role), roleId, roleName, team: teamOf(teamId, teamName) };
  return { ...rest, ...held, rules, unmapped: unmapped === 'refuse' ? 'refuse' : 'default' };
}

/** The settings, without the secret, and the two addresses that people need. */
export async function getSingleSignOn(visit: Pick<Visit, 'db' | 'env' | 'request'>, scope: Scope) {
  permit(scope, 'singleSignOn', 'view');
  const { workspace } = await describeSession(visit.db, scope);
  return {
    settings: await findShown(visit.db, scope),
    redirectUri: redirectUriOf(visit),
    signInUrl: `${ownOrigin(visit)}${apiPath}${beginSingleSignOn.path}?workspace=${workspace.slug}`,
  };
}

/** The client secret to go on with. The stored one goes to no other issuer: whoever may change the address would get to see it. */
async function secretFor(db: Database, scope: Scope, body: SingleSignOnChanges): Promise<string> {
  if (body.clientSecret !== undefined) return body.clientSecret;
  const before = await store.findSettings(db, scope);
  if (!before) throw invalidField('/body/clientSecret', 'required');
  if (before.issuer !== body.issuer)
    throw new DomainError('identity.sso_secret_again', {
      fields: [{ pointer: '/body/clientSecret', code: 'identity.sso_secret_again' }],
    });
  return unseal(await secretOf(db), purposeOf(scope.workspaceId), before.secret);
}

function refuseUnsafe({ trustsEmail, domains, isOnly, isActive }: SingleSignOnChanges): void {
  if (trustsEmail && domains.length === 0) {
    const code = 'identity.sso_domains_needed';
    throw new DomainError(code, { fields: [{ pointer: '/body/domains', code }] });
  }
  if (isOnly && !isActive) {
    const code = 'identity.sso_only_when_active';
    throw new DomainError(code, { fields: [{ pointer: '/body/isOnly', code }] });
  }
}

/** Saves how the workspace signs in by its provider, after the provider has answered. Nobody hands out a role above their own. */
export async function saveSingleSignOn(db: Database, env: Env, scope: Scope, body: SingleSignOnChanges): Promise<SingleSignOn> {
  permit(scope, 'singleSignOn', 'edit');
  if (scope.actor.kind === 'key') throw new DomainError('identity.needs_session', { status: 403 });
  refuseUnsafe(body);
  await checkTarget(body.issuer, outgoingRules(env));
  const clientSecret = await secretFor(db, scope, body);
  const { issuer, clientId } = body;
  if (body.isActive) await checkProvider(env, { issuer, clientId, clientSecret });
  const secret = seal(await secretOf(db), purposeOf(scope.workspaceId), clientSecret);
  return inTx(db, (tx) => save(tx, scope, body, secret));
}

async function save(tx: Tx, scope: Scope, body: SingleSignOnChanges, secret: string): Promise<SingleSignOn> {
  await store.lockWorkspace(tx, scope);
  const before = await store.findSettings(tx, scope);
  const current = await findShown(tx, scope);
  if ((before?.version ?? null) !== body.version) throw new DomainError('stale_version', { extra: { current } });
  const { version, clientSecret: _given, rules, role, roleId, teamId, ...rest } = body;
  const held = await heldBy(tx, scope, { role, roleId, teamId });
  const heldRules = [];
  for (const { value, ...grant } of rules) heldRules.push({ value, ...(await heldBy(tx, scope, grant)) });
  const settings = { ...rest, ...held, secret };
  if (version === null) await store.insertSettings(tx, scope, settings);
  else if (!(await store.updateSettings(tx, scope, version, settings)))
    throw new DomainError('stale_version', { extra: { current } });
  await store.replaceRules(tx, scope, heldRules);
  if (before?.issuer !== body.issuer || !body.isActive) await store.endProviderSessions(tx, scope);
  if (body.isOnly) await store.endOtherSessions(tx, scope);
  const data = { issuer: body.issuer, isActive: body.isActive, isOnly: body.isOnly, rules: heldRules.length };
  await tell(tx, scope, 'singleSignOn.saved', data);
  const saved = await findShown(tx, scope);
  if (!saved) throw new DomainError('internal');
  return saved;
}

const tell = (tx: Tx, scope: Scope, kind: string, data: object) =>
  appendEvents(tx, scope, [{ kind, subjectKind: 'workspace', subjectId: scope.workspaceId, data }]);

interface Wish {
  role: Role;
  roleId: string | null;
  teamId: string | null;
}

async function heldBy(tx: Tx, scope: Scope, { role, roleId, teamId }: Wish): Promise<Wish> {
  const granted = await grantRole(tx, scope, { role, roleId });
  if (teamId !== null) await teamOrRoot(tx, scope, teamId);
  return { ...(granted ?? { role, roleId: null }), teamId };
}

/** Removes single sign-on. Sessions that it opened end; passwords and passkeys let in as before. */
export async function removeSingleSignOn(db: Database, scope: Scope): Promise<void> {
  permit(scope, 'singleSignOn', 'edit');
  if (scope.actor.kind === 'key') throw new DomainError('identity.needs_session', { status: 403 });
  await inTx(db, async (tx) => {
    if (!(await store.deleteSettings(tx, scope))) throw new DomainError('not_found');
    await store.endProviderSessions(tx, scope);
    await tell(tx, scope, 'singleSignOn.removed', {});
  });
}

/** What a sign-in goes by, with the secret; undefined while single sign-on is not switched on. */
export async function activeSettings(db: Database, scope: Scope) {
  const row = await store.findSettings(db, scope);
  if (!row?.isActive) return undefined;
  const clientSecret = unseal(await secretOf(db), purposeOf(scope.workspaceId), row.secret);
  const rules = (await store.listRules(db, scope)).map((rule) => ({ ...rule, role: Role.parse(rule.role) }));
  const unmapped = row.unmapped === 'refuse' ? ('refuse' as const) : ('default' as const);
  return { ...row, role: Role.parse(row.role), unmapped, clientSecret, rules };
}

export type ActiveSettings = NonNullable<Awaited<ReturnType<typeof activeSettings>>>;

/** For the sign-in page: the workspace to go on with, while it is the only one here. */
export async function findOffer(db: Database): Promise<{ workspace: string; buttonText: string | null; isOnly: boolean } | null> {
  return (await store.findOffer(db)) ?? null;
}
