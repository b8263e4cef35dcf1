import { daysBetween } from '../../../platform/days.ts';
import { basisPointsOf, divideRounded } from '../../../platform/money.ts';
import { fewest } from '../../../platform/share-interval.ts';
import { addPercent, marginOf, priceAtMargin } from '../../catalogue/pricing/amounts/rules.ts';
import type { Price } from '../../catalogue/pricing/contract.ts';
import { recommend } from '../../catalogue/strategies/choice/rules.ts';
import { type Method, methods, type Strategy as Answer } from '../../catalogue/strategies/data/contract.ts';
import { competitionBased, costPlus, demandBased, valueBased } from '../../catalogue/strategies/rules.ts';
import type { StrategyFacts } from '../../catalogue/strategies/contract.ts';
import type { AskedLine, LineStrategies, Strategy, StrategyInputs, WinRate } from './contract.ts';

/** What a quote that is over asked for one piece, net, in the workspace's currency, and whether it was won. */
export interface ClosedPrice {
  netMinor: number;
  isWon: boolean;
}

/** Prices are similar within this. */
export const similarBp = 1000;
const usualShareBp = 3000;
const whole = 10_000;

/** How quotes at similar prices ended. */
export function winRateAt(closed: readonly ClosedPrice[], netMinor: number | null): WinRate | null {
  if (netMinor === null) return null;
  const similar = closed.filter((one) => Math.abs(one.netMinor - netMinor) * whole <= netMinor * similarBp);
  return { won: similar.filter(({ isWon }) => isWon).length, n: similar.length };
}

/** What is left of a price without the tax in it. */
export function netOf(minor: number, taxBp: number, isTaxIncluded: boolean): number {
  return isTaxIncluded ? Number(divideRounded(BigInt(minor) * BigInt(whole), BigInt(whole + taxBp))) : minor;
}

export interface LineFacts {
  price: Price | null;
  /** Of a piece, without tax. */
  costMinor: number | null;
  floorBp: number | null;
  targetBp: number | null;
  product: StrategyFacts;
  closed: readonly ClosedPrice[];
  paidMinor: number | null;
}

interface Context {
  today: string;
  isTaxIncluded: boolean;
  seesCost: boolean;
  /** A net amount of the quote in the workspace's currency; null while there is no rate. */
  toOwn: (minor: number) => number | null;
}

type Used = LineStrategies['used'];

/** What the customer would pay at most: as was said, else as people answered, else what this one has paid before. */
function mostOf({ mostMinor }: StrategyInputs, { product, paidMinor }: LineFacts): Pick<Used, 'mostMinor' | 'mostFrom'> {
  if (mostMinor !== null) return { mostMinor, mostFrom: 'typed' };
  if (product.range !== null) return { mostMinor: product.range.mostMinor, mostFrom: 'survey' };
  return paidMinor === null ? { mostMinor: null, mostFrom: null } : { mostMinor: paidMinor, mostFrom: 'history' };
}

/** What is earned on the cost: as was said, else the product's markup, else its target margin. */
function aimOf(
  { markupBp, targetMarginBp }: StrategyInputs,
  { product, targetBp }: LineFacts,
): Pick<Used, 'markupBp' | 'targetMarginBp'> {
  if (targetMarginBp !== null) return { markupBp: null, targetMarginBp };
  const markup = markupBp ?? product.settings.markupBp;
  return markup === null ? { markupBp: null, targetMarginBp: targetBp } : { markupBp: markup, targetMarginBp: null };
}

/** How often the usual price wins, as a figure of demand; null of few quotes, which say nothing. */
function winRateBpOf(wins: WinRate | null): number | null {
  return wins === null || wins.n < fewest ? null : basisPointsOf(wins.won, wins.n);
}

function usedOf(inputs: StrategyInputs, facts: LineFacts, usualWins: WinRate | null): Used {
  const { settings } = facts.product;
  return {
    shareBp: inputs.shareBp ?? settings.shareBp ?? usualShareBp,
    ...mostOf(inputs, facts),
    ...aimOf(inputs, facts),
    premiumBp: inputs.premiumBp ?? settings.premiumBp ?? 0,
    figures: { ...settings.figures, winRateBp: winRateBpOf(usualWins), ...inputs.figures },
    figuresOn: settings.figuresOn,
    usualWins,
  };
}

const hidden: Answer = {
  method: 'costPlus',
  priceMinor: null,
  marginBp: null,
  inputs: {},
  isUsable: false,
  missing: ['hidden'],
};

/** A price from the cost, with the tax on top where the quote's prices hold it. */
function fromCost({ taxBp }: AskedLine, used: Used, { costMinor }: LineFacts, { isTaxIncluded, seesCost }: Context): Answer {
  if (!seesCost) return hidden;
  const made = costPlus(costMinor, used);
  const isGross = isTaxIncluded && made.priceMinor !== null;
  return isGross ? { ...made, priceMinor: addPercent(made.priceMinor ?? 0, taxBp) } : made;
}

/** What the catalogue asks, else what the line costs now. */
function usualOf({ unitPriceMinor }: AskedLine, { price }: LineFacts): number | null {
  return price?.unitPriceMinor ?? price?.listPriceMinor ?? unitPriceMinor;
}

function answersOf(line: AskedLine, used: Used, facts: LineFacts, context: Context): Record<Method, Answer> {
  const { product } = facts;
  const { needs } = line.inputs;
  const { bands, leastBp, mostBp, rivalDays } = product.settings;
  const worth = needs.filter(({ benefitMinor }) => benefitMinor > 0);
  return {
    valueBased: valueBased(worth, used.shareBp, { mostMinor: used.mostMinor }),
    costPlus: fromCost(line, used, facts, context),
    competitionBased: competitionBased(product.rivals, {
      premiumBp: used.premiumBp,
      today: context.today,
      maxDays: rivalDays,
    }),
    demandBased: demandBased(usualOf(line, facts), { figures: used.figures, bands, leastBp, mostBp }),
  };
}

/** The four ways to the price of a line, with what they leave, how often such prices were accepted, and which one fits. */
export function compareLine(line: AskedLine, facts: LineFacts, context: Context): LineStrategies {
  const { price, costMinor, floorBp, targetBp, product, closed, paidMinor } = facts;
  const { isTaxIncluded, seesCost, today, toOwn } = context;
  const net = (minor: number): number => netOf(minor, line.taxBp, isTaxIncluded);
  const winRate = (minor: number | null): WinRate | null => winRateAt(closed, minor === null ? null : toOwn(net(minor)));
  const margin = (minor: number | null): number | null =>
    minor === null || costMinor === null || !seesCost ? null : marginOf(net(minor), costMinor);
  const used = usedOf(line.inputs, facts, winRate(usualOf(line, facts)));
  const answers = answersOf(line, used, facts, context);
  const isBelow = (minor: number | null, bp: number | null): boolean =>
    minor !== null && costMinor !== null && bp !== null && net(minor) < priceAtMargin(costMinor, bp);
  const strategies = methods.map((method): Strategy => {
    const answer = answers[method];
    const { priceMinor } = answer;
    return {
      ...answer,
      marginBp: margin(priceMinor),
      isUnderFloor: isBelow(priceMinor, floorBp),
      isUnderTarget: isBelow(priceMinor, targetBp),
      winRate: winRate(priceMinor),
    };
  });
  const usual = price?.unitPriceMinor ?? null;
  const demand = answers.demandBased;
  const recommended = recommend(
    strategies.map((one) => ({ ...one, isUsable: one.isUsable && !one.isUnderFloor })),
    {
      differentiators: line.inputs.needs.filter(({ isOurs, benefitMinor }) => isOurs && benefitMinor > 0).length,
      isScarce: (demand.inputs['changeBp'] ?? 0) > 0,
      canPay: used.mostMinor === null || usual === null ? null : used.mostMinor >= usual,
    },
  );
  return {
    lineId: line.lineId,
    price,
    strategies,
    recommended,
    used: seesCost ? used : { ...used, markupBp: null, targetMarginBp: null },
    rivals: product.rivals.map((rival) => ({
      ...rival,
      isFresh: daysBetween(rival.observedOn, today) <= product.settings.rivalDays,
    })),
    range: product.range,
    paidMinor,
    winRate: winRate(line.unitPriceMinor),
    marginBp: margin(line.unitPriceMinor),
  };
}
