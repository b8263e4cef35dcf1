import { addDays, dayInZone } from '../../platform/days.ts';
import { type Both, type Dice, diceOf, inLanguage } from '../../platform/demo.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { industries, type Industry, regions } from '../customers/demo.ts';
import { chineseMobile, chineseName, foreignName, foreignPhone } from '../customers/persons/demo.ts';
import type { DemoDeal } from '../deals/demo.ts';
import { type Clock, momentOf } from '../deals/plots/demo.ts';
import { sources } from '../deals/stories/demo.ts';
import { type DemoCast, type DemoOwner, scopeOfOwner } from '../identity/demo.ts';
import { createRecords } from '../records/entities/service.ts';
import { leadPhrases } from '../timeline/demo.ts';
import { createActivities } from '../timeline/service.ts';
import { leadEntity } from './entity.ts';

const companies: Readonly<Record<'chinese' | 'english', readonly [starts: readonly string[], ends: readonly string[]]>> = {
  chinese: [
    '扬州砚禾 泰州屿衡 温州澈川 金华穗垚 芜湖砾安 株洲蘅川 泉州汀远 江门砌新 洛阳垚禾 烟台屿川 徐州澈禾 湖州砾汀'.split(' '),
    ['机械有限公司', '电器有限公司', '食品有限公司', '塑业有限公司'],
  ],
  english: [
    'Brackenfold,Hollowmere,Stonewickham,Ashgrovely,Marlstead,Quillbrook,Fenwater,Harrowgill,Ostermarsch,Dunmoorly'.split(','),
    ['Plastics Ltd', 'Foods Inc.', 'Machining GmbH', 'Logistics BV'],
  ],
};

const wishes: Readonly<Record<'chinese' | 'english', readonly string[]>> = {
  chinese: [
    '展会上看过码垛演示，想了解占地。',
    '官网留言：要一套外观检测，月底前报价。',
    '同行介绍，想看 AGV 案例。',
    '问伺服替换周期，现场十二台。',
  ],
  english: [
    'Saw the palletiser at the fair, asks about floor space.',
    'Web form: vision inspection, quote by month-end.',
    'Referred by a customer, wants AGV cases.',
    'Asks about servo replacement for twelve machines.',
  ],
};
const reasons: Readonly<Record<'chinese' | 'english', readonly string[]>> = {
  chinese: ['只收集资料，两年内无项目。', '贸易商，无终端用户。', '规模太小，买不起整线。'],
  english: ['Collecting brochures; no project within two years.', 'Trader without an end user.', 'Too small for a whole line.'],
};

type Status = 'new' | 'contacted' | 'disqualified';
const counts: readonly (readonly [status: Status, count: number, oldest: number])[] = [
  ['new', 13, 9],
  ['contacted', 15, 40],
  ['disqualified', 38, 640],
];
const sellers: readonly (readonly [owner: DemoOwner, isChinese: boolean])[] = [
  ['me', true],
  ['lin', true],
  ['gu', true],
  ['chen', true],
  ['sun', true],
  ['zhao', true],
  ['me', false],
  ['tan', false],
  ['brandt', false],
  ['cole', false],
];

interface Draft {
  owner: DemoOwner;
  values: Record<string, unknown>;
  /** When it was approached, and in which language. */
  contactedAt: string | null;
  isChinese: boolean;
}

function openLead(say: (text: Both) => string, dice: Dice, clock: Clock, status: Status, oldest: number, number: number): Draft {
  const [owner, isChinese] = dice.pick(sellers);
  const language = isChinese ? 'chinese' : 'english';
  const [starts, ends] = companies[language];
  const land = dice.pick(['DE', 'GB', 'US'] as const);
  const phone = isChinese ? chineseMobile(5000 + number) : foreignPhone(land, 500 + number);
  const daysAgo = dice.between(1, oldest);
  const contactedAt = status === 'new' ? null : momentOf(clock, Math.max(1, daysAgo - 2), dice);
  const fresh = new Set<string>();
  const industry: Industry = dice.pick(['metal', 'food', 'home', 'logistics', 'auto']);
  return {
    owner,
    isChinese,
    contactedAt,
    values: {
      status,
      name: isChinese ? chineseName(dice, fresh) : foreignName(dice, fresh, land),
      company: dice.pick(starts) + (isChinese ? '' : ' ') + dice.pick(ends),
      source: say(dice.pick(sources.slice(1)).text),
      industry: say(industries[industry]),
      region: say(regions[isChinese ? dice.pick(['east', 'south', 'north']) : land === 'US' ? 'americas' : 'europe'] ?? ['', '']),
      receivedOn: addDays(clock.today, -daysAgo),
      note: dice.pick(wishes[language]),
      phones: phone === null ? [] : [{ value: phone }],
      emails: [{ value: `lead${number}@example.com` }],
      handles: isChinese ? [{ channel: 'wechat', value: `yl_lead_${String(number).padStart(3, '0')}` }] : [],
      firstContactAt: contactedAt,
      disqualifyReason: status === 'disqualified' ? dice.pick(reasons[language]) : null,
    },
  };
}

/** The leads that the first deals with customers came from: each account once. */
function convertedLeads(deals: readonly DemoDeal[], say: (text: Both) => string, dice: Dice, timeZone: string): Draft[] {
  const firsts = new Map<string, DemoDeal>();
  for (const deal of deals.toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1)))
    if (!firsts.has(deal.account.id)) firsts.set(deal.account.id, deal);
  return [...firsts.values()]
    .filter(({ account }) => !account.isOld)
    .map(({ id, account, contactId, openedAt, source }) => ({
      owner: account.owner,
      isChinese: account.isChinese,
      contactedAt: null,
      values: {
        source,
        status: 'converted',
        name: account.contacts.find((contact) => contact.id === contactId)?.name ?? account.name,
        company: account.name,
        industry: say(industries[account.industry]),
        region: account.region,
        receivedOn: addDays(dayInZone(openedAt, timeZone), -dice.between(1, 9)),
        firstContactAt: openedAt,
        convertedAt: openedAt,
        accountId: account.id,
        contactId,
        dealId: id,
      },
    }));
}

/** Makes the leads of the sample company: new, contacted and given up ones, and those that its deals came from. */
export async function loadDemoLeads(
  tx: Tx,
  scope: Scope,
  cast: DemoCast,
  { deals, clock, importId }: { deals: readonly DemoDeal[]; clock: Clock; importId: string },
): Promise<void> {
  const say = (text: Both): string => inLanguage(text, scope.language);
  const dice = diceOf('leads');
  let number = 0;
  const drafts = [
    ...convertedLeads(deals, say, dice, clock.timeZone),
    ...counts.flatMap(([status, count, oldest]) =>
      Array.from({ length: count }, () => openLead(say, dice, clock, status, oldest, ++number)),
    ),
  ];
  for (const [owner, theirs] of Map.groupBy(drafts, (draft) => draft.owner)) {
    const own = scopeOfOwner(cast, owner);
    const ids = await createRecords(
      tx,
      own,
      leadEntity,
      theirs.map(({ values }) => values),
      { importId, linksAreKnown: true },
    );
    const approaches = theirs.flatMap(({ contactedAt, isChinese }, index) => {
      if (contactedAt === null) return [];
      const [kind, subject, body] = dice.pick(leadPhrases[isChinese ? 'chinese' : 'english']);
      return [{ kind, subject, body, recordId: ids[index] ?? '', doneAt: contactedAt, isTwoWay: false }];
    });
    await createActivities(tx, own, approaches, { importId, history: true, recordsAreKnown: true });
  }
}
