import { type Both, inLanguage } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { priceIn } from '../../settings/demo.ts';
import { type NewPriceBook, NewPriceBook as Book, RuleInput } from './contract.ts';
import { writeBookPrices } from './prices/service.ts';
import { createPriceBook, getPriceBook, setPriceRules } from './service.ts';

interface Input {
  items: readonly { id: string; code: string; price: number }[];
  /** What families are called. */
  categories: ReadonlyMap<string, string>;
  /** The customers that have a book of their own, the best first. */
  keyAccountIds: readonly string[];
  batteries: string;
  europe: string;
  today: string;
  importId: string;
}

interface Tier {
  code: string;
  /** From so many on, for so much of the list price. */
  steps: readonly (readonly [from: string, share: number])[];
}

const tiers = (code: string, ...steps: Tier['steps']): Tier => ({ code, steps });

async function add(
  tx: Tx,
  scope: Scope,
  { items, importId }: Input,
  book: Partial<NewPriceBook> & { name: string },
  { prices = [], rules = [] }: { prices?: readonly Tier[]; rules?: RuleInput[] },
): Promise<string> {
  const { id, currency } = await createPriceBook(tx, scope, Book.parse(book), importId);
  const set = prices.flatMap(({ code, steps }) => {
    const item = items.find((one) => one.code === code);
    return item
      ? steps.map(([minQuantity, share]) => ({
          productId: item.id,
          variantId: null,
          minQuantity,
          maxQuantity: null,
          amountMinor: priceIn(currency, item.price * share),
          validFrom: null,
          validTo: null,
        }))
      : [];
  });
  if (set.length > 0) await writeBookPrices(tx, scope, id, { set, remove: [] });
  const { version } = await getPriceBook(tx, scope, id);
  if (rules.length > 0) await setPriceRules(tx, scope, id, version, rules);
  return id;
}

const names = {
  key: ['重点客户', 'Key accounts'],
  frame: ['重点客户 · 年度框架', 'Key accounts · yearly frame'],
  batteries: ['锂电行业推广', 'Battery industry'],
  europe: ['欧洲 · 欧元', 'Europe · euro'],
  campaign: ['去年年底促销', 'Campaign at the end of last year'],
} as const satisfies Record<string, Both>;

/**
 * Price books of the sample company: key accounts with tiers, a frame for the two best of them that rests on those, one for an
 * industry with a rule, one in euros, and a campaign that is over. A book without customers would hold for everybody: there is none.
 */
export async function loadDemoPriceBooks(tx: Tx, scope: Scope, input: Input): Promise<void> {
  const { categories, keyAccountIds, today } = input;
  const say = (text: Both): string => inLanguage(text, scope.language);
  const vision = categories.get('vision') ?? '';
  const off = (percentBp: number, more: object = {}): RuleInput =>
    RuleInput.parse({ scope: 'category', category: vision, method: 'percent', percentBp, ...more });
  const parentId = await add(
    tx,
    scope,
    input,
    { name: say(names.key), adjustmentBp: -300, priority: 20, accountIds: [...keyAccountIds] },
    {
      prices: [
        tiers('HV-200', ['0', 0.97], ['5', 0.94], ['10', 0.9]),
        tiers('AG-600', ['0', 0.97], ['10', 0.92], ['30', 0.88]),
        tiers('SD-7', ['0', 0.96], ['50', 0.9], ['200', 0.84]),
      ],
    },
  );
  const frame = { name: say(names.frame), parentId, adjustmentBp: -150, priority: 30, accountIds: keyAccountIds.slice(0, 2) };
  const year = today.slice(0, 4);
  await add(tx, scope, input, { ...frame, validFrom: `${year}-01-01`, validTo: `${year}-12-31` }, {});
  await add(
    tx,
    scope,
    input,
    { name: say(names.batteries), priority: 10, segment: { industries: [input.batteries] } },
    { rules: [off(-200), off(-400, { minQuantity: '3' })] },
  );
  const inEuros = { name: say(names.europe), currency: 'EUR', priority: 10, segment: { regions: [input.europe] } };
  await add(tx, scope, input, inEuros, {
    prices: [
      tiers('HV-200', ['0', 1.06]),
      tiers('HV-500', ['0', 1.06]),
      tiers('PR-180', ['0', 1.05], ['2', 1.02]),
      tiers('LN-A', ['0', 1.08]),
    ],
    rules: [RuleInput.parse({ scope: 'all', method: 'formula', formula: { roundToMinor: 10_000 } })],
  });
  const last = Number(year) - 1;
  const isOver = { validFrom: `${last}-11-15`, validTo: `${last}-12-31` };
  await add(
    tx,
    scope,
    input,
    { name: say(names.campaign), priority: 5, ...isOver, accountIds: keyAccountIds.slice(2) },
    {
      rules: [off(-800, isOver), off(-1000, { category: categories.get('drive') ?? '' })],
    },
  );
}
