import { z } from 'zod';
import { isTimeZone } from '../../platform/days.ts';
import { CalendarDay, CurrencyCode, Done, endpoint, Version } from '../../platform/endpoint.ts';

const tag = 'settings';

/** A decimal above zero as text, at most twelve digits before and after the point. */
const Rate = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,12})?$/, { message: 'rate' })
  .refine((text) => Number(text) > 0, { params: { code: 'not_a_rate' } });

/** From `validFrom` on, one unit of `currency` is worth `rate` units of the workspace's currency. */
export const ExchangeRate = z.object({ currency: CurrencyCode, validFrom: CalendarDay, rate: z.string() });
export type ExchangeRate = z.infer<typeof ExchangeRate>;

export const listExchangeRates = endpoint({
  method: 'GET',
  path: '/exchange-rates',
  tag,
  summary: 'Exchange rates into the currency of the workspace, by currency, the newest of each first',
  query: z.strictObject({
    currency: CurrencyCode.optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    cursor: z
      .string()
      .regex(/^[A-Z]{3} \d{4}-\d{2}-\d{2}$/)
      .optional(),
  }),
  reply: z.object({ data: z.array(ExchangeRate), nextCursor: z.string().nullable() }),
});

export const listLatestRates = endpoint({
  method: 'GET',
  path: '/exchange-rates/latest',
  tag,
  summary: 'The newest rate of each currency',
  reply: z.object({ data: z.array(ExchangeRate) }),
});

export const NewExchangeRate = z.strictObject({ currency: CurrencyCode, validFrom: CalendarDay, rate: Rate });
export type NewExchangeRate = z.infer<typeof NewExchangeRate>;

export const setExchangeRate = endpoint({
  method: 'PUT',
  path: '/exchange-rates',
  tag,
  summary: 'Set the rate of a currency from a day on; a rate of the same day is replaced',
  body: NewExchangeRate,
  reply: ExchangeRate,
  errors: ['settings.own_currency'],
});

export const removeExchangeRate = endpoint({
  method: 'DELETE',
  path: '/exchange-rates/:currency/:validFrom',
  tag,
  summary: 'Remove a rate',
  params: z.object({ currency: CurrencyCode, validFrom: CalendarDay }),
  reply: Done,
});

export const WorkingInterval = z.strictObject({ from: z.string().max(5), to: z.string().max(5) });
const Hours = z.array(WorkingInterval).max(12);

/** A day unlike its weekday; no hours close it. */
export const SpecialDay = z.strictObject({ on: CalendarDay, name: z.string().trim().max(120).default(''), hours: Hours });
export type SpecialDay = z.infer<typeof SpecialDay>;

const calendar = {
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { params: { code: 'not_a_time_zone' } })
    .meta({ examples: ['Asia/Shanghai'] }),
  /** Monday to Sunday. */
  week: z.array(Hours).length(7),
  /** `CN` closes Chinese public holidays and opens the weekends worked in exchange. */
  holidays: z.enum(['none', 'CN']),
  /** Hours of weekends worked in exchange; those of the first working weekday when null. */
  makeUpHours: Hours.nullable(),
  specialDays: z.array(SpecialDay).max(1000),
};

export const Calendar = z.object({ ...calendar, version: Version, holidaysKnownUntil: z.int() });
export type Calendar = z.infer<typeof Calendar>;

export const CalendarChanges = z.strictObject({
  version: Version,
  timeZone: calendar.timeZone.optional(),
  week: calendar.week.optional(),
  holidays: calendar.holidays.optional(),
  makeUpHours: calendar.makeUpHours.optional(),
  specialDays: calendar.specialDays.optional(),
});
export type CalendarChanges = z.infer<typeof CalendarChanges>;

export const getCalendar = endpoint({
  method: 'GET',
  path: '/working-calendar',
  tag,
  summary: 'When the company works',
  reply: Calendar,
});
export const updateCalendar = endpoint({
  method: 'PATCH',
  path: '/working-calendar',
  tag,
  summary: 'Change working hours, holidays and special days',
  body: CalendarChanges,
  reply: Calendar,
  errors: ['stale_version'],
});
