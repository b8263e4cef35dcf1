import { parseMoney, parseNumber } from '../../../web/format.ts';

/** A line of a spreadsheet: a product's code, from how many, and the price. */
export interface PastedLine {
  code: string;
  minQuantity: string;
  amountMinor: number;
}

/**
 * Lines copied from a spreadsheet: code and price, or code, quantity and price, divided by tabs. What has no code or no
 * price (a heading) is counted and left out.
 */
export function readPasted(text: string, currency: string): { lines: PastedLine[]; skipped: number } {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '');
  const lines = rows.flatMap((row): PastedLine[] => {
    const [code = '', ...rest] = row.split('\t').map((cell) => cell.trim());
    const amountMinor = parseMoney(rest.at(-1) ?? '', currency);
    const many = rest.length > 1 ? parseNumber(rest[0] ?? '') : 0;
    if (code === '' || amountMinor === null || amountMinor < 0 || many === null || many < 0) return [];
    return [{ code, minQuantity: String(many), amountMinor }];
  });
  return { lines, skipped: rows.length - lines.length };
}
