import { describe, expect, it } from 'vitest';
import { returnPath } from './return-path.ts';

describe('returnPath', () => {
  it('stays on this site', () => {
    expect(returnPath({ return: '/deals?sort=title' })).toBe('/deals?sort=title');
    expect(returnPath({ return: '//evil.test' })).toBe('/');
    expect(returnPath({ return: '/\\evil.test' })).toBe('/');
    expect(returnPath({ return: 'https://evil.test' })).toBe('/');
    expect(returnPath({})).toBe('/');
  });
});
