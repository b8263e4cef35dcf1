import { translate } from '../../../platform/i18n.ts';
import type { Scope } from '../../../platform/scope.ts';
import { ruleName } from '../chains/service.ts';
import { type Condition, holds, type Values } from '../conditions/rules.ts';
import type { Reason } from '../presenting/contract.ts';
import { isInvolved as takesPart, type Loaded } from '../loading/service.ts';
import { type Names, seesField, shownValue } from '../presenting/service.ts';
import { conditionsIn, type Plan } from '../rules.ts';
import { detailsOf, type SubjectAggregate, type SubjectField, type SubjectKind, type SubjectLine } from '../subjects/rules.ts';
import { valueText } from '../wording/rules.ts';

/** What is asked, as far as its reasons need it, and who reads them. */
export interface Reasoned {
  subject: SubjectKind;
  plan: Plan;
  values: Values;
  lines: readonly Pick<SubjectLine, 'title' | 'values'>[];
  /** The names of rules as they are kept with a request. */
  ruleNames: ReadonlyMap<string, string | null>;
  names: Names;
  isInvolved: boolean;
}

/** The conditions of every rule that fired, each once. */
export function firedConditions({ steps }: Plan): Condition[] {
  return [...new Set(steps.map(({ ruleMark }) => ruleMark))].flatMap(conditionsIn);
}

/** Values that have something to do with why a rule fired; where one says another more closely, it stands for that. */
export function decisiveKeys(subject: SubjectKind, plan: Plan, values: Values): Set<string> {
  const named = firedConditions(plan);
  return new Set(
    named.flatMap((condition) => {
      const details = detailsOf(subject, [condition]).filter((key) => Boolean(values[key]));
      return details.length > 0 ? details : [condition.field];
    }),
  );
}

/** Values of a line for which it is among those that made a rule fire. */
export function decisiveOfLine({ aggregates }: SubjectKind, conditions: readonly Condition[], values: Values): Set<string> {
  const own = conditions.flatMap((condition) => {
    const aggregate = aggregates.find(({ key }) => key === condition.field);
    return aggregate && pointsAtLines(aggregate) ? [{ ...condition, field: aggregate.of }] : [];
  });
  return new Set(own.filter((condition) => holds(condition, values)).map(({ field }) => field));
}

const pointsAtLines = ({ by }: Pick<SubjectAggregate, 'by'>): boolean => by === 'max' || by === 'min' || by === 'any';

type Words = (key: string, params?: object) => string;

/** Which lines a condition on what they come to is about: the worst of them, and how many more there are. */
function whereText(text: string, said: Words, condition: Condition, { subject, lines }: Reasoned): string {
  const aggregate = subject.aggregates.find(({ key }) => key === condition.field);
  if (!aggregate || !pointsAtLines(aggregate) || lines.length < 2) return text;
  const own = { ...condition, field: aggregate.of };
  const measure = ({ values }: Pick<SubjectLine, 'values'>): number => Number(values[aggregate.of] ?? 0);
  const sign = aggregate.by === 'min' ? 1 : -1;
  const [worst, ...others] = lines
    .filter(({ values }) => holds(own, values))
    .toSorted((a, b) => sign * (measure(a) - measure(b)));
  if (!worst) return text;
  const params = { text, title: worst.title, count: others.length };
  return said(others.length === 0 ? 'onLine' : 'onLines', params);
}

/** What of a condition holds, as a sentence; null where the reader may not see it. */
function sentenceOf(scope: Scope, condition: Condition, reasoned: Reasoned): string | null {
  const { subject, values, names, isInvolved } = reasoned;
  const { language, currency } = scope;
  const said: Words = (key, params = {}) => translate(language, `approvals:reasons.${key}`, { ...params });
  const fields: readonly SubjectField[] = [...subject.fields, ...subject.aggregates.map(({ of: _of, ...field }) => field)];
  const field = fields.find(({ key }) => key === condition.field);
  if (!field || !seesField(scope, subject, field, isInvolved)) return null;
  const textOf = (one: SubjectField, value: Values[string]): string =>
    valueText(language, currency, { kind: one.kind, value: shownValue(one, value, names, language) });
  // What says it more closely says it better than a yes.
  const detail = fields.find(
    (one) => one.detailOf?.includes(field.key) && seesField(scope, subject, one, isInvolved) && Boolean(values[one.key]),
  );
  const [label, is] = [
    translate(language, (detail ?? field).label),
    textOf(detail ?? field, values[(detail ?? field).key] ?? null),
  ];
  const { op, value = null } = condition;
  if (detail || op === 'eq' || op === 'ne' || op === 'isFalse' || op === 'isEmpty' || (op === 'gt' && value === 0))
    return whereText(said('is', { field: label, is }), said, condition, reasoned);
  const text = op === 'isTrue' ? label : said(op, { field: label, is, value: textOf(field, value) });
  return whereText(text, said, condition, reasoned);
}

/** Why something has to be approved, in the reader's language and as far as their rights reach: what is still to be decided first. */
export function presentReasons(scope: Scope, reasoned: Reasoned): Reason[] {
  const { plan, ruleNames } = reasoned;
  const rules = [...Map.groupBy(plan.steps, ({ ruleId }) => ruleId)].map(([ruleId, steps]): Reason => {
    const sentences = conditionsIn(steps[0]?.ruleMark ?? '[]').map((condition) => sentenceOf(scope, condition, reasoned));
    return {
      ruleName: ruleName(scope.language, ruleNames.get(ruleId) ?? null),
      because: [...new Set(sentences.filter((sentence) => sentence !== null))],
      isKept: steps.every(({ seats }) => seats.every(({ kept }) => kept !== null)),
    };
  });
  return rules.toSorted((a, b) => Number(a.isKept) - Number(b.isKept));
}

/** Why a request that is kept is asked. */
export function presentKeptReasons(scope: Scope, loaded: Loaded, names: Names): Reason[] {
  const ruleNames = new Map(loaded.seats.map((seat) => [seat.ruleKey, seat.ruleName]));
  return presentReasons(scope, { ...loaded, ruleNames, names, isInvolved: takesPart(scope.userId, loaded) });
}
