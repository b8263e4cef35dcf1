import { parseArgs } from 'node:util';
import { QuoteLine, type QuotePromotion, roundingModes } from '../src/modules/offers/content/contract.ts';
import { promotedMinor } from '../src/modules/offers/promotions/rules.ts';
import type { LineAmounts } from '../src/modules/offers/totals/contract.ts';
import { type Priced, totalsOf } from '../src/modules/offers/totals/rules.ts';

/** Random quotes whose parts have to equal the whole, and how long one of 500 lines takes: `node bench/quotes.ts --count 1000000`. */
const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});

let state = BigInt(options.seed) * 2_654_435_761n + 1n;
/** A whole number from 0 to `below`, the same ones for the same seed. */
function random(below: number): number {
  state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
  return Number(state >> 33n) % below;
}
const oneOf = <T>(all: readonly [T, ...T[]]): T => all[random(all.length)] ?? all[0];
const text = (whole: number, scale: number): string => `${random(whole)}.${String(random(10 ** scale)).padStart(scale, '0')}`;
const base = QuoteLine.parse({ id: 'x', kind: 'item', name: 'x' });

function discount(): QuoteLine['discount'] {
  const kind = random(4);
  if (kind === 0) return { kind: 'share', bp: oneOf([random(10_001), 10_000, 0]) };
  return kind === 1 ? { kind: 'amount', minor: random(100_000) } : null;
}

function line(index: number): QuoteLine {
  return {
    ...base,
    id: `l${index}`,
    productId: oneOf([null, ...products]),
    quantity: text(200, oneOf([1, 3, 6])),
    unitPrice: text(10_000, oneOf([1, 2, 5])),
    discount: discount(),
    taxBp: oneOf([0, 300, 600, 900, 1300, 1900, 2200]),
    isCredit: random(10) === 0,
    isOptional: random(8) === 0,
    isChosen: random(2) === 0,
    charge:
      random(8) === 0
        ? { kind: 'recurring', period: oneOf(['month', 'quarter', 'year']), count: 1 + random(40), upliftBp: random(900) }
        : base.charge,
  };
}

const products = ['a', 'b', 'c'] as const;

function promotion(index: number): QuotePromotion {
  const bp = 1 + random(10_000);
  const amountMinor = 1 + random(200_000);
  return {
    id: `p${index}`,
    name: 'p',
    code: null,
    priority: random(3),
    isExclusive: random(4) === 0,
    isForAll: random(2) === 0,
    productIds: [oneOf(products), oneOf(products)],
    minQuantity: random(4) === 0 ? text(200, 3) : null,
    minAmountMinor: random(4) === 0 ? random(1_000_000) : null,
    action: oneOf<QuotePromotion['action']>([
      { kind: 'percent', bp },
      { kind: 'amount', amountMinor },
      { kind: 'free', buy: 1 + random(4), free: 1 + random(3) },
      { kind: 'orderPercent', bp },
      { kind: 'orderAmount', amountMinor },
    ]),
  };
}

/** Mostly short ones, up to 200 lines. */
function quote(lines: number): Priced {
  return {
    lines: Array.from({ length: lines }, (_, index) => line(index)),
    currency: oneOf(['CNY', 'EUR', 'JPY', 'KWD', 'CHF']),
    isTaxIncluded: random(2) === 0,
    rounding: oneOf(roundingModes),
    cashStepMinor: oneOf([null, null, 5]),
    discount: discount(),
    promotions: Array.from({ length: Math.max(0, random(5) - 1) }, (_, index) => promotion(index)),
  };
}

function faultOf(given: Priced): string | null {
  const totals = totalsOf(given);
  const counted = totals.lines.filter(({ isCounted }) => isCounted);
  const sumOf = (key: keyof Omit<LineAmounts, 'id' | 'isCounted' | 'periodMinor' | 'promotionMinor'>): number =>
    counted.reduce((sum, one) => sum + one[key], 0);
  for (const key of ['netMinor', 'taxMinor', 'grossMinor'] as const) {
    if (sumOf(key) !== totals[key]) return `lines ${key}`;
    if (totals.rates.reduce((sum, rate) => sum + rate[key], 0) !== totals[key]) return `rates ${key}`;
  }
  if (sumOf('shareMinor') !== totals.discountMinor) return 'discount';
  if (counted.reduce((sum, { promotionMinor = 0 }) => sum + promotionMinor, 0) !== promotedMinor(totals.promotions))
    return 'promotions';
  if (totals.oneOffMinor + totals.recurringMinor !== totals.netMinor) return 'recurring';
  if (totals.subtotalMinor - totals.discountMinor !== (given.isTaxIncluded ? totals.grossMinor : totals.netMinor))
    return 'subtotal';
  if (given.discount?.kind === 'share' && given.discount.bp === 10_000 && totals.totalMinor !== 0) return '100 %';
  for (const one of totals.lines) {
    const { promotionMinor = 0 } = one;
    if (promotionMinor < 0 || promotionMinor > Math.max(0, one.amountMinor)) return 'promotion of a line';
    if (one.listMinor - one.discountMinor !== one.amountMinor || one.netMinor + one.taxMinor !== one.grossMinor) return 'line';
    for (const value of Object.values(one))
      if (typeof value === 'number' && (!Number.isSafeInteger(value) || Object.is(value, -0))) return 'number';
  }
  return null;
}

const count = Number(options.count);
const started = performance.now();
let [lines, faults] = [0, 0];
for (let index = 0; index < count; index += 1) {
  const given = quote(random(20) === 0 ? 1 + random(200) : random(6));
  lines += given.lines.length;
  const fault = faultOf(given);
  if (fault === null) continue;
  faults += 1;
  if (faults <= 5) process.stderr.write(`${fault}: ${JSON.stringify(given)}\n`);
}
const seconds = (performance.now() - started) / 1000;
const large = quote(500);
const times = Array.from({ length: 50 }, () => {
  const start = performance.now();
  totalsOf(large);
  return performance.now() - start;
}).toSorted((a, b) => a - b);
process.stdout.write(
  `${count} quotes, ${lines} lines, ${faults} faults, ${seconds.toFixed(0)} s; 500 lines: median ${(times[25] ?? 0).toFixed(2)} ms, slowest ${(times[49] ?? 0).toFixed(2)} ms\n`,
);
if (faults > 0) process.exitCode = 1;
