import { describe, expect, it } from 'vitest';
import { kindOfKey } from './activity-kinds.ts';

// Elements are the browser's: here a key comes from nowhere in particular.
Object.assign(globalThis, { Element: globalThis.Element ?? class {} });
const press = (key: string, held: object = {}) =>
  kindOfKey({ key, ctrlKey: false, metaKey: false, altKey: false, target: null, ...held });

describe('kindOfKey', () => {
  it.each([
    ['c', 'call'],
    ['m', 'message'],
    ['v', 'visit'],
    ['n', 'note'],
    ['t', 'task'],
    ['e', 'mail'],
    ['a', 'meeting'],
    ['d', 'demo'],
    ['r', 'trial'],
    ['x', null],
    ['C', null],
    ['Enter', null],
  ])('%s → %s', (key, kind) => {
    expect(press(key)).toBe(kind);
  });

  it.each(['ctrlKey', 'metaKey', 'altKey'])('leaves keys with %s to the browser', (modifier) => {
    expect(press('c', { [modifier]: true })).toBeNull();
  });
});
