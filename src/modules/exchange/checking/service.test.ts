import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { accounts } from '../../customers/contract.ts';
import { createDeal, dealEndpoints as deals } from '../../deals/contract.ts';
import { listHistory } from '../../deals/moves/contract.ts';
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
