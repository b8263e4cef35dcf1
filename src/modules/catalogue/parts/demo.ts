import { type Both, inLanguage } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { createRecords } from '../../records/entities/service.ts';
import { priceIn } from '../../settings/demo.ts';
import { productEntity } from '../entity.ts';
import { getProductParts, setProductParts } from './service.ts';
import type { PartsChanges, VariantInput } from './contract.ts';

interface Input {
  items: readonly { id: string; code: string; price: number }[];
  /** Of the set. */
  category: string;
}

interface Sort {
  code: string;
  name: Both;
  attribute: readonly [name: Both, value: Both];
  /** List price in yuan. */
  price: number;
}

const power = (value: string): Sort['attribute'] => [
  ['功率', 'Power'],
  [value, value],
];
const camera = (value: Both): Sort['attribute'] => [['相机', 'Camera'], value];

/** Products that come in several sorts. */
const sorts: Readonly<Record<string, readonly Sort[]>> = {
  'SD-7': [
    { code: 'SD-7-075', name: ['750 瓦', '750 W'], attribute: power('750 W'), price: 6_900 },
    { code: 'SD-7-15', name: ['1.5 千瓦', '1.5 kW'], attribute: power('1.5 kW'), price: 8_600 },
    { code: 'SD-7-30', name: ['3 千瓦', '3 kW'], attribute: power('3 kW'), price: 11_800 },
    { code: 'SD-7-70', name: ['7 千瓦', '7 kW'], attribute: power('7 kW'), price: 17_400 },
  ],
  'HV-200': [
    { code: 'HV-200-M', name: ['黑白相机', 'Monochrome'], attribute: camera(['黑白', 'mono']), price: 186_000 },
    { code: 'HV-200-C', name: ['彩色相机', 'Colour'], attribute: camera(['彩色', 'colour']), price: 204_000 },
  ],
};

/** What comes by the box: how many are in one, and what it costs in yuan where that is less than one by one. */
const boxes: Readonly<Record<string, { factor: string; price: number | null }>> = {
  'HM-15': { factor: '6', price: 31_900 },
  'SD-7': { factor: '4', price: null },
};

/** What is sold abroad has a price of its own there. */
const abroad: readonly string[] = ['HV-200', 'HV-500', 'PR-180', 'PR-50', 'AG-600', 'LN-A'];

const setName: Both = ['VS-1 视觉检测启动包', 'VS-1 vision starter package'];
const setPrice = 248_000;
const setText: Both = [
  '一体机、缺陷识别授权与操作培训一并购买；首年保养可选。',
  'Inspection unit, defect recognition and training in one; the first year of service may be added.',
];
const setParts: readonly (readonly [code: string, isRequired: boolean])[] = [
  ['HV-200', true],
  ['HV-AI', true],
  ['TR-2', true],
  ['SV-Y', false],
];

function changesOf(scope: Scope, code: string, price: number): Omit<PartsChanges, 'version'> {
  const say = (text: Both): string => inLanguage(text, scope.language);
  const variants = (sorts[code] ?? []).map(({ code: own, name, attribute: [key, value], price: ownPrice }): VariantInput => ({
    code: `YL-${own}`,
    name: say(name),
    attributes: { [say(key)]: say(value) },
    priceMinor: priceIn(scope.currency, ownPrice),
    isActive: true,
  }));
  const currencies = abroad.includes(code) ? ['USD', 'EUR'].filter((currency) => currency !== scope.currency) : [];
  const prices = currencies.map((currency) => ({ variantId: null, currency, amountMinor: priceIn(currency, price * 1.08) }));
  const box = boxes[code];
  const boxMinor = box?.price ? priceIn(scope.currency, box.price) : null;
  const units = box
    ? [{ name: say(['箱', 'box']), factor: box.factor, priceMinor: boxMinor, isSold: true, isDefault: false }]
    : [];
  return {
    ...(variants.length > 0 && { variants }),
    ...(prices.length > 0 && { prices }),
    ...(units.length > 0 && { units }),
  };
}

async function change(tx: Tx, scope: Scope, id: string, changes: Omit<PartsChanges, 'version'>): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  const { version } = await getProductParts(tx, scope, id);
  await setProductParts(tx, scope, id, { ...changes, version });
}

/** A set as quotes offer it. */
export interface DemoSet {
  id: string;
  code: string;
  name: Both;
  /** List price in yuan. */
  price: number;
  /** What it comes with, and (how many of) what may be added. */
  parts: readonly { productId: string; code: string; isRequired: boolean }[];
}

/** Sorts of products, their boxes, their prices abroad, and a set that is sold as one. Answers the set. */
export async function loadDemoParts(tx: Tx, scope: Scope, importId: string, { items, category }: Input): Promise<DemoSet> {
  for (const { id, code, price } of items) await change(tx, scope, id, changesOf(scope, code, price));
  const [bundle = ''] = await createRecords(
    tx,
    scope,
    productEntity,
    [
      {
        code: 'YL-VS-1',
        name: inLanguage(setName, scope.language),
        category,
        unit: inLanguage(['套', 'set'], scope.language),
        priceMinor: priceIn(scope.currency, setPrice),
        currency: scope.currency,
        kind: 'goods',
        bundle: 'own',
        leadTimeDays: 30,
        description: inLanguage(setText, scope.language),
      },
    ],
    { importId },
  );
  const components = setParts.flatMap(([code, isRequired]) => {
    const product = items.find((one) => one.code === code);
    const limits = isRequired ? { minQuantity: null, maxQuantity: null } : { minQuantity: '0', maxQuantity: '3' };
    return product ? [{ productId: product.id, quantity: '1', isRequired, ...limits }] : [];
  });
  await change(tx, scope, bundle, { components });
  const parts = setParts.flatMap(([code, isRequired]) =>
    items.filter((one) => one.code === code).map(({ id }) => ({ productId: id, code, isRequired })),
  );
  return { id: bundle, code: 'VS-1', name: setName, price: setPrice, parts };
}
