import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { listRoles, updateRole } from '../../identity/roles/contract.ts';
import { loadStarts } from '../../process/loading/service.ts';
import { archiveCustomField, createCustomField } from '../custom-fields/contract.ts';
import * as views from './contract.ts';

const server = await testServer();
const { db } = server;
const base = { object: 'account', name: 'Large' } as const;

/** A workspace with two teams, one below the other, and a seller in each. */
async function place() {
  const workspace = await buildWorkspace(db);
  const north = await buildTeam(db, workspace, { name: 'North' });
  const below = await buildTeam(db, workspace, { name: 'North one', parentId: north });
  const south = await buildTeam(db, workspace, { name: 'South' });
  const seller = (team: string) => buildUser(db, workspace, { team });
  const [maker, mate, under, stranger] = [await seller(north), await seller(north), await seller(below), await seller(south)];
  const manager = await buildUser(db, workspace, { team: north, role: 'salesManager' });
  return { workspace, north, below, south, maker, mate, under, stranger, manager, owner: workspace.owner };
}
type Place = Awaited<ReturnType<typeof place>>;

const namesFor = async (user: Place['maker']): Promise<string[]> =>
  (await server.as(user).call(views.listViews, { query: { object: 'account' } })).data.map(({ name }) => name);

describe('saved views', () => {
  it('are seen by their maker, by the team and those below it, by everybody', async () => {
    const at = await place();
    const api = server.as(at.maker);
    await api.call(views.createView, { body: { ...base, name: 'Mine' } });
    await api.call(views.createView, { body: { ...base, name: 'Team', audience: 'team' } });
    await server.as(at.owner).call(views.createView, { body: { ...base, name: 'All', audience: 'public' } });
    const seen = await Promise.all([at.maker, at.mate, at.under, at.stranger, at.manager, at.owner].map(namesFor));
    expect(seen).toEqual([['All', 'Mine', 'Team'], ['All', 'Team'], ['All', 'Team'], ['All'], ['All', 'Team'], ['All', 'Team']]);
    expect(await namesFor((await buildWorkspace(db)).owner)).toEqual([]);
  });

  it('are shared as far as the right to share reaches', async () => {
    const at = await place();
    const share = async (user: Place['maker'], audience: views.Audience, teamId?: string) =>
      (
        await server
          .as(user)
          .refused(views.createView, { body: { ...base, audience, teamId } })
          .catch(() => null)
      )?.code ?? 'ok';
    expect(await share(at.maker, 'public')).toBe('records.view_not_shareable');
    expect(await share(at.maker, 'team', at.below)).toBe('records.view_not_shareable');
    expect(await share(at.manager, 'team', at.below)).toBe('ok');
    expect(await share(at.manager, 'team', at.south)).toBe('records.view_not_shareable');
    expect(await share(at.manager, 'public')).toBe('records.view_not_shareable');
    expect(await share(at.owner, 'team', at.south)).toBe('ok');
    expect(await share(at.owner, 'team', (await place()).south)).toBe('invalid_input');
  });

  it('are changed by their maker and by who looks after them, of the version seen', async () => {
    const at = await place();
    const made = await server.as(at.maker).call(views.createView, { body: { ...base, audience: 'team' } });
    const params = { id: made.id };
    const rename = (user: Place['maker'], version = made.version) =>
      server.as(user).refused(views.updateView, { params, body: { version, name: 'Other' } });
    expect(await rename(at.mate)).toMatchObject({ status: 403 });
    expect(await rename(at.stranger)).toMatchObject({ status: 404 });
    expect(await rename((await place()).owner)).toMatchObject({ status: 404 });
    const changed = await server.as(at.manager).call(views.updateView, { params, body: { version: 1, name: 'Renamed' } });
    expect(changed).toMatchObject({ name: 'Renamed', version: 2, owner: { id: at.maker.id }, audience: 'team' });
    expect(await rename(at.maker)).toMatchObject({ status: 409, code: 'stale_version', current: { name: 'Renamed' } });
    const hidden = await server.as(at.maker).call(views.createView, { body: { ...base, name: 'Private' } });
    const body = { version: 1, name: 'x' };
    expect(await server.as(at.owner).refused(views.updateView, { params: { id: hidden.id }, body })).toMatchObject({
      status: 404,
    });
  });

  it('are deleted and taken back, and nobody is left with one as default that is gone', async () => {
    const at = await place();
    const api = server.as(at.maker);
    const { id } = await api.call(views.createView, { body: base });
    expect(await server.as(at.mate).refused(views.removeView, { params: { id } })).toMatchObject({ status: 404 });
    await api.call(views.removeView, { params: { id } });
    expect(await namesFor(at.maker)).toEqual([]);
    expect(await api.refused(views.getView, { params: { id } })).toMatchObject({ status: 404 });
    expect(await server.as(at.mate).refused(views.restoreView, { params: { id } })).toMatchObject({ status: 404 });
    expect(await api.call(views.restoreView, { params: { id } })).toMatchObject({ name: 'Large' });
    expect(await namesFor(at.maker)).toEqual(['Large']);
  });

  it('open a list for one person: a kept one, one of the product, or none', async () => {
    const at = await place();
    const api = server.as(at.maker);
    const { id } = await api.call(views.createView, { body: base });
    const choose = (view: string | null) => ({ body: { object: 'account', layout: 'list' as const, view } });
    const chosen = async () => (await api.call(views.listViews, { query: { object: 'account' } })).defaults;
    await api.call(views.setDefaultView, choose('mine'));
    await api.call(views.setDefaultView, choose(id));
    expect(await chosen()).toEqual([{ object: 'account', layout: 'list', view: id }]);
    expect(await server.as(at.mate).refused(views.setDefaultView, choose(id))).toMatchObject({ status: 404 });
    await api.call(views.setDefaultView, choose(null));
    expect(await chosen()).toEqual([]);
  });

  it('never widen rights: whoever opens one sees their own rows, and "me" is the reader', async () => {
    const at = await place();
    const filter = JSON.stringify({ field: 'owner', op: 'in', value: [{ me: true }] });
    for (const user of [at.mate, at.stranger]) await server.as(user).call(deals.create, { body: { title: `Of ${user.name}` } });
    const shared = await server.as(at.owner).call(views.createView, {
      body: { object: 'deal', name: 'Mine', audience: 'public', filter, sort: '-title', columns: [{ key: 'title', width: 300 }] },
    });
    const read = await server.as(at.mate).call(views.getView, { params: { id: shared.id } });
    expect(read).toMatchObject({ sort: '-title', columns: [{ key: 'title', width: 300 }], lost: [], mayEdit: false });
    const rows = async (query: object) => (await server.as(at.mate).call(deals.list, { query })).data.map(({ title }) => title);
    expect(await rows({ filter: read.filter })).toEqual([`Of ${at.mate.name}`]);
    expect(await rows({})).toEqual([`Of ${at.mate.name}`]);
  });

  it('outlive a field: what named it is left out and said, and the rest goes on', async () => {
    const at = await place();
    const api = server.as(at.owner);
    const labels = { en: 'Tier' };
    const field = await api.call(createCustomField, { body: { object: 'account', key: 'tier', kind: 'text', labels } });
    const since = { field: 'createdAt', op: 'gte', value: { rel: 'today', offset: -7, unit: 'day' } };
    const tier = { field: 'custom.tier', op: 'eq', value: 'gold' };
    const named = { and: [{ field: 'name', op: 'contains', value: 'a' }, since] };
    const look = {
      filter: JSON.stringify({ and: [tier, ...named.and] }),
      sort: 'custom.tier,-name',
      columns: [{ key: 'name' }, { key: 'custom.tier' }],
    };
    const { id } = await api.call(views.createView, { body: { ...base, ...look } });
    await api.call(archiveCustomField, { params: { id: field.id } });
    const read = await api.call(views.getView, { params: { id } });
    expect(read).toMatchObject({ filter: JSON.stringify(named), sort: '-name', columns: [{ key: 'name' }] });
    expect(read.lost).toEqual(['filter', 'sort', 'columns'].map((part) => ({ part, field: 'custom.tier', label: 'Tier' })));
    expect(await api.call(views.updateView, { params: { id }, body: { version: 1, name: 'Still' } })).toMatchObject({
      name: 'Still',
    });
    const again = await api.refused(views.createView, { body: { ...base, ...look } });
    expect(again).toMatchObject({ status: 400, errors: [{ pointer: '/body/filter/and/0/field' }, { pointer: '/body/sort' }] });
  });

  it('say nothing of a field that is hidden from the reader but its name', async () => {
    const at = await place();
    const api = server.as(at.owner);
    const secret = { field: 'country', op: 'contains', value: 'Secret' };
    const look = { filter: JSON.stringify(secret), sort: 'country', columns: [{ key: 'name' }, { key: 'country' }] };
    const { id } = await api.call(views.createView, { body: { ...base, ...look, audience: 'public' } });
    const { data } = await api.call(listRoles, {});
    const seller = data.find((role) => role.base === 'seller' && role.name === null);
    await api.call(updateRole, {
      params: { id: seller?.id ?? '' },
      body: { version: 1, fields: { account: { country: 'hidden' } } },
    });
    const read = await server.as(at.maker).call(views.getView, { params: { id } });
    expect(read).toMatchObject({ filter: null, sort: '', columns: [{ key: 'name' }] });
    expect(read.lost.map(({ part, label }) => [part, label])).toEqual(
      ['filter', 'sort', 'columns'].map((part) => [part, 'Country']),
    );
    expect(JSON.stringify(read)).not.toContain('Secret');
    expect((await api.call(views.getView, { params: { id } })).lost).toEqual([]);
  });

  it('keep a column that is hidden from whoever saves them, where it stood', async () => {
    const at = await place();
    const api = server.as(at.owner);
    const columns = [{ key: 'name' }, { key: 'country', width: 240 }, { key: 'industry' }];
    const shared = { ...base, columns, audience: 'public' as const };
    const { id } = await server.as(at.maker).call(views.createView, { body: { ...shared, audience: 'private' } });
    const { data } = await api.call(listRoles, {});
    const seller = data.find((role) => role.base === 'seller' && role.name === null);
    const body = { version: 1, fields: { account: { country: 'hidden' as const } } };
    await api.call(updateRole, { params: { id: seller?.id ?? '' }, body });
    const maker = server.as(at.maker);
    const saved = await maker.call(views.updateView, {
      params: { id },
      body: { version: 1, columns: [{ key: 'industry' }, { key: 'name' }] },
    });
    expect(saved.columns).toEqual([{ key: 'industry' }, { key: 'name' }]);
    const kept = await server.db
      .selectFrom('savedViews')
      .select('columns')
      .where('workspaceId', '=', at.owner.workspaceId)
      .execute();
    expect(kept).toEqual([{ columns: [{ key: 'industry' }, { key: 'country', width: 240 }, { key: 'name' }] }]);
    await maker.call(views.updateView, { params: { id }, body: { version: 2, columns: [] } });
    expect((await maker.call(views.getView, { params: { id } })).lost).toEqual([]);
  });

  it('keep conditions and an order that are hidden from whoever saves them', async () => {
    const at = await place();
    const api = server.as(at.owner);
    const secret = { field: 'country', op: 'eq' as const, value: 'Secret' };
    const known = { field: 'name', op: 'contains' as const, value: 'x' };
    const look = { filter: JSON.stringify({ and: [secret, known] }), sort: 'country', audience: 'private' as const };
    const maker = server.as(at.maker);
    const { id } = await maker.call(views.createView, { body: { ...base, ...look } });
    const seller = (await api.call(listRoles, {})).data.find((role) => role.base === 'seller' && role.name === null);
    const fields = { account: { country: 'hidden' as const } };
    await api.call(updateRole, { params: { id: seller?.id ?? '' }, body: { version: 1, fields } });
    const changed = { version: 1, filter: JSON.stringify({ ...known, value: 'y' }), sort: '-name' };
    const saved = await maker.call(views.updateView, { params: { id }, body: changed });
    expect(saved).toMatchObject({ filter: changed.filter, sort: '-name' });
    expect(saved.lost.map(({ part }) => part)).toEqual(['filter', 'sort']);
    expect(JSON.stringify(saved)).not.toContain('Secret');
    const kept = await server.db
      .selectFrom('savedViews')
      .select(['filter', 'sort'])
      .where('workspaceId', '=', at.owner.workspaceId)
      .execute();
    expect(kept).toEqual([{ filter: { and: [{ ...known, value: 'y' }, secret] }, sort: '-name,country' }]);
  });

  it('show a masked column as such, of the product and of the workspace, and ask nothing of it', async () => {
    const at = await place();
    const api = server.as(at.owner);
    const labels = { en: 'Tier' };
    await api.call(createCustomField, { body: { object: 'account', key: 'tier', kind: 'text', labels } });
    await api.call(accounts.create, {
      body: { name: 'Quartz AG', phone: '+49 30 1234 5678', custom: { tier: 'platinum' } },
    });
    const columns = [{ key: 'name' }, { key: 'phone' }, { key: 'custom.tier' }];
    const tier = JSON.stringify({ field: 'custom.tier', op: 'eq', value: 'platinum' });
    const look = { filter: tier, sort: 'custom.tier', columns };
    const { id } = await api.call(views.createView, { body: { ...base, ...look, audience: 'public' } });
    const seller = (await api.call(listRoles, {})).data.find((role) => role.base === 'seller' && role.name === null);
    const fields = { account: { phone: 'masked', 'custom.tier': 'masked' } } as const;
    await api.call(updateRole, { params: { id: seller?.id ?? '' }, body: { version: 1, fields } });
    const reader = server.as(at.maker);
    const read = await reader.call(views.getView, { params: { id } });
    expect(read).toMatchObject({ filter: null, sort: '', columns });
    expect(read.lost.map(({ part }) => part)).toEqual(['filter', 'sort']);
    const [row] = (await reader.call(accounts.list, {})).data;
    expect(row).toMatchObject({ name: 'Quartz AG', phone: expect.stringMatching(/^•+\s?5678$/) });
    expect(JSON.stringify(row)).not.toContain('platinum');
    expect(await reader.refused(accounts.list, { query: { filter: tier } })).toMatchObject({ status: 400 });
    expect(await reader.refused(accounts.list, { query: { sort: 'custom.tier' } })).toMatchObject({ status: 400 });
    // A view of one's own keeps them as columns too.
    const own = await reader.call(views.createView, { body: { ...base, name: 'Own', columns } });
    expect(own).toMatchObject({ columns, lost: [] });
  });

  it('refuse what is not there', async () => {
    const at = await place();
    const api = server.as(at.owner);
    expect(await api.refused(views.listViews, { query: { object: 'spaceship' } })).toMatchObject({
      code: 'records.unknown_object',
    });
    const [start] = await loadStarts(db, (await place()).owner.scope);
    const body = { object: 'deal', layout: 'board' as const, name: 'Board', processId: start?.processId ?? null };
    expect(await api.refused(views.createView, { body })).toMatchObject({ status: 404, code: 'records.unknown_process' });
    const support = await buildUser(db, at.workspace, { role: 'delivery' });
    expect((await server.as(support).get('/api/v1/saved-views?object=lead')).status).toBe(403);
  });
});
