import { addDays, todayIn } from '../../../platform/days.ts';
import { type Both, inLanguage } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { createRecords } from '../../records/entities/service.ts';
import { priceIn } from '../../settings/demo.ts';
import { competitorEntity } from '../entity.ts';
import { addCompetitorPrice } from './service.ts';

interface DemoCompetitor {
  key: string;
  name: Both;
  strengths: Both;
  weaknesses: Both;
}

const competitors: readonly DemoCompetitor[] = [
  {
    key: 'ruituo',
    name: ['锐砣视控', 'Ruituo Vision'],
    strengths: ['单价低一成，交期短', 'A tenth cheaper, short delivery'],
    weaknesses: ['复杂缺陷误判多，售后外包', 'Many false rejects on hard defects; service is outsourced'],
  },
  {
    key: 'taiheng',
    name: ['泰珩机械手', 'Taiheng Manipulators'],
    strengths: ['机器人本体自产，样板线多', 'Builds its own robots; many reference lines'],
    weaknesses: ['非标改造慢，变更收费高', 'Slow with special designs; charges for changes'],
  },
  {
    key: 'nordvane',
    name: ['Nordvane Handling', 'Nordvane Handling'],
    strengths: ['欧洲服务网点密，认证齐全', 'Dense service network in Europe; all certificates'],
    weaknesses: ['价格高三成，交期半年', 'Three tenths dearer; half a year to deliver'],
  },
  {
    key: 'kestrel',
    name: ['Kestrelway Motion', 'Kestrelway Motion'],
    strengths: ['控制器性能好，文档细', 'Strong controllers, thorough documents'],
    weaknesses: ['只卖部件，不管集成', 'Sells parts only, no integration'],
  },
  {
    key: 'jieyun',
    name: ['捷芸搬运设备', 'Jieyun Carriers'],
    strengths: ['AGV 现货多，租赁灵活', 'AGVs in stock, flexible rental'],
    weaknesses: ['调度超过二十台不稳', 'Dispatch unsteady beyond twenty vehicles'],
  },
];

/** Makes the competitors of the sample company, and answers their ids by key. */
export async function loadDemoCompetitors(tx: Tx, scope: Scope, importId: string): Promise<ReadonlyMap<string, string>> {
  const say = (text: Both): string => inLanguage(text, scope.language);
  const ids = await createRecords(
    tx,
    scope,
    competitorEntity,
    competitors.map(({ name, strengths, weaknesses, key }) => ({
      name: say(name),
      website: `https://${key}.example.com`,
      strengths: say(strengths),
      weaknesses: say(weaknesses),
    })),
    { importId },
  );
  return new Map(competitors.map(({ key }, index) => [key, ids[index] ?? '']));
}

const told: Both = ['客户转述', 'Told by a customer'];
const tender: Both = ['招标公示', 'Published tender'];
const fair: Both = ['展会报价单', 'Price sheet from a fair'];

/** Which product meets whom, what they ask of our price, when and where that was heard: some of it more than once. */
const seen: readonly (readonly [code: string, competitor: string, share: number, daysAgo: number, source: Both])[] = [
  ['HV-200', 'ruituo', 0.95, 300, fair],
  ['HV-200', 'ruituo', 0.92, 145, tender],
  ['HV-200', 'ruituo', 0.9, 20, told],
  ['HV-200', 'nordvane', 1.24, 75, tender],
  ['HV-500', 'ruituo', 0.93, 48, told],
  ['PR-180', 'taiheng', 1.01, 210, fair],
  ['PR-180', 'taiheng', 0.97, 64, told],
  ['PR-180', 'nordvane', 1.3, 130, tender],
  ['PR-50', 'taiheng', 0.98, 33, tender],
  ['AG-600', 'jieyun', 0.99, 240, told],
  ['AG-600', 'jieyun', 0.94, 35, told],
  ['SD-7', 'kestrel', 1.08, 12, fair],
  ['CT-32', 'kestrel', 1.15, 90, told],
];

interface Priced {
  id: string;
  code: string;
  /** List price in yuan. */
  price: number;
}

/** Notes what competitors ask for the same, as sellers heard it through the year. */
export async function loadDemoCompetitorPrices(
  tx: Tx,
  scope: Scope,
  products: readonly Priced[],
  competitorIds: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [code, key, share, daysAgo, source] of seen) {
    const product = products.find((one) => one.code === code);
    const competitorId = competitorIds.get(key);
    if (!product || !competitorId) continue;
    await addCompetitorPrice(tx, scope, {
      productId: product.id,
      competitorId,
      amountMinor: priceIn(scope.currency, product.price * share),
      currency: scope.currency,
      source: inLanguage(source, scope.language),
      observedOn: addDays(todayIn(scope.timeZone), -daysAgo),
      note: null,
    });
  }
}
