import { afterAll, describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { runJobs } from '../../../test/jobs.ts';
import { todayIn } from '../../platform/days.ts';
import { systemScope } from '../identity/access/service.ts';
import { accounts } from '../customers/contract.ts';
import { accountEntity } from '../customers/entity.ts';
import { deals } from '../deals/contract.ts';
import { getRow } from '../records/entities/service.ts';
import { listTimeline } from '../timeline/contract.ts';
import { accountTransfer } from '../transfers/service.ts';
import { createAbsence, listAbsences, removeAbsence } from './absences/contract.ts';
import { createRule, listRules, listSubjects, removeRule, updateRule } from './chains/contract.ts';
import { tryRules } from './chains/trials/contract.ts';
import * as contract from './contract.ts';
import { addSigner, reassignSeat, withdrawApproval, writeMessage } from './decisions/contract.ts';
import { escalateLate } from './escalation/service.ts';
import { standingOf, voidIfWorse } from './standing/service.ts';
import { allSubjects, registerSubjects, type SubjectKind } from './subjects/rules.ts';

const server = await testServer();
const { db } = server;

/** A discount on an account, kept as its head count: something that gets worse by an ordinary edit. */
const discount: SubjectKind = {
  key: 'discount',
  object: 'account',
  label: 'transfers:approval.accountTransfer',
  fields: [{ key: 'employees', label: 'transfers:approval.employees', kind: 'percent', worse: 'higher', of: 'employees' }],
  lineFields: [],
  aggregates: [],
  presets: [
    {
      key: 'over10',
      label: 'transfers:approval.employees',
      conditions: [{ field: 'employees', op: 'gt', value: 10 }],
      steps: [{ order: 1, mode: 'all', approvers: [{ kind: 'manager', level: 1 }], escalateAfterHours: 8 }],
      selfApproval: 'superior',
    },
  ],
  otherwise: [],
  permit: async () => {},
  load: async (handle, scope, id) => {
    const row = await getRow(handle, scope, accountEntity, id);
    return { recordId: id, title: String(row['name']), values: { employees: Number(row['employees']) }, lines: [], amount: null };
  },
};
// Other files of the same run know what the program declares.
const declared = allSubjects();
registerSubjects([accountTransfer, discount]);
afterAll(() => registerSubjects(declared));

async function company() {
  const workspace = await buildWorkspace(db);
  const east = await buildTeam(db, workspace, { name: 'East' });
  const one = await buildTeam(db, workspace, { name: 'East one', parentId: east });
  const head = await buildUser(db, workspace, { role: 'salesManager', team: east, name: 'Emil' });
  const boss = await buildUser(db, workspace, { role: 'salesManager', team: one, name: 'Nina' });
  const seller = await buildUser(db, workspace, { team: one, name: 'Sam' });
  const peer = await buildUser(db, workspace, { team: one, name: 'Tim' });
  const account = await server.as(seller).call(accounts.create, { body: { name: 'Quelle GmbH', employees: 20 } });
  return { workspace, head, boss, seller, peer, account, owner: workspace.owner };
}
type Company = Awaited<ReturnType<typeof company>>;

const toPeer = ({ account, peer }: Company, more: object = {}) => ({
  subject: 'accountTransfer',
  subjectId: account.id,
  input: { toUserId: peer.id, withDeals: true },
  ...more,
});
const submit = (as: TestUser, body: Parameters<typeof toBody>[0]) =>
  server.as(as).call(contract.submitApproval, { body: toBody(body) });
const toBody = (body: { subject: string; subjectId: string; input?: Record<string, string | boolean>; note?: string }) => body;
const decide = (as: TestUser, id: string, verdict: 'approved' | 'rejected' = 'approved') =>
  server
    .as(as)
    .call(contract.decideApproval, { params: { id }, body: { verdict, ...(verdict === 'rejected' ? { comment: 'No' } : {}) } });
const edit = async (who: TestUser, id: string, employees: number) => {
  const { version } = await server.as(who).call(accounts.get, { params: { id } });
  await server.as(who).call(accounts.update, { params: { id }, body: { version, employees } });
};

describe('a customer transfer', () => {
  test('is previewed, asked of the direct manager, and carried out when it is approved, with the open deals', async () => {
    const all = await company();
    const { seller, boss, peer, account, owner } = all;
    const deal = await server.as(seller).call(deals.create, { body: { title: 'Pumps', accountId: account.id } });
    const preview = await server.as(seller).call(contract.previewApproval, { body: toPeer(all) });
    expect(preview).toMatchObject({ isNeeded: true, needsChoice: false, waitingId: null, title: 'Quelle GmbH to Tim' });
    expect(preview.steps).toMatchObject([
      { ruleName: 'Asked always', seats: [{ state: 'waiting', holders: [{ user: { name: 'Nina' } }] }] },
    ]);
    const asked = await submit(seller, toPeer(all, { note: 'He speaks German' }));
    expect(asked).toMatchObject({
      state: 'waiting',
      isForMe: false,
      waitingFor: [{ id: boss.id }],
      may: { withdraw: true, decide: false },
    });
    expect(asked.dueAt).not.toBeNull();
    expect(await server.as(boss).call(contract.countApprovals, {})).toEqual({ waiting: 1 });
    const box = await server.as(boss).call(contract.listApprovals, { query: { box: 'waiting' } });
    expect(box.data).toMatchObject([{ id: asked.id, isForMe: true, record: { title: 'Quelle GmbH' } }]);
    const pending = await server.as(owner).call(contract.listApprovals, { query: { box: 'all' } });
    expect(pending.data.map(({ id }) => id)).toEqual([asked.id]);
    expect(await decide(boss, asked.id)).toMatchObject({ state: 'approved', may: { decide: false } });
    expect(await server.as(boss).call(accounts.get, { params: { id: account.id } })).toMatchObject({ owner: { id: peer.id } });
    expect(await server.as(boss).call(deals.get, { params: { id: deal.id } })).toMatchObject({ owner: { id: peer.id } });
    expect(await server.as(boss).call(contract.countApprovals, {})).toEqual({ waiting: 0 });
    const done = await server.as(boss).call(contract.listApprovals, { query: { box: 'done' } });
    expect(done.data.map(({ id }) => id)).toEqual([asked.id]);
    const mine = await server.as(seller).call(contract.listApprovals, { query: { box: 'asked' } });
    expect(mine.data.map(({ id }) => id)).toEqual([asked.id]);
    const timeline = await server.as(boss).call(listTimeline, { params: { id: account.id } });
    expect(JSON.stringify(timeline)).toContain('approval.approved');
  });

  test('is asked anew the next time, whatever was approved before', async () => {
    const all = await company();
    const { seller, boss, owner } = all;
    await decide(boss, (await submit(seller, toPeer(all))).id);
    const { version } = await server.as(owner).call(accounts.get, { params: { id: all.account.id } });
    await server.as(owner).call(accounts.update, { params: { id: all.account.id }, body: { version, ownerId: seller.id } });
    expect(await submit(seller, toPeer(all))).toMatchObject({ state: 'waiting' });
  });

  test('that is rejected changes nothing, and says why', async () => {
    const all = await company();
    const { seller, boss, account } = all;
    const { id } = await submit(seller, toPeer(all));
    const params = { id };
    expect(await server.as(boss).refused(contract.decideApproval, { params, body: { verdict: 'rejected' } })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/comment', code: 'approvals.comment_required' }],
    });
    expect(await decide(boss, id, 'rejected')).toMatchObject({
      state: 'rejected',
      steps: [{ seats: [{ comment: 'No', decidedVia: 'app' }] }],
    });
    expect(await server.as(boss).call(accounts.get, { params: { id: account.id } })).toMatchObject({ owner: { id: seller.id } });
  });

  test('refuses what is no request: the same owner, somebody unknown, no subject, a second one', async () => {
    const all = await company();
    const { seller, account } = all;
    const as = server.as(seller);
    const refused = (body: object) => as.post('/api/v1/approvals', { ...toPeer(all), ...body });
    expect((await refused({ input: { toUserId: seller.id } })).json).toMatchObject({
      errors: [{ code: 'transfers.same_owner' }],
    });
    expect((await refused({ input: { toUserId: account.id } })).json).toMatchObject({
      errors: [{ code: 'not_found_reference' }],
    });
    expect((await refused({ input: {} })).json).toMatchObject({ status: 400, errors: [{ pointer: '/body/input/toUserId' }] });
    expect((await refused({ subject: 'nothing' })).json).toMatchObject({ errors: [{ code: 'approvals.unknown_subject' }] });
    await submit(seller, toPeer(all));
    expect(await as.refused(contract.submitApproval, { body: toPeer(all) })).toMatchObject({
      status: 409,
      code: 'approvals.already_waiting',
    });
  });
});

describe('rights', () => {
  test('another workspace, and whoever neither takes part nor sees the record, find nothing', async () => {
    const all = await company();
    const { id } = await submit(all.seller, toPeer(all));
    const params = { id };
    const other = (await buildWorkspace(db)).owner;
    expect(await server.as(other).refused(contract.getApproval, { params })).toMatchObject({ status: 404 });
    expect(await server.as(other).refused(contract.decideApproval, { params, body: { verdict: 'approved' } })).toMatchObject({
      status: 404,
    });
    expect(await server.as(other).refused(withdrawApproval, { params, body: {} })).toMatchObject({ status: 404 });
    // Accounts are seen by all of the workspace; who sees the record sees the request, and decides nothing.
    expect(await server.as(all.peer).call(contract.getApproval, { params })).toMatchObject({
      isForMe: false,
      may: { withdraw: false },
    });
    expect(await server.as(all.peer).refused(contract.decideApproval, { params, body: { verdict: 'approved' } })).toMatchObject({
      status: 409,
      code: 'approvals.not_your_turn',
    });
    expect(await server.as(all.boss).refused(withdrawApproval, { params, body: {} })).toMatchObject({ status: 403 });
    expect(await server.as(all.peer).refused(writeMessage, { params, body: { text: 'Hm' } })).toMatchObject({
      status: 403,
    });
    expect(await server.anonymous.refused(contract.getApproval, { params })).toMatchObject({ status: 401 });
  });

  test("rules are the admins', read by managers; all requests are for whoever reassigns", async () => {
    const { seller, boss, workspace } = await company();
    const admin = await buildUser(db, workspace, { role: 'admin' });
    const body = {
      subject: 'discount',
      name: 'Big',
      steps: [{ order: 1, mode: 'any' as const, approvers: [{ kind: 'departmentHead' as const }], escalateAfterHours: null }],
    };
    expect(await server.as(seller).refused(listRules, {})).toMatchObject({ status: 403 });
    expect(await server.as(boss).refused(createRule, { body })).toMatchObject({ status: 403 });
    expect((await server.as(boss).call(listRules, {})).data).toMatchObject([
      { subject: 'discount', preset: 'over10', isActive: true },
    ]);
    expect((await server.as(admin).call(listSubjects, {})).data.map(({ key }) => key)).toEqual(['accountTransfer', 'discount']);
    const made = await server.as(admin).call(createRule, { body });
    const params = { id: made.id };
    const changed = await server.as(admin).call(updateRule, { params, body: { version: 1, isActive: false } });
    expect(changed).toMatchObject({ isActive: false, version: 2, name: 'Big' });
    expect(await server.as(admin).refused(updateRule, { params, body: { version: 1, name: 'x' } })).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { version: 2 },
    });
    expect(
      await server
        .as(admin)
        .refused(updateRule, { params, body: { version: 2, conditions: [{ field: 'nothing', op: 'gt', value: 1 }] } }),
    ).toMatchObject({ errors: [{ code: 'approvals.unknown_field' }] });
    const preset = (await server.as(admin).call(listRules, {})).data.find((rule) => rule.preset !== null);
    expect(await server.as(admin).refused(removeRule, { params: { id: preset?.id ?? '' } })).toMatchObject({
      code: 'approvals.preset_stays',
    });
    await server.as(admin).call(removeRule, { params });
    expect((await server.as(admin).call(listRules, {})).data).toHaveLength(1);
    expect(await server.as(seller).refused(contract.listApprovals, { query: { box: 'all' } })).toMatchObject({ status: 403 });
    const tried = await server
      .as(admin)
      .call(tryRules, { body: { subject: 'discount', submitterId: seller.id, values: { employees: 11 } } });
    expect(tried).toMatchObject({ isFired: true, steps: [{ seats: [{ holders: [{ user: { id: boss.id } }] }] }] });
  });
});

describe('smart re-approval', () => {
  const asked = (account: string) => ({ subject: 'discount', subjectId: account });

  test('edited for the worse after the approval it is void; better, or back, it stands', async () => {
    const { seller, boss, account, workspace } = await company();
    const { scope } = workspace;
    const standing = async () => (await standingOf(db, scope, 'discount', account.id)).state;
    expect(await standing()).toBe('needed');
    const first = await submit(seller, asked(account.id));
    expect(await standing()).toBe('waiting');
    await decide(boss, first.id);
    expect(await standing()).toBe('approved');
    await edit(seller, account.id, 15);
    expect(await standing()).toBe('approved');
    await edit(seller, account.id, 40);
    expect(await standing()).toBe('needed');
    expect(await voidIfWorse(db, scope, 'discount', account.id)).toBe(true);
    expect(await server.as(seller).call(contract.getApproval, { params: { id: first.id } })).toMatchObject({ state: 'void' });
    await edit(seller, account.id, 18);
    expect(await submit(seller, asked(account.id))).toMatchObject({
      state: 'approved',
      steps: [{ seats: [{ state: 'kept', decidedBy: { id: boss.id } }] }],
    });
    await edit(seller, account.id, 25);
    const again = await submit(seller, asked(account.id));
    expect(again).toMatchObject({ state: 'waiting', values: [{ value: 25, before: 18, isWorse: true, isDecisive: true }] });
    await edit(seller, account.id, 5);
    expect(await standing()).toBe('notNeeded');
  });

  test('what got worse while it waited is not approved unseen', async () => {
    const { seller, boss, account } = await company();
    const { id } = await submit(seller, asked(account.id));
    await edit(seller, account.id, 60);
    expect(
      await server.as(boss).refused(contract.decideApproval, { params: { id }, body: { verdict: 'approved' } }),
    ).toMatchObject({
      status: 409,
      code: 'approvals.changed_since',
    });
    expect(await server.as(boss).call(contract.getApproval, { params: { id } })).toMatchObject({ state: 'void', isForMe: false });
  });

  test('below the threshold nobody is asked: approved at once', async () => {
    const { seller, account } = await company();
    await edit(seller, account.id, 3);
    expect(await submit(seller, asked(account.id))).toMatchObject({ state: 'approved', steps: [] });
  });
});

describe('seats', () => {
  test('one more signer has to approve too; a question is answered; a seat is given to somebody else', async () => {
    const all = await company();
    const { seller, boss, head, peer, owner } = all;
    const { id } = await submit(seller, toPeer(all));
    const params = { id };
    const signed = await server.as(boss).call(addSigner, { params, body: { userId: head.id, comment: 'He knows them' } });
    expect(signed.steps[0]?.seats).toMatchObject([
      { state: 'waiting' },
      { state: 'waiting', isRequired: true, holders: [{ role: 'added' }] },
    ]);
    expect(await server.as(boss).refused(addSigner, { params, body: { userId: seller.id } })).toMatchObject({
      errors: [{ code: 'approvals.own_request' }],
    });
    expect(await server.as(boss).refused(addSigner, { params, body: { userId: head.id } })).toMatchObject({
      errors: [{ code: 'approvals.already_asked' }],
    });
    await server.as(head).call(writeMessage, { params, body: { text: 'Since when?' } });
    const answered = await server.as(seller).call(writeMessage, { params, body: { text: 'Since June' } });
    expect(answered.messages.map(({ kind }) => kind)).toEqual(['comment', 'question', 'answer']);
    expect(await decide(boss, id)).toMatchObject({ state: 'waiting', waitingFor: [{ id: head.id }] });
    const seat = answered.steps[0]?.seats[1]?.id ?? '';
    expect(
      await server.as(boss).refused(reassignSeat, { params: { id, seatId: seat }, body: { userId: peer.id } }),
    ).toMatchObject({ status: 403 });
    const given = await server.as(owner).call(reassignSeat, { params: { id, seatId: seat }, body: { userId: peer.id } });
    expect(given).toMatchObject({ waitingFor: [{ id: peer.id }] });
    expect(await server.as(head).refused(contract.decideApproval, { params, body: { verdict: 'approved' } })).toMatchObject({
      code: 'approvals.not_your_turn',
    });
    expect(await decide(peer, id)).toMatchObject({ state: 'approved' });
  });

  test('whoever is away is joined by their delegate, for what waits already and for what comes', async () => {
    const all = await company();
    const { seller, boss, head, workspace } = all;
    const { id } = await submit(seller, toPeer(all));
    const today = todayIn('Asia/Shanghai');
    const body = { delegateId: head.id, fromOn: today, untilOn: today };
    const absence = await server.as(boss).call(createAbsence, { body });
    expect(await server.as(boss).refused(createAbsence, { body })).toMatchObject({
      errors: [{ code: 'approvals.absence_crosses' }],
    });
    expect(await server.as(boss).refused(createAbsence, { body: { ...body, delegateId: boss.id } })).toMatchObject({
      errors: [{ code: 'approvals.own_delegate' }],
    });
    await runJobs(server);
    expect(await server.as(head).call(contract.getApproval, { params: { id } })).toMatchObject({ isForMe: true });
    await decide(head, id);
    const second = await submit(seller, { subject: 'discount', subjectId: all.account.id });
    expect(second.waitingFor.map((one) => one.id).toSorted()).toEqual([boss.id, head.id].toSorted());
    expect(await server.as(head).refused(removeAbsence, { params: { id: absence.id } })).toMatchObject({ status: 404 });
    await server.as(boss).call(removeAbsence, { params: { id: absence.id } });
    expect(await server.as(boss).call(listAbsences, {})).toEqual({ data: [] });
    expect(workspace.id).toBe(all.workspace.id);
  });

  test('what is late goes to the superior too, once for each term', async () => {
    const all = await company();
    const { seller, boss, head, workspace } = all;
    const { id, dueAt } = await submit(seller, toPeer(all));
    const system = await systemScope(db, workspace.id);
    const before = new Date(Date.parse(dueAt ?? '') - 60_000);
    expect(await escalateLate(db, system, before)).toMatchObject({ escalated: 0, reminded: 1 });
    const after = new Date(Date.parse(dueAt ?? '') + 60_000);
    expect(await escalateLate(db, system, after)).toMatchObject({ escalated: 1, reminded: 0 });
    expect(await escalateLate(db, system, after)).toMatchObject({ escalated: 0 });
    const late = await server.as(head).call(contract.getApproval, { params: { id } });
    expect(late.waitingFor.map((one) => one.id)).toEqual([boss.id, head.id]);
    expect(late.steps[0]?.seats[0]).toMatchObject({ holders: [{ role: 'asked' }, { role: 'superior', insteadOf: 'Nina' }] });
    expect(await decide(head, id)).toMatchObject({ state: 'approved' });
  });
});

describe('races', () => {
  const statuses = (replies: readonly { status: number }[]) => replies.map(({ status }) => status).toSorted((a, b) => a - b);

  test('two who approve at once, approve against withdraw, approve against reject, escalate against approve: one outcome', async () => {
    for (let round = 0; round < 4; round += 1) {
      const all = await company();
      const { seller, boss, head, account, workspace } = all;
      const { id, dueAt } = await submit(seller, toPeer(all));
      await server.as(boss).call(createAbsence, {
        body: { delegateId: head.id, fromOn: todayIn('Asia/Shanghai'), untilOn: todayIn('Asia/Shanghai') },
      });
      await runJobs(server);
      const say = (as: TestUser, verdict: string) =>
        server.as(as).post(`/api/v1/approvals/${id}/decide`, { verdict, comment: 'So be it' });
      const withdraw = () => server.as(seller).post(`/api/v1/approvals/${id}/withdraw`, {});
      const late = async () => {
        await escalateLate(db, await systemScope(db, workspace.id), new Date(Date.parse(dueAt ?? '') + 60_000));
        return { status: 299 };
      };
      const pairs = [
        () => [say(boss, 'approved'), say(head, 'approved')],
        () => [say(boss, 'approved'), withdraw()],
        () => [say(boss, 'approved'), say(head, 'rejected')],
        () => [late(), say(boss, 'approved')],
      ];
      const replies = await Promise.all(pairs[round]?.() ?? []);
      expect(statuses(replies)).toEqual(round === 3 ? [200, 299] : [200, 409]);
      const { state, steps } = await server.as(boss).call(contract.getApproval, { params: { id } });
      const { owner } = await server.as(boss).call(accounts.get, { params: { id: account.id } });
      expect(['approved', 'rejected', 'withdrawn']).toContain(state);
      expect(owner?.id).toBe(state === 'approved' ? all.peer.id : seller.id);
      expect(steps.flatMap(({ seats }) => seats).filter((seat) => seat.decidedBy !== null).length).toBe(
        state === 'withdrawn' ? 0 : 1,
      );
      for (const person of [boss, head])
        expect(await server.as(person).call(contract.countApprovals, {})).toEqual({ waiting: 0 });
    }
  });

  test('two who ask for the same at once make one request', async () => {
    const all = await company();
    const ask = () => server.as(all.seller).post('/api/v1/approvals', toPeer(all));
    expect(statuses(await Promise.all([ask(), ask(), ask()]))).toEqual([201, 409, 409]);
  });
});
