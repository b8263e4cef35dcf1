import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { buildApiKey, buildUser, buildWorkspace, type TestWorkspace } from '../../../../test/build.ts';
import { Browser } from '../../../../test/browser.ts';
import { type Caller, testServer } from '../../../../test/http.ts';
import { codeOf } from '../../../../test/second-step.ts';
import { getSession, type Role, type SecondStepFor, switchWorkspace } from '../contract.ts';
import { createUserWithPassword } from '../members/service.ts';
import { resetByEmail } from '../members/resetting/service.ts';
import { changePassword } from '../session/contract.ts';
import { getWorkspace, updateWorkspace } from '../workspace/contract.ts';
import * as contract from './contract.ts';

const server = await testServer();
const password = 'correct horse';

const newBrowser = () => new Browser(server.anonymous);

async function person(role: Role = 'seller', workspace?: TestWorkspace) {
  const place = workspace ?? (await buildWorkspace(server.db));
  const email = `s${randomUUID()}@acme.test`;
  const { user } = await createUserWithPassword(server.db, place.scope, { name: 'Sam', email, password, role });
  return { workspace: place, email, user };
}

/** Somebody with an authenticator app, signed in. */
async function withApp(role: Role = 'seller', workspace?: TestWorkspace) {
  const made = await person(role, workspace);
  const browser = newBrowser();
  expect((await browser.enter(made.email, password)).status).toBe(201);
  const { secret } = await browser.caller.call(contract.beginSecondStep, { body: {} });
  const { recoveryCodes } = await browser.caller.call(contract.confirmSecondStep, { body: { code: codeOf(secret, -1) } });
  return { ...made, browser, secret, recoveryCodes };
}

async function askFor(workspace: TestWorkspace, secondStepFor: SecondStepFor): Promise<void> {
  const owner = server.as(workspace.owner);
  const { version } = await owner.call(getWorkspace, {});
  await owner.call(updateWorkspace, { body: { version, secondStepFor } });
}

describe('setting up', () => {
  test('nothing is asked for before the first code was right', async () => {
    const { email } = await person();
    const browser = newBrowser();
    await browser.enter(email, password);
    const { secret, uri } = await browser.caller.call(contract.beginSecondStep, { body: {} });
    expect(uri).toContain(secret);
    expect(await browser.caller.refused(contract.confirmSecondStep, { body: { code: '000000' } })).toMatchObject({
      code: 'identity.wrong_code',
    });
    expect(await browser.caller.call(contract.getSecondStep, {})).toMatchObject({ onSince: null });
    expect((await newBrowser().enter(email, password)).status).toBe(201);
  });

  test('answers ten codes once, keeps neither them nor the secret readable, and ends the other sessions', async () => {
    const { email } = await person();
    const [other, browser] = [newBrowser(), newBrowser()];
    await other.enter(email, password);
    await browser.enter(email, password);
    const { secret } = await browser.caller.call(contract.beginSecondStep, { body: {} });
    const { recoveryCodes } = await browser.caller.call(contract.confirmSecondStep, { body: { code: codeOf(secret) } });
    expect(recoveryCodes).toHaveLength(10);
    expect(await other.caller.refused(getSession, {})).toMatchObject({ status: 401 });
    expect(await browser.caller.call(contract.getSecondStep, {})).toMatchObject({ recoveryCodesLeft: 10, canChange: true });
    const kept = JSON.stringify([
      await server.db.selectFrom('auth.secondStep').selectAll().execute(),
      await server.db.selectFrom('auth.recoveryCode').selectAll().execute(),
    ]);
    for (const one of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(kept).not.toContain(one);
  });

  test('an older session, and a change of app, take the password', async () => {
    const { browser, secret } = await withApp();
    expect(await browser.caller.refused(contract.beginSecondStep, { body: {} })).toMatchObject({
      code: 'identity.wrong_password',
    });
    const next = await browser.caller.call(contract.beginSecondStep, { body: { password } });
    expect(next.secret).not.toBe(secret);
    const { user, email } = await person();
    const old = newBrowser();
    await old.enter(email, password);
    const createdAt = new Date(Date.now() - 11 * 60_000).toISOString();
    await server.db
      .updateTable('auth.session')
      .set({ createdAt })
      .where('userId', 'in', (eb) =>
        eb
          .selectFrom('auth.user')
          .select('id')
          .where('email', '=', user.email ?? ''),
      )
      .execute();
    expect(await old.caller.call(contract.getSecondStep, {})).toMatchObject({ asksPassword: true });
    expect(await old.caller.refused(contract.beginSecondStep, { body: {} })).toMatchObject({ code: 'identity.wrong_password' });
  });

  test('an API key cannot', async () => {
    const workspace = await buildWorkspace(server.db);
    const key = server.withKey(await buildApiKey(server.db, workspace.owner));
    expect(await key.refused(contract.beginSecondStep, { body: {} })).toMatchObject({
      status: 403,
      code: 'identity.needs_session',
    });
  });
});

describe('signing in with a second step', () => {
  test('the right password alone opens nothing and says what is missing', async () => {
    const { email, secret, user } = await withApp();
    const browser = newBrowser();
    const reply = await browser.enter(email, password);
    expect(reply.json).toMatchObject({ status: 401, code: 'identity.second_step_needed' });
    expect(JSON.stringify(reply.headers['set-cookie'])).not.toContain('session_token');
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^chengdan\.secondStep=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(await browser.caller.refused(getSession, {})).toMatchObject({ status: 401 });
    const done = await browser.post('/session/second-step', { code: codeOf(secret) });
    expect(done.json).toMatchObject({ user: { id: user.id }, isHeldBack: false });
    expect(await browser.caller.call(getSession, {})).toMatchObject({ user: { id: user.id } });
  });

  test('a wrong password is refused as ever, so that nobody learns who has a second step', async () => {
    const { email } = await withApp();
    const wrong = await server.anonymous.post('/api/v1/session', { email, password: 'wrong' });
    const unknown = await server.anonymous.post('/api/v1/session', { email: `x${email}`, password: 'wrong' });
    expect({ ...wrong.json, instance: '' }).toEqual({ ...unknown.json, instance: '' });
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  test('a code is taken once, and none that is older', async () => {
    const { email, secret } = await withApp();
    const code = codeOf(secret, 1);
    const first = newBrowser();
    await first.enter(email, password);
    expect((await first.post('/session/second-step', { code })).status).toBe(201);
    for (const again of [code, codeOf(secret)]) {
      const browser = newBrowser();
      await browser.enter(email, password);
      expect((await browser.post('/session/second-step', { code: again })).json).toMatchObject({ code: 'identity.wrong_code' });
    }
  });

  test('of two at once with the same code, one is in', async () => {
    const { email, secret } = await withApp();
    const browsers = [newBrowser(), newBrowser()];
    for (const browser of browsers) await browser.enter(email, password);
    const code = codeOf(secret, 1);
    const replies = await Promise.all(browsers.map((browser) => browser.post('/session/second-step', { code })));
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401]);
  });

  test('a recovery code works once, however it is written, and is told', async () => {
    const { email, recoveryCodes, browser } = await withApp();
    const typed = ` ${recoveryCodes[0]?.toLowerCase().replaceAll('-', ' ') ?? ''} `;
    const first = newBrowser();
    await first.enter(email, password);
    expect((await first.post('/session/second-step', { code: typed })).status).toBe(201);
    expect(await browser.caller.call(contract.getSecondStep, {})).toMatchObject({ recoveryCodesLeft: 9 });
    const second = newBrowser();
    await second.enter(email, password);
    expect((await second.post('/session/second-step', { code: typed })).status).toBe(401);
    const renewed = await first.caller.call(contract.renewRecoveryCodes, { body: { password } });
    expect((await second.post('/session/second-step', { code: recoveryCodes[1] })).status).toBe(401);
    expect((await second.post('/session/second-step', { code: renewed.recoveryCodes[1] })).status).toBe(201);
  });

  test('after five wrong codes the password is asked for again', async () => {
    const { email, secret } = await withApp();
    const browser = newBrowser();
    await browser.enter(email, password);
    for (let time = 0; time < 5; time += 1)
      expect((await browser.post('/session/second-step', { code: '000000' })).json.code).toBe('identity.wrong_code');
    expect((await browser.post('/session/second-step', { code: codeOf(secret) })).json.code).toBe('identity.step_expired');
  });

  test('ten wrong codes from anywhere close the door for a quarter of an hour, to a right one too', async () => {
    const { email, secret } = await withApp();
    for (let round = 0; round < 2; round += 1) {
      const browser = newBrowser();
      await browser.enter(email, password);
      for (let time = 0; time < 5; time += 1) await browser.post('/session/second-step', { code: '000000' });
    }
    const late = newBrowser();
    await late.enter(email, password);
    const reply = await late.post('/session/second-step', { code: codeOf(secret) });
    expect(reply.json).toMatchObject({ status: 429, code: 'identity.too_many_codes' });
    const failingSince = new Date(Date.now() - 16 * 60_000).toISOString();
    await server.db.updateTable('auth.secondStep').set({ failingSince }).where('failures', '>=', 10).execute();
    expect((await late.post('/session/second-step', { code: codeOf(secret) })).status).toBe(201);
  });

  test('one address may not try codes without end', async () => {
    const replies = [];
    for (let time = 0; time < 21; time += 1)
      replies.push(
        await server.anonymous.with({ 'x-forwarded-for': '203.0.113.9' }).post('/api/v1/session/second-step', { code: '1' }),
      );
    expect(replies[0]?.json.code).toBe('identity.step_expired');
    expect(replies.at(-1)?.json.code).toBe('rate_limited');
  });

  test('a remembered device is asked for no code, until the password changes', async () => {
    const { email, secret } = await withApp();
    const browser = newBrowser();
    await browser.enter(email, password);
    const reply = await browser.post('/session/second-step', { code: codeOf(secret), remembersDevice: true });
    expect(JSON.stringify(reply.headers['set-cookie'])).toMatch(/chengdan\.device=[^;]+; Max-Age=2592000/);
    browser.forgetSession();
    expect((await browser.enter(email, password)).status).toBe(201);
    // Another person at the same browser is not meant.
    const other = await withApp();
    expect((await browser.enter(other.email, password)).json.code).toBe('identity.second_step_needed');
    await browser.enter(email, password);
    await browser.caller.call(changePassword, { body: { currentPassword: password, newPassword: password } });
    browser.forgetSession();
    expect((await browser.enter(email, password)).json.code).toBe('identity.second_step_needed');
  });

  test('a step past its ten minutes is over', async () => {
    const { email, secret } = await withApp();
    const browser = newBrowser();
    await browser.enter(email, password);
    await server.db
      .updateTable('auth.signInStep')
      .set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
      .execute();
    expect((await browser.post('/session/second-step', { code: codeOf(secret) })).json.code).toBe('identity.step_expired');
  });
});

describe('switching off', () => {
  test('takes the password', async () => {
    const { browser, email } = await withApp();
    expect(await browser.caller.refused(contract.turnOffSecondStep, { body: { password: 'wrong' } })).toMatchObject({
      code: 'identity.wrong_password',
    });
    await browser.caller.call(contract.turnOffSecondStep, { body: { password } });
    expect((await newBrowser().enter(email, password)).status).toBe(201);
    expect(await browser.caller.refused(contract.renewRecoveryCodes, { body: { password } })).toMatchObject({
      code: 'identity.second_step_off',
    });
  });

  test('is refused where a workspace asks for it', async () => {
    const { browser, workspace } = await withApp();
    await askFor(workspace, 'everybody');
    expect(await browser.caller.refused(contract.turnOffSecondStep, { body: { password } })).toMatchObject({
      status: 409,
      code: 'identity.second_step_asked_for',
    });
  });
});

describe('a workspace that asks for it', () => {
  test('answers nothing else until it is set up', async () => {
    const { workspace, email } = await person();
    await askFor(workspace, 'everybody');
    const browser = newBrowser();
    expect((await browser.enter(email, password)).json).toMatchObject({ isHeldBack: true });
    for (const path of ['/deals', '/users', '/sessions', '/menu', '/api-keys', '/tour'])
      expect((await browser.caller.get(`/api/v1${path}`)).json).toMatchObject({ status: 403, code: 'second_step_required' });
    expect(await browser.caller.call(contract.getSecondStep, {})).toMatchObject({ isRequired: true });
    const { secret } = await browser.caller.call(contract.beginSecondStep, { body: {} });
    await browser.caller.call(contract.confirmSecondStep, { body: { code: codeOf(secret) } });
    expect(await browser.caller.call(getSession, {})).toMatchObject({ isHeldBack: false });
    expect((await browser.caller.get('/api/v1/deals')).status).toBe(200);
  });

  test.each<[SecondStepFor, Role, boolean]>([
    ['nobody', 'owner', false],
    ['admins', 'owner', true],
    ['admins', 'admin', true],
    ['admins', 'salesManager', false],
    ['everybody', 'analyst', true],
  ])('%s: %s %s', async (asked, role, isHeldBack) => {
    const { workspace, email } = await person(role);
    await askFor(workspace, asked);
    expect((await newBrowser().enter(email, password)).json).toMatchObject({ isHeldBack });
  });

  test('holds for a session that comes from another workspace', async () => {
    const [here, strict] = [await buildWorkspace(server.db), await buildWorkspace(server.db)];
    const both = await person('seller', here);
    await createUserWithPassword(server.db, strict.scope, { name: 'Sam', email: both.email, password, role: 'seller' });
    await askFor(strict, 'everybody');
    const browser = newBrowser();
    await browser.post('/session', { email: both.email, password });
    expect(await browser.caller.call(switchWorkspace, { body: { workspaceId: strict.id } })).toMatchObject({ isHeldBack: true });
    expect(await browser.caller.call(switchWorkspace, { body: { workspaceId: here.id } })).toMatchObject({ isHeldBack: false });
  });

  test('only who looks after the workspace may say so', async () => {
    const workspace = await buildWorkspace(server.db);
    const seller = await buildUser(server.db, workspace);
    const body = { version: 1, secondStepFor: 'nobody' as const };
    expect(await server.as(seller).refused(updateWorkspace, { body })).toMatchObject({ status: 403 });
    await askFor(workspace, 'nobody');
    expect(await server.as(workspace.owner).refused(updateWorkspace, { body })).toMatchObject({
      status: 409,
      code: 'stale_version',
    });
  });
});

describe('resetting', () => {
  test('an admin lets a member in who lost their device; it is in the audit, and every session ends', async () => {
    const { workspace, email, user, browser } = await withApp();
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    await server.as(admin).call(contract.resetSecondStep, { params: { id: user.id } });
    expect(await browser.caller.refused(getSession, {})).toMatchObject({ status: 401 });
    expect((await newBrowser().enter(email, password)).status).toBe(201);
    const events = await server.db
      .selectFrom('events')
      .select(['kind', 'actorId'])
      .where('workspaceId', '=', workspace.id)
      .where('subjectId', '=', user.id)
      .execute();
    expect(events).toContainEqual({ kind: 'user.secondStepReset', actorId: admin.id });
    expect(events.map(({ kind }) => kind)).toContain('user.secondStepOn');
  });

  test('is refused to a seller, over an owner, over oneself, by a key, and from another workspace', async () => {
    const { workspace, user } = await withApp('owner');
    const [seller, admin] = [await buildUser(server.db, workspace), await buildUser(server.db, workspace, { role: 'admin' })];
    const other = await buildWorkspace(server.db);
    const refusal = (caller: Caller, id = user.id) => caller.refused(contract.resetSecondStep, { params: { id } });
    expect(await refusal(server.as(seller))).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await refusal(server.as(admin))).toMatchObject({ status: 403, code: 'identity.higher_person' });
    expect(await refusal(server.as(admin), admin.id)).toMatchObject({ code: 'identity.same_user' });
    expect(await refusal(server.withKey(await buildApiKey(server.db, workspace.owner)))).toMatchObject({
      code: 'identity.needs_session',
    });
    expect(await refusal(server.as(other.owner))).toMatchObject({ status: 404 });
  });

  test('administrators of one workspace do not reset whoever works in another too', async () => {
    const { workspace, user, email } = await withApp();
    const other = await buildWorkspace(server.db);
    await createUserWithPassword(server.db, other.scope, { name: 'Sam', email, password, role: 'seller' });
    expect(await server.as(workspace.owner).refused(contract.resetSecondStep, { params: { id: user.id } })).toMatchObject({
      status: 409,
      code: 'identity.person_elsewhere',
    });
    expect(await resetByEmail(server.db, email)).toEqual({ workspaces: 2 });
    expect((await newBrowser().enter(email, password)).status).toBe(201);
    await expect(resetByEmail(server.db, 'nobody@acme.test')).rejects.toThrow('identity.unknown_address');
  });
});
