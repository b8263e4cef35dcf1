import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { addDays } from '../../../platform/days.ts';
import { currencyExponent } from '../../../platform/money.ts';
import { paymentsOf } from '../../settings/terms/rules.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { takenParts } from '../parts/rules.ts';
import { totalsOf } from '../totals/rules.ts';
import type { LineAmounts } from '../totals/contract.ts';
import { keptTranslations, namedIn } from '../translating/rules.ts';
import { type FrozenLine, FrozenQuote } from './contract.ts';

/** What is known at the moment of sending besides the content. */
export interface Heading extends Pick<
  FrozenQuote,
  'number' | 'revision' | 'title' | 'issuedOn' | 'seller' | 'customer' | 'files' | 'layout'
> {}

/** What the customer calls products, by product. */
type Numbers = ReadonlyMap<string | null, string>;

function numbered(lines: readonly QuoteLine[], amounts: ReadonlyMap<string, LineAmounts>, numbers: Numbers): FrozenLine[] {
  let no = 0;
  return lines.map(
    ({
      unread: _unread,
      foundPriceMinor: _found,
      pricedBy: _by,
      typedById: _typist,
      priceReason: _reason,
      conversion,
      parts,
      ...rest
    }) => {
      const customerNumber = numbers.get(rest.productId);
      const taken = takenParts({ parts });
      // What is not there is left out, so that a quote of before is sealed as it was.
      const line = {
        ...rest,
        ...(conversion && { conversion }),
        ...(taken.length > 0 && { parts: taken }),
        ...(customerNumber !== undefined && { customerNumber }),
      };
      const found = amounts.get(line.id);
      if (!found) return { ...line, no: null, amounts: null };
      const { id: _id, ...money } = found;
      no += 1;
      return { ...line, no: String(no), amounts: money };
    },
  );
}

/** The quote as its customer will read it, with every number worked out for the last time. */
export function freeze(content: QuoteContent, heading: Heading, numbers: Numbers = new Map()): FrozenQuote {
  const { lines: amounts, ...totals } = totalsOf(content);
  const { lines, validDays, payments, fileIds: _files, translations: _translations, promotions, ...said } = content;
  const translations = keptTranslations(content);
  const due = paymentsOf(totals.totalMinor, payments).amounts;
  return FrozenQuote.parse({
    ...said,
    ...(promotions && { promotions: promotions.map((one) => namedIn(one, content.language)) }),
    ...(translations && { translations }),
    ...heading,
    schema: 'chengdan.quote/2',
    validUntilOn: addDays(heading.issuedOn, validDays),
    exponent: currencyExponent(content.currency),
    lines: numbered(lines, new Map(amounts.map((line) => [line.id, line])), numbers),
    totals,
    payments: payments.map((payment, index) => ({ ...payment, amountMinor: due[index] ?? 0 })),
  });
}

/** The canonical JSON of a frozen quote (RFC 8785: one spelling for one content) and its SHA-256, in hexadecimal. */
export function sealed(frozen: FrozenQuote): { json: string; sha256: string } {
  const json = canonicalize(frozen) ?? '';
  return { json, sha256: createHash('sha256').update(json, 'utf8').digest('hex') };
}
