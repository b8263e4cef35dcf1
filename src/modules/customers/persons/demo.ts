import type { Dice } from '../../../platform/demo.ts';
import type { Land } from '../companies/demo.ts';

const surnames = '周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严金魏姜谢邹苏潘范彭鲁韦马苗方俞任袁柳唐薛雷贺倪汤'.split('');
const givenNames =
  '志远 文博 建国 雪梅 海涛 丽华 国栋 婷玉 思源 伟东 晓东 美琪 俊杰 玉兰 振宇 静怡 立群 雅琴 宏斌 慧敏 永强 春燕 嘉诚 欣然 德胜 佩云 子谦 若兰 少华 明慧'.split(
    ' ',
  );

type Names = readonly [first: string, last: string];

/** First and last names of a country, to be mixed. */
const foreign: Readonly<Record<Land, Names>> = {
  SG: ['Jia Hui,Wei Jie,Nurul,Kavitha', 'Lim,Teo,Rahman,Pillai'],
  MY: ['Aisyah,Farid,Siew Ling,Hafiz', 'Abdullah,Ismail,Chong,Yusof'],
  TH: ['Somchai,Kanya,Anong,Prasert', 'Srisawat,Boonmee,Chaiyasit,Wongsa'],
  VN: ['Minh Anh,Quang Huy,Thu Trang,Duc Long', 'Nguyen,Tran,Pham,Le'],
  IN: ['Priya,Rohan,Sunita,Vikram', 'Kulkarni,Deshpande,Iyer,Nair'],
  AU: ['Megan,Lachlan,Priscilla,Declan', 'Hargreave,Osborne,Whitlam,Farrow'],
  DE: ['Jürgen,Sabine,Torsten,Annika', 'Hellwig,Rademacher,Brückner,Osterloh'],
  SE: ['Ingrid,Mattias,Elin,Henrik', 'Sandgren,Ekwall,Lindroth,Hedberg'],
  GB: ['Gareth,Fiona,Alistair,Bethan', 'Prosser,Ashdown,Merrick,Hollis'],
  FR: ['Élodie,Bertrand,Solène,Thibault', 'Marchand,Perrin,Gaudin,Lacombe'],
  PL: ['Agnieszka,Tomasz,Beata,Marek', 'Zielonka,Kubiak,Wrona,Sobczyk'],
  US: ['Denise,Curtis,Marlene,Travis', 'Holbrook,Whitaker,Dunleavy,Pruitt'],
  CA: ['Geneviève,Scott,Amelia,Brent', 'Tremblay,MacAllan,Singh,Laurier'],
  MX: ['Ximena,Rodrigo,Lucía,Emilio', 'Villaseñor,Arriaga,Cantú,Treviño'],
  BR: ['Marcela,Thiago,Renata,Caio', 'Bittencourt,Siqueira,Peixoto,Avelar'],
};

/** A Chinese name that nobody of this company has yet. */
export function chineseName(dice: Dice, taken: Set<string>): string {
  const name = dice.pick(surnames) + dice.pick(givenNames);
  if (taken.has(name)) return chineseName(dice, taken);
  taken.add(name);
  return name;
}

/** A name as people of a country have it. */
export function foreignName(dice: Dice, taken: Set<string>, land: Land): string {
  const [first, last] = foreign[land];
  const name = `${dice.pick(first.split(','))} ${dice.pick(last.split(','))}`;
  if (taken.has(name)) return foreignName(dice, taken, land);
  taken.add(name);
  return name;
}

const digits = (number: number, length: number): string => String(number).padStart(length, '0');

/** Numbers that regulators keep for stories, or that no operator has: nobody is called by mistake. */
const phonePlans: Readonly<Partial<Record<Land, (n: number) => string>>> = {
  US: (n) => `+1 312 555 01${digits(n % 100, 2)}`,
  CA: (n) => `+1 519 555 01${digits(n % 100, 2)}`,
  GB: (n) => `+44 1632 960${digits(n % 1000, 3)}`,
  DE: (n) => `+49 30 23125 ${digits(n % 1000, 3)}`,
  FR: (n) => `+33 1 99 00 ${digits(Math.floor(n / 100) % 100, 2)} ${digits(n % 100, 2)}`,
  SE: (n) => `+46 8 465 004 ${digits(n % 100, 2)}`,
  AU: (n) => `+61 2 5550 ${digits(n % 10_000, 4)}`,
};

export function foreignPhone(land: Land, n: number): string | null {
  return phonePlans[land]?.(n) ?? null;
}

/** Chinese mobile numbers begin with 13 to 19: none with 12. */
export function chineseMobile(n: number): string {
  return `128 0000 ${digits(n, 4)}`;
}

/** Area code of nowhere, and a number of zeros. */
export function chineseSwitchboard(n: number): string {
  return `0100-0000${digits(n, 4)}`;
}
