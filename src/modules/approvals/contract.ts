import { z } from 'zod';
import { CurrencyCode, endpoint, Id, IdParams, Instant, pageOf, Version } from '../../platform/endpoint.ts';
import { Reason, ShownLine, ShownValue } from './presenting/contract.ts';

const tag = 'approvals';

export const requestStates = ['waiting', 'approved', 'rejected', 'withdrawn', 'void'] as const;
export const seatStates = ['ahead', 'waiting', 'approved', 'rejected', 'skipped', 'kept', 'spared'] as const;
export const holderRoles = ['asked', 'delegate', 'superior', 'owner', 'added', 'reassigned'] as const;
export const modes = ['all', 'any'] as const;
export const verdicts = ['approved', 'rejected'] as const;
export const boxes = ['waiting', 'asked', 'done', 'all'] as const;

const User = z.object({ id: Id, name: z.string() });

/** A request in a list. */
export const Approval = z.object({
  id: Id,
  subject: z.string(),
  subjectLabel: z.string(),
  subjectId: Id,
  /** The record it belongs to; no title where the reader may not see it. */
  record: z.object({ id: Id, kind: z.string(), title: z.string().nullable() }),
  title: z.string(),
  state: z.enum(requestStates),
  submitter: User,
  amountMinor: z.int().nullable(),
  currency: CurrencyCode.nullable(),
  /** Whom it waits for. */
  waitingFor: z.array(User),
  isForMe: z.boolean(),
  /** When it goes to the superior unless it is decided. */
  dueAt: Instant.nullable(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
  version: Version,
});
export type Approval = z.infer<typeof Approval>;

export const SeatView = z.object({
  /** Null in a preview. */
  id: Id.nullable(),
  state: z.enum(seatStates),
  isRequired: z.boolean(),
  holders: z.array(z.object({ user: User, role: z.enum(holderRoles), insteadOf: z.string().nullable() })),
  decidedBy: User.nullable(),
  decidedAt: Instant.nullable(),
  decidedVia: z.enum(['app', 'mail']).nullable(),
  comment: z.string().nullable(),
  dueAt: Instant.nullable(),
  escalatedAt: Instant.nullable(),
});
export type SeatView = z.infer<typeof SeatView>;

export const StepView = z.object({
  key: z.string(),
  ruleName: z.string(),
  order: z.int(),
  mode: z.enum(modes),
  isFallback: z.boolean(),
  seats: z.array(SeatView),
});
export type StepView = z.infer<typeof StepView>;

export const ApprovalDetail = Approval.extend({
  note: z.string().nullable(),
  /** Why it has to be approved, what is still to be decided first. */
  reasons: z.array(Reason),
  values: z.array(ShownValue),
  lines: z.array(ShownLine),
  steps: z.array(StepView),
  messages: z.array(
    z.object({ id: Id, author: User, kind: z.enum(['question', 'answer', 'comment']), text: z.string(), createdAt: Instant }),
  ),
  /** What helps to decide, with the rights of the reader. */
  facts: z.array(z.object({ label: z.string(), text: z.string() })),
  history: z.array(z.object({ title: z.string(), text: z.string(), on: z.string().nullable() })),
  may: z.object({
    decide: z.boolean(),
    withdraw: z.boolean(),
    write: z.boolean(),
    addSigner: z.boolean(),
    reassign: z.boolean(),
  }),
});
export type ApprovalDetail = z.infer<typeof ApprovalDetail>;

const asked = {
  subject: z.string().min(1).max(60),
  subjectId: Id,
  /** What the asking adds; each subject says which members it takes. */
  input: z.record(z.string().max(60), z.union([z.string().max(2000), z.number(), z.boolean()]).nullable()).optional(),
  /** Whom to ask, where a rule leaves that to whoever submits. */
  approverIds: z.array(Id).max(10).default([]),
};
export const Asked = z.strictObject(asked);
export type Asked = z.infer<typeof Asked>;

export const Preview = z.object({
  isNeeded: z.boolean(),
  /** A rule leaves the approvers to whoever submits. */
  needsChoice: z.boolean(),
  /** The request that is under way already. */
  waitingId: Id.nullable(),
  title: z.string(),
  reasons: z.array(Reason),
  values: z.array(ShownValue),
  steps: z.array(StepView),
});
export type Preview = z.infer<typeof Preview>;

const text = z.string().trim().min(1).max(2000);
const subjectErrors = ['approvals.unknown_subject'];
const openErrors = ['approvals.already_ended'];

export const previewApproval = endpoint({
  method: 'POST',
  path: '/approvals/preview',
  tag,
  summary: 'Which rules fire, who would be asked and in which order',
  body: Asked,
  reply: Preview,
  status: 200,
  errors: subjectErrors,
});
export const submitApproval = endpoint({
  method: 'POST',
  path: '/approvals',
  tag,
  summary: 'Ask for an approval; where nobody has to be asked it is approved at once',
  body: Asked.extend({ note: text.optional() }),
  reply: ApprovalDetail,
  errors: [...subjectErrors, 'approvals.already_waiting', 'approvals.choice_required', 'approvals.no_person'],
});
export const listApprovals = endpoint({
  method: 'GET',
  path: '/approvals',
  tag,
  summary: 'Requests that wait for me, that I asked, or that I decided, the newest first; all that wait, for whoever reassigns',
  query: z.strictObject({
    box: z.enum(boxes).default('waiting'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(200).optional(),
  }),
  reply: pageOf(Approval),
});
export const countApprovals = endpoint({
  method: 'GET',
  path: '/approvals/count',
  tag,
  summary: 'How many requests wait for me',
  reply: z.object({ waiting: z.int() }),
});
export const listRecordApprovals = endpoint({
  method: 'GET',
  path: '/records/:id/approvals',
  tag,
  summary: 'Requests of a record, the newest first',
  params: IdParams,
  reply: z.object({ data: z.array(Approval) }),
});
export const getApproval = endpoint({
  method: 'GET',
  path: '/approvals/:id',
  tag,
  summary: 'A request with everything that helps to decide it',
  params: IdParams,
  reply: ApprovalDetail,
});
export const decideApproval = endpoint({
  method: 'POST',
  path: '/approvals/:id/decide',
  tag,
  summary: 'Approve or reject; a rejection says why',
  params: IdParams,
  body: z.strictObject({ verdict: z.enum(verdicts), comment: text.optional() }),
  reply: ApprovalDetail,
  status: 200,
  errors: [
    ...openErrors,
    'approvals.not_your_turn',
    'approvals.comment_required',
    'approvals.changed_since',
    'approvals.subject_gone',
  ],
});
