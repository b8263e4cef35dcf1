import { guessColumn, isMissing } from '../../../platform/csv/guess.ts';
import { DomainError } from '../../../platform/errors.ts';
import { isCurrency } from '../../../platform/money.ts';
import { looseText } from '../../../platform/similar.ts';
import { dividedRate } from '../../settings/importing/rules.ts';

/** How a table of days with a column per currency becomes rows of one rate each. */
export interface Unfolding {
  columns: string[];
  /** The rows that a row of the file becomes: none of a currency that has no rate on the day. */
  rowsOf(cells: readonly string[]): string[][];
}

/** What the European Central Bank counts in: one euro is so many of each currency. */
const base = 'EUR';
const dateWords = new Set(['date', 'time period', 'time_period'].map(looseText));
const fewest = 2;

/**
 * The rates that the European Central Bank publishes: a day in the first column, then a column per currency, none of the euro.
 * Each row becomes rates into the workspace's own currency. Null for any other table; refused where the own currency is not in it.
 */
export function unfoldingOf(header: readonly string[], own: string): Unfolding | null {
  const [first = '', ...rest] = header.map((name) => name.trim());
  const named = rest.filter((name, index) => name !== '' && name !== String(index + 2));
  const isWide =
    dateWords.has(looseText(first)) &&
    named.length >= fewest &&
    named.every((name) => /^[A-Z]{3}$/.test(name)) &&
    !named.includes(base);
  if (!isWide) return null;
  const places = rest.flatMap((currency, index) =>
    isCurrency(currency) && currency !== own ? [{ currency, at: index + 1 }] : [],
  );
  const ownAt = own === base ? null : rest.indexOf(own) + 1;
  if (ownAt === 0) throw new DomainError('exchange.rates_without_own', { status: 422, params: { currency: own } });
  return {
    columns: ['Date', 'Currency', 'Rate'],
    rowsOf: (cells) => {
      const day = cells[0]?.trim() ?? '';
      const ownRate = ownAt === null ? '1' : (cells[ownAt]?.trim() ?? '');
      const [ofBase, others] = [
        ownAt === null ? [] : [{ currency: base, text: '1' }],
        places.map(({ currency, at }) => ({ currency, text: cells[at]?.trim() ?? '' })),
      ];
      return [...ofBase, ...others].flatMap(({ currency, text }) => {
        if (text === '' || isMissing(text) || ownRate === '' || isMissing(ownRate)) return [];
        // What cannot be divided is shown as it stands, to be refused with its row.
        const rate = dividedRate(ownRate, text);
        return [[day, currency, rate === undefined ? text : withPoint(rate)]];
      });
    },
  };
}

/** With so many decimals that nobody takes the point for a separator of thousands. */
function withPoint(rate: string): string {
  const [whole = '0', fraction = ''] = rate.split('.');
  return `${whole}.${fraction.padEnd(4, '0')}`;
}

/** What the first rows of the unfolded table look like. */
export function unfoldedSample({ columns, rowsOf }: Unfolding, sample: readonly string[][]) {
  const rows = sample.flatMap(rowsOf);
  return { sample: rows, guesses: columns.map((_, at) => guessColumn(rows.map((row) => row[at] ?? ''))) };
}
