import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { createActivity } from '../timeline/contract.ts';
import { accounts, contacts, listSuggestions } from './contract.ts';
import { createRelation, listRelations, removeRelation } from './relations/contract.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db);
const owner = server.as(workspace.owner);
const east = await buildTeam(server.db, workspace, { name: 'East' });
const west = await buildTeam(server.db, workspace, { name: 'West' });
const ann = await buildUser(server.db, workspace, { team: east });
const bob = await buildUser(server.db, workspace, { team: west });
const lead = await buildUser(server.db, workspace, { team: east, role: 'salesManager' });
const care = await buildUser(server.db, workspace, { role: 'support' });
const reader = await buildUser(server.db, workspace, { role: 'analyst' });

const account = (name: string, extra: object = {}) => owner.call(accounts.create, { body: { name, ...extra } });

describe('accounts', () => {
  it('keeps a valid credit code, cleaned, once per workspace', async () => {
    const made = await account('远景智造', { creditCode: '91350100 m000100y43' });
    expect(made.creditCode).toBe('91350100M000100Y43');
    const twice = await owner.refused(accounts.create, { body: { name: '别家', creditCode: '91350100M000100Y43' } });
    expect(twice).toMatchObject({ status: 409, errors: [{ pointer: '/body/creditCode', code: 'duplicate' }] });
    const other = await buildWorkspace(server.db);
    const elsewhere = await server
      .as(other.owner)
      .call(accounts.create, { body: { name: '远景智造', creditCode: '91350100M000100Y43' } });
    expect(elsewhere.creditCode).toBe('91350100M000100Y43');
  });

  it('refuses to take one back from the bin whose code another has got since', async () => {
    const first = await account('First', { creditCode: '91110108551385082Q' });
    await owner.call(accounts.remove, { params: { id: first.id } });
    const second = await account('Second', { creditCode: '91110108551385082Q' });
    expect(await owner.refused(accounts.restore, { params: { id: first.id } })).toMatchObject({
      status: 409,
      errors: [{ pointer: '/body/creditCode', code: 'duplicate' }],
    });
    await owner.call(accounts.remove, { params: { id: second.id } });
    expect((await owner.call(accounts.restore, { params: { id: first.id } })).deletedAt).toBeNull();
  });

  it('is not changed by an edit that says what it says already', async () => {
    const address = { province: '江苏', city: '苏州', street: '星湖街 1 号' };
    const made = await account('Same address', { address });
    const edited = await owner.call(accounts.update, { params: { id: made.id }, body: { version: 1, address } });
    expect(edited.version).toBe(1);
  });

  it("refuses a credit code with a wrong check digit, in the reader's words", async () => {
    const problem = await owner
      .with({ 'x-language': 'zh-Hans' })
      .refused(accounts.create, { body: { name: 'X', creditCode: '91350100M000100Y44' } });
    expect(problem).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/creditCode', code: 'customers.invalid_credit_code' }],
    });
    expect(problem.errors?.[0]?.detail).toContain('校验码');
  });

  it('lets companies share a name', async () => {
    await account('Same');
    expect((await account('Same')).name).toBe('Same');
  });

  it('gives a revenue the currency of the workspace', async () => {
    expect(await account('Rich', { annualRevenueMinor: 110_004 })).toMatchObject({
      annualRevenueMinor: 110_004,
      currency: 'CNY',
    });
  });

  it('refuses a parent that is below the account', async () => {
    const top = await account('Top');
    const mid = await account('Mid', { parentId: top.id });
    const low = await account('Low', { parentId: mid.id });
    const problem = await owner.refused(accounts.update, {
      params: { id: top.id },
      body: { version: top.version, parentId: low.id },
    });
    expect(problem).toMatchObject({ status: 409, errors: [{ pointer: '/body/parentId', code: 'records.cycle' }] });
    const self = await owner.refused(accounts.update, {
      params: { id: top.id },
      body: { version: top.version, parentId: top.id },
    });
    expect(self.status).toBe(409);
  });

  it('lets only one of two people close a circle', async () => {
    const [a, b] = [await account('A'), await account('B')];
    const results = await Promise.all([
      owner.raw('PATCH', `/api/v1/accounts/${a.id}`, { version: a.version, parentId: b.id }),
      owner.raw('PATCH', `/api/v1/accounts/${b.id}`, { version: b.version, parentId: a.id }),
    ]);
    expect(results.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('suggests the values in use, most frequent first', async () => {
    const other = await buildWorkspace(server.db);
    const its = server.as(other.owner);
    for (const industry of ['medical', 'medical', 'technolgy'])
      await its.call(accounts.create, { body: { name: industry, industry } });
    expect((await its.call(listSuggestions, { query: { field: 'industry' } })).data).toEqual([
      { value: 'medical', count: 2 },
      { value: 'technolgy', count: 1 },
    ]);
    expect((await its.call(listSuggestions, { query: { field: 'industry', q: 'tech%' } })).data).toEqual([]);
  });
});

describe('who may do what', () => {
  it('shows accounts to every role', async () => {
    const made = await account('Seen');
    for (const user of [ann, bob, lead, care, reader])
      expect((await server.as(user).get(`/api/v1/accounts/${made.id}`)).status).toBe(200);
  });

  it('lets a seller edit own accounts only', async () => {
    const made = await server.as(ann).call(accounts.create, { body: { name: 'Mine' } });
    expect((await server.as(ann).raw('PATCH', `/api/v1/accounts/${made.id}`, { version: 1, note: 'x' })).status).toBe(200);
    expect((await server.as(bob).raw('PATCH', `/api/v1/accounts/${made.id}`, { version: 2, note: 'y' })).status).toBe(403);
    expect((await server.as(lead).raw('PATCH', `/api/v1/accounts/${made.id}`, { version: 2, note: 'z' })).status).toBe(200);
  });

  it('lets neither support nor analysts create', async () => {
    for (const user of [care, reader]) expect((await server.as(user).post('/api/v1/accounts', { name: 'No' })).status).toBe(403);
  });

  it('hides the contacts of another team from a seller, by id, list and count', async () => {
    const made = await server.as(ann).call(contacts.create, { body: { name: '周明' } });
    const filter = JSON.stringify({ field: 'name', op: 'eq', value: '周明' });
    const list = async (user: typeof ann) =>
      (await server.as(user).call(contacts.list, { query: { filter } })).data.map(({ id }) => id);
    expect(await list(ann)).toEqual([made.id]);
    expect(await list(bob)).toEqual([]);
    expect(await list(care)).toEqual([made.id]);
    expect((await server.as(bob).call(contacts.count, { query: { filter } })).count).toBe(0);
    expect((await server.as(bob).get(`/api/v1/contacts/${made.id}`)).status).toBe(404);
  });
});

describe('contacts', () => {
  it('dates a consent and knows its channels', async () => {
    const made = await owner.call(contacts.create, {
      body: {
        name: 'Li',
        consent: 'given',
        handles: [{ channel: 'wechat', value: 'li-88' }],
        phones: [{ value: '+86 138 0013 8000' }],
      },
    });
    expect(made.consentOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(made.doNotContact).toBe(false);
  });

  it('are not approached against their will', async () => {
    const no = await owner.call(contacts.create, { body: { name: '赵总', doNotContact: true } });
    const company = await account('Their company');
    const call = { recordId: company.id, linkIds: [no.id], kind: 'call' as const, subject: 'Hello' };
    expect(await owner.refused(createActivity, { body: call })).toMatchObject({
      status: 422,
      code: 'customers.do_not_contact',
      detail: '赵总 does not want to be contacted.',
    });
    expect((await owner.call(createActivity, { body: { ...call, direction: 'in' } })).direction).toBe('in');
    expect((await owner.call(createActivity, { body: { ...call, kind: 'note' } })).kind).toBe('note');
    const refused = await owner.call(contacts.create, { body: { name: '钱总', consent: 'refused' } });
    expect((await owner.refused(createActivity, { body: { recordId: refused.id, kind: 'mail', subject: 'News' } })).code).toBe(
      'customers.consent_refused',
    );
    expect(
      (await owner.call(createActivity, { body: { recordId: refused.id, kind: 'call', subject: 'About your order' } })).kind,
    ).toBe('call');
  });
});

describe('relations', () => {
  it('are seen from both ends and kept once', async () => {
    const [a, b] = [await account('Partner A'), await account('Partner B')];
    const made = await owner.call(createRelation, { params: { id: a.id }, body: { toId: b.id, kind: 'partner' } });
    expect(made).toMatchObject({ direction: 'out', other: { id: b.id, title: 'Partner B' } });
    expect((await owner.call(listRelations, { params: { id: b.id } })).data).toMatchObject([
      { direction: 'in', other: { id: a.id } },
    ]);
    const back = await owner.refused(createRelation, { params: { id: b.id }, body: { toId: a.id, kind: 'partner' } });
    expect(back).toMatchObject({ status: 409, code: 'customers.relation_exists' });
    expect((await owner.refused(createRelation, { params: { id: a.id }, body: { toId: a.id, kind: 'knows' } })).code).toBe(
      'customers.relation_to_itself',
    );
    await owner.call(removeRelation, { params: { id: made.id } });
    expect((await owner.call(listRelations, { params: { id: a.id } })).data).toEqual([]);
  });

  it('are refused between kinds of record that they do not fit', async () => {
    const company = await account('Reports to nobody');
    const person = await owner.call(contacts.create, { body: { name: '周明' } });
    const refused = await owner.refused(createRelation, {
      params: { id: person.id },
      body: { toId: company.id, kind: 'reports_to' },
    });
    expect(refused).toMatchObject({ status: 422, code: 'customers.relation_not_between', errors: [{ pointer: '/body/kind' }] });
    expect((await owner.call(listRelations, { params: { id: person.id } })).data).toEqual([]);
  });

  it('need the right to edit, and do not show what may not be seen', async () => {
    const hers = await server.as(ann).call(contacts.create, { body: { name: 'Hers' } });
    const company = await server.as(ann).call(accounts.create, { body: { name: 'Her company' } });
    const made = await server
      .as(ann)
      .call(createRelation, { params: { id: company.id }, body: { toId: hers.id, kind: 'knows' } });
    expect((await server.as(bob).call(listRelations, { params: { id: company.id } })).data).toEqual([]);
    for (const part of ['events', 'timeline'])
      expect((await server.as(bob).get(`/api/v1/records/${company.id}/${part}`)).text).not.toContain('"Hers"');
    expect(
      (await server.as(bob).post(`/api/v1/records/${company.id}/relations`, { toId: company.id, kind: 'knows' })).status,
    ).toBe(403);
    expect((await server.as(bob).delete(`/api/v1/relations/${made.id}`)).status).toBe(403);
    const stranger = await buildWorkspace(server.db);
    expect((await server.as(stranger.owner).delete(`/api/v1/relations/${made.id}`)).status).toBe(404);
    expect((await server.as(stranger.owner).get(`/api/v1/records/${company.id}/relations`)).status).toBe(404);
  });
});
