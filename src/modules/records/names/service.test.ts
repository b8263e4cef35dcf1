import { expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { contacts } from '../../customers/contract.ts';
import { getName } from './contract.ts';

const server = await testServer();

it('names a record of any kind to whom may see it, in the bin too', async () => {
  const workspace = await buildWorkspace(server.db);
  const east = await buildTeam(server.db, workspace);
  const ann = await buildUser(server.db, workspace, { team: east, role: 'seller' });
  const owner = server.as(workspace.owner);
  const made = await owner.call(contacts.create, { body: { name: '周明' } });
  const at = { params: { id: made.id } };
  expect(await owner.call(getName, at)).toEqual({ id: made.id, kind: 'contact', title: '周明' });
  await owner.call(contacts.remove, at);
  expect((await owner.call(getName, at)).title).toBe('周明');
  expect((await server.as(ann).refused(getName, at)).status).toBe(404);
  expect((await owner.refused(getName, { params: { id: ann.id } })).status).toBe(404);
  const stranger = await buildWorkspace(server.db);
  expect((await server.as(stranger.owner).refused(getName, at)).status).toBe(404);
});
