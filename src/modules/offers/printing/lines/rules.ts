import type { Language } from '../../../../platform/languages.ts';
import { amountText, quantityText, shareText } from '../../../../platform/public/text.ts';
import { sizeText } from '../../../catalogue/units/rules.ts';
import type { FrozenLine, FrozenQuote } from '../../freezing/contract.ts';
import { takenParts } from '../../parts/rules.ts';
import { said } from '../terms/rules.ts';

function chargeText({ charge, amounts }: FrozenLine, { currency }: FrozenQuote, language: Language): string | null {
  if (charge.kind === 'once') return null;
  if (charge.kind === 'time') return said(language, `per.${charge.per}`);
  const amount = amountText(amounts?.periodMinor ?? 0, currency, language);
  const uplift = charge.upliftBp > 0 ? said(language, 'uplift', { share: shareText(charge.upliftBp, language) }) : null;
  return [said(language, `recurring.${charge.period}`, { count: charge.count, amount }), uplift]
    .filter((part) => part !== null)
    .join(' ');
}

/** In brackets behind the name of a line. */
export function markOf(line: FrozenLine, lines: readonly FrozenLine[], language: Language): string | null {
  const other = lines.find(({ id }) => id === line.alternativeOf)?.no;
  if (line.isOptional && line.alternativeOf === null) return said(language, line.isChosen ? 'optionChosen' : 'option');
  if (other !== undefined && other !== null)
    return said(language, line.isChosen ? 'alternativeChosen' : 'alternative', { no: other });
  return line.isCredit ? said(language, 'credit') : null;
}

function theirNumber({ customerNumber }: FrozenLine, language: Language): string | null {
  return customerNumber === undefined ? null : said(language, 'customerNumber', { number: customerNumber });
}

/** What is in a bundle, part by part. */
function partTexts(line: FrozenLine, language: Language): string[] {
  const parts = takenParts(line);
  if (parts.length === 0) return [];
  const texts = parts.map(({ name, quantity, unit }) =>
    said(language, 'part', { name, quantity: [quantityText(quantity, language), unit].filter(Boolean).join(' ') }),
  );
  return [said(language, line.quantity === '1' ? 'contains' : 'eachContains'), ...texts];
}

/** What stands in small print below the name of a line; a code that is hidden is not given. */
export function underOf(
  line: FrozenLine,
  quote: FrozenQuote,
  { code, note }: Pick<FrozenLine, 'code' | 'note'>,
  language: Language,
): string[] {
  const charge = line.kind === 'item' ? chargeText(line, quote, language) : null;
  return [code, theirNumber(line, language), sizeText(line), note, ...partTexts(line, language), charge].flatMap(
    (text) => text || [],
  );
}
