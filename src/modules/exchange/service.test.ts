import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser, type TestWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { importer } from '../../../test/imports.ts';
import { runJobs } from '../../../test/jobs.ts';
import { accounts } from '../customers/contract.ts';
import { createRelation } from '../customers/relations/contract.ts';
import { deals } from '../deals/contract.ts';
import { listHistory } from '../deals/moves/contract.ts';
import { getKpis } from '../insights/contract.ts';
import { indexImported } from '../records/keys/service.ts';
import { entityOf } from '../records/entities/rules.ts';
import { createActivity } from '../timeline/contract.ts';
import { cancelImport, createImport, getImport, proposeMapping, setMapping, startImport, undoImport } from './contract.ts';
import { downloadImportErrors } from './uploads/contract.ts';
import type { ImportMapInput } from './mapping/contract.ts';
import { work } from './service.ts';

const server = await testServer();
const dollars = { currency: 'USD', timeZone: 'America/New_York' };

const { upload, begin, check, run, start, undo } = importer(server);

const dealMap = (extra: object = {}): ImportMapInput => ({
  version: 1,
  files: [
    {
      file: 'deals.csv',
      targets: [
        {
          kind: 'deal',
          key: 'title',
          fields: {
            title: { column: 'id' },
            stage: { column: 'stage', values: { Won: '4', Lost: '2' } },
            status: { column: 'stage', values: { Won: 'won', Lost: 'lost', 1: 'open', 9: 'open' } },
            openedOn: { column: 'opened' },
            closedOn: { column: 'closed' },
            amountMinor: { column: 'value' },
            ...extra,
          },
        },
      ],
    },
  ],
});
const accountMap: ImportMapInput = {
  version: 1,
  files: [
    {
      file: 'a.csv',
      targets: [{ kind: 'account', key: 'name', fields: { name: { column: 'name' }, employees: { column: 'staff' } } }],
    },
  ],
};

const countOf = async (user: TestUser) => (await server.as(user).call(accounts.count, { query: {} })).count;

describe('checkRows', () => {
  it('names what is wrong row by row, and changes nothing', async () => {
    const { owner } = await buildWorkspace(server.db, dollars);
    const { checked, faults } = await check(
      owner,
      {
        'deals.csv':
          'id,stage,opened,closed,value\nA,Won,2020-01-02,2020-02-30,5\nB,9,2020-01-02,,5\nC,Lost,2020-03-01,2020-02-01,5\nD,Won,2020-01-01,,x\nA,1,2020-01-01,,5\nE,1,3/4/2020,,"1,234"\nF,1\n',
      },
      dealMap(),
    );
    const seen = faults.map(({ code, field, rows }) => [code, field, rows.join()]);
    expect(seen).toEqual(
      expect.arrayContaining([
        ['not_a_date', 'closedOn', '2'],
        ['exchange.unknown_stage', 'stage', '3'],
        ['deals.closed_before_opened', 'closedOn', '4'],
        ['required', 'closedOn', '5'],
        ['not_an_amount', 'amountMinor', '5'],
        ['exchange.duplicate_key', 'title', '6'],
        ['ambiguous_date', 'openedOn', '7'],
        ['ambiguous_number', 'amountMinor', '7'],
        ['csv.wrong_columns', null, '8'],
      ]),
    );
    expect(checked.report?.targets[0]?.counts).toEqual({ create: 0, update: 0, same: 0, skip: 0, error: 7 });
    expect((await server.as(owner).call(deals.count, { query: {} })).count).toBe(0);
    expect((await server.as(owner).refused(startImport, { params: { id: checked.id }, body: {} })).code).toBe(
      'exchange.has_errors',
    );
  });

  it('refuses a currency without a rate', async () => {
    const { owner } = await buildWorkspace(server.db, dollars);
    const { faults } = await check(
      owner,
      { 'deals.csv': 'id,stage,opened,closed,value\nA,1,2020-01-02,,5\n' },
      dealMap({ currency: { value: 'EUR' } }),
    );
    expect(faults).toMatchObject([
      { code: 'settings.no_rate', field: 'currency', rows: [2], text: expect.stringContaining('EUR to USD') },
    ]);
  });

  it('proposes the known value that an unknown one most likely stands for', async () => {
    const { owner } = await buildWorkspace(server.db, dollars);
    const files = {
      'p.csv': 'product\nGTX Pro\nGTX Basic\n',
      'deals.csv': 'id,stage,opened,closed,value,product\nA,1,2020-01-02,,5,GTXPro\nB,1,2020-01-02,,5,GTXPro\n',
    };
    const map = dealMap({ product: { column: 'product' } });
    map.files.unshift({ file: 'p.csv', targets: [{ kind: 'product', key: 'name', fields: { name: { column: 'product' } } }] });
    const { checked } = await check(owner, files, map);
    expect(checked.report?.proposals).toMatchObject([{ field: 'product', value: 'GTXPro', rows: 2, proposed: 'GTX Pro' }]);
  });

  it('refuses a map that does not fit the file, and rows that point to each other in a circle', async () => {
    const { owner } = await buildWorkspace(server.db);
    const id = await begin(owner, { 'a.csv': 'name,parent\nA,B\nB,A\nC,C\nD,\n' });
    const problem = await server.as(owner).refused(setMapping, { params: { id }, body: { map: accountMap } });
    expect(problem).toMatchObject({ code: 'exchange.missing_column', errors: [{ code: 'exchange.missing_column' }] });
    expect(problem.detail).toContain('staff');
    const map: ImportMapInput = {
      version: 1,
      files: [
        {
          file: 'a.csv',
          targets: [{ kind: 'account', key: 'name', fields: { name: { column: 'name' }, parent: { column: 'parent' } } }],
        },
      ],
    };
    const { faults } = await check(owner, { 'a.csv': 'name,parent\nA,B\nB,A\nC,C\nD,\n' }, map);
    expect(faults).toMatchObject([{ code: 'exchange.circular', rows: [2, 3, 4] }]);
  });
});

describe('uploadFile', () => {
  it('refuses what is empty, binary, damaged or without headers, and keeps nothing of it', async () => {
    const { owner } = await buildWorkspace(server.db);
    const id = await begin(owner, {});
    const refusals: [string | Buffer, string][] = [
      ['', 'csv.empty'],
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'csv.binary'],
      ['name\n"never closed\n', 'csv.quote_not_closed'],
      ['a,a\n1,2\n', 'csv.duplicate_header'],
      [Buffer.concat([Buffer.from('name\n上海测'), Buffer.from([0xff, 0x0a])]), 'csv.bad_encoding'],
      [Buffer.concat([Buffer.from(`name\n${'远景智造公司\n'.repeat(20)}`), Buffer.from([0xff, 0xfe, 0x0a])]), 'csv.bad_encoding'],
    ];
    for (const [content, code] of refusals)
      expect((await upload(owner, id, 'x.csv', content, { hasHeader: 'true' })).json.code).toBe(code);
    expect((await server.as(owner).call(getImport, { params: { id } })).files).toEqual([]);
  });

  it('finds out encoding and delimiter, and proposes what the columns hold in Chinese', async () => {
    const { owner } = await buildWorkspace(server.db, { language: 'zh-Hans' });
    const gb = Buffer.from('bfcdbba7c3fbb3c63bd0d0d2b50ad4b6beb0d6c7d4ec3bd6c6d4ec0ac9cfbaa3bfc6bcbc3bc8ebbcfe0a', 'hex');
    const id = await begin(owner, { '客户.csv': gb });
    expect((await server.as(owner).call(getImport, { params: { id } })).files).toMatchObject([
      { encoding: 'gb18030', delimiter: ';', columns: ['客户名称', '行业'], rows: 2 },
    ]);
    const { map } = await server.as(owner).call(proposeMapping, { params: { id }, body: undefined });
    expect(map.files[0]?.targets[0]).toMatchObject({
      kind: 'account',
      key: 'name',
      fields: { name: { column: '客户名称' }, industry: { column: '行业' } },
    });
  });
});

describe('runRows', () => {
  it('creates, then changes by key, and says what stayed the same', async () => {
    const { owner } = await buildWorkspace(server.db);
    expect((await run(owner, { 'a.csv': 'name,staff\nA,1\nB,2\n' }, accountMap)).progress.targets[0]?.counts).toMatchObject({
      create: 2,
    });
    const again = await run(owner, { 'a.csv': 'name,staff\nA,1\nB,3\nC,4\n' }, accountMap);
    expect(again).toMatchObject({ state: 'done', progress: { targets: [{ counts: { create: 1, update: 1, same: 1 } }] } });
    expect(await countOf(owner)).toBe(3);
  });

  it('makes parents before those who point to them, whatever the order of the file', async () => {
    const { owner } = await buildWorkspace(server.db);
    const map: ImportMapInput = {
      version: 1,
      files: [
        {
          file: 'a.csv',
          targets: [{ kind: 'account', key: 'name', fields: { name: { column: 'name' }, parent: { column: 'parent' } } }],
        },
      ],
    };
    await run(owner, { 'a.csv': 'name,parent\nGrandchild,Child\nChild,Top\nTop,\n' }, map);
    const { data } = await server.as(owner).call(accounts.list, { query: { sort: 'name' } });
    expect(data.map(({ name, parent }) => [name, parent?.title ?? null])).toEqual([
      ['Child', 'Top'],
      ['Grandchild', 'Child'],
      ['Top', null],
    ]);
  });

  it('leaves refused rows out when told to, with their reasons in a file', async () => {
    const { owner } = await buildWorkspace(server.db);
    const done = await run(owner, { 'a.csv': 'name,staff\nA,1\nB,many\n' }, accountMap, true);
    expect(done).toMatchObject({ state: 'done', progress: { targets: [{ counts: { create: 1, error: 1 } }] } });
    const text = await server.as(owner).call(downloadImportErrors, { params: { id: done.id }, query: {} });
    expect(text.replace('\uFEFF', '').split('\r\n').slice(0, 2)).toEqual([
      'name,staff,row,reason',
      'B,many,3,"staff: This is not a number. Write it in digits, such as 1234.5."',
    ]);
  });

  it('takes everything back when a row is refused while it runs', async () => {
    const { owner } = await buildWorkspace(server.db);
    const map: ImportMapInput = {
      version: 1,
      files: [
        { file: 'a.csv', targets: [{ kind: 'account', fields: { name: { column: 'name' }, creditCode: { column: 'code' } } }] },
      ],
    };
    const code = '91350100M000100Y43';
    const { id } = await check(owner, { 'a.csv': `name,code\nA,\nB,${code}\n` }, map);
    await server.as(owner).call(accounts.create, { body: { name: 'Faster', creditCode: code } });
    const failed = await start(owner, id);
    expect(failed).toMatchObject({ state: 'failed', fault: { code: 'exchange.rows_refused' } });
    expect(await countOf(owner)).toBe(1);
  });

  it('goes on where an interrupted run stopped, and makes no row twice', async () => {
    const { owner } = await buildWorkspace(server.db);
    const rows = Array.from({ length: 2500 }, (_, index) => `Company ${index},${index}`).join('\n');
    const keyless: ImportMapInput = {
      version: 1,
      files: [
        { file: 'a.csv', targets: [{ kind: 'account', fields: { name: { column: 'name' }, employees: { column: 'staff' } } }] },
      ],
    };
    const { id } = await check(owner, { 'a.csv': `name,staff\n${rows}\n` }, keyless);
    await server.as(owner).call(startImport, { params: { id }, body: {} });
    const running = work(server.db, owner.scope, id, 'running');
    while ((await countOf(owner)) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    // As if the process had died: its lease is stale, and another takes the work up. What it still writes is refused.
    await server.db
      .updateTable('imports')
      .set({ heartbeatAt: new Date(0).toISOString(), leaseId: null })
      .where('workspaceId', '=', owner.workspaceId)
      .where('id', '=', id)
      .execute();
    await running;
    await work(server.db, owner.scope, id, 'running');
    expect((await server.as(owner).call(getImport, { params: { id } })).state).toBe('done');
    expect(await countOf(owner)).toBe(2500);
  });

  it('is searched once its entries are written', async () => {
    const { owner, scope } = await buildWorkspace(server.db);
    const { id } = await run(owner, { 'a.csv': 'name,staff\n远景智造,1\n远见科技,2\n' }, accountMap);
    const index = (after: string | null) => indexImported(server.db, scope, entityOf('account'), id, { after, limit: 1 });
    const first = await index(null);
    const second = await index(first);
    expect([first, second]).not.toContain(null);
    expect(await index(second)).toBeNull();
    expect((await server.as(owner).call(accounts.list, { query: { q: 'yuanjian' } })).data).toHaveLength(1);
    expect((await server.as(owner).call(accounts.list, { query: { q: 'yuanjing' } })).data).toHaveLength(1);
  });
});

describe('the job that writes search entries', () => {
  it('leaves out what is taken away while it works, and writes the rest', async () => {
    const { owner } = await buildWorkspace(server.db);
    await run(owner, { 'a.csv': 'name,staff\nHarbour,1\nQuay,2\nWharf,3\n' }, accountMap);
    const { data } = await server.as(owner).call(accounts.list, { query: { sort: 'name' } });
    const quay = data.find(({ name }) => name === 'Quay')?.id ?? '';
    const waiting = sql<{ isWaiting: boolean }>`select exists (select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%search_documents%') as "isWaiting"`;
    let job = Promise.resolve();
    await server.db.transaction().execute(async (tx) => {
      await tx.deleteFrom('records').where('workspaceId', '=', owner.workspaceId).where('id', '=', quay).execute();
      job = runJobs(server);
      job.catch(() => {});
      await expect.poll(async () => (await waiting.execute(server.db)).rows[0]?.isWaiting).toBe(true);
    });
    await job;
    const entries = await server.db
      .selectFrom('searchDocuments')
      .select('title')
      .where('workspaceId', '=', owner.workspaceId)
      .where('kind', '=', 'account')
      .orderBy('title')
      .execute();
    expect(entries.map(({ title }) => title)).toEqual(['Harbour', 'Wharf']);
  });
});

describe('undoRows', () => {
  it('deletes what it made, but for what somebody has changed or uses', async () => {
    const { owner } = await buildWorkspace(server.db);
    const done = await run(owner, { 'a.csv': 'name,staff\nA,1\nB,2\nC,3\n' }, accountMap);
    const { data } = await server.as(owner).call(accounts.list, { query: { sort: 'name' } });
    const [first, second] = data;
    await server.as(owner).call(accounts.update, { params: { id: first?.id ?? '' }, body: { version: 1, employees: 9 } });
    await server.as(owner).call(deals.create, { body: { title: 'Uses B', accountId: second?.id ?? '' } });
    await server.as(owner).call(undoImport, { params: { id: done.id }, body: undefined });
    await work(server.db, owner.scope, done.id, 'undoing');
    const undone = await server.as(owner).call(getImport, { params: { id: done.id } });
    expect(undone).toMatchObject({ state: 'undone', progress: { undone: 1, kept: 2 } });
    expect((await server.as(owner).call(accounts.list, { query: { sort: 'name' } })).data.map(({ name }) => name)).toEqual([
      'A',
      'B',
    ]);
  });

  it('keeps what somebody has written about, related or added a file to', async () => {
    const { owner } = await buildWorkspace(server.db);
    const other = await server.as(owner).call(accounts.create, { body: { name: 'Other' } });
    const done = await run(owner, { 'a.csv': 'name,staff\nCalled,1\nFiled,2\nRelated,3\nUntouched,4\n' }, accountMap);
    const { data } = await server.as(owner).call(accounts.list, { query: { sort: 'name' } });
    const idOf = (name: string) => data.find((account) => account.name === name)?.id ?? '';
    await server
      .as(owner)
      .call(createActivity, { body: { recordId: idOf('Called'), kind: 'call', subject: 'Asked for a price' } });
    const offer = await server
      .as(owner)
      .with({ 'content-type': 'application/octet-stream' })
      .post(`/api/v1/records/${idOf('Filed')}/files?name=a.txt`, 'x');
    expect(offer.status, offer.text).toBe(201);
    const relation = { params: { id: other.id }, body: { toId: idOf('Related'), kind: 'partner' as const } };
    await server.as(owner).call(createRelation, relation);
    expect(await undo(owner, done.id)).toMatchObject({ state: 'undone', progress: { undone: 1, kept: 3 } });
  });

  it('takes the tasks of a stage along with the deal they came with', async () => {
    const { owner } = await buildWorkspace(server.db, dollars);
    const done = await run(owner, { 'deals.csv': 'id,stage,opened,closed,value\nD1,1,2026-11-02,,5\n' }, dealMap());
    expect(await undo(owner, done.id)).toMatchObject({ state: 'undone', progress: { undone: 1, kept: 0 } });
  });

  it('ends for a seller, who may not delete every kind there is', async () => {
    const workspace = await buildWorkspace(server.db, dollars);
    const seller = await buildUser(server.db, workspace);
    const done = await run(seller, { 'a.csv': 'name,staff\nA,1\n' }, accountMap);
    expect(await undo(seller, done.id)).toMatchObject({ state: 'undone', progress: { undone: 1, kept: 0 } });
  });
});

describe('rights', () => {
  const makeSeller = async (): Promise<{ workspace: TestWorkspace; seller: TestUser }> => {
    const workspace = await buildWorkspace(server.db, dollars);
    return { workspace, seller: await buildUser(server.db, workspace) };
  };

  it('refuses those who may not import, and kinds that a role may not create', async () => {
    const { workspace, seller } = await makeSeller();
    const analyst = await buildUser(server.db, workspace, { role: 'analyst' });
    expect((await server.as(analyst).refused(createImport, { body: { name: 'x' } })).code).toBe('forbidden');
    const users: ImportMapInput = {
      version: 1,
      files: [{ file: 'a.csv', targets: [{ kind: 'user', key: 'name', fields: { name: { column: 'name' } } }] }],
    };
    const id = await begin(seller, { 'a.csv': 'name,staff\nMallory,1\n' });
    const refused = await server.as(seller).refused(setMapping, { params: { id }, body: { map: users } });
    expect(refused).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it("hides a colleague's import, and another workspace's", async () => {
    const { workspace, seller } = await makeSeller();
    const other = await buildUser(server.db, workspace);
    const stranger = await buildWorkspace(server.db);
    const id = await begin(seller, { 'a.csv': 'name\nA\n' });
    for (const user of [other, stranger.owner]) {
      expect((await server.as(user).refused(getImport, { params: { id } })).status).toBe(404);
      expect((await server.as(user).refused(cancelImport, { params: { id }, body: undefined })).status).toBe(404);
    }
    expect((await server.as(workspace.owner).call(getImport, { params: { id } })).id).toBe(id);
  });
});

const folder = join(import.meta.dirname, '../../../../shared/data/crm-sales-opportunities');

describe.skipIf(!existsSync(folder))('the real pipeline', () => {
  it('gives the published figures, and says that it is history', async () => {
    const { owner } = await buildWorkspace(server.db, dollars);
    const map = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../examples/crm-sales-opportunities/map.json'), 'utf8'),
    ) as ImportMapInput;
    const files = Object.fromEntries(map.files.map(({ file }) => [file, readFileSync(join(folder, file))]));
    const done = await run(owner, files, map);
    expect(done.progress.targets.map(({ kind, counts }) => [kind, counts.create])).toEqual([
      ['team', 3],
      ['user', 6],
      ['user', 35],
      ['product', 7],
      ['account', 85],
      ['deal', 8800],
    ]);
    const kpis = await server.as(owner).call(getKpis, { query: { from: '2017-01-01', to: '2017-12-31' } });
    expect(kpis.winRate).toMatchObject({ won: 4238, lost: 2473, value: 4238 / 6711 });
    expect(kpis.revenue).toMatchObject({ currency: 'USD', amount: '10005534.00', wonDeals: 4238 });
    expect(kpis.salesCycleDays.mean).toBeCloseTo(51.78, 2);
    expect(kpis.salesCycleDays.median).toBe(57);
    expect(kpis.byOwner.slice(0, 3).map(({ owner: who, won, revenue }) => [who?.name, won, revenue])).toEqual([
      ['Darcel Schlecht', 349, '1153214.00'],
      ['Vicki Laflamme', 221, '478396.00'],
      ['Kary Hendrixson', 209, '454298.00'],
    ]);
    const quarters: [string, string, number, number, string][] = [
      ['01-01', '03-31', 531, 116, '1134672.00'],
      ['04-01', '06-30', 1254, 778, '3086111.00'],
      ['07-01', '09-30', 1257, 790, '2982255.00'],
      ['10-01', '12-31', 1196, 789, '2802496.00'],
    ];
    for (const [from, to, won, lost, amount] of quarters) {
      const quarter = await server.as(owner).call(getKpis, { query: { from: `2017-${from}`, to: `2017-${to}` } });
      expect(quarter).toMatchObject({ winRate: { won, lost }, revenue: { amount } });
    }
    const behind = await server.as(owner).call(deals.count, { query: { filter: kpis.winRate.deals } });
    expect(behind.count).toBe(6711);
    const [top] = kpis.byOwner;
    expect((await server.as(owner).call(deals.count, { query: { filter: top?.deals ?? '' } })).count).toBe(
      (top?.won ?? 0) + (top?.lost ?? 0),
    );
    const [won] = (
      await server.as(owner).call(deals.list, { query: { filter: '{"field":"title","op":"eq","value":"1C1I7A6R"}' } })
    ).data;
    expect(won).toMatchObject({
      status: 'won',
      isHistory: true,
      openedOn: '2016-10-20',
      wonOn: '2017-03-01',
      amountMinor: 105_400,
      productSummary: 'GTX Plus Basic',
      account: { title: 'Cancity' },
      owner: { name: 'Moses Frase' },
    });
    const { data } = await server.as(owner).call(listHistory, { params: { id: won?.id ?? '' } });
    expect(data.map(({ kind, isHistory }) => [kind, isHistory])).toEqual([
      ['import', true],
      ['won', true],
    ]);
  });
});
