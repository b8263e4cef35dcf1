import { expect, it } from 'vitest';
import { idsIn, withoutDerived } from './rules.ts';

const [a, b] = ['01a218d2-8eff-71ca-983d-b9759dc2d7b8', '01a218d2-8f23-79c7-9e95-3370f585690b'];

it.each([
  [{ contactId: a, role: 'user', attitude: b }, [a]],
  [{ toId: a, competitorId: b, toKind: 'account' }, [a, b]],
  [{ contactId: 'nobody', priceId: 7 }, []],
  [{ changes: { accountId: [a, b], title: [a, b] } }, [a, b]],
  [{ changes: { accountId: [null, b] } }, [b]],
  [{ changes: 'none' }, []],
  [null, []],
])('idsIn(%j)', (data, ids) => {
  expect(idsIn(data)).toEqual(ids);
});

it('leaves out of an edit what the product worked out itself', () => {
  const changes = { amountMinor: [1, 2], weightedMinor: [0, 1] };
  expect(withoutDerived({ changes, currency: 'EUR' }, new Set(['weightedMinor']))).toEqual({
    changes: { amountMinor: [1, 2] },
    currency: 'EUR',
  });
  expect(withoutDerived({ lines: 2 }, new Set(['lines']))).toEqual({ lines: 2 });
});
