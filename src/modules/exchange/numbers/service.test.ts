import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { products } from '../../catalogue/contract.ts';
import { listCustomerNumbers, removeCustomerNumber, setCustomerNumber } from '../../catalogue/numbers/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { updateMe } from '../../identity/session/contract.ts';
import { listImportKinds, proposeMapping, setMapping } from '../contract.ts';
import type { ImportMapInput } from '../mapping/contract.ts';

const server = await testServer();
const imports = importer(server);

const fields = {
  account: { column: 'Customer' },
  product: { column: 'SKU', find: 'code' },
  number: { column: 'Customer part number' },
  name: { column: 'Customer description' },
};
const mapOf = (mode: 'create' | 'update' | 'upsert' = 'upsert', own: ImportFields = fields): ImportMapInput => ({
  version: 1,
  files: [{ file: 'x.csv', targets: [{ kind: 'customerNumber', mode, fields: own }] }],
});
type ImportFields = ImportMapInput['files'][number]['targets'][number]['fields'];
const file = (...rows: string[]) => ({ 'x.csv': ['Customer,SKU,Customer part number,Customer description', ...rows].join('\n') });

async function catalogue() {
  const workspace = await buildWorkspace(server.db);
  const api = server.as(workspace.owner);
  const acme = await api.call(accounts.create, { body: { name: 'Acme', taxNumber: 'T-1' } });
  const beta = await api.call(accounts.create, { body: { name: 'Beta' } });
  const seat = await api.call(products.create, { body: { name: 'Seat', code: 'S' } });
  const lamp = await api.call(products.create, { body: { name: 'Lamp', code: 'L' } });
  const numbers = async (product = seat) =>
    (await api.call(listCustomerNumbers, { params: { id: product.id } })).data.map(
      ({ account, number, name }) => `${account.title}: ${number ?? '-'} ${name ?? '-'}`,
    );
  const set = async (account: { id: string }, product: { id: string }, number: string | null, name: string | null = null) =>
    api.call(setCustomerNumber, { params: { id: product.id, accountId: account.id }, body: { number, name } });
  return { workspace, owner: workspace.owner, api, acme, beta, seat, lamp, numbers, set };
}

const codesOf = (faults: readonly { field: string | null; code: string; rows: readonly number[] }[]) =>
  faults.map(({ field, code, rows }) => `${rows.join(' ')} ${field ?? '-'} ${code}`).toSorted();

describe('what customers call products', () => {
  it('is recognised, comes and changes by customer and product, and goes again or gets back what it was', async () => {
    const { owner, api, acme, beta, seat, lamp, numbers, set } = await catalogue();
    await set(acme, seat, 'A-1', 'Old chair');
    await set(beta, seat, 'B-1');
    const id = await imports.begin(owner, file('Acme,S,A-9,', 'Beta,S,B-1,', 'Acme,L,A-2,Light', 'Beta,L,,Lampe'));
    const proposed = await api.call(proposeMapping, { params: { id }, query: {} });
    expect(proposed.map.files[0]?.targets).toEqual([{ kind: 'customerNumber', mode: 'upsert', distinct: false, fields }]);
    const { checked, faults } = await imports.recheck(owner, id, proposed.map);
    expect(faults).toEqual([]);
    const counts = { create: 2, update: 1, same: 1, error: 0 };
    expect(checked.report?.targets[0]?.counts).toMatchObject(counts);
    expect(await numbers()).toEqual(['Acme: A-1 Old chair', 'Beta: B-1 -']);
    expect((await imports.start(owner, id)).progress.targets[0]?.counts).toMatchObject(counts);
    // What a row leaves out stays as it is.
    expect(await numbers()).toEqual(['Acme: A-9 Old chair', 'Beta: B-1 -']);
    expect(await numbers(lamp)).toEqual(['Acme: A-2 Light', 'Beta: - Lampe']);
    expect((await imports.undo(owner, id)).progress).toMatchObject({ undone: 3, kept: 0 });
    expect(await numbers()).toEqual(['Acme: A-1 Old chair', 'Beta: B-1 -']);
    expect(await numbers(lamp)).toEqual([]);
  });

  it.each([
    ['客户名称,产品编码,客户料号,客户品名', ['name', 'code']],
    ['税号,料号,客户物料编码,客户物料名称', ['taxNumber', 'code']],
    ['统一社会信用代码,产品名称,客户图号,备注', ['creditCode', 'name']],
    ['Customer,Our part number,Their number,Their name', ['name', 'code']],
    ['Tax number,SKU,Customer item number,Price', ['taxNumber', 'code']],
  ])('is recognised by %s', async (header, [account = '', product = '']) => {
    const { owner } = await buildWorkspace(server.db);
    const id = await imports.begin(owner, { 'x.csv': `${header}\nA,B,C,D` });
    const { map } = await server.as(owner).call(proposeMapping, { params: { id }, query: {} });
    const [first = '', second = '', third = ''] = header.split(',');
    const by = (column: string, find: string) => ({ column, ...(find === 'name' ? {} : { find }) });
    expect(map.files[0]?.targets[0]).toMatchObject({
      kind: 'customerNumber',
      fields: { account: by(first, account), product: by(second, product), number: { column: third } },
    });
  });

  it('stays where somebody, or a later import, has written it since', async () => {
    const { owner, api, acme, beta, seat, lamp, numbers, set } = await catalogue();
    await set(acme, seat, 'A-1');
    await set(beta, seat, 'B-1');
    const first = await imports.run(owner, file('Acme,S,A-2,', 'Beta,S,B-2,', 'Acme,L,AL,', 'Beta,L,BL,'), mapOf());
    const second = await imports.run(owner, file('Beta,S,B-3,', 'Beta,L,BL-3,'), mapOf());
    // The same values by hand are somebody's too.
    await set(acme, seat, 'A-2');
    await api.call(removeCustomerNumber, { params: { id: lamp.id, accountId: acme.id } });
    await set(acme, lamp, 'AL');
    expect((await imports.undo(owner, first.id)).progress).toMatchObject({ undone: 0, kept: 3 });
    expect(await numbers()).toEqual(['Acme: A-2 -', 'Beta: B-3 -']);
    expect(await numbers(lamp)).toEqual(['Acme: AL -', 'Beta: BL-3 -']);
    expect((await imports.undo(owner, second.id)).progress).toMatchObject({ undone: 2, kept: 0 });
    expect(await numbers()).toEqual(['Acme: A-2 -', 'Beta: B-2 -']);
    expect(await numbers(lamp)).toEqual(['Acme: AL -', 'Beta: BL -']);
  });

  it('is refused row by row for what is wrong with it, and the rest is taken', async () => {
    const { owner, api, numbers } = await catalogue();
    await api.call(accounts.create, { body: { name: 'Twin' } });
    await api.call(accounts.create, { body: { name: 'Twin' } });
    await api.call(products.create, { body: { name: 'Bulb', code: 'B' } });
    const gone = await api.call(products.create, { body: { name: 'Gone', code: 'G' } });
    await api.call(products.remove, { params: { id: gone.id } });
    const rows = file(
      'Acme,S,A-1,',
      'Acme,S,A-2,',
      'Nobody,S,N-1,',
      'Twin,S,T-1,',
      'Acme,X,A-3,',
      'Acme,G,A-4,',
      'Acme,L,,',
      ',L,A-5,',
      'Acme,,A-6,',
      `Beta,L,${'9'.repeat(201)},`,
      `Beta,S,B-1,${'x'.repeat(201)}`,
      'Acme,B,A-1,',
    );
    const { id, checked, faults } = await imports.check(owner, rows, mapOf());
    expect(codesOf(faults)).toEqual(
      [
        '3 - exchange.duplicate_key',
        '4 account exchange.not_found',
        '5 account exchange.several_found',
        '6 product exchange.not_found',
        '7 product exchange.in_bin',
        '8 number catalogue.number_or_name',
        '9 account required',
        '10 product required',
        '11 number too_long',
        '12 name too_long',
      ].toSorted(),
    );
    // A number may stand for two products of one customer, as it may by hand.
    expect(checked.report?.targets[0]?.counts).toMatchObject({ create: 2, error: 10 });
    await imports.start(owner, id, true);
    expect(await numbers()).toEqual(['Acme: A-1 -']);
  });

  it('says each reason in the reader’s language', async () => {
    const { owner, workspace } = await catalogue();
    const rows = file('Nobody,S,N-1,', 'Acme,L,,');
    const chinese = await buildUser(server.db, workspace, { role: 'admin' });
    await server.as(chinese).call(updateMe, { body: { version: 1, language: 'zh-Hans' } });
    const english = (await imports.check(owner, rows, mapOf())).faults;
    expect(english.map(({ label, text }) => `${label ?? ''}: ${text}`)).toEqual([
      'Account: There is no “Nobody” here. Correct it, import it as well, or say what it stands for.',
      "Customer's number: Give the customer's number, their name for it, or both.",
    ]);
    const { faults } = await imports.check(chinese, rows, mapOf());
    expect(faults.map(({ label, text }) => `${label ?? ''}：${text}`)).toEqual([
      '客户：没有“Nobody”。请改正、一并导入，或指定它代表什么。',
      '客户料号：请填写客户料号或客户品名，或两者都填。',
    ]);
  });

  it('finds a customer by a number of theirs, and comes with customers and products of the same import', async () => {
    const { owner, numbers, api } = await catalogue();
    const byTax = mapOf('upsert', { ...fields, account: { column: 'Customer', find: 'taxNumber' } });
    await imports.run(owner, file('T-1,S,A-1,'), byTax);
    expect(await numbers()).toEqual(['Acme: A-1 -']);
    const whole: ImportMapInput = {
      version: 1,
      files: [
        {
          file: 'x.csv',
          targets: [
            { kind: 'customerNumber', fields },
            { kind: 'account', key: 'name', distinct: true, fields: { name: { column: 'Customer' } } },
            {
              kind: 'product',
              key: 'code',
              distinct: true,
              fields: { code: { column: 'SKU' }, name: { column: 'SKU' } },
            },
          ],
        },
      ],
    };
    const rows = file('New Ltd,N-1,X-1,', 'New Ltd,N-2,X-2,', 'New Ltd,N-1,X-3,', 'New Ltd,N-3,,');
    const { id, checked, faults } = await imports.check(owner, rows, whole);
    expect(codesOf(faults)).toEqual(['4 - exchange.duplicate_key', '5 number catalogue.number_or_name']);
    expect(checked.report?.targets[0]?.counts).toMatchObject({ create: 2, error: 2 });
    await imports.start(owner, id, true);
    const made = (await api.call(products.list, { query: {} })).data.find(({ code }) => code === 'N-1');
    expect(made && (await api.call(listCustomerNumbers, { params: { id: made.id } })).data).toMatchObject([{ number: 'X-1' }]);
    // All goes: two numbers, a customer and three products.
    expect((await imports.undo(owner, id)).progress).toMatchObject({ undone: 6, kept: 0 });
  });

  it('keeps the customer and the product of an import that is undone, when somebody has given them a number since', async () => {
    const { owner, api, seat, numbers, set } = await catalogue();
    const made = await imports.run(
      owner,
      { 'x.csv': 'Name\nNew Ltd\nOther Ltd' },
      {
        version: 1,
        files: [{ file: 'x.csv', targets: [{ kind: 'account', key: 'name', fields: { name: { column: 'Name' } } }] }],
      },
    );
    const { data } = await api.call(accounts.list, { query: {} });
    await set({ id: data.find(({ name }) => name === 'New Ltd')?.id ?? '' }, seat, 'N-1');
    expect((await imports.undo(owner, made.id)).progress).toMatchObject({ undone: 1, kept: 1 });
    expect(await numbers()).toEqual(['New Ltd: N-1 -']);
  });

  it('may be asked only to come or only to change', async () => {
    const { owner, acme, seat, numbers, set } = await catalogue();
    await set(acme, seat, 'A-1');
    const rows = file('Acme,S,A-2,', 'Beta,S,B-2,');
    expect(codesOf((await imports.check(owner, rows, mapOf('create'))).faults)).toEqual(['2 - exchange.exists']);
    const { id, faults } = await imports.check(owner, rows, mapOf('update'));
    expect(codesOf(faults)).toEqual(['3 - exchange.not_found']);
    await imports.start(owner, id, true);
    expect(await numbers()).toEqual(['Acme: A-2 -']);
  });

  it('needs customer and product, and a column of numbers or of names, whatever it is to do', async () => {
    const { owner } = await catalogue();
    const id = await imports.begin(owner, file('Acme,S,A-1,'));
    const { number, name, account, product } = fields;
    const refusal = async (own: ImportFields) =>
      (await server.as(owner).refused(setMapping, { params: { id }, body: { map: mapOf('update', own) } })).code;
    expect(await refusal({ account, product })).toBe('exchange.needs_one_of');
    expect(await refusal({ account, number })).toBe('exchange.required_field');
    expect(await refusal({ product, number })).toBe('exchange.required_field');
    const either: ImportFields[] = [
      { account, product, number },
      { account, product, name },
    ];
    for (const own of either) await server.as(owner).call(setMapping, { params: { id }, body: { map: mapOf('upsert', own) } });
  });

  it('tells each product once of what a file did, with how many', async () => {
    const { owner, seat } = await catalogue();
    await imports.run(owner, file('Acme,S,A-1,', 'Beta,S,B-1,', 'Acme,L,A-2,'), mapOf());
    const events = await server.db
      .selectFrom('events')
      .select(['kind', 'data', 'actorKind'])
      .where('workspaceId', '=', owner.workspaceId)
      .where('subjectId', '=', seat.id)
      .where('kind', 'like', 'product.number%')
      .execute();
    expect(events).toEqual([{ kind: 'product.numbersChanged', data: { count: 2 }, actorKind: 'import' }]);
  });
});

describe('who imports what customers call products', () => {
  const kindsOf = async (user: TestUser) => (await server.as(user).call(listImportKinds, {})).data.map(({ kind }) => kind);

  it('is whoever may edit and import products', async () => {
    const { workspace, numbers } = await catalogue();
    const seller = await buildUser(server.db, workspace);
    expect(await kindsOf(seller)).not.toContain('customerNumber');
    const id = await imports.begin(seller, file('Acme,S,A-1,'));
    expect(await server.as(seller).refused(setMapping, { params: { id }, body: { map: mapOf() } })).toMatchObject({
      status: 403,
    });
    const manager = await buildUser(server.db, workspace, { role: 'salesManager' });
    expect(await kindsOf(manager)).toContain('customerNumber');
    await imports.run(manager, file('Acme,S,A-1,'), mapOf());
    expect(await numbers()).toEqual(['Acme: A-1 -']);
  });

  it('reaches neither customers nor products of another workspace, nor its numbers', async () => {
    const here = await catalogue();
    const there = await catalogue();
    await there.api.call(accounts.create, { body: { name: 'Foreign' } });
    await there.api.call(products.create, { body: { name: 'Far', code: 'F' } });
    await there.set(there.acme, there.seat, 'KEPT');
    const { id, faults } = await imports.check(here.owner, file('Foreign,S,1,', 'Acme,F,2,', 'Acme,S,3,'), mapOf());
    expect(codesOf(faults)).toEqual(['2 account exchange.not_found', '3 product exchange.not_found']);
    await imports.start(here.owner, id, true);
    expect(await here.numbers()).toEqual(['Acme: 3 -']);
    expect(await there.numbers()).toEqual(['Acme: KEPT -']);
    await imports.undo(here.owner, id);
    expect(await there.numbers()).toEqual(['Acme: KEPT -']);
  });
});
