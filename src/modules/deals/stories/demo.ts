import type { Family } from '../../catalogue/demo.ts';
import type { Industry } from '../../customers/demo.ts';
import type { LostReason } from '../contract.ts';
import type { z } from 'zod';

/** A story in both languages, told in that of the customer. */
export type Told = Readonly<Record<'chinese' | 'english', readonly string[]>>;

/** What each industry buys. */
export const wishes: Readonly<Record<Industry, readonly Family[]>> = {
  auto: ['vision', 'robot', 'line', 'drive'],
  electronics: ['vision', 'line', 'drive'],
  battery: ['vision', 'vehicle', 'line'],
  food: ['robot', 'vision', 'vehicle'],
  pharma: ['vision', 'robot', 'line'],
  logistics: ['vehicle', 'robot'],
  metal: ['robot', 'drive', 'vision'],
  home: ['line', 'robot', 'vehicle'],
};

const chineseSites = ['一号线', '二号线', '三号线', '五号线', '新厂', '总装车间', '南厂区', '北厂区'];
const englishSites = ['line 1', 'line 2', 'line 4', 'the new plant', 'final assembly', 'plant south', 'hall B'];
export const sites: Told = { chinese: chineseSites, english: englishSites };

/** Titles; `{s}` is the place. */
export const titles: Readonly<Record<Family, Told>> = {
  vision: {
    chinese: ['{s}外观视觉检测', '{s}尺寸在线测量', '{s}缺陷识别升级', '{s}读码与防错', '{s}视觉复检替代人工'],
    english: [
      'Vision inspection, {s}',
      'In-line measurement, {s}',
      'Defect recognition upgrade, {s}',
      'Code reading and mistake-proofing, {s}',
    ],
  },
  robot: {
    chinese: ['{s}码垛工作站', '{s}机床上下料', '{s}机器人装箱', '{s}混垛改造'],
    english: ['Palletising cell, {s}', 'Machine tending, {s}', 'Robot case packing, {s}', 'Mixed-pallet conversion, {s}'],
  },
  vehicle: {
    chinese: ['{s}线边配送 AGV', '{s}成品入库 AGV', '{s}车队调度扩容'],
    english: ['Line-side AGVs, {s}', 'AGVs to the finished-goods store, {s}', 'Fleet extension, {s}'],
  },
  line: {
    chinese: ['{s}装配线改造', '{s}节拍提升', '{s}数据采集与看板', '{s}工位柔性化'],
    english: ['Assembly retrofit, {s}', 'Cycle-time project, {s}', 'Line data and OEE board, {s}', 'Flexible stations, {s}'],
  },
  drive: {
    chinese: ['{s}伺服换型', '{s}控制器升级', '{s}电控柜改造'],
    english: ['Servo replacement, {s}', 'Controller upgrade, {s}', 'Control cabinet renewal, {s}'],
  },
  service: {
    chinese: ['年度保养续签', '备件补货', '{s}操作培训', '{s}易损件采购'],
    english: ['Service contract renewal', 'Spare parts order', 'Operator training, {s}', 'Wear parts, {s}'],
  },
};

/** What the customer is after, in a seller's words. */
export const interests: Readonly<Record<Family, Told>> = {
  vision: {
    chinese: [
      '夜班漏检被主机厂退过两批货，要把人工复检换掉，误判率压到 0.5% 以内。',
      '换型频繁，现有相机每次调半天，希望五分钟内切换。',
    ],
    english: [
      'Two batches came back from their customer after night shifts; wants to replace manual re-inspection at no more than 0.5% false rejects.',
      'Changes products several times a day and loses half a day on camera set-up; wants five minutes.',
    ],
  },
  robot: {
    chinese: ['码垛岗位招不到人，旺季全靠临时工，想先上一台看效果。', '两台机床一个人看，夜班想做到无人值守。'],
    english: [
      'Cannot find people for palletising and lives on temps in season; wants to start with one cell.',
      'One operator minds two machines; wants the night shift to run by itself.',
    ],
  },
  vehicle: {
    chinese: ['线边缺料停线每周三四次，要把配送做准，并和仓库系统打通。', '叉车事故后集团要求人车分流，今年必须上。'],
    english: [
      'Lines stop three or four times a week for missing parts; wants exact delivery tied to the warehouse system.',
      'After a forklift accident the group wants people and vehicles apart, this year.',
    ],
  },
  line: {
    chinese: ['新订单要节拍从 62 秒降到 45 秒，停线不能超过一个周末。', '老板每天问 OEE，现在靠手抄，要一块能信的看板。'],
    english: [
      'A new order needs 45 seconds instead of 62, and the line may stand for one weekend at most.',
      'The board asks for OEE every day and gets hand-written sheets; wants figures to trust.',
    ],
  },
  drive: {
    chinese: ['老驱动停产，备件买不到了，要分批换，不能动机械结构。', '控制器卡顿，想换多轴同步的，先拿一台试。'],
    english: [
      'The old drives are discontinued and spares have run out; wants to replace in steps without touching the mechanics.',
      'Controllers lag; wants to try a multi-axis one on a single machine first.',
    ],
  },
  service: {
    chinese: ['设备过保，想签年保，响应时间要写明。', '年底停产检修前把易损件备齐。'],
    english: [
      'Out of warranty; wants a yearly contract with response times in writing.',
      'Wants wear parts on the shelf before the year-end overhaul.',
    ],
  },
};

/** Evidence beside what is ticked by hand, by criterion. */
export const evidence: Readonly<Record<string, Told>> = {
  'icp.fits': {
    chinese: ['年营收过亿，有专职设备部，同行业已有三家在用。'],
    english: ['Right size, own maintenance team, three customers in the same trade.'],
  },
  'needs.confirmed': {
    chinese: ['需求纪要已由客户邮件确认。', '会议纪要双方签字。'],
    english: ["Minutes confirmed by the customer's mail.", 'Requirements list signed in the workshop.'],
  },
  'needs.timingAndBudget': {
    chinese: ['已列入本年度技改，四季度前到货。', '采购书面告知预算上限和开工窗口。'],
    english: ["In this year's capex, delivery before Q4.", 'Purchasing gave ceiling and start window in writing.'],
  },
  'solution.covers': {
    chinese: ['方案 V2 覆盖全部关键需求，已逐条打勾。'],
    english: ['Solution V2 covers every key need, ticked line by line.'],
  },
  'decider.met': { chinese: ['在现场与总经理面谈四十分钟。'], english: ['Forty minutes with the managing director on site.'] },
  'quote.sent': {
    chinese: ['报价单已邮件发送，客户回执。', '报价与技术协议一并发出。'],
    english: ['Quote mailed, receipt confirmed.', 'Quote sent with the technical agreement.'],
  },
  'terms.set': {
    chinese: ['付款 40/50/10，交期 30 天，质保 12 个月。'],
    english: ['Payment 40/50/10, lead time 30 days, warranty 12 months.'],
  },
  'quote.accepted': { chinese: ['采购邮件确认接受报价。'], english: ['Acceptance by mail from purchasing.'] },
  'credit.checked': {
    chinese: ['近三年付款正常，财务同意账期 30 天。'],
    english: ['Pays on time for three years; finance agrees to 30 days.'],
  },
  'won.proved': {
    chinese: ['合同双方盖章，扫描件已归档。', '收到客户采购订单，已回签确认。'],
    english: ['Contract signed by both, scan on file.', 'Purchase order received and confirmed.'],
  },
  'delivery.accepted': { chinese: ['验收单客户签字，连续 8 小时达标。'], english: ['Acceptance signed, eight hours on target.'] },
  'deposit.received': { chinese: ['首付款已到账。'], english: ['Down payment received.'] },
  'delivery.tasksMet': {
    chinese: ['到货、安装、调试三个节点均按期完成。'],
    english: ['Arrival, installation and commissioning on time.'],
  },
  'csat.scored': {
    chinese: ['满意度 5 分。', '满意度 4 分，建议加强培训。'],
    english: ['Score 5 of 5.', 'Score 4 of 5: would like more training.'],
  },
  'care.clear': { chinese: ['无未结投诉，承诺事项全部完成。'], english: ['No open complaint, every promise kept.'] },
  'referral.asked': { chinese: ['愿意接待同行参观，推荐一家。'], english: ['Will receive visitors and named one company.'] },
};

/** Why deals were lost, in the seller's words. */
export const losses: readonly { reason: z.infer<typeof LostReason>; isCompetitor: boolean; told: Told }[] = [
  {
    reason: 'price',
    isCompetitor: true,
    told: {
      chinese: ['对方报价低 15%，客户这次只看总价。下次先谈停线损失。'],
      english: [
        'Fifteen percent below us, and this time only the price counted. Next time talk about the cost of standstill first.',
      ],
    },
  },
  {
    reason: 'competitor',
    isCompetitor: true,
    told: {
      chinese: ['对手老线在用，客户图省事直接加购。我们进场太晚。'],
      english: ['They already run the other make and simply added to it. We came too late.'],
    },
  },
  {
    reason: 'noDecision',
    isCompetitor: false,
    told: {
      chinese: ['集团重组，项目无人拍板，拖了四个月后取消。'],
      english: ['Reorganised; nobody to decide. Cancelled after four months.'],
    },
  },
  {
    reason: 'budget',
    isCompetitor: false,
    told: { chinese: ['技改预算被砍，转到明年再议。'], english: ['Capex cut; to be discussed next year.'] },
  },
  {
    reason: 'noResponse',
    isCompetitor: false,
    told: { chinese: ['报价后三次跟进无回复，联系人已离职。'], english: ['Three follow-ups unanswered; the contact has left.'] },
  },
  {
    reason: 'timing',
    isCompetitor: false,
    told: {
      chinese: ['要求六周到货，我们排产到三个月后。'],
      english: ['Needed it in six weeks; our line is booked for three months.'],
    },
  },
  {
    reason: 'product',
    isCompetitor: true,
    told: {
      chinese: ['反光件检出率差 0.3 个点，样件测试没过。'],
      english: ['Reflective parts: 0.3 points short in the sample test.'],
    },
  },
  {
    reason: 'terms',
    isCompetitor: false,
    told: {
      chinese: ['要求验收后 180 天付款，超出底线。'],
      english: ['Asked for payment 180 days after acceptance; below our floor.'],
    },
  },
];

export const holds: Told = {
  chinese: ['客户搬厂，年后恢复。', '主线改款，等新图纸。'],
  english: ['Moving the plant; back after the holidays.', 'Model change; waiting for new drawings.'],
};

export const waivers: Told = {
  chinese: ['老客户，采购电话确认，书面本周补上。', '总经理当面答应，客户流程慢，先推进。'],
  english: [
    'Long-standing customer; confirmed by phone, in writing this week.',
    'Agreed in person; their paperwork is slow, we go on.',
  ],
};

export const sources: readonly { share: number; text: readonly [string, string] }[] = [
  { share: 30, text: ['老客户', 'Existing customer'] },
  { share: 22, text: ['展会', 'Trade fair'] },
  { share: 20, text: ['转介绍', 'Referral'] },
  { share: 16, text: ['官网询盘', 'Website'] },
  { share: 12, text: ['电话开发', 'Outbound call'] },
];
