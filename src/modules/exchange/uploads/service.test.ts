import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { createImport, forgetImport, getImport, type Import, setMapping } from '../contract.ts';
import { downloadImportErrors, removeImportFile, rereadImportFile } from './contract.ts';
import { listImportCandidates, listImportValues } from '../candidates/contract.ts';
import type { ImportMapInput } from '../mapping/contract.ts';

const server = await testServer();
const imports = importer(server);

/** Bytes of uploads that are kept in the data folder. */
function kept(): number {
  try {
    return readdirSync(join(server.env.CHENGDAN_DATA, 'files'), { recursive: true }).filter((name) => String(name).length > 40)
      .length;
  } catch {
    return 0;
  }
}

const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const damaged = Buffer.concat([Buffer.from(`name\n${'远景智造公司\n'.repeat(20)}`), Buffer.from([0xff, 0xfe, 0x0a])]);

const bad: readonly [string, string | Buffer, Record<string, string>, string, RegExp][] = [
  ['an empty file', '', {}, 'csv.empty', /empty/],
  ['blank lines alone', '\n\n  \n', {}, 'csv.empty', /empty/],
  ['a picture called CSV', png, {}, 'csv.binary', /PNG/],
  ['a spreadsheet called CSV', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), {}, 'csv.binary', /XLSX/],
  ['a quotation mark that is never closed', 'name,note\nA,fine\nB,"never closed\n', {}, 'csv.quote_not_closed', /line 3/],
  ['bytes that are not UTF-8', damaged, {}, 'csv.bad_encoding', /byte 385/],
  ['another encoding than declared', 'name\n远景智造\n', { encoding: 'utf-16le' }, 'csv.bad_encoding', /UTF-16LE/],
  ['UTF-16 declared as something else', utf16('name;city\nA;B\n'), { encoding: 'gb18030' }, 'csv.bad_encoding', /GB18030/],
  ['two columns of one name', 'name,name,c\n1,2,3\n', { hasHeader: 'true' }, 'csv.duplicate_header', /“name”/],
  ['names of columns and nothing below', 'name,staff\n', {}, 'csv.no_rows', /no rows/],
  ['a row beyond all bounds', `name,note\nA,"${'x'.repeat(1_100_000)}"\n`, {}, 'csv.row_too_long', /line 2/],
];

describe('uploadFile', () => {
  it.each(bad)('refuses %s, says where and why, and keeps nothing of it', async (_, content, query, code, text) => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await server.as(owner).call(createImport, { body: { name: 'x' } });
    const before = kept();
    const reply = await imports.upload(owner, id, 'x.csv', content, query);
    expect(reply.json).toMatchObject({ code, status: 422 });
    expect(reply.json.detail).toMatch(text);
    const chinese = await server
      .as(owner)
      .with({ 'content-type': 'text/csv', 'x-language': 'zh-Hans' })
      .put(`/api/v1/imports/${id}/files?${new URLSearchParams({ name: 'x.csv', ...query }).toString()}`, content);
    expect(chinese.json.detail).toMatch(/\p{Script=Han}/u);
    expect((await server.as(owner).call(getImport, { params: { id } })).files).toEqual([]);
    expect(kept()).toBe(before);
  });

  it('reads UTF-16, a file of 300 columns, and one without names of columns', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await server.as(owner).call(createImport, { body: { name: 'x' } });
    const wide = Array.from({ length: 300 }, (_, at) => `column ${at}`);
    await imports.upload(owner, id, 'wide.csv', `${wide.join(',')}\n${wide.map((_, at) => at).join(',')}\n`);
    await imports.upload(owner, id, 'utf16.csv', utf16('name;city\n远景智造;苏州\n'));
    await imports.upload(owner, id, 'bare.csv', '1,Acme,a@acme.test\n2,Beta,b@beta.test\n');
    const { files } = await server.as(owner).call(getImport, { params: { id } });
    const shown = files.map(({ name, encoding, hasHeader, columns, rows }) => ({
      name,
      encoding,
      hasHeader,
      columns: columns.length,
      rows,
    }));
    expect(shown).toEqual([
      { name: 'wide.csv', encoding: 'utf-8', hasHeader: true, columns: 300, rows: 1 },
      { name: 'utf16.csv', encoding: 'utf-16le', hasHeader: true, columns: 2, rows: 1 },
      { name: 'bare.csv', encoding: 'utf-8', hasHeader: false, columns: 3, rows: 2 },
    ]);
    expect(files[2]?.columns).toEqual(['1', '2', '3']);
  });
});

describe('rereadFile', () => {
  async function begin(owner: TestUser, content: string | Buffer): Promise<Import> {
    const { id } = await server.as(owner).call(createImport, { body: { name: 'x' } });
    return (await imports.upload(owner, id, 'x.csv', content)).json;
  }

  it('reads a kept file in another encoding, with another separator, with or without names', async () => {
    const { owner } = await buildWorkspace(server.db);
    const gb = Buffer.from('c3fbb3c63bd0d0d2b50ad4b6beb03bd6c6d4ec0ad6c7d4ec3bbfc6bcbc0a', 'hex');
    const first = await begin(owner, gb);
    expect(first.files).toMatchObject([{ encoding: 'gb18030', delimiter: ';', columns: ['名称', '行业'], canReread: true }]);
    const read = (body: object) =>
      server
        .as(owner)
        .call(rereadImportFile, { params: { id: first.id, no: 0 }, body })
        .then(({ files }) => files[0]);
    expect(await read({ encoding: 'windows-1252' })).toMatchObject({ encoding: 'windows-1252', columns: ['Ãû³Æ', 'ÐÐÒµ'] });
    const after = await server.as(owner).call(getImport, { params: { id: first.id } });
    const no = after.files[0]?.no ?? 0;
    const bare = await server
      .as(owner)
      .call(rereadImportFile, { params: { id: first.id, no }, body: { encoding: 'gb18030', delimiter: ',', hasHeader: false } });
    expect(bare.files).toMatchObject([{ encoding: 'gb18030', delimiter: ',', hasHeader: false, columns: ['1'], rows: 3 }]);
  });

  it('leaves a file as it was when it cannot be read like that', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await begin(owner, 'name,city\n远景智造,苏州\n');
    const problem = await server.as(owner).refused(rereadImportFile, { params: { id, no: 0 }, body: { encoding: 'utf-16le' } });
    expect(problem.code).toBe('csv.bad_encoding');
    const { files } = await server.as(owner).call(getImport, { params: { id } });
    expect(files).toMatchObject([{ encoding: 'utf-8', columns: ['name', 'city'], canReread: true }]);
    await server.as(owner).call(rereadImportFile, { params: { id, no: 0 }, body: { hasHeader: false } });
  });

  it('is refused to a colleague and to another workspace', async () => {
    const workspace = await buildWorkspace(server.db);
    const seller = await buildUser(server.db, workspace);
    const { id } = await begin(seller, 'name\nA\n');
    const others = [await buildUser(server.db, workspace), (await buildWorkspace(server.db)).owner];
    for (const user of others) {
      const caller = server.as(user);
      expect((await caller.refused(rereadImportFile, { params: { id, no: 0 }, body: {} })).status).toBe(404);
      expect((await caller.refused(forgetImport, { params: { id } })).status).toBe(404);
      expect((await caller.refused(listImportValues, { params: { id }, query: { file: 'x.csv', column: 'name' } })).status).toBe(
        404,
      );
      expect(
        (await caller.refused(listImportCandidates, { params: { id }, query: { targetNo: 0, field: 'account' } })).status,
      ).toBe(404);
    }
  });
});

describe('removeFile and forget', () => {
  it('take the bytes with them', async () => {
    const { owner } = await buildWorkspace(server.db);
    const before = kept();
    const id = await imports.begin(owner, { 'a.csv': 'name\nA\n', 'b.csv': 'name\nB\n' });
    await imports.upload(owner, id, 'a.csv', 'name\nA2\n');
    expect(kept()).toBe(before + 2);
    await server.as(owner).call(removeImportFile, { params: { id, no: 1 } });
    expect(kept()).toBe(before + 1);
    await server.as(owner).call(forgetImport, { params: { id } });
    expect(kept()).toBe(before);
    expect((await server.as(owner).refused(getImport, { params: { id } })).status).toBe(404);
  });
});

describe('what values may stand for', () => {
  const map: ImportMapInput = {
    version: 1,
    files: [
      { file: 'p.csv', targets: [{ kind: 'product', key: 'name', fields: { name: { column: 'product' } } }] },
      {
        file: 'd.csv',
        targets: [{ kind: 'deal', key: 'title', fields: { title: { column: 'deal' }, product: { column: 'product' } } }],
      },
    ],
  };
  it('are names that the import brings and names that are there, found by a part of them', async () => {
    const { owner } = await buildWorkspace(server.db);
    await imports.run(owner, { 'p.csv': 'product\nGTX Old\nMG\n' }, { version: 1, files: map.files.slice(0, 1) });
    const id = await imports.begin(owner, { 'p.csv': 'product\nGTX Pro\n', 'd.csv': 'deal,product\nA,GTXPro\nB,GTXPro\n' });
    await server.as(owner).call(setMapping, { params: { id }, body: { map } });
    const { data } = await server
      .as(owner)
      .call(listImportCandidates, { params: { id }, query: { targetNo: 1, field: 'product', q: 'gtx' } });
    expect(data).toEqual([
      { text: 'GTX Pro', isComing: true },
      { text: 'GTX Old', isComing: false },
    ]);
    const values = await server.as(owner).call(listImportValues, { params: { id }, query: { file: 'd.csv', column: 'product' } });
    expect(values.data).toEqual([{ value: 'GTXPro', rows: 2 }]);
  });
});

describe('the file of refused rows', () => {
  it('opens in a spreadsheet: a mark of UTF-8, a separator it knows, no formulas', async () => {
    const { owner } = await buildWorkspace(server.db);
    const map: ImportMapInput = {
      version: 1,
      files: [
        {
          file: 'x.csv',
          targets: [{ kind: 'account', key: 'name', fields: { name: { column: '名称' }, employees: { column: '人数' } } }],
        },
      ],
    };
    const { id } = await imports.run(owner, { 'x.csv': '名称|+|人数\n=cmd()|+|许多\n远景|+|3\n' }, map, true);
    const text = await server.as(owner).call(downloadImportErrors, { params: { id }, query: {} });
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFF名称,人数,row,reason',
      `'=cmd(),许多,2,"人数: This is not a number. Write it in digits, such as 1234.5."`,
    ]);
  });
});
