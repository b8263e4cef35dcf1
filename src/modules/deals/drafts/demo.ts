import { addDays, dayInZone } from '../../../platform/days.ts';
import { type Dice, inLanguage } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { DemoCatalogue, DemoItem, Family } from '../../catalogue/demo.ts';
import type { DemoAccount, DemoContact } from '../../customers/demo.ts';
import type { Stage } from '../../process/contract.ts';
import { priceIn } from '../../settings/demo.ts';
import type { PastDeal, WayStep } from '../past/service.ts';
import { type Clock, type Plot, stageKeys, timesOf, wayOf } from '../plots/demo.ts';
import { evidence, holds, interests, losses, sites, sources, type Told, titles, waivers, wishes } from '../stories/demo.ts';

/** A deal of the sample company on its way into the database. */
export interface Draft {
  plot: Plot;
  account: DemoAccount;
  contact: DemoContact | undefined;
  item: DemoItem;
  past: PastDeal;
}

export interface Setting {
  scope: Scope;
  clock: Clock;
  dice: Dice;
  catalogue: DemoCatalogue;
  stagesOf: (isQuick: boolean) => readonly Stage[];
  /** Entries of the library by what they answer and their language. */
  answers: ReadonlyMap<string, string>;
}

export function tell(dice: Dice, told: Told, isChinese: boolean): string {
  return dice.pick(isChinese ? told.chinese : told.english);
}

const quantities: Readonly<Record<Family, readonly [from: number, to: number]>> = {
  vision: [1, 3],
  robot: [1, 2],
  vehicle: [3, 7],
  line: [4, 9],
  drive: [8, 28],
  service: [1, 3],
};

/** Lines of a deal: the main product, often with something beside it, at a discount in whole units of money. */
function linesOf(
  { dice, catalogue }: Setting,
  family: Family,
  currency: string,
): { item: DemoItem; lines: PastDeal['products'] } {
  const sold = catalogue.items.filter((item) => item.family === family);
  const main = dice.pick(sold.filter(({ isExtra }) => !isExtra));
  const others = sold.filter((item) => item !== main);
  const items = [main, ...(dice.chance(0.55) ? dice.some(others, 1) : [])];
  const discount = dice.pick([0, 0, 2, 3, 5, 8]);
  const [from, to] = quantities[family];
  const lines = items.map((item, index) => ({
    productId: item.id,
    quantity: String(index === 0 || family === 'drive' ? dice.between(from, to) : 1),
    unitPriceMinor: Math.round((priceIn(currency, item.price) * (100 - discount)) / 10_000) * 100,
  }));
  return { item: main, lines };
}

const rivals: Readonly<Record<Family, readonly string[]>> = {
  vision: ['ruituo'],
  robot: ['taiheng', 'nordvane'],
  vehicle: ['jieyun'],
  line: ['taiheng', 'nordvane'],
  drive: ['kestrel'],
  service: ['kestrel'],
};

/** Old customers come again; others were found somewhere. */
function sourceOf({ dice, scope }: Setting, { isOld }: DemoAccount): string {
  const known = isOld ? sources : sources.slice(1);
  let left = dice.between(
    1,
    known.reduce((sum, { share }) => sum + share, 0),
  );
  const found = known.find(({ share }) => (left -= share) <= 0) ?? known[0];
  return found ? inLanguage(found.text, scope.language) : '';
}

/** Who takes part, once needs have been asked for. */
function contactsOf({ dice }: Setting, plot: Plot, account: DemoAccount): PastDeal['contacts'] {
  if (plot.stageKey === 'contact') return [];
  const roles = { decider: 'decisionMaker', buyer: 'buyer', user: dice.chance(0.5) ? 'champion' : 'user' } as const;
  const influence = { decider: 5, buyer: 3, user: 4 };
  const isNamed = plot.ending !== 'open' || plot.stageKey !== 'needs' || dice.chance(0.6);
  return account.contacts
    .filter(({ part }) => isNamed || part !== 'decider')
    .map(({ id, part }) => ({
      contactId: id,
      role: roles[part],
      influence: influence[part],
      attitude: dice.pick(
        plot.ending === 'lost' ? (['neutral', 'opponent', 'unknown'] as const) : (['supporter', 'supporter', 'neutral'] as const),
      ),
    }));
}

/** What was ticked by hand: everything required in stages that were left (but what was waived), some of what is asked for now. */
function ticksOf({ dice, stagesOf }: Setting, plot: Plot, way: readonly WayStep[], isChinese: boolean): PastDeal['ticks'] {
  if (plot.isOlder) return [];
  const waived = new Set(way.flatMap(({ waivedKeys = [] }) => waivedKeys));
  return stagesOf(plot.isQuick).flatMap((stage) => {
    const entered = way.find(({ stageKey }) => stageKey === stage.key);
    if (entered === undefined) return [];
    const left =
      way.find(({ at, stageKey }) => at > entered.at && stageKey !== stage.key) ??
      (plot.ending === 'completed' ? way.at(-1) : undefined);
    const isWon = stage.phase === 4 && way.some(({ kind }) => kind === 'won');
    return stage.criteria.flatMap(({ key, level }) => {
      const told = evidence[key];
      if (told === undefined || waived.has(key)) return [];
      if (key === 'won.proved' && !isWon) return [];
      const isMet = key === 'won.proved' || (left ? level === 'required' || dice.chance(0.65) : dice.chance(0.55));
      if (!isMet) return [];
      return [{ key, state: 'met' as const, note: tell(dice, told, isChinese), at: left?.at ?? way.at(-1)?.at ?? entered.at }];
    });
  });
}

/** What only some endings have: proof, reason, competitor, the day to come back. */
function outcomeOf(stage: Setting, plot: Plot, isChinese: boolean, rivalId: string | undefined) {
  const { dice, clock } = stage;
  if (plot.ending === 'held')
    return {
      values: { holdReason: tell(dice, holds, isChinese), revisitOn: addDays(clock.today, dice.between(4, 45)) },
      isLostTo: false,
    };
  if (plot.ending === 'lost') {
    const { reason, isCompetitor, told } = dice.pick(losses);
    const isLostTo = isCompetitor && rivalId !== undefined;
    const values = { lostReason: reason, lostNote: tell(dice, told, isChinese), lostCompetitorId: isLostTo ? rivalId : null };
    return { values, isLostTo };
  }
  if (plot.ending === 'open') return { values: {}, isLostTo: false };
  return {
    values: { wonProof: plot.isQuick ? 'purchaseOrder' : dice.pick(['contract', 'contract', 'purchaseOrder']) },
    isLostTo: false,
  };
}

/** Days until an open deal of a stage is expected to close. */
const ahead = { contact: 62, needs: 44, quote: 22, sign: 8, care: 0 } as const;

function datesOf({ dice, clock }: Setting, plot: Plot, way: readonly WayStep[]) {
  const { today, timeZone } = clock;
  const wonAt = way.find(({ kind }) => kind === 'won')?.at;
  const wonOn = wonAt === undefined ? undefined : dayInZone(wonAt, timeZone);
  const endedOn = dayInZone(way.at(-1)?.at ?? '', timeZone);
  const expected = plot.ending === 'open' ? ahead[plot.stageKey] + (plot.isStuck ? -26 : dice.between(-6, 12)) : 0;
  const promised = plot.stageKey === 'sign' && wonOn === undefined ? addDays(today, dice.between(28, 45)) : undefined;
  return {
    expectedCloseOn: plot.ending === 'open' ? addDays(today, expected) : addDays(wonOn ?? endedOn, dice.between(-8, 8)),
    promisedOn: wonOn === undefined ? (promised ?? null) : addDays(wonOn, dice.between(20, 32)),
  };
}

function titleOf({ dice }: Setting, family: Family, isChinese: boolean): string {
  const title = tell(dice, titles[family], isChinese).replace('{s}', tell(dice, sites, isChinese));
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** Makes a deal of a plot for a customer. */
export function draftOf(stage: Setting, plot: Plot, account: DemoAccount): Draft {
  const { dice, catalogue, clock } = stage;
  const { isChinese, currency } = account;
  const family = plot.isQuick ? 'service' : dice.pick(wishes[account.industry]);
  const { item, lines } = linesOf(stage, family, currency);
  const amountMinor = lines.reduce((sum, line) => sum + line.unitPriceMinor * Number(line.quantity), 0);
  const way = withReasons(stage, plot, wayOf(plot, timesOf(plot, dice), dice, clock), isChinese);
  const rivalId = catalogue.competitors.get(dice.pick(rivals[family]));
  const { values, isLostTo } = outcomeOf(stage, plot, isChinese, rivalId);
  const hasRival = isLostTo || (stageKeys.indexOf(plot.stageKey) >= 2 && !plot.isQuick && dice.chance(0.35));
  const contact = account.contacts[dice.between(0, account.contacts.length - 1)];
  const isWon = way.some(({ kind }) => kind === 'won');
  const isNoted = plot.stageKey !== 'contact' || plot.ending !== 'open' || dice.chance(0.55);
  return {
    plot,
    account,
    contact,
    item,
    past: {
      way,
      processKey: plot.isQuick ? 'quickOrder' : 'standard',
      values: {
        ...values,
        ...datesOf(stage, plot, way),
        title: titleOf(stage, family, isChinese),
        accountId: account.id,
        primaryContactId: contact?.id ?? null,
        amountMinor,
        currency,
        source: sourceOf(stage, account),
        interest: isNoted ? tell(dice, interests[family], isChinese) : null,
        probabilityBp:
          plot.ending === 'open' && plot.stageKey === 'quote' && dice.chance(0.3) ? dice.pick([3500, 6500, 7000]) : null,
      },
      products: lines,
      contacts: contactsOf(stage, plot, account),
      competitors:
        hasRival && rivalId !== undefined
          ? [
              {
                competitorId: rivalId,
                priceMinor: Math.round((amountMinor * dice.between(84, 108)) / 10_000) * 100,
                outcome: isLostTo ? 'lostToThem' : isWon ? 'beaten' : 'competing',
              },
            ]
          : [],
      ticks: ticksOf(stage, plot, way, isChinese),
    },
  };
}

/** The owner let a customer's written yes come later now and then; whoever lost or held a deal said why. */
function withReasons({ dice }: Setting, plot: Plot, way: readonly WayStep[], isChinese: boolean): WayStep[] {
  const isWaived = plot.isMine && !plot.isQuick && dice.chance(0.3);
  return way.map((step) =>
    isWaived && step.kind === 'advance' && step.stageKey === 'sign'
      ? { ...step, reason: tell(dice, waivers, isChinese), waivedKeys: ['quote.accepted'] }
      : step,
  );
}
