import { isDay, type Period, periodOf } from '../../../platform/days.ts';

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

export function periodFor(choice: PeriodChoice, today: string, custom: Period): Period {
  return choice === 'custom' ? custom : periodOf(today, choice);
}

/** The state from the parameters of an address, whatever they hold. */
export function readState(search: Readonly<Record<string, unknown>>, today: string): DashboardState {
  const choice =
    periodChoices.find((each) => each === search['period']) ?? (typeof search['from'] === 'string' ? 'custom' : 'year');
  const { from, to } = search;
  const isGiven = typeof from === 'string' && typeof to === 'string' && isDay(from) && isDay(to) && from <= to;
  const period = periodFor(choice, today, isGiven ? { from, to } : periodOf(today, 'year'));
  const filters = Object.fromEntries(filterKeys.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : [])));
  return { choice, period, ...filters };
}

export function writeState({ choice, period, ...filters }: DashboardState): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  return choice === 'custom' ? { ...period, ...own } : { period: choice, ...own };
}
