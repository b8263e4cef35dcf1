import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, expect, it } from 'vitest';
import type { PricedBy } from '../content/ways/contract.ts';
import english from '../words/en.json' with { type: 'json' };
import chinese from '../words/zh-Hans.json' with { type: 'json' };
import { useWayWords } from './way-words.ts';

beforeAll(async () => {
  const resources = { en: { offers: english }, 'zh-Hans': { offers: chinese } };
  await i18next.use(initReactI18next).init({ lng: 'en', resources, interpolation: { escapeValue: false } });
});

function Words(way: Pick<PricedBy, 'method' | 'inputs'>) {
  return useWayWords('CNY')(way);
}

const rivals = (premiumBp: number, competitors = 1, oldestDays = 12): Pick<PricedBy, 'method' | 'inputs'> => ({
  method: 'competitionBased',
  inputs: { competitors, middleMinor: 9290_00, premiumBp, oldestDays },
});
const demand = (changeBp: number): Pick<PricedBy, 'method' | 'inputs'> => ({
  method: 'demandBased',
  inputs: { usualMinor: 9290_00, changeBp },
});

it.each([
  ['en', rivals(0), 'The price of 1 competitor is CN¥9,290.00; we ask the same. It is 12 days old.'],
  ['en', rivals(0, 1, 1), 'The price of 1 competitor is CN¥9,290.00; we ask the same. It is 1 day old.'],
  ['en', rivals(-500, 3), 'The middle of 3 competitors is CN¥9,290.00; we ask 5% less. The oldest price is 12 days old.'],
  ['en', demand(0), 'The usual price is CN¥9,290.00; for demand we ask the same.'],
  ['en', demand(250), 'The usual price is CN¥9,290.00; for demand we ask 2.5% more.'],
  ['zh-Hans', rivals(0), '1 家竞品的中位价为 ¥9,290.00，我方报价与之持平；最早的价格距今 12 天。'],
  ['zh-Hans', rivals(500), '1 家竞品的中位价为 ¥9,290.00，我方报价高 5%；最早的价格距今 12 天。'],
  ['zh-Hans', demand(-500), '常规价格为 ¥9,290.00；按供需情况，报价低 5%。'],
])('says how far a way is from what it starts at, in %s', async (language, way, words) => {
  await i18next.changeLanguage(language);
  expect(renderToStaticMarkup(<Words {...way} />)).toBe(words);
});
