import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts, contacts } from '../../customers/contract.ts';
import { listSimilar } from './contract.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db);
const owner = server.as(workspace.owner);
const names = async (query: { kind: string; name: string; texts?: string }, caller = owner) =>
  (await caller.call(listSimilar, { query })).data.map(({ title, because }) => [title, because]);

describe('listSimilar', () => {
  it('finds a company by its name whatever its legal form, script or a slip', async () => {
    await owner.call(accounts.create, { body: { name: '远景智造(苏州)有限公司' } });
    await owner.call(accounts.create, { body: { name: '远景能源有限公司' } });
    await owner.call(accounts.create, { body: { name: 'Betasoloin Ltd' } });
    for (const name of ['远景智造', '远景智造股份有限公司', '遠景智造'])
      expect(await names({ kind: 'account', name }), name).toEqual([['远景智造(苏州)有限公司', 'name']]);
    for (const name of ['BETASOLOIN', 'Betasolion Inc.'])
      expect(await names({ kind: 'account', name }), name).toEqual([['Betasoloin Ltd', 'name']]);
    for (const name of ['有限公司', 'B', '', '%']) expect(await names({ kind: 'account', name }), name).toEqual([]);
  });

  it('finds a person by phone or mail under another name, those first', async () => {
    await owner.call(contacts.create, { body: { name: '李雷', phones: [{ value: '+86 138 0013 8000' }] } });
    await owner.call(contacts.create, { body: { name: '李小雷', emails: [{ value: 'lei@acme.test' }] } });
    const texts = '138 0013 8000\nlei@acme.test\n12';
    expect(await names({ kind: 'contact', name: '李雷', texts })).toEqual([
      ['李雷', 'text'],
      ['李小雷', 'text'],
    ]);
    expect(await names({ kind: 'contact', name: '李雷' })).toEqual([['李雷', 'name']]);
  });

  it('names nobody whom the reader may not see, and nothing of another workspace', async () => {
    const [east, west] = [await buildTeam(server.db, workspace), await buildTeam(server.db, workspace)];
    const [ann, bob] = [
      await buildUser(server.db, workspace, { team: east }),
      await buildUser(server.db, workspace, { team: west }),
    ];
    await server.as(ann).call(contacts.create, { body: { name: '韩梅梅', phones: [{ value: '13700001111' }] } });
    const asked = { kind: 'contact', name: '韩梅梅', texts: '13700001111' };
    expect(await names(asked, server.as(ann))).toEqual([['韩梅梅', 'text']]);
    expect(await names(asked, server.as(bob))).toEqual([]);
    expect(await names(asked, server.as((await buildWorkspace(server.db)).owner))).toEqual([]);
  });

  it('refuses a kind that is none', async () => {
    expect((await owner.refused(listSimilar, { query: { kind: 'ufo', name: 'x' } })).errors).toMatchObject([
      { pointer: '/query/kind', code: 'unknown_choice' },
    ]);
  });
});
