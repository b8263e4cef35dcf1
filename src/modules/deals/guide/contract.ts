import { z } from 'zod';
import { CalendarDay, endpoint, Id, IdParams, Instant, Version } from '../../../platform/endpoint.ts';
import { GateMode } from '../../process/contract.ts';
import { Deal, Missing } from '../contract.ts';

/** A step of the staircase. */
export const GuideStage = z.object({
  id: Id,
  key: z.string(),
  name: z.string(),
  phase: z.int(),
  /** Who is responsible in it, and what the customer may expect. */
  role: z.string(),
  customerExpectation: z.string().nullable(),
  state: z.enum(['done', 'current', 'future', 'skipped']),
  /** Days spent over all visits; null where the deal has not been. */
  days: z.number().nullable(),
  targetDays: z.int(),
  daysLate: z.number(),
  enteredAt: Instant.nullable(),
  /** The second clock of the stage, once it runs. */
  promisedOn: CalendarDay.nullable(),
  probabilityBp: z.int(),
});

/** What shows that something holds: by whose word, and the note or file a colleague can check. */
export const Evidence = z.object({
  note: z.string().nullable(),
  file: z.object({ id: Id, name: z.string() }).nullable(),
  by: z.object({ id: Id, name: z.string() }).nullable(),
  at: Instant,
  /** What the next one who changes it has seen. */
  version: Version,
});
export type Evidence = z.infer<typeof Evidence>;

export const GuideCriterion = Missing.extend({
  level: z.enum(['required', 'advised']),
  state: z.enum(['met', 'unknown', 'unmet']),
  allowsUnknown: z.boolean(),
  /** False where a module supplies the fact: it cannot be ticked, only done. */
  isManual: z.boolean(),
  evidence: Evidence.nullable(),
});

export const GuideTask = z.object({
  id: Id,
  kind: z.string(),
  text: z.string(),
  dueAt: Instant.nullable(),
  isDone: z.boolean(),
  isOverdue: z.boolean(),
  assignee: z.object({ id: Id, name: z.string() }).nullable(),
  isEntryTask: z.boolean(),
  isNextStep: z.boolean(),
});

export const dealActions = [
  'edit',
  'move',
  'back',
  'waive',
  'win',
  'lose',
  'hold',
  'reopen',
  'complete',
  'setCriterion',
  'delete',
  'transfer',
] as const;

export const Guide = z.object({
  deal: Deal,
  gateMode: GateMode,
  stages: z.array(GuideStage),
  playbook: z.object({ guidance: z.string().nullable(), customerExpectation: z.string().nullable(), role: z.string() }),
  /** Criteria of the current stage. */
  criteria: z.array(GuideCriterion),
  /** What proves that the deal is won, whatever its stage. */
  proof: Evidence.nullable(),
  /** Required ones that hold, and how many there are. */
  met: z.int(),
  required: z.int(),
  missing: z.array(Missing),
  /** Where "advance" leads; null at the end. */
  nextStage: z.object({ id: Id, name: z.string() }).nullable(),
  needsNextStep: z.boolean(),
  /** Open tasks of the deal: the planned next step, the others as they fall due, then entry tasks already done in this stage. */
  tasks: z.array(GuideTask),
  actions: z.array(z.enum(dealActions)),
  ageing: z.object({ daysInStage: z.number(), targetDays: z.int(), daysLate: z.number(), daysOpen: z.number() }),
  /** Why the deal counts as stuck; null when it does not. */
  stuck: z.object({ reason: z.enum(['noActivity', 'nextStepOverdue', 'noNextStep']), days: z.int() }).nullable(),
});
export type Guide = z.infer<typeof Guide>;
export const getGuide = endpoint({
  method: 'GET',
  path: '/deals/:id/guide',
  tag: 'deals',
  summary: 'What the process asks of a deal now',
  params: IdParams,
  reply: Guide,
});
