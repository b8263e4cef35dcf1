import { addDays, dayInZone } from '../../../platform/days.ts';
import { type Dice, diceOf } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { keepPastConcessions, type PastConcession } from '../concessions/service.ts';
import { type Draft, type Setting, tell } from '../drafts/demo.ts';
import { keepPastObjections, type PastObjection } from '../objections/service.ts';
import type { Told } from '../stories/demo.ts';

interface Doubt {
  kind: PastObjection['kind'];
  said: Told;
  answer: Told;
}

const doubts: readonly Doubt[] = [
  {
    kind: 'price',
    said: { chinese: ['比另一家贵 12%。'], english: ['You are 12% above the other offer.'] },
    answer: {
      chinese: ['把五年的能耗、备件和停线损失算在一起，总成本低 8%。算表已发。'],
      english: ['Over five years energy, spares and standstill make us 8% cheaper; sent the sheet.'],
    },
  },
  {
    kind: 'timing',
    said: { chinese: ['今年停线窗口只剩一个周末。'], english: ['There is one weekend left this year to stop the line.'] },
    answer: {
      chinese: ['厂内预装预调，现场 36 小时切换，附上一家同行的切换记录。'],
      english: ['We set up in our hall and change over in 36 hours; attached the log of a similar plant.'],
    },
  },
  {
    kind: 'trust',
    said: { chinese: ['你们在我们行业做过几家？'], english: ['How many of our trade have you done?'] },
    answer: {
      chinese: ['三家，约了其中一家下周参观。'],
      english: ['Three; a visit to one of them is set for next week.'],
    },
  },
  {
    kind: 'product',
    said: { chinese: ['反光件能不能稳定检出，还没见过。'], english: ['We have not seen it work on reflective parts.'] },
    answer: { chinese: ['用客户样件做 500 件测试，报告同步给质量部。'], english: ['Run 500 of their parts; report to quality.'] },
  },
  {
    kind: 'authority',
    said: { chinese: ['这个金额要集团批。'], english: ['This sum needs the group.'] },
    answer: {
      chinese: ['做一页投资回报给集团用，请对方带我们汇报。'],
      english: ['One page of payback for the group; asked to present it together.'],
    },
  },
  {
    kind: 'competitor',
    said: { chinese: ['老供应商说他们也能做。'], english: ['Our old supplier says they can do it too.'] },
    answer: {
      chinese: ['请双方各做一次同样的样件，按结果定。'],
      english: ['Proposed the same sample test for both; let the result decide.'],
    },
  },
];

interface Trade {
  kind: PastConcession['kind'];
  ask: Told;
  give: Told;
  /** Share of the deal's amount that the give is worth. */
  bp: readonly number[];
  got: Told;
}

const trades: readonly Trade[] = [
  {
    kind: 'discount',
    ask: { chinese: ['要求再降 5%'], english: ['5% off'] },
    give: { chinese: ['主机让 2%'], english: ['2% off the main unit'] },
    bp: [200, 300],
    got: { chinese: ['本月签约'], english: ['Signature this month'] },
  },
  {
    kind: 'paymentTerm',
    ask: { chinese: ['尾款改到验收后 90 天'], english: ['Balance 90 days after acceptance'] },
    give: { chinese: ['尾款验收后 60 天'], english: ['Balance 60 days after acceptance'] },
    bp: [60, 90],
    got: { chinese: ['预付款提到 40%'], english: ['Deposit up to 40%'] },
  },
  {
    kind: 'warranty',
    ask: { chinese: ['质保延到 24 个月'], english: ['24 months of warranty'] },
    give: { chinese: ['质保 18 个月'], english: ['18 months of warranty'] },
    bp: [80, 120],
    got: { chinese: ['同意做参观样板'], english: ['May be named as a reference'] },
  },
  {
    kind: 'service',
    ask: { chinese: ['免费培训一期'], english: ['A free training'] },
    give: { chinese: ['现场培训两天'], english: ['Two days of training on site'] },
    bp: [50, 70],
    got: { chinese: ['备件年框一并签'], english: ['Yearly spares contract with the order'] },
  },
];

/** Objections and give and get of the deals that came to quoting: most were answered, some of what was given came back. */
export async function loadDemoNegotiations(
  tx: Tx,
  scope: Scope,
  stage: Setting,
  drafts: readonly Draft[],
  ids: readonly string[],
): Promise<void> {
  const dice = diceOf(`negotiations of ${drafts[0]?.account.owner ?? ''}`);
  const told = drafts.map((draft, index) => negotiationOf(stage, draft, ids[index] ?? '', dice));
  await keepPastObjections(
    tx,
    scope,
    told.flatMap(({ objections }) => objections),
  );
  await keepPastConcessions(
    tx,
    scope,
    told.flatMap(({ concessions }) => concessions),
  );
}

interface Negotiation {
  objections: PastObjection[];
  concessions: PastConcession[];
}

function negotiationOf({ clock, stagesOf, answers }: Setting, draft: Draft, dealId: string, dice: Dice): Negotiation {
  const { plot, account, contact, past } = draft;
  const entered = past.way.find(({ stageKey }) => stageKey === 'quote');
  const stageId = stagesOf(plot.isQuick).find(({ key }) => key === 'quote')?.id;
  if (!entered || stageId === undefined || plot.isOlder || dice.chance(0.25)) return { objections: [], concessions: [] };
  const start = dayInZone(entered.at, clock.timeZone);
  const at = (days: number): string => [addDays(start, days), addDays(clock.today, -1)].toSorted()[0] ?? start;
  const isOver = plot.ending !== 'open' || plot.stageKey !== 'quote';
  const wasWon = plot.ending !== 'lost' && plot.ending !== 'held' && isOver;
  const objections = dice
    .some(doubts, plot.isQuick ? 1 : dice.between(1, 2))
    .map(({ kind, said, answer }, index): PastObjection => {
      const isAnswered = isOver || dice.chance(0.55);
      const isClosed = isOver && plot.ending !== 'held';
      const closedAs = wasWon ? (dice.chance(0.75) ? 'solved' : 'accepted') : dice.chance(0.5) ? 'lost' : 'solved';
      return {
        dealId,
        stageId,
        kind,
        said: tell(dice, said, account.isChinese),
        contactId: contact?.id ?? null,
        raisedOn: at(1 + index),
        status: isClosed ? 'closed' : isAnswered ? 'answered' : 'open',
        closedAs: isClosed ? closedAs : null,
        closedOn: isClosed ? at(6 + index) : null,
        steps: isClosed
          ? ['listen', 'understand', 'solve', 'patience']
          : isAnswered
            ? ['listen', 'understand', 'solve']
            : ['listen'],
        replies: isAnswered
          ? [
              {
                side: 'us',
                text: tell(dice, answer, account.isChinese),
                saidOn: at(2 + index),
                // The library was not at hand every time.
                materialId: dice.chance(0.8) ? (answers.get(`${kind} ${account.isChinese ? 'zh-Hans' : 'en'}`) ?? null) : null,
              },
            ]
          : [],
      };
    });
  return { objections, concessions: plot.isQuick ? [] : tradesOf(draft, dealId, dice, at) };
}

function tradesOf({ account, past }: Draft, dealId: string, dice: Dice, at: (days: number) => string): PastConcession[] {
  const amount = Number(past.values['amountMinor'] ?? 0);
  return dice.some(trades, dice.between(1, 2)).flatMap(({ kind, ask, give, bp, got }, index): PastConcession[] => {
    const points = dice.pick(bp);
    const shared = { dealId, round: index + 1, kind, currency: account.currency, dealAmountMinor: amount };
    const none = { valueMinor: null, marginMinor: null, marginBp: null, gotText: null, gotMinor: null };
    const valueMinor = Math.round((amount * points) / 1_000_000) * 100;
    const gotText = dice.chance(0.65) ? tell(dice, got, account.isChinese) : null;
    return [
      { ...shared, ...none, side: 'ask', text: tell(dice, ask, account.isChinese), saidOn: at(3 + index) },
      {
        ...shared,
        ...none,
        side: 'give',
        text: tell(dice, give, account.isChinese),
        valueMinor,
        marginMinor: valueMinor,
        gotText,
        gotMinor: gotText !== null && dice.chance(0.5) ? Math.round(valueMinor / 200) * 100 : null,
        saidOn: at(4 + index),
      },
    ];
  });
}
