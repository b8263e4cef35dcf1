import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { getUser, updateUser } from '../../identity/members/contract.ts';
import { createActivity } from '../../timeline/contract.ts';
import { listTasks } from '../../timeline/tasks/contract.ts';
import { searchRecords } from '../search/contract.ts';
import { findLeaving, handOver } from '../../identity/hand-over/contract.ts';
import { createPublicLink, listPublicLinks } from '../public-links/contract.ts';

const server = await testServer({ PUBLIC_URL: 'https://crm.test' });

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
    expect(await owner.call(handOver, { params, body: { toUserId: heir.id } })).toEqual({
      records: 0,
      tasks: 0,
      links: 0,
      linksLeft: 0,
    });
  });

  test('gives the links by which customers read: to the successor, or to the owner of a record that they may not edit', async () => {
    const { workspace, leaver, heir, owner } = await people();
    const boss = await buildUser(server.db, workspace, { role: 'salesManager', team: leaver.teamId });
    const peer = await buildUser(server.db, workspace, { role: 'seller', team: leaver.teamId });
    const link = async (maker: TestUser, of: TestUser, title: string) => {
      const { id: recordId } = await server.as(of).call(deals.create, { body: { title } });
      const body = { recordId, page: 'deal', parts: ['stage'], language: 'en' as const };
      return { recordId, url: (await server.as(maker).call(createPublicLink, { body })).url };
    };
    const statusOf = async ({ url }: { url: string }) => (await server.anonymous.get(new URL(url).pathname)).status;
    const makerOf = async ({ recordId }: { recordId: string }) =>
      (await owner.call(listPublicLinks, { query: { recordId } })).data.map(({ createdBy, state }) => [createdBy.id, state]);
    const [own, theirs, nobodys] = [
      await link(boss, boss, 'Mine'),
      await link(boss, peer, 'Of a seller'),
      await link(boss, leaver, 'Of one who left'),
    ];
    const params = { id: boss.id };
    expect(await owner.call(findLeaving, { params })).toEqual({ links: 3 });
    await owner.call(updateUser, { params: { id: leaver.id }, body: { version: 1, isActive: false } });
    const { version } = await owner.call(getUser, { params });
    await owner.call(updateUser, { params, body: { version, isActive: false } });
    expect(await Promise.all([own, theirs, nobodys].map(statusOf))).toEqual([404, 404, 404]);
    const done = await owner.call(handOver, { params, body: { toUserId: heir.id } });
    expect(done).toMatchObject({ records: 1, links: 2, linksLeft: 1 });
    expect(await Promise.all([own, theirs, nobodys].map(statusOf))).toEqual([200, 200, 404]);
    expect(await makerOf(own)).toEqual([[heir.id, 'active']]);
    expect(await makerOf(theirs)).toEqual([[peer.id, 'active']]);
    // The successor of the one who owned it takes what was left.
    await owner.call(handOver, { params: { id: leaver.id }, body: { toUserId: heir.id } });
    expect(await owner.call(handOver, { params, body: { toUserId: heir.id } })).toMatchObject({ links: 1, linksLeft: 0 });
    expect(await statusOf(nobodys)).toBe(200);
  });

  test('is for whoever manages users, and not for those above them', async () => {
    const { workspace, leaver, heir } = await people();
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    const request = { params: { id: leaver.id }, body: { toUserId: heir.id } };
    expect(await server.as(leaver).refused(handOver, request)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await server.as(admin).call(handOver, request)).toMatchObject({ records: 0, tasks: 0 });
    expect(await server.as(leaver).refused(findLeaving, { params: request.params })).toMatchObject({ status: 403 });
    const ofOwner = { params: { id: workspace.owner.id }, body: { toUserId: admin.id } };
    expect(await server.as(admin).refused(handOver, ofOwner)).toMatchObject({ status: 403, code: 'identity.higher_person' });
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
    expect(await other.owner.refused(findLeaving, { params })).toMatchObject({ status: 404 });
    await owner.call(updateUser, { params: { id: heir.id }, body: { version: 1, isActive: false } });
    expect(await owner.refused(handOver, { params, body: { toUserId: heir.id } })).toMatchObject({
      code: 'identity.inactive_user',
    });
  });
});
