import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { importer } from '../../../../test/imports.ts';
import { addDays, todayIn } from '../../../platform/days.ts';
import { listExchangeRates, listLatestRates, setExchangeRate } from '../../settings/contract.ts';
import { findRate } from '../../settings/service.ts';
import { listImportKinds, proposeMapping, setMapping } from '../contract.ts';
import type { FieldSource, ImportMapInput } from '../mapping/contract.ts';

const server = await testServer();
const imports = importer(server);

const fields: Record<string, FieldSource> = {
  currency: { column: 'Currency' },
  validFrom: { column: 'Date' },
  rate: { column: 'Rate' },
};
const mapOf = (own = fields): ImportMapInput => ({
  version: 1,
  files: [{ file: 'rates.csv', targets: [{ kind: 'exchangeRate', mode: 'upsert', fields: own }] }],
});
const file = (...rows: string[]) => ({ 'rates.csv': ['Currency,Date,Rate', ...rows].join('\n') });

const ratesOf = async (user: TestUser, query: object = {}) => {
  const { data } = await server.as(user).call(listExchangeRates, { query });
  return data.map(({ currency, validFrom, rate }) => `${currency} ${validFrom} ${rate}`);
};

describe('a file of exchange rates', () => {
  it('is recognised, adds and changes rates, and gives back what it did; what somebody wrote since stays', async () => {
    const { owner, scope } = await buildWorkspace(server.db, { currency: 'CNY' });
    const api = server.as(owner);
    await api.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2026-01-01', rate: '7' } });
    await api.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2026-02-01', rate: '7.05' } });
    const id = await imports.begin(
      owner,
      file('USD,2026-01-01,7.1', 'USD,2026-02-01,7.050', 'USD,2026-03-01,7.2', 'EUR,2026-03-01,7.8'),
    );
    const proposed = await api.call(proposeMapping, { params: { id }, query: {} });
    expect(proposed.map.files[0]?.targets[0]).toMatchObject({
      kind: 'exchangeRate',
      fields: { ...fields, rate: { column: 'Rate', decimalMark: '.' } },
    });
    const { checked, faults } = await imports.recheck(owner, id, proposed.map);
    expect(faults).toEqual([]);
    const counts = { create: 2, update: 1, same: 1, error: 0 };
    expect(checked.report?.targets[0]?.counts).toMatchObject(counts);
    expect((await imports.start(owner, id)).progress.targets[0]?.counts).toMatchObject(counts);
    const [eur, march, february] = ['EUR 2026-03-01 7.8', 'USD 2026-03-01 7.2', 'USD 2026-02-01 7.05'];
    expect(await ratesOf(owner)).toEqual([eur, march, february, 'USD 2026-01-01 7.1']);
    expect(await findRate(server.db, scope, 'USD', '2026-02-28')).toBe('7.05');
    await api.call(setExchangeRate, { body: { currency: 'EUR', validFrom: '2026-03-01', rate: '7.9' } });
    const undone = await imports.undo(owner, id);
    expect(undone.progress).toMatchObject({ undone: 2, kept: 1 });
    expect(await ratesOf(owner)).toEqual(['EUR 2026-03-01 7.9', february, 'USD 2026-01-01 7']);
  });

  it('says row by row what is wrong, the second of two rates for a day among it, and takes the rest', async () => {
    const { owner, scope } = await buildWorkspace(server.db, { currency: 'CNY' });
    const tomorrow = addDays(todayIn(scope.timeZone), 1);
    const rows = file(
      'USD,2026-01-01,7.1',
      'USD,2026-01-01,7.2',
      'XYZ,2026-01-01,1',
      `EUR,${tomorrow},8`,
      'EUR,2026-01-01,0',
      'EUR,2026-01-02,-8',
      'CNY,2026-01-01,1',
      'EUR,,8',
      'EUR,2026-01-03,eight',
    );
    const { id, faults } = await imports.check(owner, rows, mapOf());
    expect(faults.map(({ field, code, count }) => `${field ?? ''} ${code} ${count}`).toSorted()).toEqual([
      ' exchange.duplicate_key 1',
      'currency not_a_currency 1',
      'currency settings.own_currency 1',
      'rate not_a_number 1',
      'rate not_a_rate 2',
      'validFrom required 1',
      'validFrom settings.rate_of_the_future 1',
    ]);
    await imports.start(owner, id, true);
    expect(await ratesOf(owner)).toEqual(['USD 2026-01-01 7.1']);
  });

  it('may say a rate the other way round', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    const rows = { 'rates.csv': 'From,To,Date,Rate\nCNY,USD,2026-01-01,0.14\nEUR,CNY,2026-01-01,"7,8"' };
    const own = {
      currency: { column: 'From' },
      toCurrency: { column: 'To' },
      validFrom: { column: 'Date' },
      rate: { column: 'Rate' },
    };
    const { faults } = await imports.check(owner, rows, mapOf(own));
    expect(faults).toEqual([]);
    await imports.run(owner, rows, mapOf(own));
    expect(await ratesOf(owner)).toEqual(['EUR 2026-01-01 7.8', 'USD 2026-01-01 7.142857142857']);
  });

  it('may be the table of the European Central Bank, a column for each currency, thousands of days long', async () => {
    const { owner, scope } = await buildWorkspace(server.db, { currency: 'CNY' });
    const days = Array.from({ length: 2600 }, (_, index) => addDays('2026-11-20', -index));
    const table = [
      'Date,USD,JPY,CNY,GBP,CYP,',
      ...days.map((day, at) => `${day},1.25,160,8,${at < 100 ? '0.8' : 'N/A'},N/A,`),
    ].join('\n');
    const id = await imports.begin(owner, { 'eurofxref-hist.csv': table });
    const { map } = await server.as(owner).call(proposeMapping, { params: { id }, query: {} });
    expect(map.files[0]?.targets[0]).toMatchObject({
      kind: 'exchangeRate',
      fields: { ...fields, rate: { column: 'Rate', decimalMark: '.' } },
    });
    const { checked, faults } = await imports.recheck(owner, id, map);
    expect(faults).toEqual([]);
    expect(checked.report?.targets[0]?.counts).toMatchObject({ create: 3 * 2600 + 100, error: 0 });
    await imports.start(owner, id);
    const latest = await server.as(owner).call(listLatestRates, {});
    expect(latest.data.map(({ currency, rate }) => `${currency} ${rate}`)).toEqual(['EUR 8', 'GBP 10', 'JPY 0.05', 'USD 6.4']);
    // What holds on a day off is the rate of the day before it.
    expect(await findRate(server.db, scope, 'GBP', '2026-11-22')).toBe('10');
    const first = await server.as(owner).call(listExchangeRates, { query: { currency: 'GBP', limit: 60 } });
    const cursor = first.nextCursor ?? '';
    expect([first.data.length, cursor]).toEqual([60, `GBP ${days[59] ?? ''}`]);
    const second = await server.as(owner).call(listExchangeRates, { query: { currency: 'GBP', limit: 60, cursor } });
    expect([second.data.length, second.nextCursor, second.data[0]?.validFrom]).toEqual([40, null, days[60]]);
    expect((await imports.undo(owner, id)).progress).toMatchObject({ undone: 7900, kept: 0 });
    expect(await ratesOf(owner)).toEqual([]);
  });

  it('may be an Excel workbook', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    const book = utils.book_new();
    const sheet = utils.aoa_to_sheet([
      ['Currency', 'Date', 'Rate'],
      ['USD', 46_023, 7.125],
      ['EUR', 46_023, 7.9],
    ]);
    for (const place of ['B2', 'B3']) Object.assign(sheet[place] ?? {}, { z: 'dd.mm.yyyy' });
    utils.book_append_sheet(book, sheet, 'Rates');
    const id = await imports.begin(owner, { 'rates.xlsx': Buffer.from(write(book, { type: 'buffer', bookType: 'xlsx' })) });
    const { map } = await server.as(owner).call(proposeMapping, { params: { id }, query: {} });
    expect((await imports.recheck(owner, id, map)).faults).toEqual([]);
    await imports.start(owner, id);
    expect(await ratesOf(owner)).toEqual(['EUR 2026-01-01 7.9', 'USD 2026-01-01 7.125']);
    // An archive that is no workbook is refused as before.
    const reply = await imports.upload(owner, await imports.begin(owner, {}), 'a.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
    expect(reply.json).toMatchObject({ status: 422, code: 'csv.binary' });
  });

  it('that counts in euros says nothing where the own currency is not in it', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    const id = await imports.begin(owner, {});
    const reply = await imports.upload(owner, id, 'a.csv', 'Date,USD,JPY\n2026-11-20,1.2,160', { hasHeader: 'true' });
    expect(reply.json).toMatchObject({ status: 422, code: 'exchange.rates_without_own' });
  });

  it('is for whoever sets rates', async () => {
    const workspace = await buildWorkspace(server.db, { currency: 'CNY' });
    const manager = await buildUser(server.db, workspace, { role: 'salesManager' });
    const { data } = await server.as(manager).call(listImportKinds, {});
    expect(data.map(({ kind }) => kind)).not.toContain('exchangeRate');
    const id = await imports.begin(manager, file('USD,2026-01-01,7'));
    expect(await server.as(manager).refused(setMapping, { params: { id }, body: { map: mapOf() } })).toMatchObject({
      status: 403,
    });
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    await imports.run(admin, file('USD,2026-01-01,7'), mapOf());
    const foreign = (await buildWorkspace(server.db)).owner;
    expect(await ratesOf(foreign)).toEqual([]);
    expect(await ratesOf(manager)).toEqual(['USD 2026-01-01 7']);
  });
});
