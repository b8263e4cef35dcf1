import { addDays } from '../../../platform/days.ts';
import type { Dice } from '../../../platform/demo.ts';
import type { WayStep } from '../past/service.ts';

/** How a story ends, or where it stands. */
export type Ending = 'open' | 'held' | 'lost' | 'delivery' | 'care' | 'completed';

/** What is to become of a deal, before it has a customer. */
export interface Plot {
  ending: Ending;
  /** The stage it stands in, or had come to when it was lost or held. */
  stageKey: StageKey;
  isQuick: boolean;
  /** It is over for more than a year: known in outline, for figures to be compared with. */
  isOlder: boolean;
  /** Nothing has happened for too long. */
  isStuck: boolean;
  /** It belongs to the person who loads the sample company. */
  isMine: boolean;
}

export const stageKeys = ['contact', 'needs', 'quote', 'sign', 'care'] as const;
export type StageKey = (typeof stageKeys)[number];

/** Days that a stage takes: quoting takes longer than it should, which the dashboard is to find. */
const stays: Readonly<Record<StageKey, readonly [from: number, to: number, target: number]>> = {
  contact: [4, 13, 10],
  needs: [7, 19, 14],
  quote: [12, 36, 12],
  sign: [4, 11, 10],
  care: [16, 34, 30],
};

type Count = readonly [ending: Ending, stageKey: StageKey, count: number, mine: number, sort?: 'quick' | 'older'];

/** How many deals of each ending, and how many of them are one's own. */
const counts: readonly Count[] = [
  ['open', 'contact', 21, 3],
  ['open', 'needs', 21, 4],
  ['open', 'quote', 25, 5],
  ['open', 'sign', 9, 2],
  ['held', 'needs', 3, 1],
  ['held', 'quote', 3, 0],
  ['lost', 'contact', 9, 1],
  ['lost', 'needs', 22, 2],
  ['lost', 'quote', 38, 4],
  ['lost', 'sign', 3, 0],
  ['delivery', 'sign', 10, 2],
  ['care', 'care', 14, 2],
  ['completed', 'care', 64, 6],
  ['open', 'quote', 7, 1, 'quick'],
  ['open', 'sign', 3, 0, 'quick'],
  ['lost', 'quote', 6, 0, 'quick'],
  ['delivery', 'sign', 3, 0, 'quick'],
  ['care', 'care', 5, 1, 'quick'],
  ['completed', 'care', 20, 2, 'quick'],
  ['completed', 'care', 82, 9, 'older'],
  ['lost', 'needs', 18, 2, 'older'],
  ['lost', 'quote', 40, 4, 'older'],
];

/** All plots of the year, in a fixed order. */
export function plotsOf(dice: Dice): Plot[] {
  return counts.flatMap(([ending, stageKey, count, mine, sort]) =>
    Array.from({ length: count }, (_, index) => ({
      ending,
      stageKey,
      isQuick: sort === 'quick',
      isOlder: sort === 'older',
      isMine: index < mine,
      isStuck: ending === 'open' && index >= mine && dice.chance(0.16),
    })),
  );
}

/** A way on the calendar, with the days it spent in each stage. */
export interface Times {
  /** First day of each stage it came to, and the day it ended, all before today. */
  entered: ReadonlyMap<StageKey, number>;
  wonAt: number | null;
  endedAt: number | null;
}

/** Days before today on which each stage was entered. Larger is longer ago. */
export function timesOf(plot: Plot, dice: Dice): Times {
  const keys = stageKeys.slice(plot.isQuick ? 2 : 0, stageKeys.indexOf(plot.stageKey) + 1);
  const stayOf = (key: StageKey): number => {
    const [from, to] = stays[key];
    return plot.isQuick && key !== 'care' ? dice.between(2, 7) : dice.between(from, to);
  };
  const lengths = new Map(keys.map((key) => [key, stayOf(key)]));
  const [, , target] = stays[plot.stageKey];
  const deliveryDays = dice.between(9, 21);
  let endedAt: number | null = null;
  if (plot.ending === 'open') lengths.set(plot.stageKey, openStay(plot, target, dice));
  else if (plot.ending === 'care') lengths.set('care', dice.between(2, 27));
  else if (plot.ending === 'held') endedAt = dice.between(3, 24);
  else if (plot.isOlder) endedAt = dice.between(338, 690);
  else if (plot.ending === 'lost') endedAt = spread(dice, 3, 335);
  else if (plot.ending === 'completed') endedAt = spread(dice, 2, 295);
  const entered = new Map<StageKey, number>();
  // From the end back to the beginning; between signing and care lies the delivery.
  let at = endedAt ?? 0;
  let wonAt: number | null = plot.ending === 'delivery' ? dice.between(2, 24) : null;
  for (const key of keys.toReversed()) {
    if (key === 'sign' && wonAt === null && plot.stageKey === 'care') wonAt = at + deliveryDays;
    if (key === 'sign' && wonAt !== null) at = wonAt;
    at += lengths.get(key) ?? 1;
    entered.set(key, at);
  }
  return { entered, wonAt, endedAt };
}

/** More of the recent than of the old: the company grows. */
function spread(dice: Dice, from: number, to: number): number {
  const [first, second] = [dice.between(from, to), dice.between(from, to)];
  return dice.chance(0.35) ? Math.min(first, second) : first;
}

function openStay({ isStuck, isQuick }: Plot, target: number, dice: Dice): number {
  if (isStuck) return dice.between(Math.round(target * 1.6), Math.round(target * 2.6));
  if (isQuick) return dice.between(1, 5);
  return dice.chance(0.2) ? dice.between(target, Math.round(target * 1.4)) : dice.between(1, target - 1);
}

/** The instant so many days before today, within working hours of a working day. */
export function momentOf({ today, at }: Clock, daysAgo: number, dice: Dice): string {
  const day = workday(addDays(today, -daysAgo));
  const time = `${String(dice.between(9, 17)).padStart(2, '0')}:${String(dice.between(0, 11) * 5).padStart(2, '0')}`;
  return at(day, time);
}

/** The day itself, or the Friday before a weekend. */
export function workday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, weekday === 6 ? -1 : weekday === 0 ? -2 : 0);
}

export interface Clock {
  today: string;
  timeZone: string;
  /** The instant of a day and time. */
  at: (day: string, time: string) => string;
}

const ends: Readonly<Partial<Record<Ending, WayStep['kind']>>> = { held: 'hold', lost: 'lost', completed: 'complete' };

/** The steps of a way, oldest first. */
export function wayOf(plot: Plot, { entered, wonAt, endedAt }: Times, dice: Dice, clock: Clock): WayStep[] {
  const at = (daysAgo: number) => momentOf(clock, daysAgo, dice);
  const moves = stageKeys.flatMap((stageKey): (WayStep & { daysAgo: number })[] => {
    const daysAgo = entered.get(stageKey);
    return daysAgo === undefined ? [] : [{ stageKey, daysAgo, kind: 'advance', at: at(daysAgo) }];
  });
  const steps: (WayStep & { daysAgo: number })[] = moves.map((move, index) => (index === 0 ? { ...move, kind: 'create' } : move));
  if (wonAt !== null) steps.push({ kind: 'won', stageKey: 'sign', daysAgo: wonAt, at: at(wonAt) });
  const end = ends[plot.ending];
  if (endedAt !== null && end !== undefined)
    steps.push({ kind: end, stageKey: plot.stageKey, daysAgo: endedAt, at: at(endedAt) });
  const ordered = steps.toSorted((a, b) => b.daysAgo - a.daysAgo || (a.at < b.at ? -1 : 1));
  return ordered.map(({ daysAgo: _, ...step }) => step);
}
