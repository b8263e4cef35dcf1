import type { ActivityKind } from './contract.ts';

/** Something a seller wrote down: `{c}` is the person spoken with, `{p}` the product. */
export interface Phrase {
  kind: ActivityKind;
  subject: string;
  body: string;
  /** Theirs to us, or ours to them. */
  isIncoming: boolean;
}

type Line = readonly [kind: ActivityKind, subject: string, body: string, from?: 'in'];

/** What is written down in the phases of a sale, in the language of the customer. */
const chinese: readonly (readonly Line[])[] = [
  [
    ['call', '首次电话 · {c}', '接得很爽快，今年有技改计划。讲了同行案例的节拍数据，对方主动问换型要多久。约好加微信发资料。'],
    ['message', '微信发送案例视频', '{c}回复：效果不错，我们的件反光更厉害，能行吗？答应寄样试一次。'],
    ['mail', '发送产品手册与两份案例', '附{p}手册、同行业验收报告（隐去客户名）。'],
    ['demo', '线上演示 {p}', '三位工程师参加，问得很细：误判率、换型时间、与现有控制器的接口。约下周到现场看。'],
    ['call', '{c}来电询价', '从展会资料上找到我们，想先了解大概预算，月底要报技改计划。', 'in'],
    ['note', '内部备注', '这家去年自己改造过一次，没达标。设备部很谨慎，先谈风险怎么控，再谈价格。'],
  ],
  [
    ['visit', '现场勘查', '跟了两个班次。瓶颈在人工复检，每班六人，夜班漏检最多。量了工位尺寸，拍了视频，回去出布局。'],
    ['meeting', '需求对齐会', '生产、设备、品质三方到场。排序：一不停线，二指标写进协议，三价格。{c}当场确认了会议纪要。'],
    ['call', '与{c}确认预算口径', '已列入本年度技改，超出部分要上总经理办公会。希望分两期付。'],
    ['message', '样件已寄出', '{c}：顺丰发了，里面三种不良品各二十件，标签贴好了。', 'in'],
    ['meeting', '样件测试结果沟通', '检出率 99.6%，误判 0.4%，对方认可；要求再测一批边界样。'],
    ['note', '决策链', '总经理拍板，设备部一票否决，采购只管付款条件。{c}是我们的支持者。'],
  ],
  [
    ['mail', '发送报价与技术协议', '{p}及安装调试，有效期 30 天，附付款节点、交期和质保条款。'],
    ['call', '追问疑虑 · {c}', '说比另一家贵一成。细问下来，对方没含安装调试和一年备件。约周四当面逐项对一遍。'],
    ['meeting', '商务谈判', '总价不动，送一次操作培训；对方把首付从 30% 提到 40%。交期不变。'],
    ['visit', '带客户看样板线', '在样板客户的车间看了两个小时，{c}和操作工聊得最久，回来路上主动谈起开工时间。'],
    ['message', '{c}：方案过会了', '副总签了字，下周一走合同流程，让我们把验收标准再写细一点。', 'in'],
    ['call', '确认验收标准', '改为连续运行 8 小时、合格率不低于 99.5%，双方同意写进附件。'],
  ],
  [
    ['meeting', '合同评审', '法务提了两条：违约金上限、图纸归属。都按我方范本改定。'],
    ['mail', '合同寄出', '一式四份，已盖章，请{c}安排用印后回寄两份。'],
    ['meeting', '项目启动会', '交付负责人到场，排定到货、安装、调试、验收四个节点，{c}负责现场配合。'],
    ['visit', '现场安装', '设备到场，开箱无损。电气接线完成一半，明天进机械调整。'],
    ['call', '进度通报 · {c}', '按计划推进，预计提前两天进入调试。首付款已到账。'],
  ],
  [
    ['call', '售后回访 · {c}', '运行平稳，操作工已经上手。提了一个小建议：报警声再大些，已转研发。'],
    ['visit', '首月巡检', '连续运行 26 天无停机。更换一处磨损的防护罩，拍照留档。'],
    ['message', '满意度回收', '{c}打了 5 分：交付比承诺早两天，培训讲得明白。', 'in'],
    ['call', '谈二期与转介绍', '二期预计明年上半年立项；{c}愿意介绍集团另一家工厂，已加微信。'],
  ],
];

const english: readonly (readonly Line[])[] = [
  [
    [
      'call',
      'First call with {c}',
      'Easy to talk to; there is budget for upgrades this year. Told the case from their own trade, and was asked about changeover times at once. Case goes out today.',
    ],
    [
      'mail',
      'Sent brochure and two cases',
      'The {p} brochure and an acceptance report from the same industry, customer name removed.',
    ],
    [
      'demo',
      'Online demo of the {p}',
      'Three engineers joined and asked the right things: false rejects, changeover, interface to their controllers. Agreed on a site visit.',
    ],
    [
      'mail',
      '{c}: interested, some questions',
      'Likes the cycle times. Wants to know how the {p} copes with their part mix, and who does service locally.',
      'in',
    ],
    [
      'call',
      '{c} called about budget',
      'Found us at the trade fair. Needs a rough figure before the capex round at the end of the month.',
      'in',
    ],
    [
      'note',
      'Background',
      'They tried a retrofit with another supplier two years ago and it missed the target. Talk about risk first, price second.',
    ],
  ],
  [
    [
      'visit',
      'Site survey',
      'Followed two shifts. The bottleneck is manual re-inspection, six people per shift, worst at night. Measured the station, took video for the layout.',
    ],
    [
      'meeting',
      'Requirements workshop',
      'Production, maintenance and quality at the table. Their order: no standstill, targets in writing, then price. {c} confirmed the minutes the same day.',
    ],
    [
      'call',
      'Budget and timing with {c}',
      'In this fiscal year for the first half; anything above goes to the board. Would prefer two payments.',
    ],
    [
      'mail',
      'Sample parts on their way',
      '{c}: three defect types, twenty pieces each, labelled. Should be with you on Thursday.',
      'in',
    ],
    ['meeting', 'Sample test review', '99.6% found, 0.4% false rejects. Accepted; they want one more batch of borderline parts.'],
    [
      'note',
      'Who decides',
      'The managing director signs, maintenance has a veto, purchasing minds the payment terms. {c} is on our side.',
    ],
  ],
  [
    [
      'mail',
      'Quote and technical agreement sent',
      '{p} with installation and commissioning, valid 30 days; payment milestones, lead time and warranty attached.',
    ],
    [
      'call',
      'Asked {c} for doubts',
      'Ten percent above the other offer, they say. Theirs has neither commissioning nor spares in it. Going through it line by line on Thursday.',
    ],
    [
      'meeting',
      'Negotiation',
      'Price stays; we add operator training, they raise the down payment from 30 to 40 percent. Lead time unchanged.',
    ],
    [
      'visit',
      'Reference visit',
      'Two hours on the shop floor of a customer. {c} spent most of it with the operators, and brought up start dates on the way back.',
    ],
    [
      'mail',
      '{c}: through the committee',
      'Approved. Contract next week; please spell out the acceptance criteria in more detail.',
      'in',
    ],
    [
      'call',
      'Acceptance criteria agreed',
      'Eight hours of continuous running at 99.5 percent yield or better; goes into the annex.',
    ],
  ],
  [
    [
      'meeting',
      'Contract review',
      'Their counsel raised the liability cap and ownership of drawings. Both settled on our template.',
    ],
    ['mail', 'Contract sent for signature', 'Two originals, signed on our side. {c} returns one.'],
    [
      'meeting',
      'Kick-off',
      'Delivery lead introduced; dates for arrival, installation, commissioning and acceptance fixed. {c} coordinates on site.',
    ],
    ['visit', 'Installation on site', 'Crates opened, no damage. Half of the wiring done, mechanical alignment tomorrow.'],
    ['call', 'Progress call with {c}', 'On plan, commissioning may start two days early. Down payment received.'],
  ],
  [
    [
      'call',
      'Follow-up with {c}',
      'Runs smoothly, operators are at home with it. One wish: a louder alarm. Passed on to development.',
    ],
    ['visit', 'First-month inspection', '26 days without a stop. Replaced one worn guard, photos on file.'],
    ['mail', 'Satisfaction: 5 of 5', '{c}: two days earlier than promised, and the training was clear.', 'in'],
    [
      'call',
      'Next phase and a referral',
      'Phase two is planned for the first half of next year. {c} will introduce us to a sister plant.',
    ],
  ],
];

/** What is written in a phase (1 to 5). */
export function phrasesOf(phase: number, isChinese: boolean): Phrase[] {
  const lines = (isChinese ? chinese : english)[phase - 1] ?? [];
  return lines.map(([kind, subject, body, from]) => ({ kind, subject, body, isIncoming: from === 'in' }));
}

const chineseSteps: readonly (readonly Line[])[] = [
  [
    ['call', '回访{c}，约现场时间', ''],
    ['demo', '演示 {p}', ''],
    ['message', '把同行案例发给{c}', ''],
  ],
  [
    ['visit', '到现场补量尺寸', ''],
    ['meeting', '与{c}核对方案要点', ''],
    ['task', '出布局图和节拍测算', ''],
    ['call', '确认样件测试结果', ''],
  ],
  [
    ['task', '更新报价，写明含安装调试', ''],
    ['call', '报价到期前提醒{c}', ''],
    ['meeting', '价格与付款条件谈判', ''],
    ['visit', '陪{c}看样板线', ''],
  ],
  [
    ['task', '按法务意见改合同', ''],
    ['call', '向{c}催用印', ''],
    ['meeting', '开项目启动会', ''],
    ['task', '确认到货与安装日期', ''],
  ],
  [
    ['call', '回访{c}', ''],
    ['task', '回收满意度', ''],
    ['visit', '首月巡检', ''],
  ],
];

const englishSteps: readonly (readonly Line[])[] = [
  [
    ['call', 'Call {c} to fix the site visit', ''],
    ['demo', 'Demo of the {p}', ''],
    ['mail', 'Send {c} the case study', ''],
  ],
  [
    ['visit', 'Measure the station once more', ''],
    ['meeting', 'Check the solution with {c}', ''],
    ['task', 'Draw the layout, estimate cycle times', ''],
    ['call', 'Discuss sample test results', ''],
  ],
  [
    ['task', 'Update the quote: state what is included', ''],
    ['call', 'Remind {c} before the quote expires', ''],
    ['meeting', 'Price and payment terms', ''],
    ['visit', 'Reference visit with {c}', ''],
  ],
  [
    ['task', "Work counsel's remarks into the contract", ''],
    ['call', 'Ask {c} for the signature', ''],
    ['meeting', 'Project kick-off', ''],
    ['task', 'Confirm arrival and installation dates', ''],
  ],
  [
    ['call', 'Follow up with {c}', ''],
    ['task', 'Collect the satisfaction score', ''],
    ['visit', 'First-month inspection', ''],
  ],
];

/** What is to do next in a phase. */
export function stepsOf(phase: number, isChinese: boolean): { kind: ActivityKind; subject: string }[] {
  const lines = (isChinese ? chineseSteps : englishSteps)[phase - 1] ?? [];
  return lines.map(([kind, subject]) => ({ kind, subject }));
}

/** What is written on a lead that has been approached but has not answered with interest. */
export const leadPhrases: Readonly<Record<'chinese' | 'english', readonly Line[]>> = {
  chinese: [
    ['call', '首次电话', '前台转接，说负责人出差，下周再打。'],
    ['mail', '发送公司介绍', '已送达，暂未回复。'],
    ['message', '添加微信', '通过了好友，发了案例，对方说先看看。'],
  ],
  english: [
    ['call', 'First call', 'Reception took a message; try again next week.'],
    ['mail', 'Introduction sent', 'Delivered, no answer yet.'],
    ['message', 'Connected on LinkedIn', 'Accepted, sent the case study.'],
  ],
};
