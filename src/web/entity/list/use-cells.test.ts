import { describe, expect, it } from 'vitest';
import type { EntityRow } from '../entity-ui.ts';
import { nextCell } from './use-cells.ts';

const rows = ['1', '2'].map((id): EntityRow => {
  const at = '2026-01-01T00:00:00.000Z';
  return { id, version: 1, owner: null, team: null, createdAt: at, updatedAt: at, deletedAt: null, custom: {} };
});
const columns = [{ key: 'a' }, { key: 'b' }];

describe('nextCell', () => {
  it.each<[string, 1 | -1, string | null]>([
    ['1a', 1, '1b'],
    ['1b', 1, '2a'],
    ['2b', 1, null],
    ['2a', -1, '1b'],
    ['1a', -1, null],
  ])('from %s by %i', (from, step, to) => {
    const next = nextCell({ rows }, columns, { id: from.charAt(0), key: from.charAt(1) }, step);
    expect(next && next.id + next.key).toBe(to);
  });
});
