import type { LocalizedText } from '../../platform/endpoint.ts';
import { addDays, daysBetween } from '../../platform/days.ts';
import { type Criterion, type CriterionSpec, type GateMode, maxRequired, type Stage, type StageInput } from './contract.ts';
import { type VersionDiff } from './designer/contract.ts';

/** How a criterion stands for a deal. `unknown` holds only where the criterion accepts it. */
export type CriterionState = 'met' | 'unknown' | 'unmet';

export interface Gate<C> {
  /** The deal may pass without a waiver. */
  mayPass: boolean;
  /** Required criteria that hold, and how many there are. */
  met: number;
  required: number;
  /** Required criteria that do not hold. */
  missing: C[];
  /** Advised criteria that do not hold: they warn. */
  advised: C[];
}

/** What a gate says: unmet required criteria stop a deal only where the mode is `require`. A gate that is off asks nothing. */
export function evaluateGate<C extends Pick<Criterion, 'key' | 'level' | 'allowsUnknown'>>(
  criteria: readonly C[],
  states: ReadonlyMap<string, CriterionState>,
  mode: GateMode,
): Gate<C> {
  const holds = ({ key, allowsUnknown }: C) => states.get(key) === 'met' || (allowsUnknown && states.get(key) === 'unknown');
  const required = criteria.filter(({ level }) => level === 'required');
  const missing = mode === 'off' ? [] : required.filter((criterion) => !holds(criterion));
  const advised = mode === 'off' ? [] : criteria.filter((criterion) => criterion.level === 'advised' && !holds(criterion));
  return {
    mayPass: mode !== 'require' || missing.length === 0,
    met: required.filter(holds).length,
    required: required.length,
    missing,
    advised,
  };
}

/** Whether a field of the deal satisfies a `field` criterion. */
export function fieldHolds({ rule = 'isNotEmpty', value }: CriterionSpec, actual: unknown): boolean {
  const isEmpty = actual === null || actual === undefined || actual === '' || (Array.isArray(actual) && actual.length === 0);
  if (rule === 'isNotEmpty') return !isEmpty;
  if (rule === 'ne') return actual !== value;
  if (isEmpty) return false;
  if (rule === 'eq') return actual === value;
  if (rule === 'in') return Array.isArray(value) && value.some((one) => one === actual);
  if (typeof actual === 'number' && typeof value === 'number') return rule === 'gte' ? actual >= value : actual <= value;
  if (typeof actual === 'string' && typeof value === 'string') return rule === 'gte' ? actual >= value : actual <= value;
  return false;
}

/** A new process advises for so many days before requiring is proposed. */
export const adviseDays = 14;

/** Requiring is proposed once a process has been advising for long enough. */
export function proposalOf(mode: GateMode, sinceDay: string, today: string): { gateMode: GateMode; adviseDays: number } | null {
  if (mode !== 'advise' || today < addDays(sinceDay, adviseDays)) return null;
  return { gateMode: 'require', adviseDays: daysBetween(sinceDay, today) };
}

export type DraftFault =
  | { code: 'process.too_many_required'; stage: LocalizedText; count: number; limit: number }
  | { code: 'process.duplicate_key'; key: string }
  | { code: 'process.phase_order'; stage: LocalizedText };

/** The first thing wrong with the content of a draft, or null. */
export function findDraftFault(stages: readonly StageInput[]): DraftFault | null {
  for (const [index, stage] of stages.entries()) {
    const count = stage.criteria.filter(({ level }) => level === 'required').length;
    if (count > maxRequired) return { code: 'process.too_many_required', stage: stage.names, count, limit: maxRequired };
    if (stage.phase < (stages[index - 1]?.phase ?? 0)) return { code: 'process.phase_order', stage: stage.names };
  }
  const key = [stages, stages.flatMap(({ criteria }) => criteria), stages.flatMap(({ tasks }) => tasks)]
    .map(firstRepeated)
    .find((found) => found !== null);
  return key ? { code: 'process.duplicate_key', key } : null;
}

function firstRepeated(items: readonly { key: string }[]): string | null {
  const seen = new Set<string>();
  for (const { key } of items) {
    if (seen.has(key)) return key;
    seen.add(key);
  }
  return null;
}

type Changes = VersionDiff['changes'];
interface Item {
  what: Changes[number]['what'];
  stageKey: string;
  key: string;
  names: LocalizedText;
  position: number;
  content: Record<string, unknown>;
}

function itemsOf(stages: readonly StageInput[]): Item[] {
  return stages.flatMap(({ criteria, tasks, ...stage }, position) => [
    { what: 'stage' as const, stageKey: stage.key, key: stage.key, names: stage.names, position, content: stage },
    ...criteria.map((one, at) => ({
      what: 'criterion' as const,
      stageKey: stage.key,
      key: one.key,
      names: one.names,
      position: at,
      content: one,
    })),
    ...tasks.map((one, at) => ({
      what: 'task' as const,
      stageKey: stage.key,
      key: one.key,
      names: one.names,
      position: at,
      content: one,
    })),
  ]);
}

/** What became of each stage, criterion and task between two versions, told apart by their keys. */
export function diffStages(before: readonly StageInput[], after: readonly StageInput[]): Changes {
  const keyOf = ({ what, key }: Item) => `${what} ${key}`;
  const old = new Map(itemsOf(before).map((item) => [keyOf(item), item]));
  const now = itemsOf(after);
  const kept = new Set(now.map(keyOf));
  const changes = now.flatMap((item): Changes => {
    const earlier = old.get(keyOf(item));
    const { what, stageKey, key, names } = item;
    if (!earlier) return [{ what, change: 'added', stageKey, key, names, fields: [] }];
    const fields = Object.keys({ ...earlier.content, ...item.content }).filter(
      (name) => stable(earlier.content[name]) !== stable(item.content[name]),
    );
    const isMoved = earlier.stageKey !== stageKey || earlier.position !== item.position;
    if (fields.length > 0) return [{ what, change: 'changed', stageKey, key, names, fields }];
    return isMoved ? [{ what, change: 'moved', stageKey, key, names, fields: [] }] : [];
  });
  const gone = [...old.values()].filter((item) => !kept.has(keyOf(item)));
  return [
    ...changes,
    ...gone.map(({ what, stageKey, key, names }) => ({ what, change: 'removed' as const, stageKey, key, names, fields: [] })),
  ];
}

/** JSON with sorted keys: the database keeps objects in an order of its own. */
function stable(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

interface StagePlace {
  id: string;
  key: string;
  phase: number;
}

/** The stage of another version that stands for this one: the same key, else the first of the same phase, else none. */
export function counterpartOf<S extends StagePlace>(stage: Pick<StagePlace, 'key' | 'phase'>, others: readonly S[]): S | null {
  return others.find(({ key }) => key === stage.key) ?? others.find(({ phase }) => phase === stage.phase) ?? null;
}

/** The content of a version, as the designer writes it. */
export function contentOf(stages: readonly Stage[]): StageInput[] {
  return stages.map(({ id: _id, position: _position, ...stage }) => ({
    ...stage,
    criteria: stage.criteria.map(({ id: _criterion, position: _at, ...rest }) => rest),
    tasks: stage.tasks.map(({ id: _task, position: _at, ...rest }) => rest),
  }));
}

/** A key for a process that has none yet, from its English name where there is one: `tenderProcess`, `process2`. */
export function freeKey(name: string, taken: readonly string[]): string {
  const words = name.match(/[A-Za-z][A-Za-z0-9]*/g) ?? [];
  const base = words
    .map((word, index) => (index === 0 ? word.toLowerCase() : word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()))
    .join('')
    .slice(0, 40);
  const wanted = base === '' ? 'process' : base;
  let key = wanted;
  for (let n = 2; taken.includes(key); n += 1) key = `${wanted}${n}`;
  return key;
}
