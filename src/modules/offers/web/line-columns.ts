import { cells } from '../content/contract.ts';
import type { TypedColumn } from './cells.ts';

export interface GridColumn {
  key: TypedColumn | 'amount' | 'margin';
  width: string;
  isNumeric: boolean;
}

const all: readonly GridColumn[] = [
  { key: 'name', width: 'minmax(220px, 1fr)', isNumeric: false },
  { key: 'quantity', width: '84px', isNumeric: true },
  { key: 'unit', width: '64px', isNumeric: false },
  { key: 'unitPrice', width: '132px', isNumeric: true },
  { key: 'discount', width: '92px', isNumeric: true },
  { key: 'taxBp', width: '68px', isNumeric: true },
  { key: 'amount', width: '132px', isNumeric: true },
  { key: 'unitCost', width: '124px', isNumeric: true },
  { key: 'margin', width: '80px', isNumeric: true },
];

/** The columns of the grid; cost and margin for whoever may see them. */
export function columnsFor(seesCost: boolean): GridColumn[] {
  return seesCost ? [...all] : all.filter(({ key }) => key !== 'unitCost' && key !== 'margin');
}

export function isTyped(key: GridColumn['key']): key is TypedColumn {
  return key !== 'amount' && key !== 'margin';
}

/** Whether a column may hold a text that cannot be read. */
export function isReadCell(key: string): key is (typeof cells)[number] {
  return cells.some((cell) => cell === key);
}
