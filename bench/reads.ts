import { getBoard } from '../src/modules/deals/board/service.ts';
import { dealEntity } from '../src/modules/deals/entity.ts';
import { getGuide } from '../src/modules/deals/guide/service.ts';
import { getKpis } from '../src/modules/insights/service.ts';
import { getRecord } from '../src/modules/records/entities/service.ts';
import { listRecords } from '../src/modules/records/listing/service.ts';
import { searchRecords } from '../src/modules/records/search/service.ts';
import type { Database } from '../src/platform/db.ts';
import type { Scope } from '../src/platform/scope.ts';
import type { TestUser } from '../test/build.ts';
import type { Probe } from './measure.ts';
import type { Goal } from './report.ts';
import type { Recorder } from './recording.ts';
import type { Seed } from './seed.ts';

interface Read {
  name: string;
  as: TestUser;
  path: string;
  connections: number;
  goal: Goal | null;
  run: (db: Database, scope: Scope) => Promise<unknown>;
}

const half: Goal = { of: 'share', atLeast: 0.5 };
const within = (atMost: number): Goal => ({ of: 'p95', atMost });

function readsOf({ owner, seller, manager, dealIds, rareWord }: Seed): Read[] {
  const id = dealIds[Math.floor(dealIds.length / 2)] ?? '';
  const list = (name: string, as: TestUser): Read => ({
    name: `list, 50 rows, as ${name}`,
    as,
    path: '/deals?limit=50',
    connections: 8,
    goal: half,
    run: (db, scope) => listRecords(db, scope, dealEntity, { limit: 50 }),
  });
  const search = (name: string, word: string, as: TestUser): Read => ({
    name: `search, ${name}`,
    as,
    path: `/search?q=${encodeURIComponent(word)}`,
    connections: 1,
    goal: within(20),
    run: (db, scope) => searchRecords(db, scope, word, null, 20),
  });
  const today = new Date().toISOString().slice(0, 10);
  const [from, to] = [`${Number(today.slice(0, 4)) - 1}${today.slice(4)}`, today];
  const board = (name: string, as: TestUser): Read => ({
    name: `board, as ${name}`,
    as,
    path: '/deals/board',
    connections: 1,
    goal: within(60),
    run: (db, scope) => getBoard(db, scope, { order: 'newestInStage' }),
  });
  const kpis = (name: string, as: TestUser): Read => ({
    name: `KPIs of a year, as ${name}`,
    as,
    path: `/insights/kpis?from=${from}&to=${to}`,
    connections: 1,
    goal: within(150),
    run: (db, scope) => getKpis(db, scope, { from, to }),
  });
  return [
    list('owner', owner),
    list('seller (team)', seller),
    list('manager (teams below)', manager),
    {
      name: 'record',
      as: seller,
      path: `/deals/${id}`,
      connections: 8,
      goal: null,
      run: (db, scope) => getRecord(db, scope, dealEntity, id),
    },
    {
      name: 'record page (guide)',
      as: owner,
      path: `/deals/${id}/guide`,
      connections: 8,
      goal: null,
      run: (db, scope) => getGuide(db, scope, id),
    },
    board('owner', owner),
    board('seller', seller),
    search('a rare word', rareWord, owner),
    search('a word that is everywhere', '公司', owner),
    search('the same as seller', '公司', seller),
    search('two words', '苏州 智能', seller),
    kpis('owner', owner),
    kpis('seller', seller),
  ];
}

/** Every read with the SQL it sends, to be measured beside a bare server that sends the same. */
export async function readProbes(seed: Seed, recorder: Recorder, app: { port: number; url: string }): Promise<Probe[]> {
  const probes: Probe[] = [];
  const own = seed.dealIds.length > 0 ? await firstOwnDeal(recorder.db, seed) : null;
  for (const read of readsOf(seed)) {
    const { scope } = read.as;
    const isOwn = read.name === 'record' && own !== null;
    const path = isOwn ? `/deals/${own}` : read.path;
    const statements = await recorder.record((db) => (isOwn ? getRecord(db, scope, dealEntity, own) : read.run(db, scope)));
    probes.push({
      name: read.name,
      connections: read.connections,
      goal: read.goal,
      floor: { url: app.url, statements },
      load: { port: app.port, paths: [`/api/v1${path}`], headers: { cookie: read.as.cookie } },
    });
  }
  return probes;
}

async function firstOwnDeal(db: Database, { seller }: Seed): Promise<string | null> {
  const { data } = await listRecords(db, seller.scope, dealEntity, { limit: 1 });
  const id = data[0]?.['id'];
  return typeof id === 'string' ? id : null;
}
