import { sql } from 'kysely';
import { systemScope, userScope } from '../src/modules/identity/access/service.ts';
import { Role } from '../src/modules/identity/contract.ts';
import { type Database, poolOf } from '../src/platform/db.ts';
import { accountEntity, contactEntity } from '../src/modules/customers/entity.ts';
import { createDeals } from '../src/modules/deals/creation/service.ts';
import { loadStarts } from '../src/modules/process/loading/service.ts';
import { createRecords } from '../src/modules/records/entities/service.ts';
import { createActivities } from '../src/modules/timeline/service.ts';
import { buildTeam, buildUser, buildWorkspace, openSession, type TestUser, type TestWorkspace } from '../test/build.ts';

export interface Seed {
  workspace: TestWorkspace;
  owner: TestUser;
  /** Sees the deals of one team out of eight. */
  seller: TestUser;
  manager: TestUser;
  sellers: readonly TestUser[];
  accountIds: readonly string[];
  accountNames: readonly string[];
  stageIds: readonly string[];
  dealIds: readonly string[];
  /** A word that one deal alone has. */
  rareWord: string;
}

export interface SeedSize {
  openDeals: number;
  closedDeals: number;
  accounts: number;
}

const towns = ['苏州', '上海', '深圳', '杭州', '成都', '北京', '广州', '武汉'];
const trades = ['智造', '物流', '医疗', '能源', '食品', '电子', '化工', '软件'];
const subjects = [
  '智能仓储项目',
  '产线改造',
  'Cloud migration',
  '年度框架协议',
  'Inspection system',
  '能耗管理平台',
  'Spare parts contract',
  '质量追溯系统',
];
const rareWord = 'Zanzibar';
const sources = ['exhibition', 'referral', 'website', 'coldCall'];
const industries = ['manufacturing', 'logistics', 'health', 'energy', 'food'];

const pick = <T>(list: readonly T[], index: number, fallback: T): T => list[index % list.length] ?? fallback;
const dayOf = (daysBack: number): string => new Date(Date.now() - daysBack * 86_400_000).toISOString().slice(0, 10);
/** Spread without a pattern, and the same in every run. */
const spread = (index: number, range: number): number => ((index * 2_654_435_761) >>> 8) % range;

async function inBatches<T>(
  count: number,
  make: (index: number) => T,
  write: (batch: T[]) => Promise<string[]>,
  size = 2000,
): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < count; start += size) {
    const batch = Array.from({ length: Math.min(size, count - start) }, (_, index) => make(start + index));
    ids.push(...(await write(batch)));
  }
  return ids;
}

async function seedPeople(db: Database): Promise<Pick<Seed, 'workspace' | 'owner' | 'seller' | 'manager' | 'sellers'>> {
  const workspace = await buildWorkspace(db, { name: 'Bench', timeZone: 'Asia/Shanghai' });
  const sellers: TestUser[] = [];
  const managers: TestUser[] = [];
  for (const region of ['East', 'West']) {
    const parentId = await buildTeam(db, workspace, { name: region });
    managers.push(await buildUser(db, workspace, { role: 'salesManager', team: parentId }));
    for (let number = 1; number <= 4; number++) {
      const team = await buildTeam(db, workspace, { name: `${region} ${number}`, parentId });
      for (let seat = 0; seat < 5; seat++) sellers.push(await buildUser(db, workspace, { team }));
    }
  }
  const [seller, manager] = [sellers[0] ?? workspace.owner, managers[0] ?? workspace.owner];
  return { workspace, owner: workspace.owner, seller, manager, sellers };
}

/** Fills a workspace through the use cases that import and API use. */
export async function seed(db: Database, size: SeedSize, say: (text: string) => void): Promise<Seed> {
  const people = await seedPeople(db);
  const { workspace, sellers } = people;
  const { scope } = workspace;
  const ownerOf = (index: number) => pick(sellers, spread(index, 1_000_003), workspace.owner).id;
  const accountNames = Array.from(
    { length: size.accounts },
    (_, index) => `${pick(towns, index, '')}${pick(trades, spread(index, 8), '')}${index}有限公司`,
  );
  const accountIds = await inBatches(
    size.accounts,
    (index) => ({ name: accountNames[index], industry: pick(industries, index, ''), ownerId: ownerOf(index) }),
    (batch) => createRecords(db, scope, accountEntity, batch),
  );
  const contactIds = await inBatches(
    size.accounts * 2,
    (index) => ({
      name: `联系人 ${index}`,
      accountId: pick(accountIds, index, ''),
      ownerId: ownerOf(index),
      phones: [{ value: `+86138${String(10_000_000 + index)}` }],
    }),
    (batch) => createRecords(db, scope, contactEntity, batch),
  );
  say(`${accountIds.length} accounts, ${contactIds.length} contacts`);
  const stages = (await loadStarts(db, scope))[0]?.stages ?? [];
  const values = (index: number) => {
    const account = spread(index, size.accounts);
    return {
      title: `${pick(subjects, spread(index, 97), '')} ${index} ${pick(towns, index, '')}公司${index === 4321 ? ` ${rareWord}` : ''}`,
      accountId: pick(accountIds, account, ''),
      primaryContactId: pick(contactIds, account, ''),
      ownerId: ownerOf(index),
      amountMinor: 100_000 + spread(index, 90_000_000),
      source: pick(sources, index, ''),
      openedOn: dayOf(30 + spread(index, 300)),
      expectedCloseOn: dayOf(-spread(index, 120)),
    };
  };
  // Three quarters stand in the first stages, as in a real funnel.
  const phases = [1, 1, 1, 2, 2, 3];
  const write = (batch: Parameters<typeof createDeals>[2]) =>
    createDeals(db, scope, batch, { history: true, linksAreKnown: true });
  const openIds = await inBatches(
    size.openDeals,
    (index) => ({ values: values(index), status: 'open' as const, phase: pick(phases, spread(index, 101), 1) }),
    write,
  );
  say(`${openIds.length} open deals`);
  await inBatches(
    size.closedDeals,
    (index) => {
      const isWon = spread(index, 3) > 0;
      return {
        values: values(index + size.openDeals),
        status: isWon ? ('won' as const) : ('lost' as const),
        closedOn: dayOf(spread(index, 28)),
        lostReason: isWon ? null : 'price',
      };
    },
    write,
  );
  await inBatches(
    size.openDeals / 5,
    (index) => ({ recordId: pick(openIds, spread(index, openIds.length), ''), kind: 'note' as const, subject: `Note ${index}` }),
    (batch) => createActivities(db, scope, batch, { recordsAreKnown: true, history: true }),
  );
  say(`${size.closedDeals} closed deals, ${size.openDeals / 5} activities`);
  await sql`vacuum (analyze)`.execute(db);
  return { ...people, accountIds, accountNames, stageIds: stages.map(({ id }) => id), dealIds: openIds, rareWord };
}

interface PersonRow {
  id: string;
  workspace_id: string;
  slug: string;
  team_id: string;
  role: string;
  name: string;
  email: string;
  auth_user_id: string;
}

/** The data of an earlier run in the same database; null where there is none. */
export async function findSeed(db: Database): Promise<Seed | null> {
  const pool = poolOf(db);
  const { rows } = await pool.query<PersonRow>(
    `select u.id, u.workspace_id, w.slug, u.team_id, u.role, u.name, u.email, u.auth_user_id from users u
    join workspaces w on w.id = u.workspace_id where w.name = 'Bench' order by u.id`,
  );
  const people = await Promise.all(rows.map((row) => personOf(db, row)));
  const owner = people.find(({ role }) => role === 'owner');
  const sellers = people.filter(({ role }) => role === 'seller');
  const [seller, manager] = [sellers[0], people.find(({ role }) => role === 'salesManager')];
  if (!owner || !seller || !manager) return null;
  const ids = async (text: string) => (await pool.query<{ id: string; title: string }>(text, [owner.workspaceId])).rows;
  const accounts = await ids(`select id, title from records where workspace_id = $1 and kind = 'account' order by id`);
  const deals = await ids(`select id, title from deals where workspace_id = $1 and status = 'open' and is_history order by id`);
  const scope = await systemScope(db, owner.workspaceId);
  return {
    workspace: { id: owner.workspaceId, slug: rows[0]?.slug ?? '', owner, rootTeamId: owner.teamId, scope },
    owner,
    seller,
    manager,
    sellers,
    accountIds: accounts.map(({ id }) => id),
    accountNames: accounts.map(({ title }) => title),
    stageIds: ((await loadStarts(db, scope))[0]?.stages ?? []).map(({ id }) => id),
    dealIds: deals.map(({ id }) => id),
    rareWord,
  };
}

async function personOf(db: Database, row: PersonRow): Promise<TestUser> {
  const { id, workspace_id: workspaceId, team_id: teamId, name, email, auth_user_id: authUserId } = row;
  const [scope, cookie] = await Promise.all([userScope(db, workspaceId, id), openSession(db, authUserId, workspaceId)]);
  return { id, workspaceId, teamId, role: Role.parse(row.role), name, email, authUserId, cookie, scope };
}
