import { beforeAll, describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { products } from '../catalogue/contract.ts';
import { accounts } from '../customers/contract.ts';
import { deals } from '../deals/contract.ts';
import { createDeals } from '../deals/creation/service.ts';
import { leads } from '../prospecting/contract.ts';
import { getKpis, type Kpis } from './contract.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db, { currency: 'USD' });
const north = await buildTeam(server.db, workspace, { name: 'North' });
const south = await buildTeam(server.db, workspace, { name: 'South' });
const [ann, amy, sue] = await Promise.all([north, north, south].map((team) => buildUser(server.db, workspace, { team })));
const boss = await buildUser(server.db, workspace, { team: north, role: 'salesManager' });
if (!ann || !amy || !sue) throw new Error('nobody');
const owner = server.as(workspace.owner);
const year = { from: '2025-01-01', to: '2025-12-31' };
const product = new Map<string, string>();

const kpisOf = (user: TestUser, extra: object = {}): Promise<Kpis> =>
  server.as(user).call(getKpis, { query: { ...year, ...extra } });
const countOf = async (user: TestUser, filter: string): Promise<number> =>
  (await server.as(user).call(deals.count, { query: { filter } })).count;

beforeAll(async () => {
  for (const name of ['GTX', 'GTX Pro', 'MG']) product.set(name, (await owner.call(products.create, { body: { name } })).id);
  const made = await Promise.all([
    owner.call(accounts.create, { body: { name: 'Mill', industry: 'steel' } }),
    owner.call(accounts.create, { body: { name: 'Clinic' } }),
    owner.call(accounts.create, { body: { name: 'Gone', industry: 'health' } }),
  ]);
  const lines = (...names: string[]) => names.map((name) => ({ productId: product.get(name) ?? '', unitPriceMinor: 500 }));
  const sold = [lines('GTX'), lines('GTX Pro'), lines('GTX', 'GTX Pro'), lines('MG', 'MG', 'GTX'), lines()];
  const people = [ann, amy, sue, null];
  const rows = Array.from({ length: 60 }, (_, index) => {
    const person = people[index % people.length];
    const status = (['won', 'lost', 'completed', 'open', 'onHold'] as const)[index % 5] ?? 'open';
    const isClosed = status !== 'open' && status !== 'onHold';
    return {
      values: {
        title: `Deal ${index}`,
        ownerId: person?.id ?? null,
        teamId: person?.teamId ?? workspace.rootTeamId,
        accountId: [...made.map(({ id }) => id), null][index % 4],
        source: [null, 'event', 'referral'][index % 3],
        amountMinor: 1000 + index,
        openedOn: `202${4 + (index % 3)}-0${1 + (index % 9)}-10`,
      },
      status,
      phase: 1 + (index % 5),
      closedOn: isClosed ? `202${6 - (index % 2)}-1${index % 3}-10` : null,
      lostReason: status === 'lost' && index % 2 === 0 ? 'price' : null,
      products: sold[Math.floor(index / 3) % sold.length] ?? [],
    };
  });
  await createDeals(
    server.db,
    workspace.scope,
    rows.map((row) => (row.closedOn === null ? row : { ...row, values: { ...row.values, openedOn: '2024-03-10' } })),
    { history: true },
  );
  await owner.call(accounts.remove, { params: { id: made[2].id } });
  for (const [name, user] of [
    ['Lea', ann],
    ['Leo', amy],
    ['Lou', sue],
  ] as const)
    await server.as(user).call(leads.create, { body: { name, receivedOn: '2025-05-05', source: 'event' } });
});

describe('the records behind a number', () => {
  const readers = { owner: workspace.owner, seller: ann, manager: boss };
  it.each(Object.entries(readers))('are as many as it says, for the %s', async (_name, user) => {
    const kpis = await kpisOf(user);
    const rows = [
      ...kpis.byOwner,
      ...kpis.byTeam,
      ...kpis.byProduct,
      ...kpis.bySource,
      ...kpis.byIndustry,
      { ...kpis.winRate, deals: kpis.winRate.deals },
    ];
    for (const row of rows) expect([row, await countOf(user, row.deals)]).toEqual([row, row.won + row.lost]);
    for (const { reason, count, deals: drill } of kpis.lostReasons)
      expect([reason, await countOf(user, drill)]).toEqual([reason, count]);
    for (const { name, reached, deals: drill } of kpis.funnel)
      expect([name, await countOf(user, drill)]).toEqual([name, reached]);
    expect(await countOf(user, kpis.revenue.deals)).toBe(kpis.revenue.wonDeals);
    expect(await countOf(user, kpis.pipeline.drill)).toBe(kpis.pipeline.deals);
    const received = await server.as(user).call(leads.count, { query: { filter: kpis.conversion.drill } });
    expect(received.count).toBe(kpis.conversion.leads);
  });

  it('are of one product, not of those whose names begin alike, and each deal counts once', async () => {
    const { byProduct } = await kpisOf(workspace.owner);
    expect(new Set(byProduct.map((row) => row.product?.name ?? null))).toEqual(new Set(['GTX', 'GTX Pro', 'MG', null]));
    const narrowed = await kpisOf(workspace.owner, { productId: product.get('GTX') });
    const gtx = byProduct.find((row) => row.product?.name === 'GTX');
    expect(narrowed.winRate).toMatchObject({ won: gtx?.won, lost: gtx?.lost });
    expect(await countOf(workspace.owner, narrowed.winRate.deals)).toBe(narrowed.winRate.won + narrowed.winRate.lost);
    const shares = byProduct.reduce((sum, { revenue }) => sum + Number(revenue), 0);
    expect(shares).toBeCloseTo(Number((await kpisOf(workspace.owner)).revenue.amount), 1);
  });

  it.each([
    ['eq', 'GTX', 36],
    ['ne', 'GTX', 24],
    ['isEmpty', null, 12],
    ['isNotEmpty', null, 48],
  ])('a list is filtered by product: %s %s', async (op, name, count) => {
    const value = name === null ? {} : { value: product.get(name) };
    expect(await countOf(workspace.owner, JSON.stringify({ field: 'product', op, ...value }))).toBe(count);
  });

  it('a list is filtered by what the product is', async () => {
    expect(await countOf(workspace.owner, JSON.stringify({ field: 'product.name', op: 'startsWith', value: 'GTX' }))).toBe(48);
    expect(await countOf(workspace.owner, JSON.stringify({ field: 'product.name', op: 'ne', value: 'MG' }))).toBe(48);
    const stranger = (await buildWorkspace(server.db)).owner;
    expect(await countOf(stranger, JSON.stringify({ field: 'product', op: 'eq', value: product.get('GTX') }))).toBe(0);
  });
});
