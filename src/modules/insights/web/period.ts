import { addPeriods, isDay, type Period, periodOf } from '../../../platform/days.ts';

export const periodChoices = ['month', 'quarter', 'year', 'custom'] as const;
export type PeriodChoice = (typeof periodChoices)[number];

/** What the dashboard shows; it lives in the address, so that it can be sent to somebody and "back" returns to it. */
export interface DashboardState {
  choice: PeriodChoice;
  period: Period;
  teamId?: string | undefined;
  ownerId?: string | undefined;
  productId?: string | undefined;
  source?: string | undefined;
  industry?: string | undefined;
}

const filterKeys = ['teamId', 'ownerId', 'productId', 'source', 'industry'] as const;

/** The month, quarter or year a day lies in; a range of one's own is as it was given. */
export function periodFor(choice: PeriodChoice, day: string, own: Period): Period {
  return choice === 'custom' ? own : periodOf(day, choice);
}

/** The period so many steps later (negative: earlier); a range of one's own does not step. */
export function stepped({ choice, period }: Pick<DashboardState, 'choice' | 'period'>, steps: number): Period {
  return choice === 'custom' ? period : periodOf(addPeriods(period.from, steps, choice), choice);
}

/** The state from the parameters of an address, whatever they hold. */
export function readState(search: Readonly<Record<string, unknown>>, today: string): DashboardState {
  const { from, to } = search;
  const start = typeof from === 'string' && isDay(from) ? from : null;
  const end = typeof to === 'string' && isDay(to) && start !== null && start <= to ? to : null;
  const choice = periodChoices.find((each) => each === search['period']) ?? (end === null ? 'year' : 'custom');
  const own = start !== null && end !== null ? { from: start, to: end } : periodOf(today, 'year');
  const period = periodFor(choice, start ?? today, own);
  const filters = Object.fromEntries(filterKeys.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : [])));
  return { choice, period, ...filters };
}

/** The parameters that `readState` reads back; the period at hand needs no day, so that a link to it stays at hand. */
export function writeState({ choice, period, ...filters }: DashboardState, today: string): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  if (choice === 'custom') return { ...period, ...own };
  const isNow = period.from <= today && today <= period.to;
  return { period: choice, ...(isNow ? {} : { from: period.from }), ...own };
}
