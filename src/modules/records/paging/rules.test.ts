import { describe, expect, it } from 'vitest';
import type { FieldKind } from '../../../platform/fields.ts';
import { cursorOf, markOf, plainSortColumn, readCursor, readMark, type SortColumn } from './rules.ts';

const id = '01890000-0000-7000-8000-000000000000';
const columns = (kind: FieldKind, nullable = false): SortColumn[] => [
  plainSortColumn('c', 'c', { kind, nullable }),
  plainSortColumn('id', 'id', { kind: 'ref' }),
];

describe('a cursor', () => {
  it.each([
    ['text', '远景智造'],
    ['date', '2028-02-29'],
    ['instant', '2026-11-23T19:09:03.123Z'],
    ['integer', 12],
    ['money', 9_007_199_254_740_991],
    ['decimal', '12.500'],
    ['bool', false],
  ] as const)('of a %s is read as it was written', (kind, value) => {
    expect(readCursor(columns(kind), cursorOf(columns(kind), { c: value, id }))).toEqual([value, id]);
  });

  it('may stand at an empty value only where there can be one', () => {
    const read = (nullable: boolean) => readCursor(columns('date', nullable), cursorOf(columns('date'), { id }));
    expect(read(true)).toEqual([null, id]);
    expect(() => read(false)).toThrow('invalid_input');
  });

  it.each([
    ['text', 'a\0b'],
    ['date', '2026-02-29'],
    ['instant', '2026-13-23T19:09:03Z'],
    ['instant', 'now'],
    ['integer', 0.5],
    ['decimal', 'NaN'],
    ['bool', 'perhaps'],
  ] as const)('of a %s that holds %j is refused', (kind, value) => {
    expect(() => readCursor(columns(kind), cursorOf(columns(kind), { c: value, id }))).toThrow('invalid_input');
  });

  it('of another order is refused', () => {
    const other = [plainSortColumn('c', 'c', { kind: 'text', descending: true }), plainSortColumn('id', 'id', { kind: 'ref' })];
    expect(() => readCursor(columns('text'), cursorOf(other, { c: 'x', id }))).toThrow('invalid_input');
  });

  it.each(['', 'rubbish', '[]', Buffer.from('{"a":1}').toString('base64url')])('%j is none', (text) => {
    expect(() => readCursor(columns('text'), text)).toThrow('invalid_input');
  });
});

describe('the mark of a page', () => {
  it('is read as it was written', () => {
    expect(readMark(markOf('2026-11-23 19:09:03.123456+00', id))).toEqual({ at: '2026-11-23T19:09:03.123456+00', id });
  });
  it.each(['', 'x', `now ${id}`, '2026-11-23T19:09:03Z', `2026-11-23T19:09:03Z ${id} more`, `2026-13-23T19:09:03Z ${id}`])(
    '%j is none',
    (text) => {
      expect(readMark(text)).toBeNull();
    },
  );
});
