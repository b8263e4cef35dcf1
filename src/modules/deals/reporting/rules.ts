/** What a report of deals is narrowed to. Conditions are those of the deals list; products are lines of a deal. */
export interface ReportQuery {
  from: string;
  to: string;
  /** Filter of the deals list, as JSON text. */
  filter: string | null;
  productId: string | null;
}

/** Closed deals counted together: won ones by the day of winning, lost ones by the day of losing. */
export interface ClosedSum {
  won: number;
  lost: number;
  /** Sum of the won deals in the workspace's currency. */
  amountMinor: number;
  /** Days from the first contact to winning, and of how many deals. */
  days: number;
  dayCount: number;
}

export interface ClosedGroup extends ClosedSum {
  /** First day of the month. */
  month: string;
  ownerId: string | null;
  teamId: string;
  source: string | null;
  lostReason: string | null;
}

/** Closed deals by account (for its industry) or by product; an id of null stands for deals without one. */
export interface ClosedByKey extends ClosedSum {
  key: string | null;
  name: string | null;
}

export interface CycleCount {
  days: number;
  count: number;
}

/** Deals of the period by the phase they have come to. */
export interface PhaseCount {
  phase: number;
  status: 'open' | 'won' | 'lost' | 'onHold' | 'completed';
  count: number;
}

/** Mean days of the stays in a phase that are over. */
export interface PhaseDays {
  phase: number;
  days: number;
  count: number;
}

export interface PipelineSum {
  deals: number;
  amountMinor: number;
  weightedMinor: number;
}

export interface Report {
  groups: ClosedGroup[];
  cycle: CycleCount[];
  previous: ClosedSum;
  byIndustry: ClosedByKey[];
  byProduct: ClosedByKey[];
  phases: PhaseCount[];
  phaseDays: PhaseDays[];
  pipeline: PipelineSum;
}
