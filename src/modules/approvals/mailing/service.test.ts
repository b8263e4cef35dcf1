import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { runJobs } from '../../../../test/jobs.ts';
import { inTx } from '../../../platform/tx.ts';
import { accounts } from '../../customers/contract.ts';
import { updateUser } from '../../identity/members/contract.ts';
import * as contract from '../contract.ts';
import { withdrawApproval } from '../decisions/contract.ts';
import { makeLinks } from './service.ts';

const server = await testServer();
const { db } = server;

/** A transfer that waits for a manager, and the token of the link in their mail. */
async function waiting() {
  const workspace = await buildWorkspace(db);
  const team = await buildTeam(db, workspace);
  const boss = await buildUser(db, workspace, { role: 'salesManager', team, name: 'Nina' });
  const seller = await buildUser(db, workspace, { team, name: 'Sam' });
  const peer = await buildUser(db, workspace, { team, name: 'Tim' });
  const account = await server.as(seller).call(accounts.create, { body: { name: 'A <b>&' } });
  const body = { subject: 'accountTransfer', subjectId: account.id, input: { toUserId: peer.id } };
  const { id } = await server.as(seller).call(contract.submitApproval, { body });
  const [link] = await inTx(db, (tx) => makeLinks(tx, workspace.scope, id));
  return { workspace, boss, seller, id, path: `/a/${link?.token ?? ''}`, userId: link?.userId };
}

const form = (verdict: string, comment = '') => new URLSearchParams({ verdict, comment }).toString();
const anybody = server.anonymous.with({ 'content-type': 'application/x-www-form-urlencoded' });
const stateOf = async ({ boss, id }: Awaited<ReturnType<typeof waiting>>) =>
  (await server.as(boss).call(contract.getApproval, { params: { id } })).state;

describe('the link in a mail', () => {
  test('is for the one who is asked; opening it, as scanners do, decides nothing', async () => {
    const all = await waiting();
    expect(all.userId).toBe(all.boss.id);
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      const { status, headers } = await server.anonymous.raw(method, all.path);
      expect(status).toBe(200);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    }
    const { text } = await server.anonymous.get(all.path);
    expect(text).toContain('A &lt;b&gt;&amp; to Tim');
    expect(await stateOf(all)).toBe('waiting');
    expect(await inTx(db, (tx) => makeLinks(tx, all.workspace.scope, all.id))).toEqual([]);
  });

  test('decides once, in the name of its person', async () => {
    const all = await waiting();
    const replies = await Promise.all([anybody.post(all.path, form('approved')), anybody.post(all.path, form('rejected', 'No'))]);
    const state = await stateOf(all);
    expect(['approved', 'rejected']).toContain(state);
    expect(replies.filter(({ text }) => text.includes('Thank you'))).toHaveLength(1);
    const { steps } = await server.as(all.boss).call(contract.getApproval, { params: { id: all.id } });
    expect(steps[0]?.seats[0]).toMatchObject({ decidedBy: { id: all.boss.id }, decidedVia: 'mail' });
    const after = await server.anonymous.get(all.path);
    expect(after.text).toContain('Nothing is left to decide');
    expect(after.text).not.toContain('<form');
    await anybody.post(all.path, form(state === 'approved' ? 'rejected' : 'approved', 'Late'));
    expect(await stateOf(all)).toBe(state);
  });

  test('a rejection says why, and what was typed stays', async () => {
    const all = await waiting();
    const { status, text } = await anybody.post(all.path, form('rejected'));
    expect(status).toBe(400);
    expect(text).toContain('Say why you reject');
    expect(await stateOf(all)).toBe('waiting');
  });

  test("decides nothing after a withdrawal, the end of its days, or of its person's access; a forged one leads nowhere", async () => {
    const all = await waiting();
    await server.as(all.seller).call(withdrawApproval, { params: { id: all.id }, body: {} });
    expect((await anybody.post(all.path, form('approved'))).text).toContain('taken back');
    expect(await stateOf(all)).toBe('withdrawn');
    const late = await waiting();
    await db
      .updateTable('approvalLinks')
      .set({ expiresAt: '2020-01-01T00:00:00.000Z' })
      .where('workspaceId', '=', late.workspace.id)
      .execute();
    expect((await anybody.post(late.path, form('approved'))).text).toContain('This link no longer decides');
    expect(await stateOf(late)).toBe('waiting');
    const left = await waiting();
    await server
      .as(left.workspace.owner)
      .call(updateUser, { params: { id: left.boss.id }, body: { version: 1, isActive: false } });
    expect((await anybody.post(left.path, form('approved'))).status).toBe(404);
    for (const token of ['x', 'A'.repeat(43), '..%2f', '%00'])
      expect((await server.anonymous.get(`/a/${token}`)).status).toBeGreaterThanOrEqual(400);
  });

  test('without a mail server nobody is written to, and nothing fails', async () => {
    const all = await waiting();
    await runJobs(server);
    expect(await stateOf(all)).toBe('waiting');
  });
});
