import { z } from 'zod';
import { endpoint, Id, IdParams, Instant, LocalizedText, Version } from '../../platform/endpoint.ts';
import { Role } from '../identity/contract.ts';

const tag = 'process';

export const gateModes = ['off', 'advise', 'require'] as const;
export const GateMode = z.enum(gateModes);
export type GateMode = z.infer<typeof GateMode>;

export const versionStates = ['draft', 'published', 'retired'] as const;
export const criterionKinds = ['fact', 'field', 'checklist', 'activity'] as const;
export const criterionLevels = ['required', 'advised'] as const;
export const fieldRules = ['isNotEmpty', 'eq', 'ne', 'gte', 'lte', 'in'] as const;

/** At most so many required criteria guard one stage. */
export const maxRequired = 3;

/** A text that people read: both languages are written; Traditional is made from Simplified where it is not given. */
export const Words = LocalizedText.refine((text) => Boolean(text.en?.trim() || text['zh-Hans']?.trim()), {
  params: { code: 'required' },
});
const Key = z.string().regex(/^[a-z][a-zA-Z0-9_.]{0,59}$/);

/** What makes a criterion hold. Which members are needed follows from the kind. */
export const CriterionSpec = z.strictObject({
  /** `fact`: its key, such as `quote.sent`. Ticked by hand with evidence while no module supplies it. */
  fact: Key.optional(),
  /** `field`: a field of the deal, and what must hold for it (not empty unless said otherwise). */
  field: z
    .string()
    .regex(/^[a-z][a-zA-Z0-9]{0,39}$/)
    .optional(),
  rule: z.enum(fieldRules).optional(),
  value: z.union([z.string().max(200), z.number(), z.boolean(), z.array(z.string().max(200)).max(50)]).optional(),
  /** `activity`: of one of these kinds (any when empty), with an answer by the customer, done. */
  activityKinds: z.array(z.string().max(40)).max(20).optional(),
  isTwoWay: z.boolean().optional(),
  isDone: z.boolean().optional(),
});
export type CriterionSpec = z.infer<typeof CriterionSpec>;

const criterionShape = {
  /** Unique in the version and the same in later versions: what was ticked stays ticked. */
  key: Key,
  level: z.enum(criterionLevels),
  kind: z.enum(criterionKinds),
  spec: CriterionSpec,
  names: Words,
  hint: LocalizedText.nullable().default(null),
  /** Accepts "unknown, because …". */
  allowsUnknown: z.boolean().default(false),
};
const specIsWhole = ({ kind, spec }: { kind: (typeof criterionKinds)[number]; spec: CriterionSpec }) =>
  (kind !== 'fact' || spec.fact !== undefined) && (kind !== 'field' || spec.field !== undefined);
export const CriterionInput = z
  .strictObject(criterionShape)
  .refine(specIsWhole, { path: ['spec'], params: { code: 'required' } });
export type CriterionInput = z.infer<typeof CriterionInput>;
export const Criterion = z.object({ id: Id, position: z.int(), ...criterionShape });
export type Criterion = z.infer<typeof Criterion>;

const taskShape = {
  key: Key,
  names: Words,
  /** Due so many days after `dueFrom`. */
  dueDays: z.int().min(0).max(3650),
  /** Entering the stage, or winning the deal. */
  dueFrom: z.enum(['entered', 'won']).default('entered'),
};
export const StageTaskInput = z.strictObject(taskShape);
export type StageTaskInput = z.infer<typeof StageTaskInput>;
export const StageTask = z.object({ id: Id, position: z.int(), ...taskShape });
export type StageTask = z.infer<typeof StageTask>;

const stageShape = {
  /** Unique in the version and the same in later versions; publishing proposes to move deals along it. */
  key: Key,
  phase: z.int().min(1).max(5),
  names: Words,
  guidance: LocalizedText.nullable().default(null),
  /** What the customer may expect in this stage, and by when. */
  customerExpectation: LocalizedText.nullable().default(null),
  targetDays: z.int().min(1).max(3650),
  /** A second clock: after winning, until the date promised to the customer. */
  secondTarget: z.enum(['promisedOn']).nullable().default(null),
  probabilityBp: z.int().min(0).max(10_000),
  /** Probability once won; null where winning changes nothing. */
  probabilityWonBp: z.int().min(0).max(10_000).nullable().default(null),
  role: Role,
};
export const StageInput = z.strictObject({
  ...stageShape,
  criteria: z.array(CriterionInput).max(30).default([]),
  tasks: z.array(StageTaskInput).max(30).default([]),
});
export type StageInput = z.infer<typeof StageInput>;
export const Stage = z.object({
  id: Id,
  position: z.int(),
  ...stageShape,
  criteria: z.array(Criterion),
  tasks: z.array(StageTask),
});
export type Stage = z.infer<typeof Stage>;

const versionHead = {
  id: Id,
  /** 1, 2, 3 … within the process. */
  number: z.int(),
  state: z.enum(versionStates),
  publishedAt: Instant.nullable(),
  retiredAt: Instant.nullable(),
  /** For optimistic locking of a draft. */
  version: Version,
};
export const VersionHead = z.object({
  ...versionHead,
  stages: z.array(
    z.object({
      id: Id,
      key: Key,
      position: z.int(),
      phase: z.int(),
      names: LocalizedText,
      targetDays: z.int(),
      probabilityBp: z.int(),
    }),
  ),
});
export type VersionHead = z.infer<typeof VersionHead>;
export const ProcessVersion = z.object({
  ...versionHead,
  processId: Id,
  names: LocalizedText,
  gateMode: GateMode,
  stages: z.array(Stage),
});
export type ProcessVersion = z.infer<typeof ProcessVersion>;

export const Process = z.object({
  id: Id,
  key: z.string(),
  names: LocalizedText,
  isDefault: z.boolean(),
  gateMode: GateMode,
  gateModeSince: Instant,
  /** Set once a process has been advising for 14 days: it is time to require. */
  proposal: z.object({ gateMode: GateMode, adviseDays: z.int() }).nullable(),
  version: Version,
  /** The version new deals start with. */
  published: VersionHead.nullable(),
  draft: VersionHead.nullable(),
  /** Every version, newest first. */
  versions: z.array(VersionHead),
});
export type Process = z.infer<typeof Process>;

const stale = 'stale_version';
export const listProcesses = endpoint({
  method: 'GET',
  path: '/processes',
  tag,
  summary: 'Processes with their versions and the stages of each',
  reply: z.object({ data: z.array(Process) }),
});
export const updateProcess = endpoint({
  method: 'PATCH',
  path: '/processes/:id',
  tag,
  summary: 'Rename a process or make it the default',
  params: IdParams,
  reply: Process,
  errors: [stale],
  body: z.strictObject({ version: Version, names: Words.optional(), isDefault: z.literal(true).optional() }),
});
export const setGateMode = endpoint({
  method: 'PUT',
  path: '/processes/:id/gate-mode',
  tag,
  summary: 'Switch the gates of a process off, to advising or to requiring',
  params: IdParams,
  reply: Process,
  errors: [stale],
  body: z.strictObject({ version: Version, gateMode: GateMode }),
});
export const getVersion = endpoint({
  method: 'GET',
  path: '/process-versions/:id',
  tag,
  summary: 'A version whole: stages, criteria, tasks',
  params: IdParams,
  reply: ProcessVersion,
});
