import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MinorUnits } from './endpoint.ts';
import { faultsOf } from './faults.ts';
import { textOfFault } from './problems.ts';

const Body = z.strictObject({ password: z.string().min(8).max(10).optional(), ids: z.array(z.int()).min(2).max(3).optional() });

/** What a person reads of the first fault. */
function told(body: unknown, language: 'en' | 'zh-Hans'): string | undefined {
  const result = Body.safeParse(body, { reportInput: true });
  const [fault] = result.success ? [] : faultsOf(result.error, 'body');
  return fault && textOfFault(fault, language);
}

describe('faultsOf', () => {
  it.each([
    [{ password: 'short' }, 'Too short: at least 8 characters.', '太短：至少 8 个字符。'],
    [{ password: 'much too long' }, 'Too long: at most 10 characters.', '太长：最多 10 个字符。'],
    [{ ids: [1] }, 'Too few: at least 2.', '太少：至少 2 项。'],
    [{ ids: [1, 2, 3, 4] }, 'Too many: at most 3.', '太多：最多 3 项。'],
    [{ colour: 'red' }, 'There is no such field: colour.', '没有这个字段：colour。'],
  ])('says what is counted, and which field: %j', (body, english, chinese) => {
    expect([told(body, 'en'), told(body, 'zh-Hans')]).toEqual([english, chinese]);
  });

  it('says a bound once, the narrowest: a whole number has bounds of its own', () => {
    const faults = (schema: z.ZodType, value: unknown) => {
      const result = schema.safeParse(value, { reportInput: true });
      return result.success ? [] : faultsOf(result.error, 'body');
    };
    expect(faults(MinorUnits.min(0), 1e16)).toEqual([
      { pointer: '/body', code: 'too_big', params: { maximum: 9_007_199_254_740_991 } },
    ]);
    expect(faults(z.int().max(50), 1e16)).toEqual([{ pointer: '/body', code: 'too_big', params: { maximum: 50 } }]);
    expect(faults(MinorUnits.min(0), -1e16)).toEqual([{ pointer: '/body', code: 'too_small', params: { minimum: 0 } }]);
    expect(faults(z.object({ a: z.int(), b: z.int() }), { a: 1e16, b: 1e16 })).toHaveLength(2);
  });
});
