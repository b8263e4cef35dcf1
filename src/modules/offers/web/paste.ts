import type { TypedColumn } from './cells.ts';

export interface PastedTable {
  rows: string[][];
  /** What each column is, by a row of headings; null where there was none, and for columns that no heading names. */
  columns: (TypedColumn | null)[] | null;
}

const headings: Readonly<Record<TypedColumn, RegExp>> = {
  name: /^(name|item|product|description|品名|名称|产品|产品名称|描述|项目)$/i,
  quantity: /^(qty|quantity|amount of|数量|數量)$/i,
  unit: /^(unit|uom|单位|單位)$/i,
  unitPrice: /^(price|unit price|单价|單價|价格|售价)$/i,
  discount: /^(discount|折扣|优惠)$/i,
  taxBp: /^(tax|vat|tax rate|税率|稅率)$/i,
  unitCost: /^(cost|unit cost|成本|成本价)$/i,
};

function headingOf(text: string): TypedColumn | null {
  const plain = text.trim();
  const found = Object.entries(headings).find(([, pattern]) => pattern.test(plain))?.[0];
  return (
    (['name', 'quantity', 'unit', 'unitPrice', 'discount', 'taxBp', 'unitCost'] as const).find((key) => key === found) ?? null
  );
}

/** The cells of what a spreadsheet puts on the clipboard: tabs between cells, quotes around those that hold tabs or line ends. */
export function readTable(text: string): PastedTable {
  const rows = cellsOf(text.replaceAll('\r\n', '\n').replace(/\n$/, ''));
  const columns = rows[0]?.map(headingOf) ?? [];
  const isHeading = rows.length > 1 && columns.filter((column) => column !== null).length >= 2;
  return isHeading ? { rows: rows.slice(1), columns } : { rows, columns: null };
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : bare(text, at);
    row.push(cell);
    if (text[end] !== '\t') {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

function bare(text: string, at: number): [string, number] {
  const rest = /[\t\n]/g;
  rest.lastIndex = at;
  const end = rest.exec(text)?.index ?? text.length;
  return [text.slice(at, end), end];
}

function quoted(text: string, at: number): [string, number] {
  let end = at + 1;
  while (end < text.length) {
    const quote = text.indexOf('"', end);
    if (quote < 0) return bare(text, at);
    if (text[quote + 1] !== '"') {
      // A quote that does not end its cell is part of a plain text: 5" pipe.
      if (!['\t', '\n', undefined].includes(text[quote + 1])) return bare(text, at);
      return [text.slice(at + 1, quote).replaceAll('""', '"'), quote + 1];
    }
    end = quote + 2;
  }
  return bare(text, at);
}
