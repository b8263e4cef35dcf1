import { describe, expect, it } from 'vitest';
import { z } from 'zod';
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
});
