import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { contacts } from '../../customers/contract.ts';
import { createActivity } from '../../timeline/contract.ts';
import { visibleEvents } from './service.ts';

const server = await testServer();

describe('visibleEvents', () => {
  test('a record and an activity by their own rights, in the bin too; the rest only with the right to view all', async () => {
    const workspace = await buildWorkspace(server.db);
    const team = await buildTeam(server.db, workspace);
    const seller = await buildUser(server.db, workspace, { role: 'seller', team });
    const { owner } = workspace;
    const make = async (ownerId: string) => {
      const { id } = await server.as(owner).call(contacts.create, { body: { name: `Of ${ownerId}`, ownerId } });
      const activity = await server
        .as(owner)
        .call(createActivity, { body: { recordId: id, kind: 'note', subject: 'x', assigneeId: owner.id } });
      return { id, activityId: activity.id };
    };
    const [own, others] = [await make(seller.id), await make(owner.id)];
    await server.as(owner).call(contacts.remove, { params: { id: own.id } });
    const about = (subjectKind: string, subjectId: string) => ({ subjectKind, subjectId, data: { kept: subjectKind } });
    const events = [
      about('contact', own.id),
      about('contact', others.id),
      about('activity', others.activityId),
      about('user', owner.id),
      about('apiKey', owner.id),
      about('nothing', owner.id),
    ];
    const seen = async (scope: typeof seller.scope) =>
      (await visibleEvents(server.db, scope, events)).map((one) => events.indexOf(one));
    expect(await seen(owner.scope)).toEqual([0, 1, 2, 3, 4]);
    expect(await seen(seller.scope)).toEqual([0, 3]);
    expect(await seen((await buildWorkspace(server.db)).owner.scope)).toEqual([3, 4]);
  });
});
