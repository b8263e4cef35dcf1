import type { Language } from './languages.ts';
import { startOfDay } from './time.ts';
import { toTraditional } from './words-files.ts';

/** A text of the sample company as people wrote it: Simplified Chinese, English. */
export type Both = readonly [chinese: string, english: string];

/** The text in a language; Traditional is made from Simplified. */
export function inLanguage([chinese, english]: Both, language: Language): string {
  if (language === 'en') return english;
  return language === 'zh-Hans' ? chinese : (toTraditional([chinese])[0] ?? chinese);
}

/** Chance that falls alike every time: the same seed gives the same sample company. */
export interface Dice {
  /** A whole number between two, both included. */
  between: (from: number, to: number) => number;
  pick: <T>(from: readonly T[]) => T;
  /** True for so great a share of throws. */
  chance: (share: number) => boolean;
  /** So many different ones, in an order of their own. */
  some: <T>(from: readonly T[], count: number) => T[];
}

/** Dice of a seed (FNV-1a into mulberry32: small, and the same on every machine). */
export function diceOf(seed: string): Dice {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(from: readonly T[]): T => {
    const [first, ...others] = from;
    if (first === undefined) throw new RangeError('Nothing to pick from.');
    const at = between(0, others.length);
    return at === 0 ? first : (others[at - 1] ?? first);
  };
  const some = <T>(from: readonly T[], count: number): T[] => {
    const left = [...from];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(between(0, left.length - 1), 1)).flat();
  };
  return { between, pick, some, chance: (share) => next() < share };
}

/** The instant of a day and time (`HH:MM`) in a zone; an hour off on the days when clocks change, for many of few days. */
export function clockOf(timeZone: string): (day: string, time: string) => string {
  const starts = new Map<string, number>();
  return (day, time) => {
    const start = starts.get(day) ?? Date.parse(startOfDay(day, timeZone));
    starts.set(day, start);
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return new Date(start + (hours * 60 + minutes) * 60_000).toISOString();
  };
}
