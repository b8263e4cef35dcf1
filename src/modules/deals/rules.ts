import { readDecimal } from '../../platform/decimal.ts';
import { divideRounded, multiplyAmount, shareOfAmount } from '../../platform/money.ts';
import type { Stage } from '../process/contract.ts';
import type { Input } from '../records/entities/rules.ts';
import type { DealStatus, NextStep } from './contract.ts';

/** What a deal's probability follows from. */
export interface Chance {
  status: DealStatus;
  /** The seller's own estimate, in place of the stage's. */
  probabilityBp: number | null;
  stage: Pick<Stage, 'probabilityBp' | 'probabilityWonBp'>;
}

/** Probability in basis points: none once lost or while on hold, the stage's "when won" once won. */
export function probabilityOf({ status, probabilityBp, stage }: Chance): number {
  if (status === 'lost' || status === 'onHold') return 0;
  if (status === 'open') return probabilityBp ?? stage.probabilityBp;
  return stage.probabilityWonBp ?? 10_000;
}

/** What the forecast counts of a deal, in the workspace's currency; null while it has no amount. */
export function weightedAmount(baseAmountMinor: number | null, chance: Chance): number | null {
  return baseAmountMinor === null ? null : shareOfAmount(baseAmountMinor, probabilityOf(chance));
}

type Place = Pick<Stage, 'id' | 'position'>;

/** Which way a move goes. */
export function directionOf(from: Place, to: Place): 'advance' | 'skip' | 'back' | null {
  if (from.id === to.id) return null;
  if (to.position < from.position) return 'back';
  return to.position === from.position + 1 ? 'advance' : 'skip';
}

/** The stages whose gates a deal passes on its way: the one it leaves and those it skips. None on the way back. */
export function stagesPassed<S extends Place>(stages: readonly S[], from: Place, to: Place): S[] {
  return stages.filter(({ position }) => position >= from.position && position < to.position);
}

/** The stage in which a deal is signed: the first of phase 4. */
export function signingStageOf<S extends Pick<Stage, 'phase'>>(stages: readonly S[]): S | null {
  return stages.find(({ phase }) => phase === 4) ?? null;
}

/** Open and won deals move on; those lost, held or completed are reopened first. */
export function isMovable(status: DealStatus): boolean {
  return status === 'open' || status === 'won';
}

const msPerDay = 86_400_000;

/** Days between two instants, to a tenth. */
export function daysFrom(from: string, to: string): number {
  return Math.round(((Date.parse(to) - Date.parse(from)) / msPerDay) * 10) / 10;
}

export interface Visit {
  toStageId: string;
  kind: string;
  happenedAt: string;
}

const pauses: ReadonlySet<string> = new Set(['lost', 'hold', 'complete']);

/** Days spent in each stage over all visits until now; while lost, held or completed a deal spends none. Visits are in the order they happened. */
export function daysByStage(visits: readonly Visit[], now: string): Map<string, number> {
  const sums = new Map<string, number>();
  visits.forEach(({ toStageId, happenedAt, kind }, index) => {
    const end = pauses.has(kind) ? happenedAt : (visits[index + 1]?.happenedAt ?? now);
    const days = Math.max(0, Date.parse(end) - Date.parse(happenedAt)) / msPerDay;
    sums.set(toStageId, (sums.get(toStageId) ?? 0) + days);
  });
  return new Map([...sums].map(([id, days]) => [id, Math.round(days * 10) / 10]));
}

export interface Pulse {
  status: DealStatus;
  stageEnteredAt: string;
  lastActivityAt: string | null;
  nextStepOn: string | null;
  targetDays: number;
}

export type Stuck = { reason: 'noActivity' | 'nextStepOverdue' | 'noNextStep'; days: number } | null;

/** Why an open deal counts as stuck: its next step is overdue, or nothing has happened for longer than the stage should take. */
export function stuckOf(
  { status, stageEnteredAt, lastActivityAt, nextStepOn, targetDays }: Pulse,
  now: string,
  today: string,
): Stuck {
  if (status !== 'open') return null;
  if (nextStepOn !== null && nextStepOn < today)
    return { reason: 'nextStepOverdue', days: Math.round((Date.parse(today) - Date.parse(nextStepOn)) / msPerDay) };
  const last = lastActivityAt !== null && lastActivityAt > stageEnteredAt ? lastActivityAt : stageEnteredAt;
  const quiet = Math.floor((Date.parse(now) - Date.parse(last)) / msPerDay);
  if (quiet > targetDays) return { reason: nextStepOn === null ? 'noNextStep' : 'noActivity', days: quiet };
  return null;
}

/** A deal to be made: the fields of the entity as the API writes them, and where it stands. */
export interface NewDeal {
  /** Fields by their write keys: `title`, `accountId`, `ownerId`, `amountMinor`, `openedOn`, `custom` … */
  values: Input;
  /** The process by id or key; the default one when neither is given. */
  processId?: string;
  processKey?: string;
  /** Rows of the past alone: the stage by id, by key or by phase (the first stage when none is given). */
  stageId?: string;
  stageKey?: string;
  phase?: number;
  /** Rows of the past alone. Won, lost and completed ones need `closedOn`. */
  status?: DealStatus;
  closedOn?: string | null;
  lostReason?: string | null;
  lostNote?: string | null;
  lostCompetitorId?: string | null;
  /** Lines; quantity 1 and the deal's amount unless given. */
  products?: readonly { productId: string; quantity?: string; unitPriceMinor?: number }[];
  nextStep?: NextStep;
}

/** A product line as it is kept. Without a price it is the whole amount of the deal, and the price follows from the quantity. */
export function lineOf(
  dealAmountMinor: number,
  { quantity = '1', unitPriceMinor }: { quantity?: string; unitPriceMinor?: number },
): { quantity: string; unitPriceMinor: number; amountMinor: number } {
  if (unitPriceMinor !== undefined) return { quantity, unitPriceMinor, amountMinor: multiplyAmount(unitPriceMinor, quantity) };
  const { unscaled, scale } = readDecimal(quantity) ?? { unscaled: 1n, scale: 0 };
  const unit = unscaled > 0n ? Number(divideRounded(BigInt(dealAmountMinor) * 10n ** BigInt(scale), unscaled)) : 0;
  return { quantity, unitPriceMinor: unit, amountMinor: dealAmountMinor };
}
