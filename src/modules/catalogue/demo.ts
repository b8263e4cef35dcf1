import { type Both, inLanguage } from '../../platform/demo.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { createRecords } from '../records/entities/service.ts';
import { priceIn } from '../settings/demo.ts';
import { loadDemoCosts } from './costs/demo.ts';
import { productEntity } from './entity.ts';
import { type DemoSet, loadDemoParts } from './parts/demo.ts';
import { type DemoRole, loadDemoRoles } from './rate-card/demo.ts';
import { loadDemoCompetitorPrices, loadDemoCompetitors } from './rivals/demo.ts';
import { loadDemoStrategies } from './strategies/demo.ts';

/** What the sample company builds; deals tell their stories by it. */
export type Family = 'vision' | 'robot' | 'vehicle' | 'line' | 'drive' | 'service';

const families: Readonly<Record<Family, Both>> = {
  vision: ['视觉检测', 'Vision inspection'],
  robot: ['机器人工作站', 'Robot cells'],
  vehicle: ['AGV 与调度', 'AGVs and dispatch'],
  line: ['产线改造', 'Line retrofit'],
  drive: ['驱动与控制', 'Drives and control'],
  service: ['服务与备件', 'Service and parts'],
};

interface DemoProduct {
  code: string;
  family: Family;
  name: Both;
  unit: Both;
  /** List price in yuan. */
  price: number;
  description: Both;
  /** Bought beside something else. */
  isExtra?: boolean;
}

const set: Both = ['套', 'set'];
const unit: Both = ['台', 'unit'];
const products: readonly DemoProduct[] = [
  {
    code: 'HV-200',
    family: 'vision',
    name: ['HV-200 视觉检测一体机', 'HV-200 vision inspection unit'],
    unit,
    price: 186_000,
    description: [
      '单工位外观检测，换型 5 分钟，含光源与安装支架。',
      'Appearance check at one station, five-minute changeover; light and bracket included.',
    ],
  },
  {
    code: 'HV-500',
    family: 'vision',
    name: ['HV-500 高速在线检测系统', 'HV-500 high-speed in-line inspection'],
    unit: set,
    price: 428_000,
    description: ['每分钟 600 件，六相机同步，剔除机构一体。', '600 pieces a minute, six cameras in step, with rejector.'],
  },
  {
    code: 'HV-AI',
    isExtra: true,
    family: 'vision',
    name: ['HV-AI 缺陷识别授权', 'HV-AI defect recognition licence'],
    unit: set,
    price: 68_000,
    description: [
      '三十张样本即可训练新缺陷，含首年升级。',
      'Learns a new defect from thirty samples; first year of updates included.',
    ],
  },
  {
    code: 'PR-180',
    family: 'robot',
    name: ['PR-180 码垛机器人工作站', 'PR-180 palletising cell'],
    unit: set,
    price: 698_000,
    description: ['180 公斤负载，混垛，围栏与安全光幕齐备。', '180 kg payload, mixed pallets, fence and light curtain included.'],
  },
  {
    code: 'PR-50',
    family: 'robot',
    name: ['PR-50 机床上下料单元', 'PR-50 machine tending cell'],
    unit: set,
    price: 356_000,
    description: ['一台机器人照看两台机床，料仓够一个夜班。', 'One robot minds two machines; the magazine lasts a night shift.'],
  },
  {
    code: 'GR-E',
    isExtra: true,
    family: 'robot',
    name: ['GR-E 柔性夹爪', 'GR-E flexible gripper'],
    unit,
    price: 24_800,
    description: ['电动自适应，快换法兰。', 'Electric, adapts to the part, quick-change flange.'],
  },
  {
    code: 'AG-600',
    family: 'vehicle',
    name: ['AG-600 潜伏式 AGV', 'AG-600 under-ride AGV'],
    unit,
    price: 168_000,
    description: ['载重 600 公斤，激光导航，自动充电。', '600 kg, laser navigation, charges by itself.'],
  },
  {
    code: 'AG-1500',
    family: 'vehicle',
    name: ['AG-1500 叉车式 AGV', 'AG-1500 fork AGV'],
    unit,
    price: 246_000,
    description: ['载重 1.5 吨，堆高 3 米。', '1.5 t, stacks to three metres.'],
  },
  {
    code: 'FMS',
    isExtra: true,
    family: 'vehicle',
    name: ['FMS 车队调度系统', 'FMS fleet manager'],
    unit: set,
    price: 188_000,
    description: ['五十台以内，与仓库系统对接。', 'Up to fifty vehicles, connects to the warehouse system.'],
  },
  {
    code: 'LN-A',
    family: 'line',
    name: ['LN-A 装配工位改造', 'LN-A assembly station retrofit'],
    unit: ['工位', 'station'],
    price: 132_000,
    description: ['停线不超过 48 小时，节拍承诺写进协议。', 'At most 48 hours of standstill; cycle time promised in writing.'],
  },
  {
    code: 'LN-D',
    isExtra: true,
    family: 'line',
    name: ['LN-D 产线数据采集', 'LN-D line data acquisition'],
    unit: set,
    price: 96_000,
    description: ['OEE 看板，接入常见控制器。', 'OEE board, reads common controllers.'],
  },
  {
    code: 'SD-7',
    family: 'drive',
    name: ['SD-7 伺服驱动套件', 'SD-7 servo drive kit'],
    unit: set,
    price: 8_600,
    description: ['750 瓦至 7 千瓦，总线型。', '750 W to 7 kW, fieldbus.'],
  },
  {
    code: 'CT-32',
    family: 'drive',
    name: ['CT-32 运动控制器', 'CT-32 motion controller'],
    unit,
    price: 18_900,
    description: ['32 轴同步，离线仿真。', '32 axes in step, off-line simulation.'],
  },
  {
    code: 'HM-15',
    isExtra: true,
    family: 'drive',
    name: ['HM-15 操作屏', 'HM-15 operator panel'],
    unit,
    price: 5_600,
    description: ['15 寸，防护等级 IP65。', '15 inch, IP65.'],
  },
  {
    code: 'SV-Y',
    family: 'service',
    name: ['SV-Y 年度保养合同', 'SV-Y annual service contract'],
    unit: ['年', 'year'],
    price: 58_000,
    description: ['四次巡检，四小时响应。', 'Four inspections, four-hour response.'],
  },
  {
    code: 'SP-K',
    family: 'service',
    name: ['SP-K 备件包', 'SP-K spare parts kit'],
    unit: set,
    price: 12_400,
    description: ['一年易损件，按设备配齐。', "A year's wear parts, matched to the machine."],
  },
  {
    code: 'TR-2',
    family: 'service',
    name: ['TR-2 操作培训两天', 'TR-2 operator training, two days'],
    unit: ['次', 'course'],
    price: 9_800,
    description: ['八人以内，现场上机。', 'Up to eight people, hands-on at your site.'],
  },
];

/** What of a price it costs to make, and in how many days it is there. */
const costShare: Readonly<Record<Family, number>> = {
  vision: 0.52,
  robot: 0.66,
  vehicle: 0.61,
  line: 0.7,
  drive: 0.58,
  service: 0.42,
};
const leadDays: Readonly<Record<Family, number>> = { vision: 30, robot: 75, vehicle: 45, line: 60, drive: 14, service: 7 };

/** A product as deals use it. */
export interface DemoItem {
  id: string;
  code: string;
  family: Family;
  name: Both;
  /** List price in yuan. */
  price: number;
  isExtra: boolean;
}

export interface DemoCatalogue {
  items: readonly DemoItem[];
  /** What is sold as a set. */
  bundle: DemoSet;
  /** Whose time is sold. */
  roles: readonly DemoRole[];
  /** Ids of competitors by their key. */
  competitors: ReadonlyMap<string, string>;
  /** What each family is called. */
  categories: ReadonlyMap<string, string>;
}

/** Makes the products, priced in the workspace's currency, what they cost and consist of, and the competitors of the sample company. */
export async function loadDemoCatalogue(tx: Tx, scope: Scope, importId: string, today: string): Promise<DemoCatalogue> {
  const say = (text: Both): string => inLanguage(text, scope.language);
  const productIds = await createRecords(
    tx,
    scope,
    productEntity,
    products.map(({ code, family, name, unit: counted, price, description }) => ({
      code: `YL-${code}`,
      name: say(name),
      category: say(families[family]),
      unit: say(counted),
      priceMinor: priceIn(scope.currency, price),
      currency: scope.currency,
      kind: family === 'service' ? 'service' : 'goods',
      floorMarginBp: Math.round(10_000 * (1 - costShare[family]) - 1600),
      targetMarginBp: Math.round(10_000 * (1 - costShare[family]) - 700),
      leadTimeDays: leadDays[family],
      description: say(description),
    })),
    { importId },
  );
  const items = products.map(({ code, family, name, price, isExtra = false }, index) => ({
    id: productIds[index] ?? '',
    code,
    family,
    name,
    price,
    isExtra,
  }));
  await loadDemoCosts(tx, scope, items, { costShare, today });
  const competitors = await loadDemoCompetitors(tx, scope, importId);
  await loadDemoCompetitorPrices(tx, scope, items, competitors);
  const bundle = await loadDemoParts(tx, scope, importId, { items, category: say(families.vision) });
  await loadDemoStrategies(tx, scope, items, today);
  const roles = await loadDemoRoles(tx, scope, importId, say(families.service));
  return {
    items,
    bundle,
    roles,
    competitors,
    categories: new Map(Object.entries(families).map(([family, name]) => [family, say(name)])),
  };
}
