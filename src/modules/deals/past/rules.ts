import { dayInZone } from '../../../platform/days.ts';
import type { Input } from '../../records/entities/rules.ts';
import type { DealStatus } from '../contract.ts';
import type { MoveKind } from '../moves/contract.ts';
import type { DealContact } from '../parts/contract.ts';

/** One step of a way that is known. */
export interface WayStep {
  kind: MoveKind;
  stageKey: string;
  at: string;
  reason?: string;
  waivedKeys?: readonly string[];
}

/** A deal whose whole way is known, step by step: it counts like one that went it here. */
export interface PastDeal {
  /** Fields by their write keys. What follows from the way (stage, status, days) need not be given. */
  values: Input;
  processKey: string;
  /** Oldest first; the first step is where it began. */
  way: readonly WayStep[];
  products: readonly { productId: string; quantity: string; unitPriceMinor: number }[];
  contacts: readonly (Pick<DealContact, 'role' | 'attitude' | 'influence'> & { contactId: string })[];
  competitors: readonly { competitorId: string; priceMinor: number | null; outcome: 'competing' | 'lostToThem' | 'beaten' }[];
  ticks: readonly { key: string; state: 'met' | 'unknown'; note: string; at: string }[];
}

const statuses: Readonly<Partial<Record<MoveKind, DealStatus>>> = {
  won: 'won',
  lost: 'lost',
  hold: 'onHold',
  complete: 'completed',
  reopen: 'open',
};

export interface Standing {
  status: DealStatus;
  stageKey: string;
  /** When it came to its stage. */
  enteredAt: string;
  openedOn: string;
  wonOn: string | null;
  closedOn: string | null;
}

/** Where a way leads to. */
export function standingOf(way: readonly WayStep[], timeZone: string): Standing {
  let stageKey = '';
  let enteredAt = '';
  let status: DealStatus = 'open';
  let wonAt: string | null = null;
  let lostAt: string | null = null;
  for (const step of way) {
    if (step.stageKey !== stageKey) enteredAt = step.at;
    stageKey = step.stageKey;
    status = statuses[step.kind] ?? status;
    if (step.kind === 'won') wonAt = step.at;
    if (step.kind === 'lost') lostAt = step.at;
    if (step.kind === 'reopen') lostAt = null;
  }
  const day = (at: string | null) => (at === null ? null : dayInZone(at, timeZone));
  return {
    status,
    stageKey,
    enteredAt,
    openedOn: day(way[0]?.at ?? null) ?? '',
    wonOn: day(wonAt),
    closedOn: day(wonAt ?? lostAt),
  };
}
