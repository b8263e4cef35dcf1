import { todayIn } from '../../platform/days.ts';
import type { Database, Db } from '../../platform/db.ts';
import { canonicalDecimal } from '../../platform/decimal.ts';
import { DomainError } from '../../platform/errors.ts';
import { appendEvents } from '../../platform/events.ts';
import { convertAmount } from '../../platform/money.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import { calendarFaults, chineseHolidaysKnownUntil, type WorkingCalendar } from '../../platform/working-hours.ts';
import type { QueryOf, ReplyOf } from '../../platform/endpoint.ts';
import {
  Calendar,
  type CalendarChanges,
  type ExchangeRate,
  type listExchangeRates as listContract,
  type NewExchangeRate,
} from './contract.ts';
import { documentNumber, usualHours } from './rules.ts';
import { prepareTaxClasses } from './taxes/service.ts';
import { prepareTermsPolicy } from './terms/service.ts';
import * as store from './store.ts';
import { prepareBranding } from './branding/service.ts';

const StoredCalendar = Calendar.omit({ holidaysKnownUntil: true });

/** Gives a new workspace its working hours, branding, tax classes and terms policy (hook of identity). */
export async function prepareWorkspace(tx: Tx, scope: Scope): Promise<void> {
  await store.insertCalendar(tx, scope, { timeZone: scope.timeZone, ...usualHours(scope.timeZone) });
  await prepareBranding(tx, scope);
  await prepareTaxClasses(tx, scope);
  await prepareTermsPolicy(tx, scope);
}

const shown = (rate: ExchangeRate): ExchangeRate => ({ ...rate, rate: canonicalDecimal(rate.rate) ?? rate.rate });

/** Rates into the workspace's currency, page by page: a workspace that keeps a rate for every day has thousands. */
export async function listExchangeRates(
  db: Db,
  scope: Scope,
  { currency, cursor, limit }: QueryOf<typeof listContract>,
): Promise<ReplyOf<typeof listContract>> {
  permit(scope, 'settings', 'view');
  const [after = '', validFrom = ''] = cursor?.split(' ') ?? [];
  const from = cursor === undefined ? null : { currency: after, validFrom };
  const rows = await store.listRates(db, scope, { currency, after: from, limit: limit + 1 });
  const page = rows.slice(0, limit).map(shown);
  const last = page.at(-1);
  return { data: page, nextCursor: rows.length > limit && last ? `${last.currency} ${last.validFrom}` : null };
}

/** The newest rate of each currency. */
export async function listLatestRates(db: Db, scope: Scope): Promise<ExchangeRate[]> {
  permit(scope, 'settings', 'view');
  return (await store.findNewestRates(db, scope, null)).map(shown);
}

/** The rates that hold on a day, for the rules of other modules: no right is asked for. */
export async function loadRatesOn(db: Db, scope: Scope, on: string): Promise<ExchangeRate[]> {
  return (await store.findNewestRates(db, scope, on)).map(shown);
}

/** Sets the rate of a currency from a day on. */
export async function setExchangeRate(db: Database, scope: Scope, input: NewExchangeRate): Promise<ExchangeRate> {
  permit(scope, 'settings', 'edit');
  if (input.currency === scope.currency) throw new DomainError('settings.own_currency', { params: { currency: scope.currency } });
  await inTx(db, async (tx) => {
    await store.upsertRate(tx, scope, input);
    await appendEvents(tx, scope, [settingsEvent(scope, 'settings.rateSet', input)]);
  });
  return { ...input, rate: canonicalDecimal(input.rate) ?? input.rate };
}

/** Removes a rate; the one before it is in force again. */
export async function removeExchangeRate(db: Database, scope: Scope, currency: string, validFrom: string): Promise<void> {
  permit(scope, 'settings', 'edit');
  await inTx(db, async (tx) => {
    if (!(await store.deleteRate(tx, scope, currency, validFrom))) throw new DomainError('not_found');
    await appendEvents(tx, scope, [settingsEvent(scope, 'settings.rateRemoved', { currency, validFrom })]);
  });
}

/** Adds the rates of an import for currencies that have none by then. They are marked, so that they can go with it. */
export async function addImportedRates(tx: Tx, scope: Scope, rates: readonly ExchangeRate[], importId: string): Promise<void> {
  permit(scope, 'settings', 'edit');
  await store.insertImportedRates(tx, scope, rates, importId);
}

/** Takes the rates of an import away again, but for those of currencies that something is in. */
export async function removeImportedRates(tx: Tx, scope: Scope, importId: string, inUse: readonly string[]): Promise<number> {
  permit(scope, 'settings', 'edit');
  return store.deleteImportedRates(tx, scope, importId, inUse);
}

function settingsEvent(scope: Scope, kind: string, data: object) {
  return { kind, subjectKind: 'settings', subjectId: scope.workspaceId, data };
}

/** Turns an amount into the workspace's currency at the rate of a day; undefined where there is no rate yet. */
export type Converter = (amountMinor: number, currency: string, on: string) => number | undefined;

/** Loads the rates of currencies on days once, to convert amounts of just those: a workspace may keep thousands of days. */
export async function makeConverter(
  db: Db,
  scope: Scope,
  wanted: readonly { currency: unknown; on: unknown }[],
): Promise<Converter> {
  const foreign = new Map<string, { currency: string; on: string }>();
  for (const { currency, on } of wanted)
    if (typeof currency === 'string' && typeof on === 'string' && currency !== scope.currency)
      foreign.set(`${currency} ${on}`, { currency, on });
  const holding = foreign.size === 0 ? [] : await store.findRatesHolding(db, scope, [...foreign.values()]);
  const rates = new Map(holding.map(({ currency, on, rate }) => [`${currency} ${on}`, rate]));
  return (amountMinor, currency, on) => {
    if (currency === scope.currency) return amountMinor;
    const rate = rates.get(`${currency} ${on}`);
    return rate === undefined ? undefined : convertAmount(amountMinor, currency, scope.currency, rate);
  };
}

/** Converts one amount into the workspace's currency; refused where there is no rate. */
export async function convertToOwn(db: Db, scope: Scope, amountMinor: number, currency: string, on: string): Promise<number> {
  if (currency === scope.currency) return amountMinor;
  const rate = await findRate(db, scope, currency, on);
  if (rate === undefined) throw new DomainError('settings.no_rate', { params: { currency, own: scope.currency, on } });
  return convertAmount(amountMinor, currency, scope.currency, rate);
}

/** The rate of a currency into the workspace's own that is in force on a day; undefined where there is none. */
export async function findRate(db: Db, scope: Scope, currency: string, on: string): Promise<string | undefined> {
  const rate = await store.findRateOn(db, scope, currency, on);
  return rate === undefined ? undefined : (canonicalDecimal(rate) ?? rate);
}

/** Working hours as the settings screen shows them. */
export async function getCalendar(db: Db, scope: Scope): Promise<Calendar> {
  permit(scope, 'settings', 'view');
  return loadCalendar(db, scope);
}

async function loadCalendar(db: Db, scope: Scope): Promise<Calendar> {
  const row = await store.findCalendar(db, scope);
  if (!row) throw new DomainError('internal');
  return { ...StoredCalendar.parse(row), holidaysKnownUntil: chineseHolidaysKnownUntil() };
}

/** The working calendar for arithmetic (`platform/working-hours`): promises, time in stage, reminders. */
export async function workingCalendar(db: Db, scope: Scope): Promise<WorkingCalendar> {
  return forArithmetic(await loadCalendar(db, scope));
}

function forArithmetic({ timeZone, week, holidays, makeUpHours, specialDays }: Calendar): WorkingCalendar {
  const exceptions = Object.fromEntries(specialDays.map(({ on, hours }) => [on, hours]));
  return { timeZone, week, holidays, exceptions, ...(makeUpHours ? { makeUpHours } : {}) };
}

/** Changes working hours, holidays or special days. A calendar without any hour, or with crossed ones, is refused. */
export async function updateCalendar(db: Database, scope: Scope, { version, ...changes }: CalendarChanges): Promise<Calendar> {
  permit(scope, 'settings', 'edit');
  return inTx(db, async (tx) => {
    const before = await loadCalendar(tx, scope);
    if (before.version !== version) throw new DomainError('stale_version', { extra: { current: before } });
    const after = { ...before, ...changes };
    const fields = calendarFaults(forArithmetic(after));
    if (fields.length > 0) throw new DomainError('invalid_input', { fields });
    const isDone = await store.updateCalendar(tx, scope, version, after);
    const current = await loadCalendar(tx, scope);
    if (!isDone) throw new DomainError('stale_version', { extra: { current } });
    await appendEvents(tx, scope, [settingsEvent(scope, 'settings.calendarChanged', { changes: Object.keys(changes) })]);
    return current;
  });
}

/**
 * The next numbers of a kind of document (`SO-2026-0007`), taken in the caller's transaction: without gaps, and in the year
 * that it is in the working calendar's zone. `prefix` is that of the first one.
 */
export async function nextDocumentNumbers(
  tx: Tx,
  scope: Scope,
  { kind, prefix, count }: { kind: string; prefix: string; count: number },
  now: Date = new Date(),
): Promise<string[]> {
  if (count === 0) return [];
  const timeZone = (await store.findCalendar(tx, scope))?.timeZone ?? scope.timeZone;
  const year = Number(todayIn(timeZone, now).slice(0, 4));
  const first = await store.takeNumbers(tx, scope, { kind, prefix, year, count });
  return Array.from({ length: count }, (_, index) =>
    documentNumber({ ...first, number: first.number + index, year: first.isYearly ? first.year : null }),
  );
}

/** The next number of a kind of document. */
export async function nextDocumentNumber(
  tx: Tx,
  scope: Scope,
  kind: string,
  prefix: string,
  now: Date = new Date(),
): Promise<string> {
  const [number] = await nextDocumentNumbers(tx, scope, { kind, prefix, count: 1 }, now);
  if (number === undefined) throw new Error('no document number');
  return number;
}
