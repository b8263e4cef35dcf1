import { describe, expect, it } from 'vitest';
import { blankUnit, countable, countedIn, factorIn, inputsOf, type UnitRow } from './units-draft.ts';

const row = (name: string, factor: string, of = ''): UnitRow => ({ ...blankUnit, name, factor, of });

describe('units as they are written', () => {
  const rows = [row('box', '１２'), row('pallet', '40', 'box'), row('dozen', '1 / 12')];

  it('are sent by what they are of the product’s own unit', () => {
    expect(inputsOf(rows).map(({ name, factor }) => `${name} ${factor}`)).toEqual(['box 12', 'pallet 480', 'dozen 1/12']);
  });

  it('may be counted in another that is not counted in a third', () => {
    const [box, pallet, dozen] = rows;
    expect(countable(dozen ?? blankUnit, rows)).toEqual(['box']);
    expect(countable(pallet ?? blankUnit, rows)).toEqual(['box', 'dozen']);
    // A pallet is counted in boxes: boxes are counted in pieces.
    expect(countable(box ?? blankUnit, rows)).toEqual([]);
  });

  it('stay as large when they are counted in another', () => {
    const pallet = countedIn(row('pallet', '480'), 'box', rows);
    expect(pallet).toMatchObject({ factor: '40', of: 'box' });
    expect(countedIn(pallet, '', rows)).toMatchObject({ factor: '480', of: '' });
  });

  it('leave what cannot be read to be refused', () => {
    expect(factorIn(row('box', 'twelve'), rows)).toBe('twelve');
    expect(factorIn(row('crate', '2', 'gone'), rows)).toBe('2');
  });
});
