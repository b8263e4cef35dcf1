import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { products } from '../../catalogue/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { dealEndpoints as deals } from '../../deals/contract.ts';
import { listImportKinds, proposeMapping } from '../contract.ts';
import type { ImportMapInput } from '../mapping/contract.ts';
import { groupsOf, withDecisions } from '../web/mapping-rules.ts';

const server = await testServer();
const imports = importer(server);
const dollars = { currency: 'USD', timeZone: 'America/New_York' };
const folder = join(import.meta.dirname, '../../../../../shared/data');

const read = (...path: string[]): Buffer => readFileSync(join(folder, ...path));

describe('proposeMapping', () => {
  const people = 'agent,manager,office\nAnna,Dustin,Central\nMoses,Dustin,West\n';

  it('makes teams and managers of a file of people, each once and before those who point to them', async () => {
    const { owner } = await buildWorkspace(server.db);
    const id = await imports.begin(owner, { 'sales_teams.csv': people });
    const { map } = await server.as(owner).call(proposeMapping, { params: { id }, body: undefined });
    expect(map.files[0]?.targets).toMatchObject([
      { kind: 'team', distinct: true, fields: { name: { column: 'office' } } },
      { kind: 'user', distinct: true, fields: { name: { column: 'manager' }, role: { value: 'salesManager' } } },
      { kind: 'user', distinct: false, fields: { name: { column: 'agent' }, team: { column: 'office' } } },
    ]);
  });

  it('joins first and last name, and several columns of mails', async () => {
    const { owner } = await buildWorkspace(server.db);
    const id = await imports.begin(owner, {
      'contacts.csv': 'first_name,last_name,email_work,email_home\nAda,Byron,a@x.test,b@x.test\n',
      '联系人.csv': '姓,名,手机,办公电话\n王,小明,13800138000,010-62345678\n',
    });
    const { map } = await server.as(owner).call(proposeMapping, { params: { id }, body: undefined });
    expect(map.files.map(({ targets }) => targets[0]?.fields)).toMatchObject([
      { name: { template: '{first_name} {last_name}' }, emails: { template: '{email_work};{email_home}' } },
      { name: { template: '{姓}{名}' }, phones: { template: '{手机};{办公电话}' } },
    ]);
  });

  it('says the order of dates and the decimal mark where the values do, and leaves open what can be read both ways', async () => {
    const { owner } = await buildWorkspace(server.db);
    const id = await imports.begin(owner, { 'deals.csv': 'deal;amount;opened;closed\nA;1.234,50;31/12/2024;3/4/2024\n' });
    const { map } = await server.as(owner).call(proposeMapping, { params: { id }, body: undefined });
    expect(map.files[0]?.targets[0]?.fields).toMatchObject({
      amountMinor: { column: 'amount', decimalMark: ',' },
      openedOn: { column: 'opened', dateOrder: 'dmy' },
    });
    expect(map.files[0]?.targets[0]?.fields['closedOn']).toEqual({ column: 'closed' });
  });

  it('reads a file as the one of the same columns was read before, unless asked anew', async () => {
    const { owner } = await buildWorkspace(server.db);
    const map: ImportMapInput = {
      version: 1,
      dateOrder: 'mdy',
      files: [
        {
          file: 'old.csv',
          targets: [{ kind: 'account', key: 'name', fields: { name: { column: 'x' }, region: { column: 'y' } } }],
        },
      ],
    };
    const before = await imports.run(owner, { 'old.csv': 'x,y\nA,north\n' }, map);
    const id = await imports.begin(owner, { 'new.csv': 'x,y\nB,south\n', 'other.csv': 'name\nC\n' });
    const call = (query: object) => server.as(owner).call(proposeMapping, { params: { id }, query, body: undefined });
    const again = await call({});
    expect(again.reused).toMatchObject([{ file: 'new.csv', importId: before.id }]);
    expect(again.map.files[0]).toMatchObject({
      file: 'new.csv',
      targets: [{ kind: 'account', fields: { region: { column: 'y', dateOrder: 'mdy' } } }],
    });
    expect((await call({ fresh: 'true' })).reused).toEqual([]);
    const stranger = (await buildWorkspace(server.db)).owner;
    const theirs = await imports.begin(stranger, { 'new.csv': 'x,y\nB,south\n' });
    const { reused } = await server.as(stranger).call(proposeMapping, { params: { id: theirs }, body: undefined });
    expect(reused).toEqual([]);
  });
});

describe.skipIf(!existsSync(folder))('the real pipeline without a map', () => {
  const names = ['accounts.csv', 'products.csv', 'sales_teams.csv', 'sales_pipeline.csv'];

  it('comes to what the map of the example makes of it', async () => {
    const proposed = await buildWorkspace(server.db, dollars);
    const byMap = await buildWorkspace(server.db, dollars);
    const files = Object.fromEntries(names.map((name) => [name, read('crm-sales-opportunities', name)]));
    const example = join(import.meta.dirname, '../../../../examples/crm-sales-opportunities/map.json');
    await imports.run(byMap.owner, files, JSON.parse(readFileSync(example, 'utf8')) as ImportMapInput);

    const { owner } = proposed;
    const id = await imports.begin(owner, files);
    const caller = server.as(owner);
    const { map } = await caller.call(proposeMapping, { params: { id }, body: undefined });
    const kinds = (await caller.call(listImportKinds, {})).data;
    // What no file says: the revenue is in millions.
    const revenue = map.files.find(({ file }) => file === 'accounts.csv')?.targets[0]?.fields['annualRevenueMinor'];
    if (revenue) revenue.factor = '1000000';
    const first = await imports.recheck(owner, id, map);
    const groups = groupsOf(first.checked.report?.proposals ?? []);
    const shown = groups.map(({ field, values }) => [field, values.map(({ value, label }) => [value, label])]);
    expect(shown).toEqual([
      ['industry', [['technolgy', 'technology']]],
      [
        'stage',
        [
          ['Won', 'Sign and deliver'],
          ['Lost', null],
          ['Engaging', 'Needs'],
          ['Prospecting', 'Contact'],
        ],
      ],
      [
        'status',
        [
          ['Engaging', 'Open'],
          ['Prospecting', 'Open'],
        ],
      ],
      ['product', [['GTXPro', 'GTX Pro']]],
    ]);
    // A person takes what is proposed, and says at which stage deals were lost.
    const lost = { code: 'needs', label: 'Needs' };
    const stands = { [`${groups.find(({ field }) => field === 'stage')?.key ?? ''} Lost`]: lost };
    const second = await imports.recheck(owner, id, withDecisions(map, groups, { stands, makes: {} }, kinds));
    expect(second.faults).toEqual([]);
    // Prospecting deals have no dates: what is put instead is said.
    expect(second.checked.report?.notes).toMatchObject([{ file: 'sales_pipeline.csv', code: 'noOpeningDay', rows: 500 }]);
    await imports.start(owner, id);
    for (const endpoints of [deals, accounts, products]) {
      const rows = await Promise.all([owner, byMap.owner].map((user) => everything(user, endpoints)));
      const [mine = [], theirs = []] = rows;
      expect(mine.length).toBe(theirs.length);
      expect(mine.length).toBeGreaterThan(0);
      const known = new Set(theirs);
      expect(mine.filter((row) => !known.has(row)).slice(0, 3)).toEqual([]);
    }
  });

  const volatile = new Set(['id', 'version', 'createdAt', 'updatedAt', 'stageEnteredAt', 'quietAt', 'expectedCloseOn']);

  /** Every record of a kind, without what differs between any two workspaces: links by their names. Only deals have an owner in the files. */
  async function everything(
    user: Awaited<ReturnType<typeof buildWorkspace>>['owner'],
    endpoints: typeof deals | typeof accounts | typeof products,
  ): Promise<string[]> {
    const rows: string[] = [];
    const isOwned = endpoints === deals;
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = new URLSearchParams({ limit: '200', ...(cursor === '' ? {} : { cursor }) }).toString();
      const { json } = await server.as(user).get(`/api/v1${endpoints.list.path}?${query}`);
      rows.push(...json.data.map((row: object) => textOf(row, isOwned)));
      cursor = json.nextCursor;
    }
    return rows.toSorted();
  }

  function textOf(row: object, isOwned: boolean): string {
    const kept = Object.entries(row).filter(([key]) => !volatile.has(key) && (isOwned || (key !== 'owner' && key !== 'team')));
    return JSON.stringify(kept.map(([key, value]) => [key, named(value)]));
  }

  function named(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const { id: _id, ...rest } = { id: null, ...value };
    return rest;
  }
});
