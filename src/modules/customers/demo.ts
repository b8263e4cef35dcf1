import { type Both, diceOf, inLanguage } from '../../platform/demo.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { type DemoCast, type DemoOwner, scopeOfOwner } from '../identity/demo.ts';
import { createRecords } from '../records/entities/service.ts';
import { chineseCompanies, foreignCompanies, industries, type Industry, type Land, lands } from './companies/demo.ts';
import { accountEntity, contactEntity } from './entity.ts';
import { chineseMobile, chineseName, chineseSwitchboard, foreignName, foreignPhone } from './persons/demo.ts';
import { isCreditCode } from './rules.ts';

export { industries, type Industry };

export interface DemoContact {
  id: string;
  name: string;
  /** Decides, buys, or works with it. */
  part: Part;
}

/** A customer as deals and leads need it. */
export interface DemoAccount {
  id: string;
  name: string;
  industry: Industry;
  region: string;
  /** The language that is spoken with it, and what its deals are in. */
  isChinese: boolean;
  currency: string;
  owner: DemoOwner;
  /** It has bought before the year that is told. */
  isOld: boolean;
  contacts: DemoContact[];
}

type Part = 'decider' | 'buyer' | 'user';
const parts: readonly Part[] = ['decider', 'buyer', 'user'];
const titles: Readonly<Record<Part, readonly Both[]>> = {
  decider: [
    ['总经理', 'Managing Director'],
    ['生产副总', 'VP Operations'],
    ['制造总监', 'Head of Manufacturing'],
  ],
  buyer: [
    ['采购经理', 'Purchasing Manager'],
    ['采购主管', 'Senior Buyer'],
  ],
  user: [
    ['设备部经理', 'Maintenance Manager'],
    ['工艺主管', 'Process Engineer'],
    ['车间主任', 'Production Supervisor'],
  ],
};

export const regions: Readonly<Record<string, Both>> = {
  east: ['华东', 'East China'],
  south: ['华南', 'South China'],
  north: ['华北与西部', 'North and West China'],
  asia: ['亚太', 'Asia Pacific'],
  europe: ['欧洲', 'Europe'],
  americas: ['美洲', 'Americas'],
};

function regionOf(place: Land | 'CN', division: string): Both {
  const chinese = /^3[1-4]/.test(division) ? 'east' : /^(35|43|44)/.test(division) ? 'south' : 'north';
  const abroad = /^(US|CA|MX|BR)$/.test(place) ? 'americas' : /^(DE|SE|GB|FR|PL)$/.test(place) ? 'europe' : 'asia';
  return regions[place === 'CN' ? chinese : abroad] ?? ['', ''];
}

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A 统一社会信用代码 with both of its check digits: that of the organisation (GB 11714) and its own (GB 32100). */
export function creditCodeFor(division: string, number: number): string {
  const body = `MA${String(number).padStart(6, '0')}`;
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, index) => total + weight * letters.indexOf(body[index] ?? '0'), 0);
  const check = (11 - (sum % 11)) % 11;
  const code = `91${division}${body}${check === 10 ? 'X' : String(check)}`;
  return (
    letters
      .split('')
      .map((letter) => code + letter)
      .find(isCreditCode) ?? code
  );
}

interface Draft {
  account: Record<string, unknown>;
  demo: Omit<DemoAccount, 'id' | 'contacts'>;
  people: { person: Record<string, unknown>; part: Part; name: string }[];
}

type Say = (text: Both) => string;

function chineseDrafts(say: Say): Draft[] {
  const dice = diceOf('chinese customers');
  const taken = new Set<string>();
  return chineseCompanies.map(
    ([name, shortName, industry, province, city, division, employees, turnover, foundedYear, owner], at) => {
      const region = say(regionOf('CN', division));
      const code = creditCodeFor(division, 5_120 + at * 977);
      const account = {
        name,
        shortName,
        employees,
        foundedYear,
        region,
        industry: say(industries[industry]),
        annualRevenueMinor: turnover * 1_000_000,
        currency: 'CNY',
        country: say(lands.CN),
        phone: chineseSwitchboard(at + 1),
        website: `https://c${at + 1}.example.com`,
        address: { province, city, street: `示例路 ${at * 7 + 3} 号` },
        creditCode: code,
        taxNumber: code,
        invoiceTitle: name,
      };
      const people = parts.slice(0, at % 3 === 0 ? 3 : 2).map((part, index) => {
        const person = chineseName(dice, taken);
        const number = at * 10 + index + 1;
        const fields = {
          name: person,
          jobTitle: dice.pick(titles[part])[0],
          phones: [{ value: chineseMobile(number), label: '手机' }],
          emails: [{ value: `p${number}@c${at + 1}.example.com` }],
          handles: [{ channel: 'wechat', value: `yl_demo_${String(number).padStart(4, '0')}` }],
          language: 'zh-Hans',
          preferredChannel: index === 2 ? 'phone' : 'wechat',
          consent: dice.chance(0.7) ? 'given' : 'unknown',
        };
        return { person: fields, part, name: person };
      });
      return { account, people, demo: { name, industry, region, isChinese: true, currency: 'CNY', owner, isOld: at % 2 === 0 } };
    },
  );
}

function foreignDrafts(say: Say): Draft[] {
  const dice = diceOf('customers abroad');
  const taken = new Set<string>();
  return foreignCompanies.map(
    ([name, shortName, industry, land, city, employees, turnover, currency, foundedYear, owner], at) => {
      const region = say(regionOf(land, ''));
      const account = {
        name,
        shortName,
        employees,
        foundedYear,
        region,
        currency,
        industry: say(industries[industry]),
        annualRevenueMinor: turnover * 100_000_000,
        country: say(lands[land]),
        phone: foreignPhone(land, at * 3 + 11),
        website: `https://f${at + 1}.example.com`,
        address: { country: lands[land][1], city, street: `${at * 4 + 2} Example Road` },
      };
      const people = parts.slice(0, at % 3 === 1 ? 3 : 2).map((part, index) => {
        const person = foreignName(dice, taken, land);
        const phone = foreignPhone(land, at * 10 + index + 1);
        const fields = {
          name: person,
          jobTitle: dice.pick(titles[part])[1],
          phones: phone === null ? [] : [{ value: phone, label: 'Office' }],
          emails: [{ value: `contact${index + 1}@f${at + 1}.example.com` }],
          handles: index === 0 ? [{ channel: 'linkedin', value: `yulan-demo-${at + 1}` }] : [],
          language: 'en',
          preferredChannel: index === 0 ? 'mail' : phone === null ? 'whatsapp' : 'phone',
          consent: dice.chance(0.8) ? 'given' : 'unknown',
        };
        return { person: fields, part, name: person };
      });
      return { account, people, demo: { name, industry, region, isChinese: false, currency, owner, isOld: at % 2 === 1 } };
    },
  );
}

/** Makes the customers of the sample company with the people who work there, each by its owner. */
export async function loadDemoCustomers(tx: Tx, scope: Scope, cast: DemoCast, importId: string): Promise<DemoAccount[]> {
  const say: Say = (text) => inLanguage(text, scope.language);
  const drafts = [...chineseDrafts(say), ...foreignDrafts(say)];
  const made: DemoAccount[] = [];
  for (const [owner, theirs] of Map.groupBy(drafts, ({ demo }) => demo.owner)) {
    const own = scopeOfOwner(cast, owner);
    const options = { importId, linksAreKnown: true };
    const ids = await createRecords(
      tx,
      own,
      accountEntity,
      theirs.map(({ account }) => account),
      options,
    );
    const people = theirs.flatMap(({ people: some }, index) => some.map((one) => ({ ...one, accountId: ids[index] ?? '' })));
    const contactIds = await createRecords(
      tx,
      own,
      contactEntity,
      people.map(({ person, accountId }) => ({ ...person, accountId })),
      options,
    );
    const contacts = people.map(({ accountId, name, part }, index) => ({ accountId, name, part, id: contactIds[index] ?? '' }));
    for (const [index, { demo }] of theirs.entries()) {
      const id = ids[index] ?? '';
      made.push({ ...demo, id, contacts: contacts.filter(({ accountId }) => accountId === id) });
    }
  }
  // The order of the list, not of the owners: what is drawn from it falls alike whoever owns what.
  const place = new Map(drafts.map(({ demo }, index) => [demo.name, index]));
  return made.toSorted((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0));
}
