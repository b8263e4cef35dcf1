import { describe, expect, test } from 'vitest';
import { compareTypes } from './check-schema.ts';

describe('compareTypes', () => {
  test('accepts equal texts', () => expect(compareTypes('a\nb\n', 'a\nb\n')).toEqual([]));

  test('names the first line that differs, and the command', () => {
    const [problem] = compareTypes('a\n  title: string;\nc\n', 'a\n  name: string;\nc\n');
    expect(problem).toMatchObject({ rule: 'schema-drift', line: 2 });
    expect(problem?.text).toContain('"title: string;"');
    expect(problem?.text).toContain('npm run db:types');
  });

  test('sees lines that are missing at the end', () => expect(compareTypes('a\nb\n', 'a\n')).toHaveLength(1));
});
