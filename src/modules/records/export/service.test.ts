import { read, utils, type CellObject, type WorkSheet } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts, contacts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';

const server = await testServer();

it('writes what people write: amounts by their currency, words of choices, names of links, nothing that runs', async () => {
  const { owner } = await buildWorkspace(server.db, { currency: 'CNY', language: 'zh-Hans' });
  const caller = server.as(owner);
  const { id } = await caller.call(accounts.create, {
    body: { name: '=HYPERLINK("http://x.test")', annualRevenueMinor: 1_234_500, currency: 'JPY', address: { city: '苏州' } },
  });
  await caller.call(contacts.create, { body: { name: '李雷', accountId: id, consent: 'refused', language: 'zh-Hans' } });
  await caller.call(deals.create, { body: { title: '涂装线, 二期', accountId: id, amountMinor: 12_345, probabilityBp: 2500 } });
  const rows = async (endpoint: typeof accounts.export) => {
    const text = await caller.call(endpoint, { query: {} });
    expect(text.startsWith('\ufeff')).toBe(true);
    return text.slice(1).split('\r\n');
  };
  const [head, account] = await rows(accounts.export);
  expect(head).toContain('年营收');
  expect(account).toContain(`"'=HYPERLINK(""http://x.test"")"`);
  expect(account).toContain(',1234500,JPY,');
  expect((await rows(contacts.export))[1]).toMatch(/,简体中文,.*,已拒绝,/);
  const deal = (await rows(deals.export))[1];
  expect(deal).toContain('"涂装线, 二期"');
  expect(deal).toContain(',123.45,CNY,123.45,25%,30.86,');
});

describe('a workbook', () => {
  /** The sheet as another program reads it, as it came over HTTP. */
  async function sheetOf(
    user: TestUser,
    path: string,
    body?: unknown,
  ): Promise<{ sheet: WorkSheet; headers: Record<string, unknown> }> {
    const reply = await server.app.inject({
      method: body === undefined ? 'GET' : 'POST',
      url: `/api/v1${path}`,
      headers: { cookie: user.cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    expect(reply.statusCode, reply.statusCode === 200 ? '' : reply.body).toBe(200);
    const book = read(reply.rawPayload, { cellNF: true });
    return { sheet: book.Sheets[book.SheetNames[0] ?? ''] ?? {}, headers: reply.headers };
  }
  const cells = (sheet: WorkSheet, row: number): (CellObject | undefined)[] =>
    'ABCDEFG'.split('').map((column) => sheet[`${column}${row}`] as CellObject | undefined);
  const rowsIn = (sheet: WorkSheet): unknown[][] => utils.sheet_to_json<unknown[]>(sheet, { header: 1 });

  it('has the columns asked for, in that order, typed, with the header in the language of the reader', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'KWD', language: 'zh-Hans' });
    const { id } = await server.as(owner).call(accounts.create, { body: { name: '=1+1' } });
    const body = { accountId: id, amountMinor: 123_456, currency: 'KWD', probabilityBp: 2500, expectedCloseOn: '2026-12-31' };
    await server.as(owner).call(deals.create, { body: { title: '二期', ...body } });
    const columns = 'title,amountMinor,expectedCloseOn,probabilityBp,account,createdAt';
    const { sheet, headers } = await sheetOf(owner, `/deals/export?format=xlsx&columns=${columns}`);
    expect(headers['content-type']).toContain('spreadsheetml.sheet');
    expect(headers['content-disposition']).toMatch(
      /filename="deals \d{4}-\d\d-\d\d\.xlsx"; filename\*=UTF-8''%E5%95%86%E6%9C%BA/,
    );
    // The currency of an amount comes along although nobody asked for it.
    expect(rowsIn(sheet)[0]).toEqual(['商机名称', '金额', '币种', '预计成交日期', '自估赢率', '客户', '创建时间']);
    const [title, amount, currency, day, probability, account, at] = cells(sheet, 2);
    expect(title).toMatchObject({ t: 's', v: '二期' });
    expect(amount).toMatchObject({ t: 'n', v: 123.456, w: '123.456 KWD' });
    expect(currency).toMatchObject({ t: 's', v: 'KWD' });
    expect(day).toMatchObject({ t: 'n', w: '2026-12-31' });
    expect(probability).toMatchObject({ t: 'n', v: 0.25, w: '25%' });
    expect(account).toMatchObject({ t: 's', v: '=1+1' });
    expect(account?.f).toBeUndefined();
    expect(at).toMatchObject({ t: 'n', z: 'yyyy-mm-dd hh:mm' });
  });

  it('keeps filter and order of the list, and the same columns as the CSV', async () => {
    const { owner } = await buildWorkspace(server.db);
    for (const name of ['B', 'A', 'C']) await server.as(owner).call(accounts.create, { body: { name } });
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'ne', value: 'C' }));
    const query = `filter=${filter}&sort=-name`;
    const { sheet } = await sheetOf(owner, `/accounts/export?format=xlsx&${query}&columns=name`);
    expect(rowsIn(sheet).flat().slice(1)).toEqual(['B', 'A']);
    const csv = await server.as(owner).get(`/api/v1/accounts/export?${query}`);
    const all = await sheetOf(owner, `/accounts/export?format=xlsx&${query}`);
    expect(rowsIn(all.sheet)[0]).toEqual(csv.text.slice(1).split('\r\n')[0]?.split(','));
  });

  it('of chosen records comes in the order of their ids, and holds none that the right to export does not reach', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const ids: string[] = [];
    for (const name of ['B', 'A', 'C']) ids.push((await server.as(owner).call(accounts.create, { body: { name } })).id);
    const foreign = await buildWorkspace(server.db);
    const theirs = await server.as(foreign.owner).call(accounts.create, { body: { name: 'Theirs' } });
    const chosen = { ids: [ids[2], theirs.id, ids[0]], format: 'xlsx', columns: 'name' };
    const { sheet } = await sheetOf(owner, '/accounts/export', chosen);
    expect(rowsIn(sheet).flat().slice(1)).toEqual(['C', 'B']);
    const support = await buildUser(server.db, workspace, { role: 'support' });
    expect((await server.as(support).post('/api/v1/accounts/export', chosen)).status).toBe(403);
    expect((await server.as(support).get('/api/v1/accounts/export?format=xlsx')).status).toBe(403);
  });

  it('refuses a column or a format there is not', async () => {
    const { owner } = await buildWorkspace(server.db);
    expect((await server.as(owner).get('/api/v1/accounts/export?columns=name,secret')).json).toMatchObject({
      status: 400,
      errors: [{ pointer: '/query/columns', code: 'unknown_field' }],
    });
    expect((await server.as(owner).get('/api/v1/accounts/export?format=pdf')).status).toBe(400);
  });
});
