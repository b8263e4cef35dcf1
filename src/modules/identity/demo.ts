import { type Both, inLanguage } from '../../platform/demo.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { userScope } from './access/service.ts';
import type { Role } from './contract.ts';
import { createUsers } from './members/service.ts';
import { ensureTeam } from './teams/service.ts';

interface DemoTeam {
  key: string;
  below: string | null;
  name: Both;
}

/** The sample company: offices below departments, all below one team that says what it is. */
const teams = [
  { key: 'company', below: null, name: ['示例公司 · 屿澜智能装备', 'Sample company · Yulan Automation'] },
  { key: 'domestic', below: 'company', name: ['国内销售部', 'Domestic sales'] },
  { key: 'east', below: 'domestic', name: ['华东 · 苏州办事处', 'East China · Suzhou'] },
  { key: 'south', below: 'domestic', name: ['华南 · 深圳办事处', 'South China · Shenzhen'] },
  { key: 'north', below: 'domestic', name: ['华北 · 青岛办事处', 'North China · Qingdao'] },
  { key: 'abroad', below: 'company', name: ['海外销售部', 'International sales'] },
  { key: 'asia', below: 'abroad', name: ['亚太 · 新加坡', 'Asia Pacific · Singapore'] },
  { key: 'europe', below: 'abroad', name: ['欧洲 · 慕尼黑', 'Europe · Munich'] },
  { key: 'americas', below: 'abroad', name: ['美洲 · 芝加哥', 'Americas · Chicago'] },
  { key: 'service', below: 'company', name: ['交付与服务部', 'Delivery and service'] },
] as const satisfies readonly DemoTeam[];

interface DemoPerson {
  key: string;
  team: (typeof teams)[number]['key'];
  role: Role;
  name: Both;
}

const people = [
  { key: 'shen', team: 'domestic', role: 'salesManager', name: ['沈砚舟', 'Shen Yanzhou'] },
  { key: 'lin', team: 'east', role: 'seller', name: ['林晓雯', 'Lin Xiaowen'] },
  { key: 'zhou', team: 'east', role: 'seller', name: ['周启明', 'Zhou Qiming'] },
  { key: 'gu', team: 'east', role: 'seller', name: ['顾一诺', 'Gu Yinuo'] },
  { key: 'chen', team: 'south', role: 'seller', name: ['陈卓然', 'Chen Zhuoran'] },
  { key: 'liang', team: 'south', role: 'seller', name: ['梁嘉敏', 'Liang Jiamin'] },
  { key: 'sun', team: 'north', role: 'seller', name: ['孙浩宇', 'Sun Haoyu'] },
  { key: 'zhao', team: 'north', role: 'seller', name: ['赵曼青', 'Zhao Manqing'] },
  { key: 'vogel', team: 'abroad', role: 'salesManager', name: ['Katrin Vogel', 'Katrin Vogel'] },
  { key: 'tan', team: 'asia', role: 'seller', name: ['Tan Wei Ling', 'Tan Wei Ling'] },
  { key: 'mehra', team: 'asia', role: 'seller', name: ['Arjun Mehra', 'Arjun Mehra'] },
  { key: 'brandt', team: 'europe', role: 'seller', name: ['Lena Brandt', 'Lena Brandt'] },
  { key: 'nyberg', team: 'europe', role: 'seller', name: ['Oskar Nyberg', 'Oskar Nyberg'] },
  { key: 'salas', team: 'americas', role: 'seller', name: ['Diego Salas', 'Diego Salas'] },
  { key: 'cole', team: 'americas', role: 'seller', name: ['Hannah Cole', 'Hannah Cole'] },
  { key: 'he', team: 'service', role: 'delivery', name: ['何子墨', 'He Zimo'] },
  { key: 'su', team: 'service', role: 'support', name: ['苏婉婷', 'Su Wanting'] },
] as const satisfies readonly DemoPerson[];

/** Whose a sample record is: somebody of the sample company, or the person who loads it. */
export type DemoOwner = (typeof people)[number]['key'] | 'me';

/** Everybody in whose name sample records are made. */
export type DemoCast = ReadonlyMap<DemoOwner, Scope>;

/** Makes the sample company's teams and people, who cannot sign in, and answers the scopes in which they work. */
export async function loadDemoPeople(tx: Tx, scope: Scope, importId: string, me: Scope): Promise<DemoCast> {
  const teamIds = new Map<string, string>();
  for (const { key, below, name } of teams) {
    const parentId = below === null ? undefined : teamIds.get(below);
    const { id } = await ensureTeam(tx, scope, {
      name: inLanguage(name, scope.language),
      importId,
      ...(parentId === undefined ? {} : { parentId }),
    });
    teamIds.set(key, id);
  }
  const ids = await createUsers(
    tx,
    scope,
    people.map(({ key, team, role, name }) => ({
      name: inLanguage(name, scope.language),
      email: `${key}@yulan.example.com`,
      role,
      teamId: teamIds.get(team) ?? '',
      importId,
    })),
  );
  const cast = new Map<DemoOwner, Scope>([['me', me]]);
  for (const [index, { key }] of people.entries()) cast.set(key, await userScope(tx, scope.workspaceId, ids[index] ?? ''));
  return cast;
}

/** The scope of somebody of the cast. */
export function scopeOfOwner(cast: DemoCast, owner: DemoOwner): Scope {
  const scope = cast.get(owner);
  if (!scope) throw new Error(`no ${owner} in the sample company`);
  return scope;
}
