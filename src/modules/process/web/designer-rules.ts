import { factKeys } from '../facts/contract.ts';
import type { CriterionInput, ProcessVersion, StageInput, StageTaskInput } from '../contract.ts';
import type { VersionDiff } from '../designer/contract.ts';

export type Draft = StageInput[];

/** The content of a version as it is sent back: without the ids and positions that the server gives. */
export function draftOf(version: ProcessVersion): Draft {
  return version.stages.map(({ id: _, position: __, criteria, tasks, ...stage }) => ({
    ...stage,
    criteria: criteria.map(({ id: _id, position: _position, ...criterion }) => criterion),
    tasks: tasks.map(({ id: _id, position: _position, ...task }) => task),
  }));
}

/** A list with one element put in another place. */
export function movedTo<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(to, 0, item);
  return next;
}

/** A key that no element has yet: `stage`, `stage2`, `stage3` … */
export function freeKey(base: string, taken: readonly { key: string }[]): string {
  const keys = new Set(taken.map(({ key }) => key));
  if (!keys.has(base)) return base;
  for (let n = 2; ; n += 1) if (!keys.has(`${base}${n}`)) return `${base}${n}`;
}

export function newStage(draft: Draft, phase: number, names: StageInput['names']): StageInput {
  return {
    key: freeKey('stage', draft),
    phase,
    names,
    guidance: null,
    customerExpectation: null,
    targetDays: 7,
    secondTarget: null,
    probabilityBp: 5000,
    probabilityWonBp: null,
    role: 'seller',
    criteria: [],
    tasks: [],
  };
}

export function newCriterion(draft: Draft, names: CriterionInput['names']): CriterionInput {
  return {
    key: freeKey(
      'check',
      draft.flatMap(({ criteria }) => criteria),
    ),
    level: 'advised',
    kind: 'checklist',
    spec: {},
    names,
    hint: null,
    allowsUnknown: false,
  };
}

export function newTask(draft: Draft, names: StageTaskInput['names']): StageTaskInput {
  return {
    key: freeKey(
      'task',
      draft.flatMap(({ tasks }) => tasks),
    ),
    names,
    dueDays: 1,
    dueFrom: 'entered',
  };
}

/** What a criterion of a kind begins with. */
export function firstSpec(kind: CriterionInput['kind'], fields: readonly DesignerField[]): CriterionInput['spec'] {
  switch (kind) {
    case 'fact':
      return { fact: factKeys[0] };
    case 'field':
      return { field: fields[0]?.key ?? 'amountMinor' };
    case 'activity':
      return { isDone: true };
    case 'checklist':
      return {};
  }
}

/** A field of the deal that a criterion may ask for. */
export interface DesignerField {
  key: string;
  label: string;
  kind: string;
  choices?: readonly { value: string; label: string }[];
}

const measured = new Set(['money', 'percent', 'integer', 'decimal', 'date']);

/** What may be asked of a field: amounts and dates have a least and a most. */
export function rulesOf({ kind }: Pick<DesignerField, 'kind'>): readonly ('isNotEmpty' | 'eq' | 'gte' | 'lte')[] {
  if (measured.has(kind)) return ['isNotEmpty', 'gte', 'lte', 'eq'];
  return kind === 'choice' ? ['isNotEmpty', 'eq'] : ['isNotEmpty'];
}

type Change = VersionDiff['changes'][number];

/** The changes stage by stage; criteria and tasks that come or go with their stage are left to it. */
export function shownChanges(changes: readonly Change[]): Change[] {
  const whole = new Set(
    changes.flatMap(({ what, change, key }) => (what === 'stage' && (change === 'added' || change === 'removed') ? [key] : [])),
  );
  const shown = changes.filter(({ what, change, stageKey }) => what === 'stage' || change === 'changed' || !whole.has(stageKey));
  const order = [...new Set(shown.map(({ stageKey }) => stageKey))];
  return order.flatMap((stage) => shown.filter(({ stageKey }) => stageKey === stage));
}
