import type { Db } from '../../../../platform/db.ts';
import { DomainError } from '../../../../platform/errors.ts';
import { permit } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { StepView } from '../../contract.ts';
import { loadFinding, requirePeople } from '../../people/service.ts';
import { namesOfPeople, presentPlan } from '../../presenting/service.ts';
import { evaluate, type Rule } from '../../rules.ts';
import { directionsOf } from '../../subjects/rules.ts';
import { loadRules, otherwiseRule, requireSubject } from '../service.ts';
import type { RuleTrial } from './contract.ts';

/** Who would be asked for such values. A rule that is being written is tried alone; writes nothing. */
export async function tryRules(
  db: Db,
  scope: Scope,
  { subject: key, submitterId, values, rule }: RuleTrial,
): Promise<{ isFired: boolean; steps: StepView[] }> {
  permit(scope, 'approvalRule', 'view');
  const subject = requireSubject(key);
  const known = new Set([...subject.fields, ...subject.aggregates].map((field) => field.key));
  const unknown = Object.keys(values).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new DomainError('invalid_input', {
      fields: [{ pointer: `/body/values/${unknown}`, code: 'approvals.unknown_field', params: { key: unknown } }],
    });
  await requirePeople(db, scope, [{ pointer: '/body/submitterId', id: submitterId }]);
  const { rules, names } = await loadRules(db, scope, subject);
  const draft: Rule[] | null = rule ? [{ ...rule, id: 'draft' }] : null;
  const finding = await loadFinding(db, scope, submitterId, []);
  const directions = directionsOf(subject);
  const fired = evaluate(draft ?? rules, values, directions, finding);
  const plan = fired.steps.length > 0 || draft ? fired : evaluate([otherwiseRule(subject, values)], values, directions, finding);
  const people = await namesOfPeople(db, scope);
  return { isFired: fired.steps.length > 0, steps: presentPlan(scope, plan, new Map(names), people) };
}
