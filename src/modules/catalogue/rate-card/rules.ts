import { amountTimes, type Ratio } from '../../../platform/ratio.ts';
import { looseText } from '../../../platform/similar.ts';
import type { ProductUnit } from '../units/contract.ts';
import { ratioOf } from '../units/rules.ts';
import { type Role, type TimeRate, type TimeUnit, timeUnits } from './contract.ts';

/** What people call an hour and a day of work. They are input: nobody is shown them. */
const input: { synonyms: Record<TimeUnit, readonly string[]> } = {
  synonyms: {
    hour: [
      'hour',
      'hours',
      'h',
      'hr',
      'hrs',
      'man-hour',
      'person-hour',
      '小时',
      '小時',
      '时',
      '時',
      '工时',
      '工時',
      '人时',
      '人時',
    ],
    day: ['day', 'days', 'd', 'man-day', 'man day', 'person-day', 'person day', '天', '日', '人天', '人日', '工日', '工作日'],
  },
};

/** The spellings of units of time, in small letters: what a list asks the database for. */
export const timeSpellings: readonly string[] = timeUnits.flatMap((per) => input.synonyms[per]);

const unitOf = new Map(timeUnits.flatMap((per) => input.synonyms[per].map((word) => [looseText(word), per] as const)));

/** Whether a unit is an hour or a day. */
export function timeUnitOf(unit: string | null | undefined): TimeUnit | null {
  return unitOf.get(looseText(unit ?? '')) ?? null;
}

interface Service extends Omit<Role, 'rates'> {
  unit: string | null;
  priceMinor: number | null;
  costMinor: number | null;
}

/** A service as a role: what an hour and a day of it are sold for and cost, as far as it is sold by them. */
export function roleOf({ unit, priceMinor, costMinor, ...service }: Service, units: readonly ProductUnit[]): Role {
  const rateOf = (name: string | null, own: number | null, ratio: Ratio | null): TimeRate[] => {
    const per = timeUnitOf(name);
    if (per === null || name === null) return [];
    const times = (minor: number | null): number | null => (minor === null || ratio === null ? minor : amountTimes(minor, ratio));
    return [{ per, unit: name, priceMinor: own ?? times(priceMinor), costMinor: times(costMinor) }];
  };
  const rates = [
    ...rateOf(unit, priceMinor, null),
    ...units.filter(({ isSold }) => isSold).flatMap(({ name, factor, priceMinor: own }) => rateOf(name, own, ratioOf(factor))),
  ];
  return { ...service, rates: timeUnits.flatMap((per) => rates.find((rate) => rate.per === per) ?? []) };
}
