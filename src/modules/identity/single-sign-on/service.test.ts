import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Browser } from '../../../../test/browser.ts';
import { buildApiKey, buildTeam, buildUser, buildWorkspace, type TestWorkspace } from '../../../../test/build.ts';
import { type RawReply, testServer } from '../../../../test/http.ts';
import { type Account, answerOf, startProvider, type TestProvider } from '../../../../test/oidc.ts';
import { getSession, getSetup, signIn, switchWorkspace } from '../contract.ts';
import { getUser, listUsers } from '../members/contract.ts';
import { createUserWithPassword } from '../members/service.ts';
import { beginSecondStep } from '../second-step/contract.ts';
import { listSessions } from '../session/contract.ts';
import { createWorkspace } from '../workspace/contract.ts';
import * as contract from './contract.ts';

const home = 'https://crm.test';
const server = await testServer({ PUBLIC_URL: home, OUTGOING_ALLOW: '127.0.0.1' });
const password = 'correct horse';

async function provider(): Promise<TestProvider> {
  const made = await startProvider([`${home}/api/v1${contract.finishSingleSignOn.path}`]);
  onTestFinished(() => made.stop());
  return made;
}

type Changes = Partial<contract.SingleSignOnChanges>;

const bodyOf = (one: TestProvider, changes: Changes = {}) => ({
  version: null,
  issuer: one.issuer,
  clientId: one.clientId,
  clientSecret: one.clientSecret,
  scopes: 'openid profile email groups',
  makesUsers: true,
  role: 'seller' as const,
  isActive: true,
  ...changes,
});

const grant = (value: string, role: 'owner' | 'admin' | 'salesManager' | 'analyst', teamId: string | null = null) => ({
  value,
  role,
  roleId: null,
  teamId,
});

let saves = 0;
/** The owner, from an address of their own each time: saving is limited. */
const ownerOf = ({ owner }: TestWorkspace) => server.as(owner).with({ 'x-forwarded-for': `198.19.0.${++saves}` });

async function setUp(changes: Changes = {}) {
  const [workspace, one] = [await buildWorkspace(server.db), await provider()];
  const saved = await ownerOf(workspace).call(contract.saveSingleSignOn, { body: bodyOf(one, changes) });
  return { workspace, provider: one, saved };
}

const someone = (more: Partial<Account> = {}): Account => {
  const sub = randomUUID();
  return { sub, email: `c${sub}@acme.test`, email_verified: true, name: 'Cleo', ...more };
};

/** Goes to the provider and back; `change` alters the address that the browser comes back to. */
async function enter(
  { workspace, provider: one }: { workspace: TestWorkspace; provider: TestProvider },
  account: Account | null,
  change: (back: URL, one: TestProvider) => URL | Promise<URL> = (back) => back,
  browser = new Browser(server.anonymous),
): Promise<{ browser: Browser; reply: RawReply; back: string }> {
  one.account = account;
  const out = await browser.get(`/api/v1/session/single-sign-on?workspace=${workspace.slug}&return=/deals`);
  expect(out.status, out.text).toBe(302);
  const back = await change(new URL(await answerOf(String(out.headers['location']), home)), one);
  const path = back.pathname + back.search;
  return { browser, back: path, reply: await browser.get(path) };
}

const peopleOf = async (workspace: TestWorkspace) => (await server.as(workspace.owner).call(listUsers, {})).data;

async function signInsOf(email: string): Promise<number> {
  return (await server.db.selectFrom('auth.user').select('id').where('email', '=', email).execute()).length;
}

describe('the settings', () => {
  test('are saved after the provider has answered; the secret is in no reply and not readable in the database', async () => {
    const { workspace, provider: one, saved } = await setUp({ buttonText: 'Acme account' });
    expect(saved).toMatchObject({ issuer: one.issuer, version: 1, isActive: true, buttonText: 'Acme account' });
    expect(one.paths).toContain('/.well-known/openid-configuration');
    const shown = await ownerOf(workspace).get('/api/v1/single-sign-on');
    expect(shown.json).toMatchObject({
      settings: { clientId: 'chengdan' },
      redirectUri: `${home}/api/v1/session/single-sign-on/callback`,
      signInUrl: `${home}/api/v1/session/single-sign-on?workspace=${workspace.slug}`,
    });
    const kept = JSON.stringify(
      await server.db.selectFrom('singleSignOn').selectAll().where('workspaceId', '=', workspace.id).execute(),
    );
    for (const text of [shown.text, JSON.stringify(saved), kept]) expect(text).not.toContain(one.clientSecret);
    const events = await server.db
      .selectFrom('events')
      .select(['kind', 'data'])
      .where('workspaceId', '=', workspace.id)
      .execute();
    expect(events.map(({ kind }) => kind)).toContain('singleSignOn.saved');
    expect(JSON.stringify(events)).not.toContain(one.clientSecret);
  });

  test('are the owner’s: an admin reads them, a seller does not, a key and a stale edit are refused, another workspace has its own', async () => {
    const { workspace, provider: one } = await setUp();
    const [admin, seller] = [await buildUser(server.db, workspace, { role: 'admin' }), await buildUser(server.db, workspace)];
    expect(await server.as(admin).call(contract.getSingleSignOn, {})).toMatchObject({ settings: { version: 1 } });
    const body = bodyOf(one, { version: 1 });
    expect(await server.as(admin).refused(contract.saveSingleSignOn, { body })).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await server.as(admin).refused(contract.removeSingleSignOn, {})).toMatchObject({ status: 403 });
    expect(await server.as(seller).refused(contract.getSingleSignOn, {})).toMatchObject({ status: 403 });
    const key = server.withKey(await buildApiKey(server.db, workspace.owner));
    expect(await key.refused(contract.saveSingleSignOn, { body })).toMatchObject({ code: 'identity.needs_session' });
    expect(await ownerOf(workspace).refused(contract.saveSingleSignOn, { body: { ...body, version: 7 } })).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { version: 1 },
    });
    const other = await buildWorkspace(server.db);
    expect(await server.as(other.owner).call(contract.getSingleSignOn, {})).toMatchObject({ settings: null });
    expect(await server.as(other.owner).refused(contract.removeSingleSignOn, {})).toMatchObject({ status: 404 });
  });

  test('keep the secret for the issuer it was given for', async () => {
    const { workspace, provider: one } = await setUp();
    const owner = ownerOf(workspace);
    const { clientSecret: _left, ...kept } = bodyOf(one, { version: 1, buttonText: 'Again' });
    expect(await owner.call(contract.saveSingleSignOn, { body: kept })).toMatchObject({ version: 2, buttonText: 'Again' });
    const listening = await provider();
    const elsewhere = { ...kept, version: 2, issuer: listening.issuer };
    expect(await owner.refused(contract.saveSingleSignOn, { body: elsewhere })).toMatchObject({
      code: 'identity.sso_secret_again',
    });
    expect(listening.paths).toEqual([]);
    expect((await enter({ workspace, provider: one }, someone())).reply.status).toBe(302);
  });

  test('are not saved when the provider does not answer, is none, or lies inside', async () => {
    const [workspace, one] = [await buildWorkspace(server.db), await provider()];
    const owner = ownerOf(workspace);
    const refused = async (changes: Changes) =>
      (await owner.refused(contract.saveSingleSignOn, { body: bodyOf(one, changes) })).code;
    expect(await refused({ issuer: 'http://127.0.0.1:9' })).toBe('outgoing_port');
    expect(await refused({ issuer: 'http://127.0.0.1:65000' })).toBe('identity.sso_unreachable');
    expect(await refused({ issuer: `${one.issuer}/token` })).toBe('identity.sso_no_provider');
    expect(await refused({ issuer: 'https://10.1.2.3' })).toBe('outgoing_private');
    expect(await refused({ issuer: 'id.acme.test' })).toBe('outgoing_not_a_url');
    expect(await refused({ trustsEmail: true })).toBe('identity.sso_domains_needed');
    expect(await refused({ isActive: false, isOnly: true })).toBe('identity.sso_only_when_active');
    expect(await refused({ teamId: randomUUID() })).toBe('invalid_input');
    const strict = await testServer({ PUBLIC_URL: home });
    const place = await buildWorkspace(strict.db);
    expect(await strict.as(place.owner).refused(contract.saveSingleSignOn, { body: bodyOf(one) })).toMatchObject({
      code: 'outgoing_private',
    });
    expect(await owner.call(contract.getSingleSignOn, {})).toMatchObject({ settings: null });
  });
});

describe('a sign-in by the provider', () => {
  test('adds a new colleague with the role and team of their groups, and follows them at each sign-in', async () => {
    const workspace = await buildWorkspace(server.db);
    const [team, one] = [await buildTeam(server.db, workspace, { name: 'Berlin' }), await provider()];
    const rules = [grant('crm-leads', 'salesManager', team), grant('crm-readers', 'analyst')];
    await ownerOf(workspace).call(contract.saveSingleSignOn, { body: bodyOf(one, { claim: 'groups', rules }) });
    const cleo = someone({ groups: ['staff', 'crm-leads'] });
    const place = { workspace, provider: one };
    const first = await enter(place, cleo);
    expect(first.reply.headers['location']).toBe('/deals');
    const cookies = JSON.stringify(first.reply.headers['set-cookie']);
    expect(cookies).toMatch(/session_token=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax/);
    const session = await first.browser.caller.call(getSession, {});
    expect(session).toMatchObject({
      user: { name: 'Cleo', email: cleo['email'], role: 'salesManager', team: { id: team } },
      workspaces: [{ id: workspace.id }],
      isBound: true,
    });
    const again = await enter(place, { ...cleo, groups: ['crm-readers'] });
    expect(await again.browser.caller.call(getSession, {})).toMatchObject({
      user: { id: session.user.id, role: 'analyst', team: { id: team } },
    });
    const without = await enter(place, { ...cleo, groups: [] });
    expect(await without.browser.caller.call(getSession, {})).toMatchObject({ user: { id: session.user.id, role: 'seller' } });
    expect(await peopleOf(workspace)).toHaveLength(2);
  });

  test('refuses whom no group fits where that is asked for, and adds nobody', async () => {
    const place = await setUp({ claim: 'realm_access.roles', rules: [grant('crm', 'analyst')], unmapped: 'refuse' });
    const outsider = someone({ realm_access: { roles: ['other'] } });
    const { reply } = await enter(place, outsider);
    expect(reply.status).toBe(403);
    expect(reply.text).toContain('Your account there has no role for this workspace.');
    expect(await peopleOf(place.workspace)).toHaveLength(1);
    const insider = await enter(place, someone({ realm_access: { roles: ['crm'] } }));
    expect(insider.reply.status).toBe(302);
  });

  test('never takes away the last owner', async () => {
    const place = await setUp({ claim: 'groups', rules: [grant('readers', 'analyst')] });
    const { owner } = place.workspace;
    const { browser } = await enter(place, someone({ email: owner.email, groups: ['readers'] }));
    expect(await browser.caller.call(getSession, {})).toMatchObject({ user: { id: owner.id, role: 'owner' } });
    const second = await buildUser(server.db, place.workspace, { role: 'owner' });
    const other = await enter(place, someone({ email: second.email, groups: ['readers'] }));
    expect(await other.browser.caller.call(getSession, {})).toMatchObject({ user: { id: second.id, role: 'analyst' } });
  });

  test('finds who is there by the proven address, and from then on by the provider’s own name for them', async () => {
    const place = await setUp({ makesUsers: false });
    const seller = await buildUser(server.db, place.workspace);
    const known = someone({ email: seller.email.toUpperCase() });
    const { browser } = await enter(place, known);
    expect(await browser.caller.call(getSession, {})).toMatchObject({ user: { id: seller.id, role: 'seller' } });
    const moved = await enter(place, { ...known, email: 'other@acme.test' });
    expect(await moved.browser.caller.call(getSession, {})).toMatchObject({ user: { id: seller.id, email: seller.email } });
    // Somebody from an import, who had no sign-in.
    const id = randomUUID();
    const values = {
      workspaceId: place.workspace.id,
      id,
      name: 'Ida',
      email: 'ida@acme.test',
      role: 'seller',
      teamId: place.workspace.rootTeamId,
    };
    await server.db.insertInto('users').values(values).execute();
    const ida = await enter(place, someone({ email: 'ida@acme.test' }));
    expect(await ida.browser.caller.call(getSession, {})).toMatchObject({ user: { id } });
    expect(await ownerOf(place.workspace).call(getUser, { params: { id } })).toMatchObject({ canSignIn: true });
  });

  test('holds in this workspace alone: the owner of one provider is nobody elsewhere', async () => {
    const [place, other] = [await setUp(), await buildWorkspace(server.db)];
    const seller = await buildUser(server.db, place.workspace, { role: 'owner' });
    const inBoth = {
      workspaceId: other.id,
      id: randomUUID(),
      name: 'Sam',
      email: seller.email,
      role: 'owner',
      teamId: other.rootTeamId,
    };
    await server.db
      .insertInto('users')
      .values({ ...inBoth, authUserId: seller.authUserId })
      .execute();
    const { browser } = await enter(place, someone({ email: seller.email }));
    const { caller } = browser;
    expect((await caller.call(getSession, {})).workspaces.map(({ id }) => id)).toEqual([place.workspace.id]);
    expect(await caller.refused(switchWorkspace, { body: { workspaceId: other.id } })).toMatchObject({ status: 404 });
    const make = { workspaceName: 'Mine', currency: 'EUR', timeZone: 'Europe/Berlin', language: 'en' as const };
    for (const refused of [
      caller.refused(createWorkspace, { body: make }),
      caller.refused(beginSecondStep, { body: {} }),
      caller.refused({ ...beginSecondStep, path: '/me/passkeys/options' }, { body: {} }),
    ])
      expect(await refused).toMatchObject({ status: 403, code: 'identity.by_single_sign_on' });
    await server.db
      .updateTable('auth.session')
      .set({ activeWorkspaceId: other.id })
      .where('userId', '=', seller.authUserId)
      .where('proof', '=', 'password')
      .execute();
    expect((await caller.call(listSessions, {})).data.map(({ isCurrent }) => isCurrent)).toEqual([true]);
  });

  test('takes over nobody who signs in to another workspace', async () => {
    const [place, other] = [await setUp(), await buildWorkspace(server.db)];
    const { reply } = await enter(place, someone({ email: other.owner.email }));
    expect(reply.status).toBe(403);
    expect(reply.text).toContain('This address already signs in to another workspace here.');
    expect(await peopleOf(place.workspace)).toHaveLength(1);
  });

  test('is offered while there is one workspace, and a short name without it says the same as one that is not there', async () => {
    const place = await setUp();
    expect((await server.anonymous.call(getSetup, {})).singleSignOn).toBeNull();
    const plain = await buildWorkspace(server.db);
    const pages = [];
    for (const slug of [plain.slug, 'nobody-here', '']) {
      const { status, text } = await new Browser(server.anonymous).get(`/api/v1/session/single-sign-on?workspace=${slug}`);
      pages.push([status, text.replace(/<small>.*<\/small>/s, '')]);
    }
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
    expect(pages[0]?.[0]).toBe(404);
    expect(place.saved.isActive).toBe(true);
  });

  test('one address may not begin without end', async () => {
    const caller = server.anonymous.with({ 'x-forwarded-for': '203.0.113.7' });
    const statuses = [];
    for (let time = 0; time < 21; time += 1)
      statuses.push((await caller.get('/api/v1/session/single-sign-on?workspace=none')).status);
    expect(statuses[0]).toBe(404);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('an answer that is not right', () => {
  /** The page that is shown: in the reader's language, with no session, and nobody added. */
  async function expectRefused(
    changes: Changes,
    account: Account | null,
    text: string,
    break_: (one: TestProvider) => void = () => {},
    change?: (back: URL, one: TestProvider) => URL | Promise<URL>,
  ): Promise<void> {
    const place = await setUp(changes);
    break_(place.provider);
    const { reply, browser } = await enter(place, account, change);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(reply.text).toContain(text);
    expect(JSON.stringify(reply.headers['set-cookie'] ?? '')).not.toContain('session_token');
    expect(await browser.caller.refused(getSession, {})).toMatchObject({ status: 401 });
    expect(await peopleOf(place.workspace)).toHaveLength(1);
    if (account) expect(await signInsOf(String(account['email']).toLowerCase())).toBe(0);
    expect(
      await server.db.selectFrom('singleSignOnPeople').select('id').where('workspaceId', '=', place.workspace.id).execute(),
    ).toEqual([]);
  }
  const bad = 'The answer of the sign-in provider could not be trusted.';

  test.each<[string, (one: TestProvider) => void]>([
    ['another nonce', (one) => (one.tamper = (payload) => ({ ...payload, nonce: 'another' }))],
    ['no nonce', (one) => (one.tamper = ({ nonce: _gone, ...payload }) => payload)],
    ['a signature of another key', (one) => (one.signsWithOtherKey = true)],
    ['a time that is over', (one) => (one.tamper = (payload) => ({ ...payload, exp: Math.floor(Date.now() / 1000) - 600 }))],
    ['another issuer', (one) => (one.tamper = (payload) => ({ ...payload, iss: 'https://evil.test' }))],
    ['another audience', (one) => (one.tamper = (payload) => ({ ...payload, aud: 'somebody-else' }))],
    ['no subject', (one) => (one.tamper = ({ sub: _gone, ...payload }) => payload)],
  ])('with %s', async (_name, break_) => expectRefused({}, someone(), bad, break_));

  test.each<[string, (back: URL) => URL]>([
    ['another state', (back) => (back.searchParams.set('state', 'another'), back)],
    ['no state', (back) => (back.searchParams.delete('state'), back)],
    ['another code', (back) => (back.searchParams.set('code', 'another'), back)],
    ['another issuer beside it', (back) => (back.searchParams.set('iss', 'https://evil.test'), back)],
  ])('with %s', async (_name, change) => expectRefused({}, someone(), bad, undefined, change));

  test('with a refusal of the provider', () => expectRefused({}, null, 'The sign-in was cancelled or refused there.'));
  test('without an address', () =>
    expectRefused({}, { sub: randomUUID(), name: 'Nobody' }, 'The provider did not say your email address.'));
  test('with an address that nobody has proven', () =>
    expectRefused({}, someone({ email_verified: false }), 'Your email address is not confirmed there.'));
  test('of another domain', () =>
    expectRefused({ domains: ['acme.example'] }, someone(), 'Your email address is not of a company that may sign in here.'));
  test('for somebody who is not there, where nobody is added', () =>
    expectRefused({ makesUsers: false }, someone(), 'You are not a member of this workspace yet.'));
  test('when the provider has gone', () =>
    expectRefused({}, someone(), 'The sign-in provider does not answer at the moment.', undefined, async (back, one) => {
      await one.stop();
      return back;
    }));

  test('that comes a second time, without the browser that asked, or too late', async () => {
    const place = await setUp();
    const { reply, browser, back } = await enter(place, someone());
    expect(reply.status).toBe(302);
    const lost = 'This sign-in is no longer waiting.';
    expect((await browser.get(back)).text).toContain(lost);
    expect((await new Browser(server.anonymous).get(back)).text).toContain(lost);
    const late = await enter(place, someone(), async (url) => {
      await server.db
        .updateTable('auth.signInStep')
        .set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
        .execute();
      return url;
    });
    expect(late.reply.text).toContain(lost);
  });

  test('is told in the language of the reader', async () => {
    const place = await setUp();
    const chinese = new Browser(server.anonymous.with({ 'accept-language': 'zh-CN' }));
    const { reply } = await enter(place, null, undefined, chinese);
    expect(reply.text).toContain('<html lang="zh-Hans">');
    expect(reply.text).toContain('登录在那边被取消或拒绝了。');
  });

  test('for somebody who was deactivated', async () => {
    const place = await setUp();
    const cleo = someone();
    await enter(place, cleo);
    await server.db
      .updateTable('users')
      .set({ isActive: false })
      .where('workspaceId', '=', place.workspace.id)
      .where('email', '=', String(cleo['email']))
      .execute();
    const { reply } = await enter(place, cleo);
    expect(reply.status).toBe(403);
    expect(reply.text).toContain('Your membership of this workspace has ended.');
  });
});

describe('a workspace that lets in by its provider alone', () => {
  test('takes passwords of owners only, and ends the sessions of others', async () => {
    const [workspace, one] = [await buildWorkspace(server.db), await provider()];
    const email = `p${randomUUID()}@acme.test`;
    await createUserWithPassword(server.db, workspace.scope, { name: 'Pat', email, password, role: 'admin' });
    const boss = `b${randomUUID()}@acme.test`;
    await createUserWithPassword(server.db, workspace.scope, { name: 'Bo', email: boss, password, role: 'owner' });
    const [pat, bo] = [new Browser(server.anonymous), new Browser(server.anonymous)];
    await pat.enter(email, password);
    await bo.enter(boss, password);
    await ownerOf(workspace).call(contract.saveSingleSignOn, { body: bodyOf(one, { isOnly: true }) });
    expect(await pat.caller.refused(getSession, {})).toMatchObject({ status: 401 });
    expect(await bo.caller.call(getSession, {})).toMatchObject({ user: { role: 'owner' } });
    expect(await server.anonymous.refused(signIn, { body: { email, password } })).toMatchObject({
      status: 403,
      code: 'identity.single_sign_on_only',
    });
    expect(await server.anonymous.refused(signIn, { body: { email, password: 'wrong' } })).toMatchObject({
      code: 'identity.wrong_credentials',
    });
    expect((await enter({ workspace, provider: one }, someone({ email }))).reply.status).toBe(302);
    // Of two workspaces, the password still opens the other.
    const other = await buildWorkspace(server.db);
    await createUserWithPassword(server.db, other.scope, { name: 'Pat', email, password, role: 'seller' });
    const both = new Browser(server.anonymous);
    expect((await both.enter(email, password)).json).toMatchObject({ workspace: { id: other.id } });
    expect(await both.caller.refused(switchWorkspace, { body: { workspaceId: workspace.id } })).toMatchObject({
      status: 403,
      code: 'identity.single_sign_on_only',
    });
  });

  test('switched off or removed, it ends the sessions it opened', async () => {
    const place = await setUp();
    const { browser } = await enter(place, someone());
    const owner = ownerOf(place.workspace);
    await owner.call(contract.saveSingleSignOn, { body: bodyOf(place.provider, { version: 1, isActive: false }) });
    expect(await browser.caller.refused(getSession, {})).toMatchObject({ status: 401 });
    expect((await browser.get(`/api/v1/session/single-sign-on?workspace=${place.workspace.slug}`)).status).toBe(404);
    await owner.call(contract.removeSingleSignOn, {});
    expect(await owner.call(contract.getSingleSignOn, {})).toMatchObject({ settings: null });
  });
});
