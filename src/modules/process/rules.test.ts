import { describe, expect, it } from 'vitest';
import type { StageInput } from './contract.ts';
import { counterpartOf, type CriterionState, diffStages, evaluateGate, fieldHolds, findDraftFault, proposalOf } from './rules.ts';

const criterion = (key: string, level: 'required' | 'advised', allowsUnknown = false) => ({ key, level, allowsUnknown });
const criteria = [criterion('a', 'required'), criterion('b', 'required', true), criterion('c', 'advised')];
const states = (given: Record<string, CriterionState>) => new Map(Object.entries(given));

describe('evaluateGate', () => {
  it.each([
    ['require', {}, false, ['a', 'b'], ['c'], 0],
    ['require', { a: 'met' }, false, ['b'], ['c'], 1],
    ['require', { a: 'met', b: 'unknown' }, true, [], ['c'], 2],
    ['require', { a: 'unknown', b: 'met', c: 'met' }, false, ['a'], [], 1],
    ['advise', {}, true, ['a', 'b'], ['c'], 0],
    ['off', {}, true, [], [], 0],
  ] as const)('%s with %j', (mode, given, mayPass, missing, advised, met) => {
    const gate = evaluateGate(criteria, states(given), mode);
    expect({
      mayPass: gate.mayPass,
      missing: gate.missing.map(({ key }) => key),
      advised: gate.advised.map(({ key }) => key),
      met: gate.met,
      required: gate.required,
    }).toEqual({ mayPass, missing, advised, met, required: 2 });
  });
});

describe('fieldHolds', () => {
  it.each([
    [{}, 'text', true],
    [{}, '', false],
    [{}, null, false],
    [{}, 0, true],
    [{}, [], false],
    [{ rule: 'gte', value: 10 }, 10, true],
    [{ rule: 'gte', value: 10 }, 9, false],
    [{ rule: 'lte', value: '2026-01-31' }, '2026-01-30', true],
    [{ rule: 'gte', value: 10 }, null, false],
    [{ rule: 'gte', value: 10 }, '11', false],
    [{ rule: 'eq', value: 'x' }, 'x', true],
    [{ rule: 'ne', value: 'x' }, null, true],
    [{ rule: 'in', value: ['x', 'y'] }, 'y', true],
    [{ rule: 'in', value: ['x'] }, 'z', false],
  ] as const)('%j of %j is %s', (spec, actual, expected) => {
    const { value, ...rest } = { value: undefined, ...spec };
    expect(fieldHolds({ ...rest, value: typeof value === 'object' ? [...value] : value }, actual)).toBe(expected);
  });
});

describe('proposalOf', () => {
  it('proposes to require after fourteen days of advising, and nothing else', () => {
    expect(proposalOf('advise', '2026-03-01', '2026-03-14')).toBeNull();
    expect(proposalOf('advise', '2026-03-01', '2026-03-15')).toEqual({ gateMode: 'require', adviseDays: 14 });
    expect(proposalOf('off', '2026-03-01', '2026-06-01')).toBeNull();
    expect(proposalOf('require', '2026-03-01', '2026-06-01')).toBeNull();
  });
});

const stage = (key: string, phase: number, more: Partial<StageInput> = {}): StageInput => ({
  key,
  phase,
  names: { en: key },
  guidance: null,
  customerExpectation: null,
  targetDays: 5,
  secondTarget: null,
  probabilityBp: 1000,
  probabilityWonBp: null,
  role: 'seller',
  criteria: [],
  tasks: [],
  ...more,
});
const rule = (key: string, level: 'required' | 'advised' = 'required') => ({
  key,
  level,
  kind: 'checklist' as const,
  spec: {},
  names: { en: key },
  hint: null,
  allowsUnknown: false,
});

describe('findDraftFault', () => {
  it('allows three required criteria in a stage and no more', () => {
    const of = (count: number) => [
      stage('a', 1, { criteria: [...Array(count).keys()].map((n) => rule(`r${n}`)).concat(rule('x', 'advised')) }),
    ];
    expect(findDraftFault(of(3))).toBeNull();
    expect(findDraftFault(of(4))).toMatchObject({ code: 'process.too_many_required', count: 4, limit: 3 });
  });
  it('refuses repeated keys and phases out of order', () => {
    expect(findDraftFault([stage('a', 1), stage('a', 2)])).toEqual({ code: 'process.duplicate_key', key: 'a' });
    expect(findDraftFault([stage('a', 1, { criteria: [rule('r')] }), stage('b', 2, { criteria: [rule('r')] })])).toEqual({
      code: 'process.duplicate_key',
      key: 'r',
    });
    expect(findDraftFault([stage('a', 2), stage('b', 1)])).toMatchObject({ code: 'process.phase_order', stage: { en: 'b' } });
  });
});

describe('diffStages', () => {
  it('names what is added, removed, changed and moved', () => {
    const before = [stage('a', 1, { criteria: [rule('r'), rule('s')] }), stage('b', 2)];
    const after = [stage('a', 1, { targetDays: 9, criteria: [rule('s'), rule('new')] }), stage('c', 3)];
    expect(diffStages(before, after).map(({ what, change, key, fields }) => [what, change, key, ...fields])).toEqual([
      ['stage', 'changed', 'a', 'targetDays'],
      ['criterion', 'moved', 's'],
      ['criterion', 'added', 'new'],
      ['stage', 'added', 'c'],
      ['criterion', 'removed', 'r'],
      ['stage', 'removed', 'b'],
    ]);
    expect(diffStages(before, structuredClone(before))).toEqual([]);
  });
});

describe('counterpartOf', () => {
  it('stands for a stage by key, else by phase', () => {
    const others = [
      { id: '1', key: 'x', phase: 1 },
      { id: '2', key: 'y', phase: 2 },
    ];
    expect(counterpartOf({ key: 'y', phase: 1 }, others)?.id).toBe('2');
    expect(counterpartOf({ key: 'z', phase: 1 }, others)?.id).toBe('1');
    expect(counterpartOf({ key: 'z', phase: 5 }, others)).toBeNull();
  });
});
