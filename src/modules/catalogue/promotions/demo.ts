import { addDays } from '../../../platform/days.ts';
import { type Both, inLanguage } from '../../../platform/demo.ts';
import { otherLanguage } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { priceIn } from '../../settings/demo.ts';
import { NewPromotion } from './contract.ts';
import { createPromotion } from './service.ts';

interface Input {
  items: readonly { id: string; code: string }[];
  /** What families are called. */
  categories: ReadonlyMap<string, string>;
  today: string;
  importId: string;
}

const names = {
  early: ['早签优惠 · 整单 2%', 'Early signature: 2% off the whole'],
  panels: ['操作屏买十送一', 'Operator panels: ten and one free'],
  vision: ['视觉检测推广季', 'Vision inspection weeks'],
} as const satisfies Record<string, Both>;

/** Off everything two weeks of last season, in yuan at most. */
const budget = 300_000;

/** Promotions of the sample company: one that holds, one by a code, and one that is over. */
export async function loadDemoPromotions(tx: Tx, scope: Scope, { items, categories, today, importId }: Input): Promise<void> {
  const other = otherLanguage(scope.language);
  const named = (text: Both) => ({ name: inLanguage(text, scope.language), names: { [other]: inLanguage(text, other) } });
  const panels = items.flatMap(({ id, code }) => (code === 'HM-15' ? [id] : []));
  const promotions: readonly (Pick<NewPromotion, 'action'> & Partial<NewPromotion>)[] = [
    {
      ...named(names.early),
      priority: 10,
      validFrom: addDays(today, -45),
      validTo: addDays(today, 45),
      action: { kind: 'orderPercent', bp: 200 },
    },
    {
      ...named(names.panels),
      code: 'HM11',
      priority: 20,
      productIds: panels,
      validFrom: addDays(today, -20),
      action: { kind: 'free', buy: 10, free: 1 },
    },
    {
      ...named(names.vision),
      categories: [categories.get('vision') ?? ''],
      validFrom: addDays(today, -160),
      validTo: addDays(today, -130),
      budgetMinor: priceIn(scope.currency, budget),
      action: { kind: 'percent', bp: 500 },
    },
  ];
  for (const promotion of promotions) await createPromotion(tx, scope, NewPromotion.parse(promotion), importId);
}
