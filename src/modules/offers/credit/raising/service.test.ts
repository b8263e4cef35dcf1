import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../../test/build.ts';
import { testServer } from '../../../../../test/http.ts';
import { createRule, listSubjects } from '../../../approvals/chains/contract.ts';
import * as approvals from '../../../approvals/contract.ts';
import { accounts } from '../../../customers/contract.ts';
import { deals } from '../../../deals/contract.ts';
import { winDeal } from '../../../deals/outcomes/contract.ts';
import { getAccountCredit } from '../contract.ts';

const server = await testServer();
const { db } = server;

interface Condition {
  field: string;
  op: 'gt' | 'isTrue';
  value?: number;
}

async function shop(...conditions: Condition[]) {
  const workspace = await buildWorkspace(db, { currency: 'CNY' });
  const team = await buildTeam(db, workspace, { name: 'East' });
  const boss = await buildUser(db, workspace, { role: 'salesManager', team, name: 'Nina' });
  const seller = await buildUser(db, workspace, { team, name: 'Sam' });
  const owner = server.as(workspace.owner);
  const { id } = await server.as(seller).call(accounts.create, { body: { name: 'Hengchuan' } });
  const params = { id };
  for (const condition of conditions)
    await owner.call(createRule, {
      body: {
        subject: 'accountCredit',
        name: 'Large limits',
        conditions: [condition],
        steps: [{ order: 1, mode: 'any', approvers: [{ kind: 'user', userId: workspace.owner.id }], escalateAfterHours: 8 }],
        selfApproval: 'superior',
        isActive: true,
      },
    });
  const read = () => owner.call(accounts.get, { params });
  const body = async (creditLimitMinor: number | null) => ({ version: (await read()).version, creditLimitMinor });
  const set = async (who: TestUser, limitMinor: number | null) =>
    server.as(who).raw('PATCH', `/api/v1/accounts/${id}`, await body(limitMinor));
  const asked = (limitMinor: number | null) => ({ subject: 'accountCredit', subjectId: id, input: { limitMinor } });
  const ask = (who: TestUser, limitMinor: number | null) =>
    server.as(who).call(approvals.submitApproval, { body: asked(limitMinor) });
  const decide = (who: TestUser, requestId: string, verdict: 'approved' | 'rejected' = 'approved') =>
    server.as(who).call(approvals.decideApproval, { params: { id: requestId }, body: { verdict, comment: 'Seen' } });
  return { workspace, boss, seller, owner, params, read, set, asked, ask, decide };
}

describe('a credit limit', () => {
  test('is set at once by whoever may where no rule fires; others ask their manager', async () => {
    const { boss, seller, read, set, ask, decide } = await shop();
    expect((await set(boss, 100_00)).status).toBe(200);
    expect(await ask(boss, 120_00)).toMatchObject({ state: 'approved', steps: [] });
    expect(await read()).toMatchObject({ creditLimitMinor: 120_00 });
    expect((await set(seller, 500_00)).status).toBe(403);
    const request = await ask(seller, 500_00);
    expect(request).toMatchObject({
      state: 'waiting',
      title: 'Hengchuan: credit limit',
      amountMinor: 500_00,
      steps: [{ seats: [{ holders: [{ user: { id: boss.id } }] }] }],
    });
    expect(await read()).toMatchObject({ creditLimitMinor: 120_00 });
    await decide(boss, request.id);
    expect(await read()).toMatchObject({ creditLimitMinor: 500_00 });
    // What was approved is used up: the same again is asked anew.
    expect((await set(boss, 1_00)).status).toBe(200);
    expect(await ask(seller, 500_00)).toMatchObject({ state: 'waiting' });
  });

  test('waits for whom a rule names, however it is written; nothing changes until then, nor when it is rejected', async () => {
    const { workspace, boss, read, set, ask, decide } = await shop({ field: 'limitMinor', op: 'gt', value: 1000_00 });
    expect((await set(boss, 1000_00)).status).toBe(200);
    const refused = await set(boss, 1000_01);
    expect([refused.status, refused.json.errors]).toMatchObject([
      400,
      [{ pointer: '/body/creditLimitMinor', code: 'customers.credit_needs_approval' }],
    ]);
    const made = await server.as(boss).refused(accounts.create, { body: { name: 'Another', creditLimitMinor: 2000_00 } });
    expect(made.errors).toMatchObject([{ code: 'customers.credit_needs_approval' }]);
    const first = await ask(boss, 2000_00);
    expect(first).toMatchObject({ state: 'waiting', steps: [{ ruleName: 'Large limits' }] });
    expect(first.values.find(({ key }) => key === 'raiseMinor')).toMatchObject({ value: 1000_00 });
    expect(await read()).toMatchObject({ creditLimitMinor: 1000_00 });
    await decide(workspace.owner, first.id, 'rejected');
    expect(await read()).toMatchObject({ creditLimitMinor: 1000_00 });
    await decide(workspace.owner, (await ask(boss, 2000_00)).id);
    expect(await read()).toMatchObject({ creditLimitMinor: 2000_00 });
    // Other fields, and the same limit, are nobody's to approve.
    const { version } = await read();
    const other = await server.as(boss).raw('PATCH', `/api/v1/accounts/${first.subjectId}`, {
      version,
      creditLimitMinor: 2000_00,
      industry: 'Robots',
    });
    expect(other.status).toBe(200);
  });

  test('may be measured by what is under way, and by how the customer pays', async () => {
    const { owner, boss, params, set } = await shop(
      { field: 'openMinor', op: 'gt', value: 50_00 },
      { field: 'paysLate', op: 'isTrue' },
    );
    expect((await set(boss, 10_00)).status).toBe(200);
    const deal = await owner.call(deals.create, { body: { title: 'Line 2', accountId: params.id, amountMinor: 60_00 } });
    const proof = { kind: 'purchaseOrder' as const, note: 'PO 4711' };
    await owner.call(winDeal, { params: { id: deal.id }, body: { version: deal.version, proof } });
    expect(await owner.call(getAccountCredit, { params })).toMatchObject({ openMinor: 60_00 });
    expect((await set(boss, 20_00)).status).toBe(400);
    const late = await shop({ field: 'paysLate', op: 'isTrue' });
    expect((await late.set(late.boss, 20_00)).status).toBe(200);
    const { version } = await late.read();
    await late.owner.call(accounts.update, { params: late.params, body: { version, paymentRecord: 'oftenLate' } });
    expect((await late.set(late.boss, 30_00)).status).toBe(400);
  });

  test('taken away is told from one of nothing, and asked about where a rule says so', async () => {
    const { boss, set, ask, decide, workspace, read } = await shop({ field: 'isUnlimited', op: 'isTrue' });
    expect((await set(boss, 0)).status).toBe(200);
    expect((await set(boss, null)).status).toBe(400);
    await decide(workspace.owner, (await ask(boss, null)).id);
    expect(await read()).toMatchObject({ creditLimitMinor: null });
  });

  test('offers its values to rules; asking is for who may edit the customer, of what is another limit, in this workspace', async () => {
    const { workspace, owner, asked, seller, set, boss, ask } = await shop();
    const { data } = await owner.call(listSubjects, {});
    const fields = data.find(({ key }) => key === 'accountCredit')?.fields.map(({ key }) => key);
    expect(fields).toEqual(['limitMinor', 'raiseMinor', 'isUnlimited', 'openMinor', 'paysLate', 'isOthersToSet']);
    const peer = await buildUser(db, workspace);
    expect(await server.as(peer).refused(approvals.submitApproval, { body: asked(1) })).toMatchObject({ status: 403 });
    const other = server.as((await buildWorkspace(db)).owner);
    expect(await other.refused(approvals.submitApproval, { body: asked(1) })).toMatchObject({ status: 404 });
    await set(boss, 7);
    expect((await server.as(seller).refused(approvals.submitApproval, { body: asked(7) })).errors).toMatchObject([
      { code: 'offers.same_limit' },
    ]);
    const nothing = { body: { ...asked(null), input: {} } };
    expect((await server.as(seller).refused(approvals.submitApproval, nothing)).status).toBe(400);
    await ask(seller, 8);
    expect(await server.as(seller).refused(approvals.submitApproval, { body: asked(9) })).toMatchObject({
      code: 'approvals.already_waiting',
    });
  });
});
