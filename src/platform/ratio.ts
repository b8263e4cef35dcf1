import { readDecimal, writeDecimal } from './decimal.ts';
import { divideRounded, exact } from './money.ts';

/** An exact number above zero, in lowest terms: how many pieces a box holds, and a twelfth as well. */
export interface Ratio {
  top: bigint;
  bottom: bigint;
}

export const one: Ratio = { top: 1n, bottom: 1n };

/** As many decimals as a quantity has. */
const decimals = 6;
const scale = 10n ** BigInt(decimals);

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}

function lowest(top: bigint, bottom: bigint): Ratio {
  const shared = commonDivisor(top, bottom);
  return { top: top / shared, bottom: bottom / shared };
}

/** Reads `12`, `0.001` or `1/12`; undefined for anything else, zero and below too. */
export function readRatio(text: string): Ratio | undefined {
  const [above = '', below = '1', ...more] = text.split('/');
  const [top, bottom] = [readDecimal(above), readDecimal(below)];
  if (more.length > 0 || !top || !bottom || top.unscaled <= 0n || bottom.unscaled <= 0n) return undefined;
  return lowest(top.unscaled * 10n ** BigInt(bottom.scale), bottom.unscaled * 10n ** BigInt(top.scale));
}

/** One spelling per number: a plain decimal where six decimals say it exactly, else a fraction. */
export function writeRatio({ top, bottom }: Ratio): string {
  return (top * scale) % bottom === 0n ? decimalOf({ top, bottom }) : `${top}/${bottom}`;
}

/** The number as a plain decimal, rounded to six decimals where it is none. */
export function decimalOf({ top, bottom }: Ratio): string {
  return writeDecimal({ unscaled: divideRounded(top * scale, bottom), scale: decimals })
    .replace(/0+$/, '')
    .replace(/\.$/, '');
}

export function timesRatio(a: Ratio, b: Ratio): Ratio {
  return lowest(a.top * b.top, a.bottom * b.bottom);
}

/** How often one goes into another. */
export function overRatio(a: Ratio, b: Ratio): Ratio {
  return lowest(a.top * b.bottom, a.bottom * b.top);
}

/** Which of two is larger: negative, zero or positive. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const [left, right] = [a.top * b.bottom, b.top * a.bottom];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** An amount in minor units times a number, rounded once; refused where it would not be exact any more. */
export function amountTimes(minor: number, { top, bottom }: Ratio): number {
  return exact(divideRounded(BigInt(minor) * top, bottom));
}
