import { overRatio, readRatio, timesRatio, writeRatio } from '../../../platform/ratio.ts';
import type { ProductUnit, UnitInput } from '../units/contract.ts';
import { isSameUnit } from '../units/rules.ts';

/** A unit as it is being written: how many it is of the product's own unit, or of another one. */
export interface UnitRow {
  name: string;
  factor: string;
  /** What it is counted in; empty for the product's own. */
  of: string;
  priceMinor: number | null;
  isSold: boolean;
  isDefault: boolean;
}

export const blankUnit: UnitRow = { name: '', factor: '', of: '', priceMinor: null, isSold: true, isDefault: false };

export function rowOf({ name, factor, priceMinor, isSold, isDefault }: ProductUnit): UnitRow {
  return { name, factor, of: '', priceMinor, isSold, isDefault };
}

/** `１２`, `1,200` and `12 / 1` as they are sent. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s,]/g, '');
}

/** How many of the product's own unit a row is; what cannot be read is left for the server to refuse. */
export function factorIn(row: UnitRow, rows: readonly UnitRow[]): string {
  const typed = readRatio(plain(row.factor));
  const other = row.of === '' ? undefined : rows.find(({ name, of }) => of === '' && isSameUnit(name, row.of));
  const each = other && readRatio(plain(other.factor));
  if (!typed || (row.of !== '' && !each)) return plain(row.factor);
  return writeRatio(each ? timesRatio(typed, each) : typed);
}

/** The other units that a row may be counted in: those that are counted in the product's own. */
export function countable(row: UnitRow, rows: readonly UnitRow[]): string[] {
  if (rows.some(({ of }) => row.name !== '' && isSameUnit(of, row.name))) return [];
  return rows.flatMap((other) => (other !== row && other.of === '' && other.name.trim() !== '' ? [other.name] : []));
}

/** The row counted in another unit instead, of the same size. */
export function countedIn(row: UnitRow, of: string, rows: readonly UnitRow[]): UnitRow {
  const [whole, each] = [
    readRatio(factorIn(row, rows)),
    readRatio(of === '' ? '1' : factorIn(rows.find(({ name }) => name === of) ?? row, rows)),
  ];
  return { ...row, of, factor: whole && each ? writeRatio(overRatio(whole, each)) : row.factor };
}

export function inputsOf(rows: readonly UnitRow[]): UnitInput[] {
  return rows.map((row) => {
    const { name, priceMinor, isSold, isDefault } = row;
    return { name, factor: factorIn(row, rows), priceMinor, isSold, isDefault };
  });
}
