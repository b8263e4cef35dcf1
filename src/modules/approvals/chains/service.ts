import type { Database, Db } from '../../../platform/db.ts';
import { DomainError, type FieldFault, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { translate } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import type { Values } from '../conditions/rules.ts';
import { requirePeople } from '../people/service.ts';
import type { Rule } from '../rules.ts';
import { allSubjects, detailsOf, findSubject, type SubjectKind } from '../subjects/rules.ts';
import { ApprovalRule, type NewRule, type RuleChanges, type SubjectInfo } from './contract.ts';
import * as store from './store.ts';

const maximumRules = 200;
/** Stands for the steps that a subject asks for where no rule fires. */
export const otherwiseKey = 'otherwise';

/** What can be approved; 422 where there is no such thing. */
export function requireSubject(key: string, pointer = '/body/subject'): SubjectKind {
  const subject = findSubject(key);
  if (!subject) throw invalidField(pointer, 'approvals.unknown_subject', { subject: key });
  return subject;
}

/** What can be approved, named in the reader's language. */
export async function listSubjects(db: Db, scope: Scope): Promise<SubjectInfo[]> {
  permit(scope, 'approvalRule', 'view');
  const said = (label: string): string => translate(scope.language, label);
  const infos = allSubjects().map(async ({ key, label, object, fields, aggregates }) => ({
    key,
    label: said(label),
    object,
    fields: await Promise.all(
      [
        ...fields.map((field) => ({ ...field, aggregation: null })),
        ...aggregates.map(({ by, ...field }) => ({ ...field, aggregation: by })),
      ].map(async (field) => ({
        ...field,
        label: said(field.label),
        choices: field.choices ? [...(await field.choices(db, scope))] : null,
      })),
    ),
  }));
  return Promise.all(infos);
}

/** Brings the product's own rules into the workspace, where they are not yet. */
async function withPresets(db: Db, scope: Scope, subjects: readonly SubjectKind[]): Promise<ApprovalRule[]> {
  const [only] = subjects;
  const subject = subjects.length === 1 && only ? only.key : null;
  const read = async (): Promise<ApprovalRule[]> =>
    (await store.listRules(db, scope, subject)).map((row) => ApprovalRule.parse(row));
  const rules = await read();
  const missing = subjects.flatMap(({ key, presets }) =>
    presets
      .filter((preset) => !rules.some((rule) => rule.subject === key && rule.preset === preset.key))
      .map(({ key: preset, conditions, steps, selfApproval }) => ({
        subject: key,
        preset,
        name: null,
        conditions: [...conditions],
        steps: [...steps],
        selfApproval,
        isActive: true,
      })),
  );
  if (missing.length === 0) return rules;
  await store.insertPresets(db, scope, missing);
  return read();
}

/** All rules of the workspace. */
export async function listRules(db: Db, scope: Scope): Promise<ApprovalRule[]> {
  permit(scope, 'approvalRule', 'view');
  return named(scope.language, await withPresets(db, scope, allSubjects()));
}

/** Rules of the product are named in the reader's language until the workspace names them. */
function named(language: Language, rules: readonly ApprovalRule[]): ApprovalRule[] {
  return rules.map((rule) => ({ ...rule, name: rule.name ?? presetName(language, rule) }));
}

function presetName(language: Language, { subject, preset }: ApprovalRule): string {
  const label = findSubject(subject)?.presets.find(({ key }) => key === preset)?.label;
  return label === undefined ? (preset ?? '') : translate(language, label);
}

/** The rules that hold for a subject, with the name of each as it is kept with a request. */
export async function loadRules(
  db: Db,
  scope: Scope,
  subject: SubjectKind,
): Promise<{ rules: Rule[]; names: ReadonlyMap<string, string> }> {
  const active = (await withPresets(db, scope, [subject])).filter(({ isActive }) => isActive);
  const labelOf = ({ preset }: ApprovalRule) => subject.presets.find(({ key }) => key === preset)?.label ?? '';
  const names = new Map(active.map((rule) => [rule.id, rule.name ?? labelOf(rule)]));
  const rules = active.map((rule) => ({ ...rule, details: detailsOf(subject, rule.conditions) }));
  return { rules, names: names.set(otherwiseKey, 'approvals:rule.otherwise') };
}

/** The name of a rule: its own, or the key of the product's words for it. */
export function ruleName(language: Language, name: string | null): string {
  return name !== null && /^[a-z]+:[a-zA-Z.]+$/.test(name) ? translate(language, name) : (name ?? '');
}

function fieldsOf({ fields, aggregates }: SubjectKind) {
  return new Map([...fields, ...aggregates].map(({ key, kind }) => [key, kind]));
}

/** Refuses conditions on values that the subject does not have, and comparisons with nothing. */
function requireSense(subject: SubjectKind, conditions: readonly Rule['conditions'][number][]): void {
  const fields = fieldsOf(subject);
  const faults = conditions.flatMap(({ field, op, value = null }, index): FieldFault[] => {
    const pointer = `/body/conditions/${index}`;
    if (!fields.has(field)) return [{ pointer: `${pointer}/field`, code: 'approvals.unknown_field', params: { key: field } }];
    const isCompared = !['isTrue', 'isFalse', 'isEmpty'].includes(op);
    return isCompared && value === null
      ? [{ pointer: `${pointer}/value`, code: 'approvals.value_required', params: { key: field } }]
      : [];
  });
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults });
}

/** People that steps and conditions name, each with its place in the body. */
function namedIn(subject: SubjectKind, { steps = [], conditions = [] }: Partial<Pick<NewRule, 'steps' | 'conditions'>>) {
  const fields = fieldsOf(subject);
  const asked = steps.flatMap(({ approvers }, step) =>
    approvers.flatMap((one, index) =>
      one.kind === 'user' ? [{ pointer: `/body/steps/${step}/approvers/${index}/userId`, id: one.userId }] : [],
    ),
  );
  const compared = conditions.flatMap(({ field, value }, index) =>
    fields.get(field) === 'user' && typeof value === 'string' ? [{ pointer: `/body/conditions/${index}/value`, id: value }] : [],
  );
  return [...asked, ...compared];
}

async function getRule(db: Db, scope: Scope, id: string): Promise<ApprovalRule> {
  const row = await store.findRule(db, scope, id);
  if (!row) throw new DomainError('not_found');
  return ApprovalRule.parse(row);
}

const presented = ({ language }: Scope, rule: ApprovalRule): ApprovalRule => named(language, [rule])[0] ?? rule;

function ruleEvent(verb: string, id: string, data: object) {
  return { kind: `approvalRule.${verb}`, subjectKind: 'approvalRule', subjectId: id, data };
}

/** Adds a rule; one of the sample company carries its mark. */
export async function createRule(db: Db, scope: Scope, input: NewRule, importId: string | null = null): Promise<ApprovalRule> {
  permit(scope, 'approvalRule', 'create');
  const subject = requireSubject(input.subject);
  requireSense(subject, input.conditions);
  if (input.name === null) throw invalidField('/body/name', 'required');
  return inTx(db, async (tx) => {
    if ((await store.listRules(tx, scope)).length >= maximumRules)
      throw new DomainError('approvals.too_many_rules', { params: { maximum: maximumRules } });
    await requirePeople(tx, scope, namedIn(subject, input));
    const id = await store.insertRule(tx, scope, { ...input, preset: null }, importId);
    await appendEvents(tx, scope, [ruleEvent('created', id, { name: input.name, subject: input.subject })]);
    return presented(scope, await getRule(tx, scope, id));
  });
}

/** Changes a rule. Requests that are under way keep the rule they began with. */
export async function updateRule(
  db: Database,
  scope: Scope,
  id: string,
  { version, ...changes }: RuleChanges,
): Promise<ApprovalRule> {
  permit(scope, 'approvalRule', 'edit');
  return inTx(db, async (tx) => {
    const before = await getRule(tx, scope, id);
    if (before.version !== version) throw new DomainError('stale_version', { extra: { current: presented(scope, before) } });
    const name = changes.name === undefined || changes.name === presented(scope, before).name ? before.name : changes.name;
    if (name === null && before.preset === null) throw invalidField('/body/name', 'required');
    const { conditions = before.conditions, steps = before.steps, selfApproval = before.selfApproval } = changes;
    const after = { ...before, name, conditions, steps, selfApproval, isActive: changes.isActive ?? before.isActive };
    const subject = requireSubject(before.subject);
    requireSense(subject, after.conditions);
    await requirePeople(tx, scope, namedIn(subject, { steps: changes.steps ?? [], conditions: changes.conditions ?? [] }));
    if (!(await store.updateRule(tx, scope, id, version, after)))
      throw new DomainError('stale_version', { extra: { current: presented(scope, await getRule(tx, scope, id)) } });
    await appendEvents(tx, scope, [ruleEvent('updated', id, { changes: Object.keys(changes) })]);
    return presented(scope, await getRule(tx, scope, id));
  });
}

/** Deletes a rule. What came with the product would come again: it can only be switched off. */
export async function removeRule(db: Database, scope: Scope, id: string): Promise<void> {
  permit(scope, 'approvalRule', 'delete');
  await inTx(db, async (tx) => {
    const rule = await getRule(tx, scope, id);
    if (rule.preset !== null) throw new DomainError('approvals.preset_stays');
    await appendEvents(tx, scope, [ruleEvent('deleted', id, { name: rule.name })]);
    await store.deleteRule(tx, scope, id);
  });
}

/** Rules that an import made. */
export async function listImportedRules(db: Db, scope: Scope, importId: string): Promise<{ id: string; title: string }[]> {
  permit(scope, 'approvalRule', 'view');
  return (await store.findImported(db, scope, importId)).map(({ id, name }) => ({ id, title: name ?? '' }));
}

/** Deletes the rules that an import made, whoever changed them since. Requests that are under way keep the rule they began with. */
export async function removeImportedRules(tx: Tx, scope: Scope, importId: string): Promise<void> {
  permit(scope, 'approvalRule', 'delete');
  await store.deleteImported(tx, scope, importId);
}

/** What is asked of a subject with such values where no rule fires. */
export function otherwiseRule({ otherwise, isFree }: SubjectKind, values: Values): Rule {
  return { id: otherwiseKey, conditions: [], steps: isFree?.(values) ? [] : otherwise, selfApproval: 'superior' };
}
