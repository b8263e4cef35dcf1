import type { Db } from '../../../platform/db.ts';
import { isReadable } from '../../../platform/field-rights.ts';
import { translate } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { listPeople } from '../../identity/access/service.ts';
import { findHeads } from '../../records/heads/service.ts';
import { ruleName } from '../chains/service.ts';
import { isWorse, type Value, type Values } from '../conditions/rules.ts';
import type { Approval, ApprovalDetail, SeatView, StepView } from '../contract.ts';
import type { Loaded, SeatRow } from '../loading/service.ts';
import { advance, type Plan, type Seat, type SeatState } from '../rules.ts';
import type { ShownValue } from './contract.ts';
import type { SubjectField, SubjectKind, SubjectLine, TraceReader } from '../subjects/rules.ts';

/** Names of people by id, and of what fields may be by value. */
export type Names = ReadonlyMap<string, string>;

/** Names of everything that the values of a subject may name. */
export async function namesOf(db: Db, scope: Scope, { fields }: SubjectKind): Promise<Names> {
  const people = await namesOfPeople(db, scope);
  const chosen = await Promise.all(fields.map(async ({ choices }) => (choices ? choices(db, scope) : [])));
  return new Map([...chosen.flat().map(({ value, label }): [string, string] => [value, label]), ...people]);
}

export async function namesOfPeople(db: Db, scope: Scope): Promise<Names> {
  return new Map((await listPeople(db, scope)).people.map(({ id, name }) => [id, name]));
}

const openSeats = ({ seats }: Loaded): SeatRow[] => seats.filter(({ state }) => state === 'waiting');
const holdersOf = (seat: SeatRow): SeatRow['holders'] => seat.holders.filter(({ isOut }) => !isOut);

/** True when a seat that waits is the person's. */
export function isForMe(userId: string | null, one: Loaded): boolean {
  if (one.request.state !== 'waiting') return false;
  return openSeats(one).some((seat) => holdersOf(seat).some((holder) => holder.userId === userId));
}

/** Requests as a list shows them. */
export async function presentMany(db: Db, scope: Scope, all: readonly Loaded[]): Promise<Approval[]> {
  const kinds = [...new Set(all.map(({ request }) => request.recordKind))].filter((kind) => can(scope, kind, 'view'));
  const ids = [...new Set(all.map(({ request }) => request.recordId))];
  const heads = ids.length === 0 ? [] : await findHeads(db, scope, kinds, ids, { deleted: true });
  return all.map((one) => {
    const { id, subject, subjectId, recordId, recordKind, state, amountMinor, currency, createdAt, endedAt, version } =
      one.request;
    const waiting = state === 'waiting' ? openSeats(one) : [];
    const people = waiting.flatMap(holdersOf).map(({ userId, name }): [string, string] => [userId, name]);
    const dues = waiting.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt])).toSorted();
    const seesAmount = one.subject.fields.every(({ of, kind }) => kind !== 'money' || mayRead(scope, one.subject, of));
    return {
      id,
      subject,
      subjectLabel: translate(scope.language, one.subject.label),
      subjectId,
      record: { id: recordId, kind: recordKind, title: heads.find((head) => head.id === recordId)?.title ?? null },
      title: one.request.title,
      state,
      submitter: { id: one.request.submittedBy, name: one.request.submitterName },
      amountMinor: seesAmount ? amountMinor : null,
      currency: seesAmount ? currency : null,
      waitingFor: [...new Map(people)].map(([userId, name]) => ({ id: userId, name })),
      isForMe: isForMe(scope.userId, one),
      dueAt: dues[0] ?? null,
      createdAt,
      endedAt,
      version,
    };
  });
}

/** Whether the reader's role shows the field of the record that a value is taken from. */
function mayRead(scope: Scope, { object }: SubjectKind, field: string | undefined): boolean {
  return field === undefined || isReadable(scope, object, field);
}

interface Compared {
  now: Values;
  /** What was approved last; null where nothing was. */
  before: Values | null;
  /** Keys of what made a rule fire. */
  decisive: ReadonlySet<string>;
  names: Names;
  /** Whether the reader submitted the request or is asked. */
  isInvolved: boolean;
}

/** Whether the reader's rights show a value that needs one. One that reaches only their own records shows what they take part in. */
function hasRight(
  scope: Scope,
  { object }: SubjectKind,
  { right, reveals }: Pick<SubjectField, 'right' | 'reveals'>,
  isInvolved: boolean,
): boolean {
  if (reveals && !isReadable(scope, ...reveals)) return false;
  if (right === undefined) return true;
  const [kind, action] = typeof right === 'string' ? [object, right] : right;
  return can(scope, kind, action) && (isInvolved || scope.rights(kind, action) !== 'own');
}

/** Whether the reader's rights show a value of a subject. */
export function seesField(
  scope: Scope,
  subject: SubjectKind,
  guard: Pick<SubjectField, 'of' | 'right' | 'reveals'>,
  isInvolved: boolean,
): boolean {
  return mayRead(scope, subject, guard.of) && hasRight(scope, subject, guard, isInvolved);
}

/** A value with what it names in the reader's words. */
export function shownValue(
  { kind, wording, choices }: Pick<SubjectField, 'kind' | 'wording' | 'choices'>,
  value: Value,
  names: Names,
  language: Language,
): Value {
  if (typeof value !== 'string') return value;
  if (choices) return names.get(value) ?? value;
  return kind === 'user' ? (names.get(value) ?? null) : (wording?.(value, language) ?? value);
}

/** Values as a person reads them, each beside what was approved last. */
export function presentValues(
  scope: Scope,
  subject: SubjectKind,
  fields: readonly SubjectField[],
  { now, before, decisive, names, isInvolved }: Compared,
): ShownValue[] {
  const { language } = scope;
  return fields
    .filter((field) => seesField(scope, subject, field, isInvolved))
    .map((field) => {
      const { key, label, kind, worse, isMain = false, note } = field;
      const [value, old] = [now[key] ?? null, before?.[key] ?? null];
      return {
        key,
        label: translate(language, label),
        kind,
        value: shownValue(field, value, names, language),
        before: shownValue(field, old, names, language),
        hasBefore: before !== null && key in before,
        isWorse: before !== null && key in before && isWorse(worse, old, value),
        isDecisive: decisive.has(key),
        isMain,
        note: note?.(now, language) ?? null,
      };
    });
}

/** The lines of a request with their values and how their prices came about; `decisiveOf` says which of a line's made a rule fire. */
export function presentLines(
  scope: Scope,
  subject: SubjectKind,
  lines: readonly SubjectLine[],
  compared: Omit<Compared, 'now' | 'before' | 'decisive'>,
  decisiveOf: (values: Values) => ReadonlySet<string>,
): ApprovalDetail['lines'] {
  const { names, isInvolved } = compared;
  const reader: TraceReader = {
    language: scope.language,
    sees: (guard) => seesField(scope, subject, guard, isInvolved),
    nameOf: (userId) => names.get(userId) ?? null,
  };
  const { lineFields } = subject;
  const seen = lineFields.filter((field) => seesField(scope, subject, field, isInvolved));
  // Beside how far, whether at all says nothing.
  const fields = seen.filter(({ key }) => !seen.some(({ detailOf }) => detailOf?.includes(key)));
  return lines.map(({ title, marks = [], isCounted = true, values, trace }) => {
    const { steps, note } = subject.traceText?.(trace, reader) ?? { steps: [], note: null };
    return {
      title,
      marks: marks.map(({ key, params }) => translate(scope.language, key, { ...params })),
      isCounted,
      values: presentValues(scope, subject, fields, { ...compared, now: values, before: null, decisive: decisiveOf(values) }),
      trace: steps,
      note,
    };
  });
}

/** The values of a subject and of what its lines come to. */
export function presentSubject(scope: Scope, subject: SubjectKind, compared: Compared): ShownValue[] {
  const aggregates = subject.aggregates.map(({ of: _of, ...field }) => field);
  return presentValues(scope, subject, [...subject.fields, ...aggregates], compared);
}

/** The steps of a request that is kept. */
export function presentSteps({ language }: Scope, { plan, seats }: Loaded): StepView[] {
  return plan.steps.map(({ key, order, mode, isFallback }) => {
    const own = seats.filter(({ stepKey }) => stepKey === key);
    return { key, order, mode, isFallback, ruleName: ruleName(language, own[0]?.ruleName ?? null), seats: own.map(presentSeat) };
  });
}

function presentSeat(row: SeatRow): SeatView {
  const { id, state, isRequired, decidedBy, decidedByName, decidedAt, decidedVia, comment, dueAt, escalatedAt } = row;
  return {
    id,
    state,
    isRequired,
    holders: holdersOf(row).map(({ userId, name, role, forName }) => ({
      user: { id: userId, name },
      role,
      insteadOf: forName,
    })),
    decidedBy: decidedBy === null ? null : { id: decidedBy, name: decidedByName ?? '' },
    decidedAt,
    decidedVia,
    comment,
    dueAt: state === 'waiting' ? dueAt : null,
    escalatedAt,
  };
}

/** The steps of a plan that is only thought of. */
export function presentPlan({ language }: Scope, plan: Plan, ruleNames: ReadonlyMap<string, string>, names: Names): StepView[] {
  const { seats: states } = advance(plan, []);
  return plan.steps.map(({ key, ruleId, order, mode, isFallback, seats }) => ({
    key,
    ruleName: ruleName(language, ruleNames.get(ruleId) ?? null),
    order,
    mode,
    isFallback,
    seats: seats.map((seat) => plannedSeat(seat, states.get(seat.key) ?? 'ahead', names)),
  }));
}

function plannedSeat({ holders, isRequired, kept }: Seat, state: SeatState, names: Names): SeatView {
  const nameOf = (id: string): string => names.get(id) ?? '';
  return {
    id: null,
    state,
    isRequired,
    holders: holders.map(({ userId, as, forUserId }) => ({
      user: { id: userId, name: nameOf(userId) },
      role: as,
      insteadOf: forUserId === null ? null : nameOf(forUserId),
    })),
    decidedBy: kept ? { id: kept.by, name: nameOf(kept.by) } : null,
    decidedAt: null,
    decidedVia: null,
    comment: null,
    dueAt: null,
    escalatedAt: null,
  };
}
