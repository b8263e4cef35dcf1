import { z } from 'zod';
import { endpoint, Id } from '../../../../platform/endpoint.ts';
import { StepView } from '../../contract.ts';
import { ChainStep, RuleCondition, selfApprovals } from '../contract.ts';

export const RuleTrial = z.strictObject({
  subject: z.string().min(1).max(60),
  submitterId: Id,
  values: z.record(z.string().max(80), z.union([z.number(), z.boolean(), z.string().max(200)]).nullable()),
  /** A rule that is being written, tried instead of those there are. */
  rule: z
    .strictObject({
      conditions: z.array(RuleCondition).max(20),
      steps: z.array(ChainStep).min(1).max(20),
      selfApproval: z.enum(selfApprovals),
    })
    .optional(),
});
export type RuleTrial = z.infer<typeof RuleTrial>;

export const tryRules = endpoint({
  method: 'POST',
  path: '/approval-rules/try',
  tag: 'approvals',
  summary: 'Who would be asked for such values by this person; nothing is written',
  body: RuleTrial,
  reply: z.object({ isFired: z.boolean(), steps: z.array(StepView) }),
  status: 200,
  errors: ['approvals.unknown_subject', 'approvals.unknown_field'],
});
