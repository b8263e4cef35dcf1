import { describe, expect, it } from 'vitest';
import { coreName, isSameName } from './rules.ts';

describe('coreName', () => {
  it.each([
    ['远景智造(苏州)有限公司', '远景智造'],
    ['远景智造（苏州）股份有限公司', '远景智造'],
    ['海川集团有限责任公司', '海川'],
    ['ＡＣＭＥ Co., Ltd.', 'acme'],
    ['Acme  Corporation', 'acme'],
    ['Taco', 'taco'],
    ['Co', 'co'],
    ['有限公司', '有限公司'],
    ['王芳', '王芳'],
  ])('%s → %s', (name, core) => expect(coreName(name)).toBe(core));
});

describe('isSameName', () => {
  it.each([
    ['acme', 'acme', true],
    ['betasoloin', 'betasolion', true],
    ['plant3', 'plant5', false],
    ['海川', '海天', false],
    ['远景智造', '远景能源', false],
    ['王芳', '王方', false],
  ])('%s and %s: %s', (a, b, expected) => expect(isSameName(a, b)).toBe(expected));
});
