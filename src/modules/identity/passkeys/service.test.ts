import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Authenticator } from '../../../../test/authenticator.ts';
import { Browser } from '../../../../test/browser.ts';
import { buildApiKey, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { getSession } from '../contract.ts';
import { createUserWithPassword, updateUser } from '../members/service.ts';
import { resetSecondStep } from '../second-step/contract.ts';
import { getWorkspace, updateWorkspace } from '../workspace/contract.ts';
import * as contract from './contract.ts';

const server = await testServer({ PUBLIC_URL: 'https://crm.test' });
const password = 'correct horse';
const here = { origin: 'https://crm.test', rpId: 'crm.test' };

async function person() {
  const workspace = await buildWorkspace(server.db);
  const email = `k${randomUUID()}@acme.test`;
  const { user } = await createUserWithPassword(server.db, workspace.scope, { name: 'Kim', email, password, role: 'seller' });
  const browser = new Browser(server.anonymous);
  await browser.enter(email, password);
  return { workspace, email, user, browser };
}

/** Adds a passkey in a browser that is signed in. */
async function add(browser: Browser, authenticator: Authenticator, circumstances = here) {
  const { json } = await browser.post('/me/passkeys/options', {});
  const made = authenticator.register(json.options, circumstances);
  return browser.post('/me/passkeys', { name: 'my phone', ...made });
}

async function enter(authenticator: Authenticator, circumstances: Parameters<Authenticator['assert']>[1] = here) {
  const browser = new Browser(server.anonymous);
  const { json } = await browser.post('/session/passkey/options', {});
  const given = authenticator.assert(json.options, circumstances);
  return { browser, given, reply: await browser.post('/session/passkey', given) };
}

describe('adding a passkey', () => {
  test('asks for one that is found by itself and asks for finger, face or PIN', async () => {
    const { browser, email } = await person();
    const { json, headers } = await browser.post('/me/passkeys/options', {});
    expect(json.options).toMatchObject({
      rp: { id: 'crm.test' },
      user: { name: email },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(String(headers['set-cookie'])).toMatch(/HttpOnly; Secure; SameSite=Strict$/);
    const authenticator = new Authenticator();
    const reply = await add(browser, authenticator);
    expect(reply.json).toMatchObject({ name: 'my phone', lastUsedAt: null });
    expect(await browser.caller.call(contract.listPasskeys, {})).toMatchObject({ data: [{ name: 'my phone' }], canChange: true });
    const again = await browser.post('/me/passkeys/options', {});
    expect(again.json.options.excludeCredentials).toMatchObject([{ id: authenticator.id }]);
  });

  test.each([
    ['a page of another site', { ...here, origin: 'https://evil.test' }],
    ['another party', { ...here, rpId: 'evil.test' }],
    ['a touch alone', { ...here, isVerified: false }],
  ])('refuses %s', async (_name, circumstances) => {
    const { browser } = await person();
    expect((await add(browser, new Authenticator(), circumstances)).json).toMatchObject({ code: 'identity.bad_passkey' });
  });

  test('refuses what answers no question, or answers it a second time', async () => {
    const { browser } = await person();
    const authenticator = new Authenticator();
    const made = authenticator.register({ challenge: 'made-up' }, here);
    expect((await browser.post('/me/passkeys', { name: 'x', ...made })).json.code).toBe('identity.step_expired');
    const { json } = await browser.post('/me/passkeys/options', {});
    const right = { name: 'x', ...authenticator.register(json.options, here) };
    expect((await browser.post('/me/passkeys', right)).status).toBe(201);
    expect((await browser.post('/me/passkeys', right)).json.code).toBe('identity.step_expired');
  });

  test('takes the password in an older session, and is closed to API keys', async () => {
    const { browser, user, workspace } = await person();
    await server.db
      .updateTable('auth.session')
      .set({ createdAt: new Date(Date.now() - 11 * 60_000).toISOString() })
      .where('activeWorkspaceId', '=', workspace.id)
      .execute();
    expect(await browser.caller.call(contract.listPasskeys, {})).toMatchObject({ asksPassword: true });
    expect((await browser.post('/me/passkeys/options', {})).json.code).toBe('identity.wrong_password');
    expect((await browser.post('/me/passkeys/options', { password })).status).toBe(200);
    expect(user.canSignIn).toBe(true);
    const key = server.withKey(await buildApiKey(server.db, workspace.owner));
    expect(await key.refused(contract.listPasskeys, {})).toMatchObject({ status: 403, code: 'identity.needs_session' });
  });
});

describe('signing in with a passkey', () => {
  test('needs no name and no password, and counts as both steps', async () => {
    const { browser, user, workspace } = await person();
    const authenticator = new Authenticator();
    await add(browser, authenticator);
    const owner = server.as(workspace.owner);
    const { version } = await owner.call(getWorkspace, {});
    await owner.call(updateWorkspace, { body: { version, secondStepFor: 'everybody' } });
    const entered = await enter(authenticator);
    expect(entered.reply.json).toMatchObject({ user: { id: user.id }, isHeldBack: false });
    expect(await entered.browser.caller.call(getSession, {})).toMatchObject({ isHeldBack: false });
    // The session that added it has shown it too.
    expect(await browser.caller.call(getSession, {})).toMatchObject({ isHeldBack: false });
    const { data } = await browser.caller.call(contract.listPasskeys, {});
    expect(data[0]?.lastUsedAt).not.toBeNull();
  });

  test('an answer is taken once', async () => {
    const { browser } = await person();
    const authenticator = new Authenticator();
    await add(browser, authenticator);
    const entered = await enter(authenticator);
    expect((await entered.browser.post('/session/passkey', entered.given)).json.code).toBe('identity.step_expired');
    const other = new Browser(server.anonymous);
    await other.post('/session/passkey/options', {});
    expect((await other.post('/session/passkey', entered.given)).json.code).toBe('identity.unknown_passkey');
  });

  test.each([
    ['a page of another site', { ...here, origin: 'https://evil.test' }],
    ['another party', { ...here, rpId: 'evil.test' }],
    ['a touch alone', { ...here, isVerified: false }],
  ])('refuses %s', async (_name, circumstances) => {
    const { browser } = await person();
    const authenticator = new Authenticator();
    await add(browser, authenticator);
    expect((await enter(authenticator, circumstances)).reply.json).toMatchObject({
      status: 401,
      code: 'identity.unknown_passkey',
    });
  });

  test('refuses a copied key, whose count falls behind', async () => {
    const { browser } = await person();
    const authenticator = new Authenticator();
    await add(browser, authenticator);
    expect((await enter(authenticator, { ...here, counter: 7 })).reply.status).toBe(201);
    expect((await enter(authenticator, { ...here, counter: 7 })).reply.status).toBe(401);
    expect((await enter(authenticator, { ...here, counter: 8 })).reply.status).toBe(201);
  });

  test('an unknown passkey, a removed one and one that was reset are refused alike', async () => {
    const { browser, user, workspace } = await person();
    const [removed, reset, unknown] = [new Authenticator(), new Authenticator(), new Authenticator()];
    const { json } = await add(browser, removed);
    await add(browser, reset);
    await browser.caller.call(contract.removePasskey, { params: { id: json.id } });
    await server.as(workspace.owner).call(resetSecondStep, { params: { id: user.id } });
    const replies = await Promise.all([removed, reset, unknown].map((one) => enter(one)));
    for (const { reply } of replies) expect(reply.json).toMatchObject({ status: 401, code: 'identity.unknown_passkey' });
  });

  test('refuses somebody who is active nowhere', async () => {
    const { browser, user, workspace } = await person();
    const authenticator = new Authenticator();
    await add(browser, authenticator);
    await updateUser(server.db, workspace.scope, user.id, { version: 1, isActive: false });
    expect((await enter(authenticator)).reply.json).toMatchObject({ status: 403, code: 'identity.no_workspace' });
  });

  test('one address may not try without end', async () => {
    const statuses = [];
    for (let time = 0; time < 22; time += 1)
      statuses.push(
        (await server.anonymous.with({ 'x-forwarded-for': '203.0.113.8' }).post('/api/v1/session/passkey/options', {})).status,
      );
    expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true);
    expect(statuses.slice(20)).toEqual([429, 429]);
  });
});

test('a passkey of somebody else is not there', async () => {
  const [mine, theirs] = [await person(), await person()];
  const { json } = await add(theirs.browser, new Authenticator());
  expect(await mine.browser.caller.refused(contract.removePasskey, { params: { id: json.id } })).toMatchObject({ status: 404 });
  const colleague = await buildUser(server.db, theirs.workspace, { role: 'owner' });
  expect(await server.as(colleague).refused(contract.removePasskey, { params: { id: json.id } })).toMatchObject({ status: 404 });
});

test('an address of numbers has no passkeys', async () => {
  const plain = await testServer();
  const caller = plain.anonymous.with({ host: '127.0.0.1:3300' });
  expect(await caller.refused(contract.beginPasskeySignIn, { body: {} })).toMatchObject({ code: 'identity.passkeys_need_name' });
  expect(
    (await plain.anonymous.with({ host: 'localhost:3300' }).post('/api/v1/session/passkey/options', {})).json.options.rpId,
  ).toBe('localhost');
});
