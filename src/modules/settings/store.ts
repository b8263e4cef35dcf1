import type { Db } from '../../platform/db.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopedSql } from '../../platform/scope-sql.ts';
import type { Tx } from '../../platform/tx.ts';
import type { ExchangeRate } from './contract.ts';

const ratesOf = (db: Db, scope: Scope) =>
  db
    .selectFrom('exchangeRates')
    .select(['currency', 'validFrom', 'rate'])
    .where('workspaceId', '=', scope.workspaceId)
    .orderBy('currency')
    .orderBy('validFrom', 'desc');

interface RatePage {
  currency?: string | undefined;
  after: Pick<ExchangeRate, 'currency' | 'validFrom'> | null;
  limit: number;
}

export async function listRates(db: Db, scope: Scope, { currency, after, limit }: RatePage): Promise<ExchangeRate[]> {
  return ratesOf(db, scope)
    .$if(currency !== undefined, (query) => query.where('currency', '=', currency ?? ''))
    .$if(after !== null, (query) =>
      // What begins at the currency is read from the index, however many days come before it.
      query
        .where('currency', '>=', after?.currency ?? '')
        .where(({ eb, and, or }) =>
          or([
            eb('currency', '>', after?.currency ?? ''),
            and([eb('currency', '=', after?.currency ?? ''), eb('validFrom', '<', after?.validFrom ?? '')]),
          ]),
        ),
    )
    .limit(limit)
    .execute();
}

/** The rates that hold for currencies on days, those that have one: a step of the index for each, however many days there are. */
export async function findRatesHolding(
  db: Db,
  scope: Scope,
  wanted: readonly { currency: string; on: string }[],
): Promise<{ currency: string; on: string; rate: string }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select n.currency, n.day as "on", r.rate
    from unnest(${sql.param(wanted.map(({ currency }) => currency))}::text[], ${sql.param(wanted.map(({ on }) => on))}::date[]) as n(currency, day)
    cross join lateral (
      select e.rate from exchange_rates e where ${sql.workspace('e')} and e.currency = n.currency and e.valid_from <= n.day
      order by e.valid_from desc limit 1) r`,
  );
}

/** Of each currency the newest rate, of those that hold on a day where one is given: one step of the index per currency, however many days there are. */
export async function findNewestRates(db: Db, scope: Scope, on: string | null): Promise<ExchangeRate[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `with recursive known as (
      (select e.currency from exchange_rates e where ${sql.workspace('e')} order by e.currency limit 1)
      union all
      select (select e.currency from exchange_rates e where ${sql.workspace('e')} and e.currency > k.currency order by e.currency limit 1)
      from known k where k.currency is not null)
    select n.currency, n.valid_from, n.rate from known k cross join lateral (
      select e.currency, e.valid_from, e.rate from exchange_rates e
      where ${sql.workspace('e')} and e.currency = k.currency ${on === null ? '' : `and e.valid_from <= ${sql.param(on)}::date`}
      order by e.valid_from desc limit 1) n order by n.currency`,
  );
}

/** The rate of a currency that holds on a day. */
export async function findRateOn(db: Db, scope: Scope, currency: string, on: string): Promise<string | undefined> {
  const row = await ratesOf(db, scope).where('currency', '=', currency).where('validFrom', '<=', on).limit(1).executeTakeFirst();
  return row?.rate;
}

export async function upsertRate(tx: Tx, scope: Scope, rate: ExchangeRate): Promise<void> {
  await tx
    .insertInto('exchangeRates')
    .values({ ...rate, workspaceId: scope.workspaceId })
    .onConflict((conflict) => conflict.constraint('exchange_rates_pk').doUpdateSet({ rate: rate.rate, lastImportId: null }))
    .execute();
}

/** Adds rates of an import; a currency that has a rate already on the first of its days keeps what it has. */
export async function insertImportedRates(tx: Tx, scope: Scope, rates: readonly ExchangeRate[], importId: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    tx,
    `insert into exchange_rates (workspace_id, currency, valid_from, rate, import_id, last_import_id)
    select ${sql.workspaceId}, n.currency, n.valid_from, n.rate, ${sql.param(importId)}::uuid, ${sql.param(importId)}::uuid
    from json_to_recordset(${sql.param(JSON.stringify(rates.map(({ validFrom, ...rate }) => ({ ...rate, valid_from: validFrom }))))}::json)
      as n(currency text, valid_from date, rate numeric)
    where not exists (select from exchange_rates e where ${sql.workspace('e')} and e.currency = n.currency and e.valid_from <= n.valid_from)
    on conflict do nothing`,
  );
}

/** Takes away the rates of an import, but for those of currencies in use. */
export async function deleteImportedRates(tx: Tx, scope: Scope, importId: string, inUse: readonly string[]): Promise<number> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `delete from exchange_rates e where ${sql.workspace('e')} and e.import_id = ${sql.param(importId)}::uuid
    and e.last_import_id = e.import_id and e.currency <> all(${sql.param(inUse)}::text[])`,
  );
  return Number(done.numAffectedRows ?? 0n);
}

export async function deleteRate(tx: Tx, scope: Scope, currency: string, validFrom: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('exchangeRates')
    .where('workspaceId', '=', scope.workspaceId)
    .where('currency', '=', currency)
    .where('validFrom', '=', validFrom)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

export async function findCalendar(db: Db, scope: Scope) {
  return db
    .selectFrom('workingCalendars')
    .select(['timeZone', 'week', 'makeUpHours', 'holidays', 'specialDays', 'version'])
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst();
}

export interface CalendarColumns {
  timeZone: string;
  week: unknown;
  makeUpHours: unknown;
  holidays: string;
  specialDays: unknown;
}

function columnsOf({ timeZone, week, makeUpHours, holidays, specialDays }: CalendarColumns) {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  return {
    timeZone,
    holidays,
    week: JSON.stringify(week),
    makeUpHours: json(makeUpHours),
    specialDays: JSON.stringify(specialDays),
  };
}

export async function insertCalendar(tx: Tx, scope: Scope, calendar: CalendarColumns): Promise<void> {
  await tx
    .insertInto('workingCalendars')
    .values({ ...columnsOf(calendar), workspaceId: scope.workspaceId })
    .onConflict((conflict) => conflict.constraint('working_calendars_pk').doNothing())
    .execute();
}

export async function updateCalendar(tx: Tx, scope: Scope, version: number, calendar: CalendarColumns): Promise<boolean> {
  const done = await tx
    .updateTable('workingCalendars')
    .set((eb) => ({ ...columnsOf(calendar), version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export interface NumberRow {
  prefix: string;
  width: number;
  isYearly: boolean;
  year: number | null;
  number: number;
}

/**
 * Takes the next number of a kind. The row stays locked until the transaction ends, so a number is given again only when
 * its taker rolled back: no gaps, no doubles. A new year starts at 1 where numbers are yearly.
 */
export async function takeNumbers(
  tx: Tx,
  scope: Scope,
  { kind, prefix, year, count }: { kind: string; prefix: string; year: number; count: number },
): Promise<NumberRow> {
  const sql = scopedSql(scope);
  const taken = `${sql.param(count)}::int`;
  const row = await sql.first<NumberRow>(
    tx,
    `insert into document_numbers as d (workspace_id, kind, prefix, year, next)
     values (${sql.workspaceId}, ${sql.param(kind)}, ${sql.param(prefix)}, ${sql.param(year)}::int, 1 + ${taken})
     on conflict on constraint document_numbers_pk do update
       set next = ${taken} + case when d.is_yearly and d.year is distinct from excluded.year then 1 else d.next end,
           year = excluded.year
     returning d.prefix, d.width, d.is_yearly as "isYearly", d.year, d.next - ${taken} as number`,
  );
  if (!row) throw new Error('no document number');
  return row;
}
