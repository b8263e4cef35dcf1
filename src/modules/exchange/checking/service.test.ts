import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { accounts } from '../../customers/contract.ts';
import { createDeal, dealEndpoints as deals } from '../../deals/contract.ts';
import { listHistory } from '../../deals/moves/contract.ts';
import { products } from '../../catalogue/contract.ts';
import { createCustomField } from '../../records/custom-fields/contract.ts';
import { listImportKinds, proposeMapping, setMapping } from '../contract.ts';
import type { FieldSource, ImportMapInput, MapTarget } from '../mapping/contract.ts';

const server = await testServer();
const imports = importer(server);

function mapOf(kind: string, key: string, columns: readonly string[], mode: MapTarget['mode'] = 'upsert'): ImportMapInput {
  const fields: Record<string, FieldSource> = Object.fromEntries(columns.map((column) => [column, { column }]));
  return { version: 1, files: [{ file: 'x.csv', targets: [{ kind, key, mode, fields }] }] };
}

const file = (...lines: string[]) => ({ 'x.csv': `${lines.join('\n')}\n` });

describe('a file that names deals that are here', () => {
  const columns = ['title', 'stage', 'status', 'closedOn', 'lostReason', 'amountMinor'];
  const header = columns.join(',');

  it('is refused where it would move them past their process, row by row', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await server.as(owner).call(createDeal, { body: { title: 'D', amountMinor: 100 } });
    const table: [string, string[]][] = [
      ['D,,lost,2024-01-02,price,', ['closedOn', 'lostReason', 'status']],
      ['D,,won,2024-01-02,,', ['closedOn', 'status']],
      ['D,3,,,,', ['stage']],
      ['D,,,2024-01-02,,', ['closedOn']],
      ['D,,,,price,', ['lostReason']],
      ['D,,onHold,,,', ['status']],
      ['D,1,open,,,', []],
      ['D,1,open,2024-01-02,,7', []],
    ];
    for (const mode of ['update', 'upsert'] as const) {
      for (const [row, expected] of table) {
        const { checked, faults } = await imports.check(owner, file(header, row), mapOf('deal', 'title', columns, mode));
        const moved = faults.map(({ code, field, rows }) => [code, field, rows]);
        expect(
          moved.toSorted((a, b) => String(a[1]).localeCompare(String(b[1]))),
          row,
        ).toEqual(expected.map((field) => ['exchange.moved_by_process', field, [2]]));
        const [same, changed] = [row.endsWith(',') ? 1 : 0, row.endsWith('7') ? 1 : 0];
        expect(checked.report?.targets[0]?.counts, row).toMatchObject(
          expected.length > 0 ? { error: 1, same: 0, update: 0 } : { error: 0, same, update: changed },
        );
      }
    }
    expect(await server.as(owner).call(deals.get, { params: { id } })).toMatchObject({
      status: 'open',
      closedOn: null,
      version: 1,
    });
  });

  it('is refused by the run too when the deal moves after the check', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id: importId } = await imports.check(
      owner,
      file(header, 'D,,lost,2024-01-02,price,'),
      mapOf('deal', 'title', columns),
    );
    const { id } = await server.as(owner).call(createDeal, { body: { title: 'D' } });
    expect(await imports.start(owner, importId)).toMatchObject({ state: 'failed', fault: { code: 'exchange.rows_refused' } });
    expect(await server.as(owner).call(deals.get, { params: { id } })).toMatchObject({ status: 'open', lostReason: null });
    expect((await server.as(owner).call(listHistory, { params: { id } })).data).toHaveLength(1);
  });

  it('is refused where it names other products than the deal has, not silently left out', async () => {
    const { owner } = await buildWorkspace(server.db);
    const caller = server.as(owner);
    for (const name of ['Pump', 'Valve']) await caller.call(products.create, { body: { name } });
    const named = ['title', 'product', 'quantity', 'amountMinor'];
    const map = mapOf('deal', 'title', named);
    const run = await imports.run(owner, file(named.join(','), 'D,Pump,2,10'), map);
    expect(run.progress.targets[0]?.counts).toMatchObject({ create: 1 });
    const table: [string, string[], 'same' | 'update' | 'error'][] = [
      ['D,Pump,2.0,10', [], 'same'],
      ['D,Pump,2,11', [], 'update'],
      ['D,,,11', [], 'update'],
      ['D,Valve,2,10', ['product'], 'error'],
      ['D,Pump,3,10', ['quantity'], 'error'],
    ];
    for (const [row, fields, outcome] of table) {
      const { checked, faults } = await imports.check(owner, file(named.join(','), row), map);
      expect(
        faults.map(({ code, field }) => [code, field]),
        row,
      ).toEqual(fields.map((field) => ['exchange.products_on_page', field]));
      expect(checked.report?.targets[0]?.counts, row).toMatchObject({ [outcome]: 1 });
    }
  });

  it('may say of deals of the past what they have', async () => {
    const { owner } = await buildWorkspace(server.db);
    const past = file(header, 'W,4,won,2024-01-02,,5', 'L,2,lost,2024-01-03,price,6', 'O,1,open,,,7');
    const map = mapOf('deal', 'title', columns);
    expect((await imports.run(owner, past, map)).progress.targets[0]?.counts).toMatchObject({ create: 3 });
    const { checked } = await imports.check(owner, past, map);
    expect(checked.report?.targets[0]?.counts).toMatchObject({ same: 3, error: 0 });
    const short = await imports.check(
      owner,
      file('title,status', 'W,won'),
      mapOf('deal', 'title', ['title', 'status'], 'update'),
    );
    expect(short.checked.report?.targets[0]?.counts).toMatchObject({ same: 1, error: 0 });
  });
});

describe('the check and the run', () => {
  const code = '91350100M000100Y43';
  const columns = ['name', 'creditCode', 'employees'];
  const map = mapOf('account', 'name', columns);
  const header = columns.join(',');

  it('say the same of new rows and of changes, and the check names what a rule refuses', async () => {
    const { owner } = await buildWorkspace(server.db);
    await imports.run(owner, file(header, 'A,,1', 'B,,2', 'C,,3'), map);
    const rows = file(header, 'A,not-a-code,1', 'B,,2', `C,${code},3`, 'N,wrong,1', 'M,,2');
    const { id, checked, faults } = await imports.check(owner, rows, map);
    const counts = { create: 1, update: 1, same: 1, skip: 0, error: 2 };
    expect(checked.report?.targets[0]?.counts).toEqual(counts);
    expect(faults).toMatchObject([
      {
        code: 'customers.invalid_credit_code',
        field: 'creditCode',
        column: 'creditCode',
        rows: [2, 5],
        values: ['not-a-code', 'wrong'],
      },
    ]);
    expect((await imports.start(owner, id, true)).progress.targets[0]?.counts).toEqual(counts);
  });

  it('name every row of a long file that is refused', async () => {
    const { owner } = await buildWorkspace(server.db);
    const rows = Array.from({ length: 300 }, (_, index) => `A${index},${index % 2 ? 'wrong' : ''},1`);
    const { checked } = await imports.check(owner, file(header, ...rows), map);
    expect(checked.report?.targets[0]?.counts).toMatchObject({ create: 150, error: 150 });
  });

  it('find what only one record may have: already there, twice in the file, in fields of the workspace too', async () => {
    const { owner } = await buildWorkspace(server.db);
    const caller = server.as(owner);
    await caller.call(createCustomField, {
      body: { object: 'account', key: 'no', kind: 'text', labels: { en: 'No' }, isUnique: true },
    });
    const other = '91310000M0001000XX';
    await caller.call(accounts.create, { body: { name: 'There', creditCode: code, custom: { no: 'K-1' } } });
    const columns = ['name', 'creditCode', 'custom.no'];
    const unique = mapOf('account', 'name', columns);
    const rows = file(columns.join(','), `There,${code},K-1`, `A,${code},`, 'B,,K-1', 'C,,K-2', 'D,,K-2', `E,,${other}`);
    const { id, checked, faults } = await imports.check(owner, rows, unique);
    expect(faults.map(({ code: reason, field, rows: where }) => [reason, field, where])).toEqual([
      ['duplicate', 'creditCode', [3]],
      ['duplicate', 'custom.no', [4]],
      ['repeated', 'custom.no', [6]],
    ]);
    const counts = { create: 2, update: 0, same: 1, skip: 0, error: 3 };
    expect(checked.report?.targets[0]?.counts).toEqual(counts);
    expect((await imports.start(owner, id, true)).progress.targets[0]?.counts).toEqual(counts);
  });

  it('find an address that somebody else signs in by, and say which people change', async () => {
    const { owner } = await buildWorkspace(server.db);
    const columns = ['name', 'email', 'role'];
    const people = mapOf('user', 'name', columns);
    await imports.run(owner, file(columns.join(','), 'Ben,ben@x.test,seller', 'Cid,,seller'), people);
    const rows = file(
      columns.join(','),
      'Ben,ben@x.test,seller',
      'Cid,,salesManager',
      'Dan,BEN@x.test,seller',
      'Eve,e@x.test,seller',
      'Fay,e@x.test,',
    );
    const { id, checked, faults } = await imports.check(owner, rows, people);
    expect(faults.map(({ code: reason, field, rows: where }) => [reason, field, where])).toEqual([
      ['identity.email_taken', 'email', [4]],
      ['repeated', 'email', [6]],
    ]);
    const counts = { create: 1, update: 1, same: 1, skip: 0, error: 2 };
    expect(checked.report?.targets[0]?.counts).toEqual(counts);
    expect((await imports.start(owner, id, true)).progress.targets[0]?.counts).toEqual(counts);
  });

  it('ask for the right to each record, and to give it away', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const seller = await buildUser(server.db, workspace);
    await server.as(owner).call(accounts.create, { body: { name: 'Theirs', employees: 1 } });
    await server.as(seller).call(accounts.create, { body: { name: 'Mine', employees: 1 } });
    const { id, checked, faults } = await imports.check(seller, file(header, 'Theirs,,5', 'Mine,,5'), map);
    expect(checked.report?.targets[0]?.counts).toMatchObject({ update: 1, error: 1 });
    expect(faults).toMatchObject([{ code: 'forbidden', field: null, rows: [2] }]);
    expect((await imports.start(seller, id, true)).progress.targets[0]?.counts).toMatchObject({ update: 1, error: 1 });
    const given = mapOf('account', 'name', ['name', 'owner']);
    const gone = await imports.check(seller, file('name,owner', `Mine,${owner.name}`), given);
    expect(gone.faults).toMatchObject([{ code: 'forbidden', field: 'owner', rows: [2] }]);
  });
});

describe('an export of records with fields that the workspace added', () => {
  const tiers = [
    { value: 'gold', labels: { en: 'Gold', 'zh-Hans': '金牌' } },
    { value: 'tin', labels: { en: 'Tin', 'zh-Hans': '铁牌' } },
  ];

  it.each(['en', 'zh-Hans'] as const)('comes back as it went, by its unique field, in %s', async (language) => {
    const { owner } = await buildWorkspace(server.db, { language });
    const caller = server.as(owner);
    const object = 'account';
    const add = (key: string, more: object) => caller.call(createCustomField, { body: { object, key, ...more } as never });
    await add('no', { kind: 'text', labels: { en: 'Customer no', 'zh-Hans': '客户编号' }, isUnique: true, isRequired: true });
    await add('tier', { kind: 'choice', labels: { en: 'Tier', 'zh-Hans': '等级' }, choices: tiers });
    await add('since', { kind: 'date', labels: { en: 'Customer since', 'zh-Hans': '合作开始' } });
    await add('key_account', { kind: 'bool', labels: { en: 'Key account', 'zh-Hans': '重点客户' } });
    await add('score', { kind: 'decimal', labels: { en: 'Score', 'zh-Hans': '评分' } });
    await add('notes', { kind: 'longText', labels: { en: 'Remarks', 'zh-Hans': '说明' } });
    const custom = { no: 'K-1', tier: 'gold', since: '2020-01-02', key_account: true, score: '1234.5', notes: 'Two\nlines' };
    await caller.call(accounts.create, { body: { name: 'A', employees: 3, custom } });
    await caller.call(accounts.create, { body: { name: 'B', custom: { no: 'K-2', key_account: false } } });
    const text = (await caller.get('/api/v1/accounts/export')).text;
    const propose = async (content: string) => {
      const id = await imports.begin(owner, { 'accounts.csv': content });
      const { map } = await caller.call(proposeMapping, { params: { id }, query: { fresh: 'true' }, body: undefined });
      return { id, map };
    };
    const { id, map } = await propose(text);
    const [target] = map.files[0]?.targets ?? [];
    expect(target).toMatchObject({ kind: 'account', key: 'custom.no' });
    const added = Object.keys(custom).map((key) => `custom.${key}`);
    expect(Object.keys(target?.fields ?? {})).toEqual(expect.arrayContaining(added));
    const { checked, faults } = await imports.recheck(owner, id, map);
    expect(faults).toEqual([]);
    expect(checked.report?.targets[0]?.counts).toEqual({ create: 0, update: 0, same: 2, skip: 0, error: 0 });
    expect((await imports.start(owner, id)).progress.targets[0]?.counts).toMatchObject({ update: 0, same: 2 });
    const label = language === 'en' ? ['Gold', 'Tin'] : ['金牌', '铁牌'];
    const changed = await propose(text.replace(label[0] ?? '', label[1] ?? ''));
    const second = await imports.recheck(owner, changed.id, changed.map);
    expect(second.checked.report?.targets[0]?.counts).toMatchObject({ update: 1, same: 1, error: 0 });
    expect((await imports.start(owner, changed.id)).progress.targets[0]?.counts).toMatchObject({ update: 1, same: 1 });
    const { data } = await caller.call(accounts.list, { query: { sort: 'name' } });
    expect(data[0]).toMatchObject({ name: 'A', employees: 3, version: 2, custom: { ...custom, tier: 'tin' } });
  });

  it('needs the required ones of new records, and says so before', async () => {
    const { owner } = await buildWorkspace(server.db);
    const caller = server.as(owner);
    const body = { object: 'account', key: 'tier', kind: 'text' as const, labels: { en: 'Tier' }, isRequired: true };
    await caller.call(createCustomField, { body });
    const { data } = await caller.call(listImportKinds, { body: undefined });
    const field = data.find(({ kind }) => kind === 'account')?.fields.find(({ key }) => key === 'custom.tier');
    expect(field).toMatchObject({ label: 'Tier', isRequired: true, isKey: false });
    const id = await imports.begin(owner, file('name,custom.tier', 'A,', 'B,gold'));
    const bare = mapOf('account', 'name', ['name']);
    const refused = await caller.refused(setMapping, { params: { id }, body: { map: bare } });
    expect(refused.errors).toMatchObject([{ code: 'exchange.required_field' }]);
    const { faults } = await imports.recheck(owner, id, mapOf('account', 'name', ['name', 'custom.tier']));
    expect(faults).toMatchObject([{ code: 'required', field: 'custom.tier', label: 'Tier', rows: [2] }]);
  });
});
