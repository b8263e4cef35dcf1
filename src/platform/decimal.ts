/** An exact decimal number: `unscaled / 10 ** scale`. */
export interface Decimal {
  unscaled: bigint;
  scale: number;
}

const plainDecimal = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?$/;

/** Reads a plain decimal text (`-12.30`), as the API writes numbers: a dot, no grouping, no exponent. */
export function readDecimal(text: string): Decimal | undefined {
  const match = plainDecimal.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const unscaled = BigInt(whole + fraction);
  return { unscaled: sign === '-' ? -unscaled : unscaled, scale: fraction.length };
}

/** Writes a decimal with exactly its scale of digits: `{1230n, 2}` → `12.30`. */
export function writeDecimal({ unscaled, scale }: Decimal): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const sign = unscaled < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** One spelling per number: no plus, no leading or trailing zeros, no `-0`. Undefined when the text is no plain decimal. */
export function canonicalDecimal(text: string): string | undefined {
  const read = readDecimal(text);
  if (!read) return undefined;
  let { unscaled, scale } = read;
  while (scale > 0 && unscaled % 10n === 0n) {
    unscaled /= 10n;
    scale -= 1;
  }
  return writeDecimal({ unscaled, scale });
}

/** Which of two plain decimals is larger: negative, zero or positive. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const left = a.unscaled * 10n ** BigInt(b.scale);
  const right = b.unscaled * 10n ** BigInt(a.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}
