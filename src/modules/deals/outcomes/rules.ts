import type { DealStatus } from '../contract.ts';

/** What a deal becomes when it is reopened: the state before its outcome. Null where it has none. */
export function reopenedStatus(status: DealStatus): DealStatus | null {
  if (status === 'completed') return 'won';
  return status === 'open' ? null : 'open';
}

/** Whether a deal in this state can be lost: a won one is reopened first. */
export function isLosable(status: DealStatus): boolean {
  return status === 'open' || status === 'onHold';
}

interface OutcomeTime {
  /** The business day of the outcome. */
  day: string;
  today: string;
  now: string;
  /** When that day started, and when and on which day the deal came to its stage. */
  dayStart: string;
  enteredAt: string;
  enteredDay: string;
}

/** The instant of an outcome of which only the day is known: now for today, and never before a move of the same day. */
export function instantOfOutcome({ day, today, now, dayStart, enteredAt, enteredDay }: OutcomeTime): string {
  if (day === today) return now;
  return day === enteredDay ? enteredAt : dayStart;
}
