import { addDays } from '../../../platform/days.ts';
import { type Both, diceOf, inLanguage } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { priceIn } from '../../settings/demo.ts';
import { StrategySettings } from './settings/contract.ts';
import { setProductStrategy } from './settings/service.ts';
import { addPriceAnswer } from './survey/service.ts';

interface Item {
  id: string;
  code: string;
  /** List price in yuan. */
  price: number;
}

const bands = {
  stockDays: [{ from: 60, changeBp: -300 }],
  loadBp: [
    { from: 7000, changeBp: 0 },
    { from: 9000, changeBp: 400 },
  ],
  backlogDays: [{ from: 45, changeBp: 300 }],
  winRateBp: [
    { from: 0, changeBp: -200 },
    { from: 3000, changeBp: 0 },
    { from: 7000, changeBp: 200 },
  ],
};

/** What of the customer's gain the price takes, what is put on the cost, where we stand among others, how busy we are. */
const settings: Readonly<Record<string, object>> = {
  'HV-200': { shareBp: 3000, markupBp: 9000, premiumBp: 500, figures: { loadBp: 8800, backlogDays: 38 } },
  'PR-180': { shareBp: 2500, markupBp: 5000, premiumBp: 0, figures: { loadBp: 9300, backlogDays: 52 } },
  'AG-600': { shareBp: 2500, markupBp: 6000, premiumBp: 300, figures: { stockDays: 74, loadBp: 6400 } },
};

const surveyed: readonly string[] = ['HV-200', 'HV-AI'];
const jobs: readonly Both[] = [
  ['设备部经理', 'Maintenance manager'],
  ['工艺主管', 'Process engineer'],
  ['生产副总', 'VP operations'],
  ['采购经理', 'Purchasing manager'],
];
const answers = 10;

/** What the four ways to a price use of some products, and what people say they would pay for two of them. */
export async function loadDemoStrategies(tx: Tx, scope: Scope, items: readonly Item[], today: string): Promise<void> {
  for (const { id, code } of items) {
    const given = settings[code];
    if (!given) continue;
    const figuresOn = addDays(today, -9);
    await setProductStrategy(tx, scope, id, { ...StrategySettings.parse({ ...given, bands, figuresOn }), version: 0 });
  }
  const dice = diceOf('survey');
  for (const { id, price } of items.filter(({ code }) => surveyed.includes(code)))
    for (let index = 0; index < answers; index += 1) {
      const [cheapest, cheap, dear, dearest] = [62, 80, 104, 122].map((percent) =>
        priceIn(scope.currency, (price * (percent + dice.between(-8, 8))) / 100),
      );
      await addPriceAnswer(tx, scope, id, {
        currency: scope.currency,
        tooCheapMinor: cheapest ?? 0,
        cheapMinor: cheap ?? 0,
        dearMinor: dear ?? 0,
        tooDearMinor: dearest ?? 0,
        respondent: inLanguage(dice.pick(jobs), scope.language),
        answeredOn: addDays(today, -dice.between(20, 320)),
      });
    }
}
