import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { createRecords } from '../records/entities/service.ts';
import type { ObjectionKind } from './contract.ts';
import { materialEntity } from './entity.ts';

type Language = 'zh-Hans' | 'en';
/** How an objection is met: what the customer says, what to listen for, to ask, to say, and how to stay with it. */
type Answer = readonly [title: string, said: string, listen: string, understand: string, solve: string, patience: string];

interface Entry {
  kind: ObjectionKind;
  stage: 'contact' | 'needs' | 'quote' | 'sign';
  'zh-Hans': Answer;
  en: Answer;
}

/** What the sample company's sellers learned to answer, by what customers doubt. */
const answers: readonly Entry[] = [
  {
    kind: 'price',
    stage: 'quote',
    'zh-Hans': [
      '按五年总成本算一遍',
      '比另一家贵 12%。',
      '听完，不急着解释；记下对方比的是哪一份报价。',
      '问清：对方的价格含安装调试、备件和首年服务吗？',
      '把五年的能耗、备件和停线损失算在一起，总成本低 8%。算表当天发出。',
      '三天后电话确认算表到了谁手里，不主动降价。',
    ],
    en: [
      'Count five years, not the purchase',
      'You are 12% above the other offer.',
      'Hear them out; note which offer they compare with.',
      'Ask whether the other price holds installation, spares and the first year of service.',
      'Over five years energy, spares and standstill make us 8% cheaper; send the sheet the same day.',
      'Call after three days to hear who has the sheet. Offer no discount by yourself.',
    ],
  },
  {
    kind: 'timing',
    stage: 'needs',
    'zh-Hans': [
      '一个周末完成切换',
      '今年停线窗口只剩一个周末。',
      '记下停线窗口和谁说了算。',
      '问清：停一天损失多少？有没有可以先做的准备？',
      '厂内预装预调，现场 36 小时切换，附上一家同行的切换记录。',
      '把窗口写进计划，每两周对一次进度。',
    ],
    en: [
      'Change over in one weekend',
      'There is one weekend left this year to stop the line.',
      'Note the window and who decides about it.',
      'Ask what a day of standstill costs, and what may be prepared before.',
      'We set up in our hall and change over in 36 hours; attach the log of a similar plant.',
      'Write the window into the plan and go through it every two weeks.',
    ],
  },
  {
    kind: 'trust',
    stage: 'contact',
    'zh-Hans': [
      '请同行客户说话',
      '你们在我们行业做过几家？',
      '听对方担心的是哪一次失败。',
      '问清：最看重的是指标、交期还是售后？',
      '三家，约其中一家下周参观，请对方设备部直接交流。',
      '参观后两天内回访，请对方说说看到了什么。',
    ],
    en: [
      'Let a customer of their trade speak',
      'How many of our trade have you done?',
      'Hear which failure they have in mind.',
      'Ask what counts most: figures, delivery, or service.',
      'Three; set a visit to one of them for next week and let the maintenance people talk.',
      'Call within two days of the visit and ask what they saw.',
    ],
  },
  {
    kind: 'product',
    stage: 'needs',
    'zh-Hans': [
      '拿客户样件测 500 件',
      '反光件能不能稳定检出，还没见过。',
      '请对方把最难的件拿出来。',
      '问清：多少误判可以接受？边界样谁来定？',
      '用客户样件做 500 件测试，报告同步给质量部。',
      '边界样补测一轮，结果当面讲。',
    ],
    en: [
      'Test 500 of their own parts',
      'We have not seen it work on reflective parts.',
      'Ask for the hardest parts they have.',
      'Ask how many false rejects they accept, and who decides about doubtful samples.',
      'Run 500 of their parts; the report goes to quality as well.',
      'Test the doubtful ones once more and go through the result in person.',
    ],
  },
  {
    kind: 'authority',
    stage: 'quote',
    'zh-Hans': [
      '给决策人一页纸',
      '这个金额要集团批。',
      '听清审批的人、次序和日期。',
      '问清：集团看重回收期还是投资额？',
      '做一页投资回报给集团用，请对方带我们汇报。',
      '上会前一天确认材料，会后当天问结果。',
    ],
    en: [
      'One page for whoever decides',
      'This sum needs the group.',
      'Hear who decides, in which order, and when.',
      'Ask whether the group looks at payback or at the sum.',
      'Write one page of payback for the group and ask to present it together.',
      'Confirm the papers the day before, ask for the result the same day.',
    ],
  },
  {
    kind: 'competitor',
    stage: 'quote',
    'zh-Hans': [
      '同样的样件各测一次',
      '老供应商说他们也能做。',
      '不评价对方，听客户满意和不满意的地方。',
      '问清：他们答应了哪些指标？写进合同吗？',
      '请双方各做一次同样的样件，按结果定。',
      '测试标准先书面确认，再约日期。',
    ],
    en: [
      'The same test for both',
      'Our old supplier says they can do it too.',
      'Say nothing about them; hear what the customer likes and misses.',
      'Ask which figures they promised, and whether in writing.',
      'Propose the same sample test for both; let the result decide.',
      'Agree on the criteria in writing first, on the day second.',
    ],
  },
];

/** What something is worth: title, need, story, before, after, source. */
type Worth = readonly [title: string, need: string, story: string, before: string, after: string, source: string];

interface Told {
  kind: 'value' | 'case';
  /** Code of a product that it is about. */
  code: string;
  /** What its customer said, and may be quoted with. */
  quotation: Readonly<Record<Language, string>> | null;
  'zh-Hans': Worth;
  en: Worth;
}

const told: readonly Told[] = [
  {
    kind: 'value',
    code: 'HV-200',
    quotation: null,
    'zh-Hans': [
      '替代人工复检',
      '人工复检漏检多，换班时更明显',
      '每班少两人，夜班与白班一个标准。',
      '漏检 1.8%',
      '漏检 0.1%',
      '三家客户验收报告',
    ],
    en: [
      'Replace manual inspection',
      'Manual inspection misses parts, most of all at shift change',
      'Two people fewer per shift, nights as good as days.',
      '1.8% missed',
      '0.1% missed',
      'Acceptance reports of three customers',
    ],
  },
  {
    kind: 'value',
    code: 'AG-600',
    quotation: null,
    'zh-Hans': [
      '线边不再缺料',
      '线边缺料停线每周三四次',
      '按节拍配送，与仓库系统对账。',
      '每周停线 3 至 4 次',
      '两个月 1 次',
      '客户产线记录',
    ],
    en: [
      'No line stops for parts',
      'Lines stop three or four times a week for missing parts',
      'Delivery follows the cycle and is checked with the warehouse.',
      '3 to 4 stops a week',
      '1 in two months',
      "The customer's line records",
    ],
  },
  {
    kind: 'case',
    code: 'HV-500',
    quotation: { 'zh-Hans': '夜班的退货单没有了。', en: 'Returns from night shifts are a thing of the past.' },
    'zh-Hans': [
      '汽车零部件：两条线在线检测',
      '主机厂因漏检退货两批',
      '两条线六周上线，换型 5 分钟。',
      '退货 2 批/季',
      '退货 0',
      '客户质量部季报',
    ],
    en: [
      'Automotive parts: two lines inspected',
      'Two batches came back for missed parts',
      'Two lines live in six weeks, changeover in five minutes.',
      '2 batches a quarter',
      'none',
      'Quarterly report of their quality department',
    ],
  },
  {
    kind: 'case',
    code: 'PR-180',
    quotation: null,
    'zh-Hans': [
      '食品饮料：旺季码垛不靠临时工',
      '码垛岗位招不到人',
      '一台工作站顶两班六人，三个月回本过半。',
      '每班 3 人',
      '每班 0.5 人',
      '客户财务测算',
    ],
    en: [
      'Food and beverage: palletising without temps',
      'Nobody to be found for palletising',
      'One cell does the work of six over two shifts.',
      '3 people a shift',
      'half a person a shift',
      "The customer's own calculation",
    ],
  },
];

/** Answers by what they answer and their language: `price zh-Hans`. */
export type DemoAnswers = ReadonlyMap<string, string>;

const languages: readonly Language[] = ['zh-Hans', 'en'];

/** Fills the library, in both languages, and answers which entry meets which doubt. */
export async function loadDemoLibrary(
  tx: Tx,
  scope: Scope,
  importId: string,
  items: readonly { id: string; code: string }[],
): Promise<DemoAnswers> {
  const entries = answers.flatMap((entry) => languages.map((language) => ({ ...entry, language })));
  const worth = told.flatMap((entry) => languages.map((language) => ({ ...entry, language })));
  const ids = await createRecords(
    tx,
    scope,
    materialEntity,
    [
      ...entries.map(({ kind, stage, language, ...texts }) => {
        const [title, said, listen, understand, solve, patience] = texts[language];
        return { kind: 'answer', objectionKind: kind, stage, language, title, said, listen, understand, solve, patience };
      }),
      ...worth.map(({ kind, code, quotation, language, ...texts }) => {
        const [title, need, story, beforeText, afterText, source] = texts[language];
        return {
          kind,
          language,
          title,
          need,
          story,
          beforeText,
          afterText,
          source,
          productId: items.find((item) => item.code === code)?.id ?? null,
          ...(quotation && { quotation: quotation[language], quotationConsent: 'given' }),
        };
      }),
    ],
    { importId },
  );
  return new Map(entries.map(({ kind, language }, index) => [`${kind} ${language}`, ids[index] ?? '']));
}
