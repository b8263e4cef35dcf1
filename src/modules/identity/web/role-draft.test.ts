import { expect, test } from 'vitest';
import { backToStandard, countChanges, differing, withLevel } from './role-draft.ts';

const saved = { deal: { view: 'team', edit: 'own' }, lead: { view: 'none' } } as const;

test('a level that goes back to what is saved is no change', () => {
  const one = withLevel({}, saved, 'deal', 'view', 'all');
  expect(one).toEqual({ deal: { view: 'all' } });
  const two = withLevel(one, saved, 'deal', 'edit', 'team');
  expect(countChanges({ rights: two, fields: { deal: { note: 'hidden' } } })).toBe(3);
  expect(withLevel(two, saved, 'deal', 'view', 'team')).toEqual({ deal: { edit: 'team' } });
  expect(withLevel(one, saved, 'deal', 'view', 'team')).toEqual({});
});

test('what differs from the product’s role is named', () => {
  const rights = { ...saved, deal: { view: 'all', edit: 'own' } } as const;
  expect(differing({ rights, standard: saved })).toEqual([{ object: 'deal', action: 'view' }]);
  expect(backToStandard({ rights, standard: saved, fields: { deal: { note: 'read' } } })).toEqual({
    rights: { deal: { view: 'team' } },
    fields: { deal: { note: 'write' } },
  });
});
