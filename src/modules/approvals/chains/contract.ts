import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Version } from '../../../platform/endpoint.ts';
import { roles } from '../../identity/contract.ts';
import { modes } from '../contract.ts';
import { aggregations, fieldKinds, operators, worseWays } from '../conditions/contract.ts';

const tag = 'approvals';

export const approverKinds = ['manager', 'departmentHead', 'role', 'user', 'choice'] as const;
/** Who is asked: the superior of whoever submits (1 is the direct manager), the head of their department, everybody of a role, one person, or whom they choose. */
export const Approver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('manager'), level: z.int().min(1).max(5) }),
  z.strictObject({ kind: z.literal('departmentHead') }),
  z.strictObject({ kind: z.literal('role'), role: z.enum(roles) }),
  z.strictObject({ kind: z.literal('user'), userId: Id }),
  z.strictObject({ kind: z.literal('choice') }),
]);
export type Approver = z.infer<typeof Approver>;

/** Steps of one order are asked at the same time, the next order when all of them have approved. */
export const ChainStep = z.strictObject({
  order: z.int().min(1).max(10),
  /** `all`: everybody who is asked must approve; `any`: one decides. */
  mode: z.enum(modes),
  approvers: z.array(Approver).min(1).max(10),
  /** Working hours after which the superior is asked too; null waits for ever. */
  escalateAfterHours: z.int().min(1).max(400).nullable(),
});
export type ChainStep = z.infer<typeof ChainStep>;

export const RuleCondition = z.strictObject({
  field: z.string().min(1).max(80),
  op: z.enum(operators),
  value: z.union([z.number().min(-1e15).max(1e15), z.string().max(200), z.null()]).optional(),
});

export const selfApprovals = ['superior', 'skip', 'allow'] as const;

const body = {
  subject: z.string().min(1).max(60),
  name: z.string().trim().min(1).max(120).nullable(),
  /** All of them must hold; none always holds. */
  conditions: z.array(RuleCondition).max(20),
  steps: z.array(ChainStep).min(1).max(20),
  /** What happens where the submitter would decide their own request. */
  selfApproval: z.enum(selfApprovals),
  isActive: z.boolean(),
};

export const ApprovalRule = z.object({ id: Id, ...body, preset: z.string().nullable(), version: Version });
export type ApprovalRule = z.infer<typeof ApprovalRule>;

export const NewRule = z.strictObject({
  ...body,
  name: body.name.default(null),
  conditions: body.conditions.default([]),
  selfApproval: body.selfApproval.default('superior'),
  isActive: body.isActive.default(true),
});
export type NewRule = z.infer<typeof NewRule>;

export const RuleChanges = z.strictObject({
  version: Version,
  name: body.name.optional(),
  conditions: body.conditions.optional(),
  steps: body.steps.optional(),
  selfApproval: body.selfApproval.optional(),
  isActive: body.isActive.optional(),
});
export type RuleChanges = z.infer<typeof RuleChanges>;

/** What can be approved, with the values that rules may look at, named in the reader's language. */
export const SubjectInfo = z.object({
  key: z.string(),
  label: z.string(),
  object: z.string(),
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      kind: z.enum(fieldKinds),
      worse: z.enum(worseWays),
      aggregation: z.enum(aggregations).nullable(),
      /** What it may be; null for any text, and for whatever is no text. */
      choices: z.array(z.object({ value: z.string(), label: z.string() })).nullable(),
    }),
  ),
});
export type SubjectInfo = z.infer<typeof SubjectInfo>;

const ruleErrors = ['approvals.unknown_subject', 'approvals.unknown_field', 'approvals.value_required'];

export const listSubjects = endpoint({
  method: 'GET',
  path: '/approval-subjects',
  tag,
  summary: 'What can be approved, and the values that rules may look at',
  reply: z.object({ data: z.array(SubjectInfo) }),
});
export const listRules = endpoint({
  method: 'GET',
  path: '/approval-rules',
  tag,
  summary: 'Rules that say when somebody is asked, and whom',
  reply: z.object({ data: z.array(ApprovalRule) }),
});
export const createRule = endpoint({
  method: 'POST',
  path: '/approval-rules',
  tag,
  summary: 'Add a rule',
  body: NewRule,
  reply: ApprovalRule,
  errors: [...ruleErrors, 'approvals.too_many_rules'],
});
export const updateRule = endpoint({
  method: 'PATCH',
  path: '/approval-rules/:id',
  tag,
  summary: 'Change a rule, or switch it off or on; requests that are under way keep the rule they began with',
  params: IdParams,
  body: RuleChanges,
  reply: ApprovalRule,
  errors: [...ruleErrors, 'stale_version'],
});
export const removeRule = endpoint({
  method: 'DELETE',
  path: '/approval-rules/:id',
  tag,
  summary: 'Delete a rule; those that came with the product can only be switched off',
  params: IdParams,
  reply: Done,
  errors: ['approvals.preset_stays'],
});
