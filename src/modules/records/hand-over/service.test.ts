import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { updateUser } from '../../identity/members/contract.ts';
import { createActivity } from '../../timeline/contract.ts';
import { listTasks } from '../../timeline/tasks/contract.ts';
import { searchRecords } from '../search/contract.ts';
import { handOver } from '../../identity/hand-over/contract.ts';

const server = await testServer();

async function people() {
  const workspace = await buildWorkspace(server.db);
  const [east, west] = [
    await buildTeam(server.db, workspace, { name: 'East' }),
    await buildTeam(server.db, workspace, { name: 'West' }),
  ];
  const leaver = await buildUser(server.db, workspace, { role: 'seller', team: east });
  const heir = await buildUser(server.db, workspace, { role: 'seller', team: west });
  return { workspace, leaver, heir, owner: server.as(workspace.owner) };
}

describe('handOver', () => {
  test('gives records, those in the bin too, and open tasks; they are found by their new owner alone', async () => {
    const { leaver, heir, owner } = await people();
    const as = server.as(leaver);
    const account = await as.call(accounts.create, { body: { name: 'Quelle GmbH' } });
    const binned = await as.call(accounts.create, { body: { name: 'Binned' } });
    await owner.call(accounts.remove, { params: { id: binned.id } });
    const deal = await as.call(deals.create, { body: { title: 'Pumps', accountId: account.id } });
    await as.call(createActivity, { body: { recordId: account.id, kind: 'task', subject: 'Call back' } });
    const params = { id: leaver.id };
    const done = await owner.call(handOver, { params, body: { toUserId: heir.id } });
    expect(done.records).toBe(3);
    expect(done.tasks).toBeGreaterThan(0);
    expect(await server.as(heir).call(deals.get, { params: { id: deal.id } })).toMatchObject({
      owner: { id: heir.id },
      team: { name: 'West' },
      version: deal.version + 1,
    });
    expect((await server.as(heir).call(searchRecords, { query: { q: 'pumps' } })).data).toMatchObject([{ id: deal.id }]);
    expect((await as.call(searchRecords, { query: { q: 'pumps' } })).data).toEqual([]);
    expect(await as.refused(deals.get, { params: { id: deal.id } })).toMatchObject({ status: 404 });
    const tasks = await server.as(heir).call(listTasks, { query: { when: 'unscheduled' } });
    expect(tasks.data.map(({ subject }) => subject)).toContain('Call back');
    expect(await owner.call(handOver, { params, body: { toUserId: heir.id } })).toEqual({ records: 0, tasks: 0 });
  });

  test('is for whoever manages users, and not for those above them', async () => {
    const { workspace, leaver, heir } = await people();
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    const request = { params: { id: leaver.id }, body: { toUserId: heir.id } };
    expect(await server.as(leaver).refused(handOver, request)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await server.as(admin).call(handOver, request)).toEqual({ records: 0, tasks: 0 });
    const ofOwner = { params: { id: workspace.owner.id }, body: { toUserId: admin.id } };
    expect(await server.as(admin).refused(handOver, ofOwner)).toMatchObject({ status: 403, code: 'identity.role_above_own' });
  });

  test('refuses oneself, somebody who is gone, and people of another workspace', async () => {
    const { leaver, heir, owner } = await people();
    const other = await people();
    const params = { id: leaver.id };
    expect(await owner.refused(handOver, { params, body: { toUserId: leaver.id } })).toMatchObject({
      code: 'identity.same_user',
    });
    expect(await owner.refused(handOver, { params, body: { toUserId: other.heir.id } })).toMatchObject({
      errors: [{ pointer: '/body/toUserId', code: 'not_found_reference' }],
    });
    expect(await other.owner.refused(handOver, { params, body: { toUserId: other.heir.id } })).toMatchObject({ status: 404 });
    await owner.call(updateUser, { params: { id: heir.id }, body: { version: 1, isActive: false } });
    expect(await owner.refused(handOver, { params, body: { toUserId: heir.id } })).toMatchObject({
      code: 'identity.inactive_user',
    });
  });
});
