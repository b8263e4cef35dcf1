import { z } from 'zod';
import { endpoint, Id, IdParams, Instant, Version } from '../../../platform/endpoint.ts';
import { Deal, Missing, NextStep } from '../contract.ts';

const tag = 'deals';

export const moveKinds = [
  'create',
  'advance',
  'skip',
  'back',
  'won',
  'lost',
  'hold',
  'reopen',
  'complete',
  'import',
  'version',
] as const;
export const MoveKind = z.enum(moveKinds);
export type MoveKind = z.infer<typeof MoveKind>;

/** Lets named criteria (all unmet ones when none are named) pass, for a reason that is kept. Needs the right `deal.waive`. */
export const Waiver = z.strictObject({
  criterionKeys: z.array(z.string().max(60)).max(100).optional(),
  reason: z.string().trim().min(3).max(1000),
});
export type Waiver = z.infer<typeof Waiver>;

/** Every change of stage or status answers so. */
export const MoveResult = z.object({
  deal: Deal,
  /** Unmet criteria that did not stop the move: waived, or passed because the gate only advises. */
  unmet: z.array(Missing),
  /** Entry tasks made for the new stage. */
  tasksCreated: z.int(),
});
export type MoveResult = z.infer<typeof MoveResult>;

export const moveDeal = endpoint({
  method: 'POST',
  path: '/deals/:id/move',
  tag,
  summary: 'Move a deal to another stage of its process: forward through the gates, or back with a reason',
  params: IdParams,
  status: 200,
  body: z.strictObject({
    version: Version,
    toStageId: Id,
    reason: z.string().trim().min(3).max(1000).optional(),
    waive: Waiver.optional(),
    nextStep: NextStep.optional(),
    /** To whom the stage's tasks go, and what they should know: kept as a note on the deal. */
    handOver: z.strictObject({ toId: Id.optional(), note: z.string().trim().min(1).max(4000).optional() }).optional(),
    /** When it happened in the business, when that is not now. */
    happenedAt: Instant.optional(),
  }),
  reply: MoveResult,
  errors: [
    'stale_version',
    'deals.gate_unmet',
    'deals.entry_needs_approval',
    'deals.next_step_required',
    'deals.reason_required',
    'deals.not_open',
    'deals.unknown_stage',
    'deals.same_stage',
    'deals.in_the_future',
  ],
});

/** Ticks a criterion by hand, unticks it, or says that the customer does not tell. */
export const setCriterion = endpoint({
  method: 'PUT',
  path: '/deals/:id/criteria/:key',
  tag,
  summary: 'Set a criterion by hand, with its evidence',
  params: IdParams.extend({ key: z.string().max(60) }),
  body: z.strictObject({
    state: z.enum(['met', 'unknown', 'unmet']),
    /** That of the evidence its editor saw; left out where there was none. */
    version: Version.optional(),
    note: z.string().trim().min(1).max(2000).optional(),
    fileId: Id.optional(),
  }),
  reply: z.object({ key: z.string(), state: z.enum(['met', 'unknown', 'unmet']) }),
  errors: [
    'stale_version',
    'deals.evidence_required',
    'deals.unknown_criterion',
    'deals.criterion_is_automatic',
    'deals.unknown_not_accepted',
  ],
});

const Named = z.object({ id: Id, name: z.string() });
export const HistoryEntry = z.object({
  id: Id,
  kind: MoveKind,
  from: Named.nullable(),
  to: Named,
  recordedAt: Instant,
  happenedAt: Instant,
  actor: z.object({ kind: z.string(), id: Id.nullable(), name: z.string().nullable() }),
  reason: z.string().nullable(),
  /** Criteria waived, with their names as they were called. */
  waived: z.array(z.object({ key: z.string(), name: z.string() })),
  isHistory: z.boolean(),
  /** Days from entering `to` to leaving it; null while the deal is there. */
  days: z.number().nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export const listHistory = endpoint({
  method: 'GET',
  path: '/deals/:id/history',
  tag,
  summary: 'Every stage and outcome of a deal, oldest first',
  params: IdParams,
  reply: z.object({ data: z.array(HistoryEntry) }),
});
