import { divideRounded } from '../../../../platform/money.ts';
import type { Formula } from '../data/contract.ts';

const whole = 10_000n;

function toNumber(minor: bigint): number {
  // A price below nothing is nothing: no rule sells at a negative price.
  return minor <= 0n ? 0 : Number(minor);
}

/** An amount with basis points added: -500 takes five per cent off. Half away from zero, never below zero. */
export function addPercent(minor: number, basisPoints: number): number {
  return toNumber(divideRounded(BigInt(minor) * (whole + BigInt(basisPoints)), whole));
}

/** The nearest multiple, half up; the amount itself where the multiple is zero. */
export function roundTo(minor: number, multiple: number): number {
  if (multiple <= 0) return minor;
  return toNumber(divideRounded(BigInt(minor), BigInt(multiple)) * BigInt(multiple));
}

/** What of a price is earned, in basis points of the price; null where nothing is paid. */
export function marginOf(priceMinor: number, costMinor: number): number | null {
  if (priceMinor === 0) return null;
  return Number(divideRounded((BigInt(priceMinor) - BigInt(costMinor)) * whole, BigInt(priceMinor)));
}

/** The lowest price at which a margin is earned: rounded up, so that it really is. A margin is below 100 %. */
export function priceAtMargin(costMinor: number, marginBp: number): number {
  const share = whole - BigInt(Math.min(marginBp, 9999));
  const top = BigInt(costMinor) * whole;
  return toNumber((top + share - 1n) / share);
}

/** What one part of a formula makes of a price. */
export interface FormulaStep {
  code: 'discount' | 'rounded' | 'surcharge' | 'minMargin' | 'maxMargin';
  params: Record<string, number>;
  toMinor: number;
}

/** The steps of a formula that change something, in order: discount, rounding, surcharge, margins. Margins need a cost. */
export function formulaSteps(formula: Formula, fromMinor: number, costMinor: number | null): FormulaStep[] {
  const { discountBp, roundToMinor, surchargeMinor, minMarginBp, maxMarginBp } = formula;
  const steps: FormulaStep[] = [];
  let price = fromMinor;
  const go = (code: FormulaStep['code'], params: Record<string, number>, toMinor: number): void => {
    if (toMinor === price) return;
    price = toMinor;
    steps.push({ code, params, toMinor });
  };
  if (discountBp) go('discount', { bp: discountBp }, addPercent(price, -discountBp));
  if (roundToMinor) go('rounded', { toMinor: roundToMinor }, roundTo(price, roundToMinor));
  if (surchargeMinor) go('surcharge', { amountMinor: surchargeMinor }, Math.max(0, price + surchargeMinor));
  if (costMinor === null) return steps;
  if (typeof maxMarginBp === 'number')
    go('maxMargin', { bp: maxMarginBp }, Math.min(price, priceAtMargin(costMinor, maxMarginBp)));
  if (typeof minMarginBp === 'number')
    go('minMargin', { bp: minMarginBp }, Math.max(price, priceAtMargin(costMinor, minMarginBp)));
  return steps;
}
