import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { inTx } from '../../platform/tx.ts';
import { accounts, contacts } from '../customers/contract.ts';
import {
  completeActivity,
  createActivity,
  getActivity,
  listTimeline,
  removeActivity,
  reopenActivity,
  restoreActivity,
  updateActivity,
} from './contract.ts';
import { findFirstActivities, hasActivity, linkActivities } from './facts/service.ts';
import { createActivities, createTasks } from './service.ts';
import { countTasks, listTasks } from './tasks/contract.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db);
const owner = server.as(workspace.owner);
const east = await buildTeam(server.db, workspace);
const west = await buildTeam(server.db, workspace);
const ann = await buildUser(server.db, workspace, { team: east });
const amy = await buildUser(server.db, workspace, { team: east });
const bob = await buildUser(server.db, workspace, { team: west });
const reader = await buildUser(server.db, workspace, { role: 'analyst' });
const company = await server.as(ann).call(accounts.create, { body: { name: '远景智造' } });
const hers = await server.as(ann).call(contacts.create, { body: { name: '周明', accountId: company.id } });
const at = { params: { id: company.id } };

const log = (subject: string, extra: object = {}) =>
  server.as(ann).call(createActivity, { body: { recordId: company.id, kind: 'call', subject, ...extra } });
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('createActivity', () => {
  it('is done at once when it has no time to come, and mine', async () => {
    const made = await log('通话', { linkIds: [hers.id], durationMinutes: 18, isTwoWay: true });
    expect(made).toMatchObject({
      direction: 'out',
      isTwoWay: true,
      assignee: { id: ann.id },
      createdBy: { id: ann.id },
      record: { id: company.id, kind: 'account' },
      links: [{ id: hers.id, title: '周明' }],
    });
    expect(made.doneAt).not.toBeNull();
  });

  it('waits for its doer when it is a task or has a time', async () => {
    expect((await log('Plan', { kind: 'task' })).doneAt).toBeNull();
    expect((await log('Later', { dueAt: inDays(1) })).doneAt).toBeNull();
  });

  it('refuses what may not be seen, unknown people, and those who only read', async () => {
    expect((await server.as(bob).refused(createActivity, { body: { recordId: hers.id, kind: 'note' } })).status).toBe(404);
    expect(
      (await server.as(bob).refused(createActivity, { body: { recordId: company.id, linkIds: [hers.id], kind: 'note' } })).status,
    ).toBe(404);
    expect(
      (await owner.refused(createActivity, { body: { recordId: company.id, kind: 'task', assigneeId: hers.id } })).errors?.[0]
        ?.pointer,
    ).toBe('/body/assigneeId');
    expect((await server.as(reader).refused(createActivity, { body: { recordId: company.id, kind: 'note' } })).status).toBe(403);
    const stranger = await buildWorkspace(server.db);
    expect(
      (await server.as(stranger.owner).refused(createActivity, { body: { recordId: company.id, kind: 'note' } })).status,
    ).toBe(404);
  });

  it('shows on the account of a contact too', async () => {
    const made = await server.as(ann).call(createActivity, { body: { recordId: hers.id, kind: 'call', subject: 'At work' } });
    const onAccount = async (id: string) =>
      (await server.as(ann).call(listTimeline, { params: { id } })).data.map((entry) => entry.id);
    expect(await onAccount(company.id)).toContain(made.id);
    // It goes with the contact to another account.
    const other = await server.as(ann).call(accounts.create, { body: { name: 'Next employer' } });
    const moved = await server.as(ann).call(contacts.create, { body: { name: 'Mover', accountId: company.id } });
    const call = await server.as(ann).call(createActivity, { body: { recordId: moved.id, kind: 'call', subject: 'Before' } });
    await server.as(ann).call(contacts.update, { params: { id: moved.id }, body: { version: 1, accountId: other.id } });
    expect(await onAccount(company.id)).not.toContain(call.id);
    expect(await onAccount(other.id)).toContain(call.id);
  });

  it('is not done before its time', async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const body = { recordId: company.id, kind: 'call' as const, subject: 'To come' };
    expect(await server.as(ann).refused(createActivity, { body: { ...body, doneAt: later } })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/doneAt', code: 'timeline.done_in_future' }],
    });
    const planned = await server.as(ann).call(createActivity, { body: { ...body, dueAt: later } });
    const params = { id: planned.id };
    expect((await server.as(ann).refused(completeActivity, { params, body: { doneAt: later } })).status).toBe(400);
    expect((await server.as(ann).refused(updateActivity, { params, body: { version: 1, doneAt: later } })).status).toBe(400);
  });

  it('is written once for one idempotency key', async () => {
    const caller = server.as(ann).with({ 'idempotency-key': 'once' });
    const body = { recordId: company.id, kind: 'note' as const, subject: 'Once' };
    const [first, second] = [await caller.call(createActivity, { body }), await caller.call(createActivity, { body })];
    expect(second.id).toBe(first.id);
  });
});

describe('updateActivity', () => {
  it('refuses an old version and shows the new one', async () => {
    const made = await log('Draft');
    const change = (subject: string) =>
      server.as(ann).raw('PATCH', `/api/v1/activities/${made.id}`, { version: made.version, subject });
    const replies = await Promise.all([change('One'), change('Two')]);
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(replies.find(({ status }) => status === 409)?.json.current.id).toBe(made.id);
  });

  it('is for whoever wrote it or has to do it, and those above them', async () => {
    const made = await log('Hers');
    expect(
      (await server.as(amy).refused(updateActivity, { params: { id: made.id }, body: { version: 1, subject: 'x' } })).status,
    ).toBe(403);
    expect((await server.as(bob).refused(removeActivity, { params: { id: made.id } })).status).toBe(403);
    const manager = await buildUser(server.db, workspace, { role: 'salesManager', team: east });
    expect(
      (await server.as(manager).call(updateActivity, { params: { id: made.id }, body: { version: 1, subject: 'Seen' } })).subject,
    ).toBe('Seen');
    const given = await log('For Amy', { kind: 'task', assigneeId: amy.id });
    expect((await server.as(amy).call(completeActivity, { params: { id: given.id }, body: {} })).doneAt).not.toBeNull();
  });

  it('changes what it is about, and keeps what the editor cannot see', async () => {
    const made = await log('Links', { linkIds: [hers.id], assigneeId: bob.id });
    const seen = await server.as(bob).call(getActivity, { params: { id: made.id } });
    expect(seen.links).toEqual([]);
    await server.as(bob).call(updateActivity, { params: { id: made.id }, body: { version: 1, linkIds: [] } });
    expect((await server.as(ann).call(getActivity, { params: { id: made.id } })).links.map(({ id }) => id)).toEqual([hers.id]);
    const cleared = await server.as(ann).call(updateActivity, { params: { id: made.id }, body: { version: 2, linkIds: [] } });
    expect(cleared.links).toEqual([]);
  });
});

describe('completeActivity', () => {
  it('is done once, with its outcome and the next step on the same records', async () => {
    const task = await log('Call back', { kind: 'task', dueAt: inDays(-1), linkIds: [hers.id] });
    const finish = () =>
      server.as(ann).raw('POST', `/api/v1/activities/${task.id}/complete`, {
        outcome: 'Reached',
        nextStep: { subject: 'Send the case', dueAt: inDays(2) },
      });
    const replies = await Promise.all([finish(), finish()]);
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const open = await server.as(ann).call(listTasks, { query: { recordId: hers.id, when: 'upcoming' } });
    expect(open.data.map(({ subject }) => subject)).toEqual(['Send the case']);
    expect((await server.as(ann).call(reopenActivity, { params: { id: task.id } })).doneAt).toBeNull();
    expect((await server.as(ann).refused(reopenActivity, { params: { id: task.id } })).code).toBe('timeline.not_done');
  });
});

describe('the bin', () => {
  it('hides an activity and gives it back', async () => {
    const made = await log('Oops');
    await server.as(ann).call(removeActivity, { params: { id: made.id } });
    expect((await server.as(ann).refused(getActivity, { params: { id: made.id } })).status).toBe(404);
    expect((await server.as(ann).refused(removeActivity, { params: { id: made.id } })).status).toBe(404);
    expect((await server.as(ann).call(restoreActivity, { params: { id: made.id } })).deletedAt).toBeNull();
  });
});

describe('listTimeline', () => {
  it('merges activities and events, newest first, page by page without a gap', async () => {
    const record = await owner.call(accounts.create, { body: { name: 'Paged' } });
    for (let day = 1; day <= 5; day++)
      await owner.call(createActivity, {
        body: { recordId: record.id, kind: 'visit', subject: `Visit ${day}`, doneAt: inDays(-day) },
      });
    await owner.call(createActivity, { body: { recordId: record.id, kind: 'task', subject: 'Open', dueAt: inDays(3) } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await owner.call(listTimeline, {
        params: { id: record.id },
        query: { limit: 2, ...(cursor ? { cursor } : {}) },
      });
      seen.push(...page.data.map((entry) => entry.activity?.subject ?? entry.kind));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['Open', 'account.created', 'Visit 1', 'Visit 2', 'Visit 3', 'Visit 4', 'Visit 5']);
    const only = async (query: object) =>
      (await owner.call(listTimeline, { params: { id: record.id }, query })).data.map(
        (entry) => entry.activity?.subject ?? entry.kind,
      );
    expect(await only({ only: 'events' })).toEqual(['account.created']);
    expect(await only({ open: 'false', limit: 1 })).toEqual(['account.created']);
    expect(await only({ open: 'true' })).toEqual(['Open']);
    expect(await only({ kinds: 'task' })).toEqual(['Open']);
    expect((await owner.refused(listTimeline, { params: { id: record.id }, query: { cursor: 'x' } })).status).toBe(400);
  });

  it('shows on every record it is about, and only to those who see that record', async () => {
    await log('With the contact', { linkIds: [hers.id] });
    const subjects = async (caller: typeof owner, id: string) =>
      (await caller.call(listTimeline, { params: { id } })).data.flatMap(({ activity }) => (activity ? [activity.subject] : []));
    expect(await subjects(server.as(ann), hers.id)).toContain('With the contact');
    const theirs = await server.as(bob).call(listTimeline, at);
    expect(theirs.data.find(({ activity }) => activity?.subject === 'With the contact')?.activity?.links).toEqual([]);
    expect((await server.as(bob).refused(listTimeline, { params: { id: hers.id } })).status).toBe(404);
    const stranger = await buildWorkspace(server.db);
    expect((await server.as(stranger.owner).refused(listTimeline, at)).status).toBe(404);
  });
});

describe('listTasks', () => {
  it('sorts mine into overdue, today and upcoming, soonest first', async () => {
    const me = await buildUser(server.db, workspace, { team: east });
    const mine = server.as(me);
    const plan = (subject: string, dueAt: string | null) =>
      mine.call(createActivity, { body: { recordId: company.id, kind: 'task', subject, dueAt } });
    await plan('next week', inDays(7));
    await plan('late', inDays(-2));
    await plan('later still', inDays(8));
    await plan('some day', null);
    const names = async (query: object) => (await mine.call(listTasks, { query })).data.map(({ subject }) => subject);
    expect(await names({ when: 'overdue' })).toEqual(['late']);
    expect(await names({ when: 'upcoming' })).toEqual(['next week', 'later still']);
    expect(await names({ when: 'unscheduled' })).toEqual(['some day']);
    expect(await names({})).toEqual(['late', 'next week', 'later still', 'some day']);
    expect((await mine.call(countTasks, { query: {} })).overdue).toBe(1);
    const page = await mine.call(listTasks, { query: { limit: 3 } });
    expect(
      (await mine.call(listTasks, { query: { limit: 3, cursor: page.nextCursor ?? '' } })).data.map(({ subject }) => subject),
    ).toEqual(['some day']);
  });

  it('shows the tasks of a colleague, not those of another team', async () => {
    await log('Ann has to', { kind: 'task' });
    const subjects = async (user: typeof ann) =>
      (await server.as(user).call(listTasks, { query: { assigneeId: ann.id, limit: 200 } })).data.map(({ subject }) => subject);
    expect(await subjects(amy)).toContain('Ann has to');
    expect(await subjects(bob)).toEqual([]);
    const everybody = await server.as(bob).call(listTasks, { query: { assigneeId: 'all', limit: 200 } });
    expect(everybody.data.filter(({ assignee }) => assignee?.id === ann.id)).toEqual([]);
  });
});

describe('a change of owner', () => {
  it('is told by the names of both', async () => {
    const record = await owner.call(accounts.create, { body: { name: 'Handed over', ownerId: ann.id } });
    await owner.call(accounts.update, { params: { id: record.id }, body: { version: record.version, ownerId: bob.id } });
    const { data } = await owner.call(listTimeline, { params: { id: record.id }, query: { only: 'events' } });
    const moved = data.find(({ kind }) => kind === 'account.updated');
    expect(moved?.data['changes']).toMatchObject({ ownerId: [ann.id, bob.id] });
    expect(moved?.names).toMatchObject({ [ann.id]: ann.name, [bob.id]: bob.name });
  });
});

describe('what other modules ask', () => {
  it('knows whether something was done, and when first', async () => {
    const record = await owner.call(accounts.create, { body: { name: 'Facts' } });
    const { db } = server;
    const twoWay = { kinds: ['call', 'meeting'] as const, twoWay: true, done: true };
    expect(await hasActivity(db, workspace.scope, [record.id], twoWay)).toBe(false);
    const past = '2017-03-01T02:00:00.000Z';
    await createActivities(
      db,
      workspace.scope,
      [
        { recordId: record.id, kind: 'meeting', subject: 'Second', doneAt: '2017-04-01T02:00:00.000Z' },
        { recordId: record.id, kind: 'call', subject: 'First', isTwoWay: true, doneAt: past },
        { recordId: record.id, kind: 'call', subject: 'One way', doneAt: '2017-01-01T02:00:00.000Z' },
      ],
      { history: true },
    );
    expect(await hasActivity(db, workspace.scope, [record.id], twoWay)).toBe(true);
    expect((await findFirstActivities(db, workspace.scope, [record.id], twoWay)).get(record.id)).toBe(past);
  });

  it('lets the past be, also with those who do not want to be contacted', async () => {
    const no = await owner.call(contacts.create, { body: { name: 'No', doNotContact: true } });
    const [id] = await createActivities(
      server.db,
      workspace.scope,
      [{ recordId: no.id, kind: 'mail', subject: 'Then', doneAt: '2017-01-01T00:00:00.000Z' }],
      { history: true },
    );
    expect(id).toBeDefined();
    await expect(
      createActivities(server.db, workspace.scope, [{ recordId: no.id, kind: 'mail', subject: 'Now' }]),
    ).rejects.toMatchObject({ code: 'customers.do_not_contact' });
  });

  it("plans tasks in the transaction of the caller, and shows a lead's on what it became", async () => {
    const [from, to] = [
      await owner.call(accounts.create, { body: { name: 'From' } }),
      await owner.call(accounts.create, { body: { name: 'To' } }),
    ];
    const failing = inTx(server.db, async (tx) => {
      await createTasks(tx, workspace.owner.scope, [{ recordId: from.id, subject: 'Lost', dueAt: null }]);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await inTx(server.db, (tx) =>
      createTasks(tx, workspace.owner.scope, [{ recordId: from.id, subject: 'Kept', dueAt: inDays(1) }]),
    );
    await inTx(server.db, (tx) => linkActivities(tx, workspace.owner.scope, from.id, [to.id]));
    expect((await owner.call(listTasks, { query: { recordId: to.id } })).data.map(({ subject }) => subject)).toEqual(['Kept']);
  });
});
