import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { products } from '../../catalogue/contract.ts';
import { accounts, contacts } from '../../customers/contract.ts';
import { dealEndpoints as deals } from '../../deals/contract.ts';
import { listHistory } from '../../deals/moves/contract.ts';
import { listUsers } from '../../identity/members/contract.ts';
import { leads } from '../../prospecting/contract.ts';
import { createCustomField } from '../../records/custom-fields/contract.ts';
import { listTimeline } from '../../timeline/contract.ts';
import type { Import } from '../contract.ts';
import type { FieldSource, ImportMapInput, MapTarget } from '../mapping/contract.ts';

const server = await testServer();
const imports = importer(server);

type Mode = MapTarget['mode'];

function mapOf(kind: string, fields: Record<string, FieldSource>, key?: string, mode: Mode = 'upsert'): ImportMapInput {
  return { version: 1, files: [{ file: 'x.csv', targets: [{ kind, mode, fields, ...(key === undefined ? {} : { key }) }] }] };
}

const counts = ({ progress }: Import) => progress.targets[0]?.counts;

/** A kind that is told by a key: made, changed and left alike by one file, changed alone by another, taken back. */
interface Case {
  kind: string;
  key: string;
  header: string;
  fields: Record<string, FieldSource>;
  /** Two rows, the second of them otherwise, one more of the same key, and one that cannot be read. */
  rows: readonly [string, string, string, string, string];
  fault: string;
}

const cases: readonly Case[] = [
  {
    kind: 'account',
    key: 'name',
    header: 'name,staff',
    fields: { name: { column: 'name' }, employees: { column: 'staff' } },
    rows: ['A,1', 'B,2', 'B,3', 'C,4', 'D,many'],
    fault: 'not_a_number',
  },
  {
    kind: 'contact',
    key: 'emails',
    header: 'name,mail,birthday',
    fields: { name: { column: 'name' }, emails: { column: 'mail' }, birthday: { column: 'birthday' } },
    rows: ['Ada,a@x.test,1990-01-01', 'Bo,b@x.test,', 'Bob,b@x.test,', 'Cy,c@x.test,', 'Di,d@x.test,31.02.2024'],
    fault: 'not_a_date',
  },
  {
    kind: 'product',
    key: 'code',
    header: 'code,name,price',
    fields: { code: { column: 'code' }, name: { column: 'name' }, priceMinor: { column: 'price' } },
    rows: ['P1,Pump,10', 'P2,Valve,20', 'P2,Valve,25.50', 'P3,Pipe,1', 'P4,Nut,-1'],
    fault: 'too_small',
  },
  {
    kind: 'order',
    key: 'number',
    header: 'number,day,po',
    fields: { number: { column: 'number' }, orderedOn: { column: 'day' }, poNumber: { column: 'po' } },
    rows: ['1,2026-01-01,A', '2,2026-01-02,B', '2,2026-01-02,C', '3,2026-01-03,', '4,31.02.2024,'],
    fault: 'not_a_date',
  },
  {
    kind: 'competitor',
    key: 'name',
    header: 'name,site',
    fields: { name: { column: 'name' }, website: { column: 'site' } },
    rows: ['A,a.test', 'B,b.com', 'B,bb.com', 'C,', 'D,not a site'],
    fault: 'not_a_url',
  },
  {
    kind: 'lead',
    key: 'name',
    header: 'name,received,source',
    fields: { name: { column: 'name' }, receivedOn: { column: 'received' }, source: { column: 'source' } },
    rows: ['A,2024-01-02,fair', 'B,2024-01-03,web', 'B,2024-01-03,call', 'C,,', 'D,soon,'],
    fault: 'not_a_date',
  },
  {
    kind: 'deal',
    key: 'title',
    header: 'title,amount,stage',
    fields: { title: { column: 'title' }, amountMinor: { column: 'amount' }, stage: { column: 'stage' } },
    rows: ['A,10,1', 'B,20,2', 'B,25,2', 'C,,1', 'D,5,nine'],
    fault: 'exchange.unknown_stage',
  },
  {
    kind: 'user',
    key: 'name',
    header: 'name,mail,role',
    fields: { name: { column: 'name' }, email: { column: 'mail' }, role: { column: 'role' } },
    rows: ['Ann,,seller', 'Ben,b@x.test,seller', 'Ben,ben@x.test,salesManager', 'Cid,,', 'Dan,,king'],
    fault: 'exchange.unknown_value',
  },
];

describe.each(cases)('import of $kind', ({ kind, key, header, fields, rows: [first, second, changed, third, broken], fault }) => {
  const file = (...lines: string[]) => ({ 'x.csv': `${header}\n${lines.join('\n')}\n` });
  const map = mapOf(kind, fields, key);

  it('makes what is new, changes what is there by its key, and says what is the same', async () => {
    const { owner } = await buildWorkspace(server.db);
    expect(counts(await imports.run(owner, file(first, second), map))).toMatchObject({ create: 2, update: 0 });
    expect(counts(await imports.run(owner, file(first, changed, third), map))).toMatchObject({ create: 1, update: 1, same: 1 });
    const again = await imports.run(owner, file(second), mapOf(kind, fields, key, 'update'));
    expect(counts(again)).toMatchObject({ create: 0, update: 1 });
  });

  it('changes only what is there, or makes only what is new, when told so', async () => {
    const { owner } = await buildWorkspace(server.db);
    await imports.run(owner, file(first), map);
    const update = await imports.check(owner, file(first, third), mapOf(kind, fields, key, 'update'));
    expect(update.faults).toMatchObject([{ code: 'exchange.not_found', rows: [3] }]);
    const create = await imports.check(owner, file(first, third), mapOf(kind, fields, key, 'create'));
    expect(create.faults).toMatchObject([{ code: 'exchange.exists', rows: [2] }]);
  });

  it('names the row that cannot be read, and leaves it out when told so', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { faults } = await imports.check(owner, file(first, broken), map);
    expect(faults).toMatchObject([{ code: fault, rows: [3], count: 1 }]);
    expect(faults[0]?.column).not.toBeNull();
    expect(counts(await imports.run(owner, file(first, broken), map, true))).toMatchObject({ create: 1, error: 1 });
  });

  it('takes back what it made', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await imports.run(owner, file(first, second), map);
    expect(await imports.undo(owner, id)).toMatchObject({ state: 'undone', progress: { undone: 2, kept: 0 } });
    expect(counts(await imports.run(owner, file(first, second), map))).toMatchObject({ create: 2 });
  });
});

describe('import of activities', () => {
  const map = mapOf('activity', {
    account: { column: 'account' },
    kind: { column: 'kind' },
    subject: { column: 'subject' },
    doneAt: { column: 'when' },
    direction: { column: 'direction', values: { in: 'in', out: 'out' } },
    assignee: { column: 'who' },
  });
  const header = 'account,kind,subject,when,direction,who\n';

  async function makeAccount(owner: TestUser): Promise<string> {
    const { id } = await server.as(owner).call(accounts.create, { body: { name: 'Acme' } });
    return id;
  }

  it('stand on the timeline with their own time and author, and go when they are taken back', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const seller = await buildUser(server.db, workspace);
    const name = (await server.as(owner).call(listUsers, { query: {} })).data.find(({ id }) => id === seller.id)?.name ?? '';
    const id = await makeAccount(owner);
    const rows = `Acme,call,Rang,2020-05-06T10:00:00Z,out,${name}\nAcme,Meeting,Met,2020-05-07T10:00:00Z,,${name}\n`;
    const done = await imports.run(owner, { 'x.csv': header + rows }, map);
    expect(counts(done)).toMatchObject({ create: 2 });
    const shown = async () => {
      const { data } = await server.as(owner).call(listTimeline, { params: { id }, query: {} });
      return JSON.stringify(data);
    };
    expect(await shown()).toContain('2020-05-06T10:00:00');
    expect(await shown()).toContain('Rang');
    await imports.undo(owner, done.id);
    expect(await shown()).not.toContain('Rang');
  });

  it('say which row names nothing that they could be about', async () => {
    const { owner } = await buildWorkspace(server.db);
    await makeAccount(owner);
    const { faults } = await imports.check(
      owner,
      { 'x.csv': `${header}Nobody,call,Rang,2020-05-06,,\nAcme,dance,Rang,2020-05-06,,\n` },
      map,
    );
    expect(faults).toMatchObject([
      { code: 'exchange.not_found', label: 'Account', column: 'account', rows: [2] },
      { code: 'exchange.unknown_value', column: 'kind', rows: [3], values: ['dance'] },
    ]);
  });
});

describe('related files in one go', () => {
  const map: ImportMapInput = {
    version: 1,
    files: [
      { file: 'deals.csv', targets: [{ kind: 'deal', key: 'title', fields: { title: { column: 'deal' }, account: { column: 'company' }, primaryContact: { column: 'who' }, owner: { column: 'seller' }, status: { column: 'status' }, openedOn: { column: 'from' }, closedOn: { column: 'to' } } }] },
      { file: 'contacts.csv', targets: [{ kind: 'contact', key: 'name', fields: { name: { column: 'who' }, account: { column: 'company' } } }] },
      { file: 'people.csv', targets: [
        { kind: 'team', key: 'name', distinct: true, fields: { name: { column: 'office' } } },
        { kind: 'user', key: 'name', fields: { name: { column: 'seller' }, team: { column: 'office' } } },
      ] },
      { file: 'companies.csv', targets: [{ kind: 'account', key: 'name', fields: { name: { column: 'company' }, parent: { column: 'group' } } }] },
      { file: 'calls.csv', targets: [{ kind: 'activity', fields: { deal: { column: 'deal' }, kind: { value: 'call' }, subject: { template: 'Call about {deal}' }, doneAt: { column: 'at' } } }] },
    ],
  }; // prettier-ignore
  const files = {
    'deals.csv':
      'deal,company,who,seller,status,from,to\nD1,Acme,Ada,Sam,won,2020-01-02,2020-03-04\nD2,Sub,Ada,Sam,open,2020-01-02,\n',
    'contacts.csv': 'who,company\nAda,Acme\n',
    'people.csv': 'seller,office\nSam,West\n',
    'companies.csv': 'company,group\nSub,Acme\nAcme,\n',
    'calls.csv': 'deal,at\nD1,2020-02-03\nD2,2020-02-04\n',
  };

  it('finds each other whatever their order; the past has its days and passes no gate, and says so', async () => {
    const { owner } = await buildWorkspace(server.db);
    const done = await imports.run(owner, files, map);
    expect(done.progress.targets.map(({ kind, counts: { create } }) => [kind, create])).toEqual([
      ['team', 1],
      ['user', 1],
      ['account', 2],
      ['contact', 1],
      ['deal', 2],
      ['activity', 2],
    ]);
    const [won] = (await server.as(owner).call(deals.list, { query: { q: undefined, sort: 'title' } })).data;
    expect(won).toMatchObject({
      status: 'won',
      isHistory: true,
      openedOn: '2020-01-02',
      wonOn: '2020-03-04',
      owner: { name: 'Sam' },
      team: { name: 'West' },
    });
    const { data } = await server.as(owner).call(listHistory, { params: { id: won?.id ?? '' } });
    expect(data.map(({ kind, isHistory }) => [kind, isHistory])).toEqual([
      ['import', true],
      ['won', true],
    ]);
    expect(await imports.undo(owner, done.id)).toMatchObject({ state: 'undone', progress: { undone: 9, kept: 0 } });
  });
});

describe('fields that the workspace added', () => {
  it('are filled from a file, told apart by their names, and kept when another file says nothing of them', async () => {
    const { owner } = await buildWorkspace(server.db);
    const caller = server.as(owner);
    const tiers = [
      { value: 'gold', labels: { en: 'Gold', 'zh-Hans': '金牌' } },
      { value: 'tin', labels: { en: 'Tin', 'zh-Hans': '铁牌' } },
    ];
    const object = 'account';
    await caller.call(createCustomField, {
      body: { object, key: 'tier', kind: 'choice', labels: { en: 'Tier', 'zh-Hans': '等级' }, choices: tiers },
    });
    await caller.call(createCustomField, { body: { object, key: 'visits', kind: 'integer', labels: { en: 'Visits' } } });
    const map = mapOf(
      object,
      { name: { column: 'name' }, 'custom.tier': { column: 'tier' }, 'custom.visits': { column: 'visits' } },
      'name',
    );
    const header = 'name,tier,visits\n';
    await imports.run(owner, { 'x.csv': `${header}A,金牌,3\nB,tin,\n` }, map);
    const read = async () => (await caller.call(accounts.list, { query: { sort: 'name' } })).data.map(({ custom }) => custom);
    expect(await read()).toEqual([{ tier: 'gold', visits: 3 }, { tier: 'tin' }]);
    const again = await imports.run(
      owner,
      { 'x.csv': 'name,visits\nA,3\nB,5\n' },
      mapOf(object, { name: { column: 'name' }, 'custom.visits': { column: 'visits' } }, 'name'),
    );
    expect(counts(again)).toMatchObject({ same: 1, update: 1 });
    expect(await read()).toEqual([
      { tier: 'gold', visits: 3 },
      { tier: 'tin', visits: 5 },
    ]);
    const { faults } = await imports.check(owner, { 'x.csv': `${header}C,wood,some\n` }, map);
    expect(faults.map(({ code, label }) => [code, label])).toEqual(
      expect.arrayContaining([
        ['exchange.unknown_value', 'Tier'],
        ['not_a_number', 'Visits'],
      ]),
    );
  });
});

describe('numbers with what they count', () => {
  it('are read: 2010年, 35000+人, 200 人', async () => {
    const { owner } = await buildWorkspace(server.db);
    const fields = { name: { column: 'name' }, foundedYear: { column: 'year' }, employees: { column: 'staff' } };
    await imports.run(
      owner,
      { 'x.csv': 'name,year,staff\nA,2010年,35000+人\nB,1984,200 人\n' },
      mapOf('account', fields, 'name'),
    );
    const { data } = await server.as(owner).call(accounts.list, { query: { sort: 'name' } });
    expect(data.map(({ foundedYear, employees }) => [foundedYear, employees])).toEqual([
      [2010, 35_000],
      [1984, 200],
    ]);
    const { faults } = await imports.check(
      owner,
      { 'x.csv': 'name,year,staff\nC,2010,100-500人\n' },
      mapOf('account', fields, 'name'),
    );
    expect(faults).toMatchObject([{ code: 'not_a_number', column: 'staff' }]);
  });
});

describe('values with several parts', () => {
  it('change only the parts that a file has', async () => {
    const { owner } = await buildWorkspace(server.db);
    const fields = { name: { column: 'name' }, 'address.city': { column: 'city' }, 'address.street': { column: 'street' } };
    await imports.run(owner, { 'x.csv': 'name,city,street\nA,Suzhou,Main 1\n' }, mapOf('account', fields, 'name'));
    await imports.run(
      owner,
      { 'x.csv': 'name,city\nA,Wuxi\n' },
      mapOf('account', { name: { column: 'name' }, 'address.city': { column: 'city' } }, 'name'),
    );
    expect((await server.as(owner).call(accounts.list, { query: {} })).data[0]?.address).toEqual({
      city: 'Wuxi',
      street: 'Main 1',
    });
  });
  it('take several columns as a list, and a channel without touching another', async () => {
    const { owner } = await buildWorkspace(server.db);
    const name = { column: 'name' };
    await imports.run(
      owner,
      { 'x.csv': 'name,m1,m2,wx\nAda,a@x.test,,ada1\nBo,,b@x.test,\n' },
      mapOf('contact', { name, emails: { template: '{m1};{m2}' }, 'handles.wechat': { column: 'wx' } }, 'name'),
    );
    await imports.run(
      owner,
      { 'x.csv': 'name,li\nAda,ada-li\n' },
      mapOf('contact', { name, 'handles.linkedin': { column: 'li' } }, 'name'),
    );
    const { data } = await server.as(owner).call(contacts.list, { query: { sort: 'name' } });
    expect(data.map(({ emails }) => emails?.map(({ value }) => value))).toEqual([['a@x.test'], ['b@x.test']]);
    expect(data[0]?.handles?.map(({ channel }) => channel).toSorted()).toEqual(['linkedin', 'wechat']);
  });
});

describe('rights', () => {
  it('leaves an administrator whom a file of sellers names what they are', async () => {
    const { owner } = await buildWorkspace(server.db);
    const me = (await server.as(owner).call(listUsers, { query: {} })).data[0];
    await imports.run(
      owner,
      { 'x.csv': `name\n${me?.name ?? ''}\nNew One\n` },
      mapOf('user', { name: { column: 'name' }, role: { value: 'seller' } }, 'name'),
    );
    const { data } = await server.as(owner).call(listUsers, { query: {} });
    expect(data.find(({ id }) => id === me?.id)?.role).toBe('owner');
    expect(data.find(({ name }) => name === 'New One')?.role).toBe('seller');
  });
  it('shows a seller no kind that the role may not make', async () => {
    const workspace = await buildWorkspace(server.db);
    const seller = await buildUser(server.db, workspace);
    const reply = await server.as(seller).get('/api/v1/import-kinds');
    expect(reply.json.data.map(({ kind }: { kind: string }) => kind)).not.toContain('user');
    expect(products.list.path).toBe('/products');
    expect(leads.list.path).toBe('/leads');
  });
});
