import { describe, expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { inTx } from '../../platform/tx.ts';
import { addWorkingMinutes } from '../../platform/working-hours.ts';
import { getCalendar, listExchangeRates, removeExchangeRate, setExchangeRate, updateCalendar } from './contract.ts';
import { convertToOwn, makeConverter, nextDocumentNumber, nextDocumentNumbers, workingCalendar } from './service.ts';

const server = await testServer();
const others = ['salesManager', 'seller', 'delivery', 'support', 'analyst'] as const;

describe('exchange rates', () => {
  test('the rate of a day is the latest begun by then; setting one twice replaces it', async () => {
    const { owner, scope } = await buildWorkspace(server.db, { currency: 'CNY' });
    const caller = server.as(owner);
    await caller.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2026-01-01', rate: '7.0' } });
    await caller.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2026-06-01', rate: '7.25' } });
    expect(
      await caller.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2026-06-01', rate: '7.250' } }),
    ).toMatchObject({ rate: '7.25' });
    expect((await caller.call(listExchangeRates, {})).data).toEqual([
      { currency: 'USD', validFrom: '2026-06-01', rate: '7.25' },
      { currency: 'USD', validFrom: '2026-01-01', rate: '7' },
    ]);
    const convert = await makeConverter(server.db, scope, [
      ...['2025-12-31', '2026-05-31', '2026-06-01'].map((on) => ({ currency: 'USD', on })),
      { currency: 'CNY', on: '2000-01-01' },
    ]);
    expect([
      convert(10_001, 'USD', '2026-05-31'),
      convert(10_001, 'USD', '2026-06-01'),
      convert(500, 'CNY', '2000-01-01'),
    ]).toEqual([70_007, 72_507, 500]);
    expect(convert(1, 'USD', '2025-12-31')).toBeUndefined();
    await expect(convertToOwn(server.db, scope, 1, 'EUR', '2026-01-01')).rejects.toMatchObject({ code: 'settings.no_rate' });
    await caller.call(removeExchangeRate, { params: { currency: 'USD', validFrom: '2026-06-01' } });
    expect(await convertToOwn(server.db, scope, 100, 'USD', '2026-06-01')).toBe(700);
    expect(await caller.refused(removeExchangeRate, { params: { currency: 'USD', validFrom: '2026-06-01' } })).toMatchObject({
      status: 404,
    });
  });

  test.each([
    [{ currency: 'CNY', rate: '1' }, 'settings.own_currency'],
    [{ currency: 'ZZZ', rate: '1' }, 'not_a_currency'],
    [{ currency: 'USD', rate: '0' }, 'not_a_rate'],
    [{ currency: 'USD', rate: '-7' }, 'invalid_format'],
    [{ currency: 'USD', rate: '7,1' }, 'invalid_format'],
  ])('refuses %j', async (input, code) => {
    const { owner } = await buildWorkspace(server.db, { currency: 'CNY' });
    const problem = await server.as(owner).refused(setExchangeRate, { body: { validFrom: '2026-01-01', ...input } });
    expect([problem.code, ...(problem.errors ?? []).map((error) => error.code)]).toContain(code);
  });

  test('are seen by everybody of the workspace, changed by owner and admin, unknown to another', async () => {
    const workspace = await buildWorkspace(server.db, { currency: 'CNY' });
    const body = { currency: 'USD', validFrom: '2026-01-01', rate: '7' };
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    await server.as(admin).call(setExchangeRate, { body });
    for (const role of others) {
      const caller = server.as(await buildUser(server.db, workspace, { role }));
      expect(await caller.refused(setExchangeRate, { body })).toMatchObject({ status: 403 });
      expect(await caller.refused(removeExchangeRate, { params: body })).toMatchObject({ status: 403 });
      expect((await caller.call(listExchangeRates, {})).data).toHaveLength(1);
    }
    const foreign = server.as((await buildWorkspace(server.db)).owner);
    expect((await foreign.call(listExchangeRates, {})).data).toEqual([]);
    expect(await foreign.refused(removeExchangeRate, { params: body })).toMatchObject({ status: 404 });
  });
});

describe('working calendar', () => {
  test('a new workspace has the usual hours of its zone, and arithmetic follows every change', async () => {
    const { owner, scope } = await buildWorkspace(server.db, { timeZone: 'Asia/Shanghai' });
    const calendar = await server.as(owner).call(getCalendar, {});
    expect(calendar).toMatchObject({ timeZone: 'Asia/Shanghai', holidays: 'CN', version: 1 });
    // Friday 17:30 in Shanghai and two hours more: Monday 10:30.
    const friday = '2026-11-20T09:30:00.000Z';
    expect(addWorkingMinutes(friday, 120, await workingCalendar(server.db, scope))).toBe('2026-11-23T02:30:00.000Z');
    const changed = await server.as(owner).call(updateCalendar, {
      body: { version: 1, specialDays: [{ on: '2026-11-23', name: 'Company day', hours: [] }] },
    });
    expect(changed).toMatchObject({ version: 2, week: calendar.week, specialDays: [{ on: '2026-11-23', name: 'Company day' }] });
    expect(addWorkingMinutes(friday, 120, await workingCalendar(server.db, scope))).toBe('2026-11-24T02:30:00.000Z');
    const stale = await server.as(owner).refused(updateCalendar, { body: { version: 1, holidays: 'none' } });
    expect(stale).toMatchObject({ status: 409, current: { version: 2 } });
  });

  test('refuses crossed hours, no hours at all, and a zone that does not exist', async () => {
    const { owner } = await buildWorkspace(server.db);
    const caller = server.as(owner);
    const week = (day: { from: string; to: string }[]) => [day, [], [], [], [], [], []];
    const codes = async (body: object) =>
      ((await caller.patch('/api/v1/working-calendar', { version: 1, ...body })).json.errors ?? []).map(
        (error: { code: string }) => error.code,
      );
    expect(
      await codes({
        week: week([
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '18:00' },
        ]),
      }),
    ).toEqual(['invalid_interval']);
    expect(await codes({ week: week([{ from: '9', to: '12:00' }]) })).toEqual(['not_a_time']);
    expect(await codes({ week: week([]) })).toEqual(['calendar_has_no_hours']);
    expect(await codes({ timeZone: 'Mars/Base' })).toEqual(['not_a_time_zone']);
    expect((await caller.call(getCalendar, {})).version).toBe(1);
  });

  test.each(others)('a %s may look, not change', async (role) => {
    const workspace = await buildWorkspace(server.db);
    const caller = server.as(await buildUser(server.db, workspace, { role }));
    expect(await caller.call(getCalendar, {})).toMatchObject({ version: 1 });
    expect(await caller.refused(updateCalendar, { body: { version: 1, holidays: 'none' } })).toMatchObject({ status: 403 });
  });
});

describe('nextDocumentNumber', () => {
  const take = (scope: Parameters<typeof nextDocumentNumber>[1], now?: Date) =>
    inTx(server.db, (tx) => nextDocumentNumber(tx, scope, 'quote', 'Q-', now));

  test('gives each number once to many at once, and none away to a transaction that fails', async () => {
    const { scope } = await buildWorkspace(server.db);
    const now = new Date('2026-11-23T00:00:00Z');
    const failing = inTx(server.db, async (tx) => {
      await nextDocumentNumber(tx, scope, 'quote', 'Q-', now);
      throw new Error('rolled back');
    });
    await Promise.all([failing.catch(() => undefined), ...Array.from({ length: 8 }, () => take(scope, now))]);
    const [last, other] = [await take(scope, now), await take((await buildWorkspace(server.db)).scope, now)];
    expect([last, other]).toEqual(['Q-2026-0009', 'Q-2026-0001']);
  });

  test('starts again with the year of the working calendar’s zone', async () => {
    const { scope } = await buildWorkspace(server.db, { timeZone: 'Asia/Shanghai' });
    expect(await take(scope, new Date('2026-12-31T15:59:59Z'))).toBe('Q-2026-0001');
    expect(await take(scope, new Date('2026-12-31T16:00:00Z'))).toBe('Q-2027-0001');
    expect(await take(scope, new Date('2027-01-02T00:00:00Z'))).toBe('Q-2027-0002');
  });

  test('gives many at once, which follow each other', async () => {
    const { scope } = await buildWorkspace(server.db, { timeZone: 'Asia/Shanghai' });
    const takeMany = (count: number, day: string) =>
      inTx(server.db, (tx) =>
        nextDocumentNumbers(tx, scope, { kind: 'quote', prefix: 'Q-', count }, new Date(`${day}T04:00:00Z`)),
      );
    expect(await takeMany(2, '2026-05-01')).toEqual(['Q-2026-0001', 'Q-2026-0002']);
    expect(await takeMany(3, '2026-05-02')).toEqual(['Q-2026-0003', 'Q-2026-0004', 'Q-2026-0005']);
    expect(await takeMany(2, '2027-05-02')).toEqual(['Q-2027-0001', 'Q-2027-0002']);
  });
});
