import { beforeAll, describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser, type TestWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { todayIn } from '../../../platform/days.ts';
import { products } from '../../catalogue/contract.ts';
import { deals } from '../../deals/contract.ts';
import { systemScope, userScope } from '../../identity/access/service.ts';
import { listAccess } from '../access/contract.ts';
import { listShares, shareRecord, unshareRecord } from './contract.ts';

const server = await testServer();
const nextStep = { text: 'Call', dueAt: '2099-01-05T09:00:00.000Z' };

let workspace: TestWorkspace;
let [mine, friend, below, stranger]: TestUser[] = [];
let teamId = '';

const as = (user: TestUser | undefined) => server.as(user ?? workspace.owner);
const idOf = (user: TestUser | undefined): string => user?.id ?? '';

beforeAll(async () => {
  workspace = await buildWorkspace(server.db);
  const [north, south] = [await buildTeam(server.db, workspace), await buildTeam(server.db, workspace)];
  const deep = await buildTeam(server.db, workspace, { parentId: south });
  teamId = south;
  mine = await buildUser(server.db, workspace, { team: north });
  friend = await buildUser(server.db, workspace, { team: south });
  below = await buildUser(server.db, workspace, { team: deep });
  stranger = await buildUser(server.db, workspace, { team: await buildTeam(server.db, workspace) });
});

let count = 0;
async function makeDeal(): Promise<{ id: string; title: string; version: number }> {
  count += 1;
  return as(mine).call(deals.create, { body: { title: `Quartz mill ${count}`, amountMinor: 500_00 } });
}

/** Where the person finds the deal. */
async function placesOf(user: TestUser | undefined, deal: { id: string; title: string }): Promise<string[]> {
  const caller = as(user);
  const paths: Record<string, string> = {
    list: '/api/v1/deals?limit=200',
    found: `/api/v1/deals?q=${encodeURIComponent(deal.title)}`,
    search: `/api/v1/search?q=${encodeURIComponent(deal.title)}&limit=50`,
    board: '/api/v1/deals/board',
    record: `/api/v1/deals/${deal.id}`,
    guide: `/api/v1/deals/${deal.id}/guide`,
    timeline: `/api/v1/records/${deal.id}/timeline`,
    export: '/api/v1/deals/export',
  };
  const seen: string[] = [];
  for (const [name, path] of Object.entries(paths)) {
    const reply = await caller.get(path);
    if (name === 'timeline' ? reply.status === 200 : reply.text.includes(deal.id)) seen.push(name);
  }
  return seen;
}

const everywhere = ['list', 'found', 'search', 'board', 'record', 'guide', 'timeline'];

describe('a share', () => {
  test('shows the record on every path, gives no export and no figures, and ends by the clock', async () => {
    const deal = await makeDeal();
    expect(await placesOf(friend, deal)).toEqual([]);
    // A manager's figures reach as far as their records: the only one whose figures could grow.
    const chief = await buildUser(server.db, workspace, { role: 'salesManager', team: teamId });
    const numbers = async (): Promise<string> => {
      const year = new Date().getUTCFullYear();
      const { status, text } = await as(chief).get(`/api/v1/insights/kpis?from=${year}-01-01&to=${year}-12-31`);
      expect(status, text).toBe(200);
      return text.replace(/"(drill|deals|generatedAt|asOf)":"(\\.|[^"\\])*"/g, '');
    };
    const before = await numbers();
    const counted = (await as(friend).call(deals.count, {})).count;
    const untilOn = todayIn('Asia/Shanghai');
    const body = { userId: idOf(friend), canEdit: false, untilOn };
    await as(mine).call(shareRecord, { params: { id: deal.id }, body: { userId: chief.id, canEdit: true } });
    expect(await placesOf(chief, deal)).toEqual(everywhere);
    const share = await as(mine).call(shareRecord, { params: { id: deal.id }, body });
    expect(share).toMatchObject({ user: { id: friend?.id }, untilOn, hasEnded: false, createdBy: { id: mine?.id } });
    expect(await placesOf(friend, deal)).toEqual(everywhere);
    expect((await as(friend).call(deals.count, {})).count).toBe(counted + 1);
    expect(await numbers()).toBe(before);
    expect(await placesOf(stranger, deal)).toEqual([]);
    expect(await as(friend).refused(deals.update, { params: { id: deal.id }, body: { version: 1, title: 'x' } })).toMatchObject({
      status: 403,
    });
    // Nothing but time passes.
    const ended = { untilOn: '2020-01-01', endsAt: '2020-01-02T00:00:00.000Z' };
    await server.db
      .updateTable('recordShares')
      .set(ended)
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', share.id)
      .execute();
    expect(await placesOf(friend, deal)).toEqual([]);
    expect((await as(friend).call(deals.count, {})).count).toBe(counted);
    expect((await as(mine).call(listShares, { params: { id: deal.id } })).data).toMatchObject([
      { hasEnded: false },
      { hasEnded: true },
    ]);
  });

  test('stands in lists among one\u2019s own, in order, on every page, once, and is counted', async () => {
    const reader = await buildUser(server.db, workspace, { team: await buildTeam(server.db, workspace) });
    const made: { id: string; amount: number | null }[] = [];
    for (const [index, amount] of [700_00, null, 100_00, 900_00, null, 300_00, 500_00].entries()) {
      const { id } = await as(index % 2 ? mine : reader).call(deals.create, {
        body: { title: `Basalt saw ${index}`, ...(amount === null ? {} : { amountMinor: amount }) },
      });
      // One that is reached anyway is not there twice.
      if (index % 2 || index === 0)
        await as(index % 2 ? mine : workspace.owner).call(shareRecord, { params: { id }, body: { userId: reader.id } });
      made.push({ id, amount });
    }
    const scope = async () => userScope(server.db, workspace.id, reader.id);
    expect((await scope()).hasShares).toBe(true);
    const filled = made.filter(({ amount }) => amount !== null).toSorted((a, b) => (b.amount ?? 0) - (a.amount ?? 0));
    const empty = made.filter(({ amount }) => amount === null).toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const expected = [...filled, ...empty].map(({ id }) => id);
    for (const q of [undefined, 'Basalt']) {
      const found: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await as(reader).call(deals.list, { query: { sort: '-amountMinor', limit: 2, q, cursor } });
        found.push(...page.data.map(({ id }) => id));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      expect(found).toEqual(expected);
      expect(await as(reader).call(deals.count, { query: { q } })).toMatchObject({ count: made.length });
    }
  });

  test('for editing gives the edit and no more, is handed on by nobody, and is taken back', async () => {
    const deal = await makeDeal();
    const params = { id: deal.id };
    const body = { userId: idOf(friend), canEdit: true, part: 'presales' as const };
    const share = await as(mine).call(shareRecord, { params, body });
    expect(share).toMatchObject({ part: 'presales', canEdit: true });
    const edited = await as(friend).call(deals.update, { params, body: { version: deal.version, title: 'Quartz, edited' } });
    expect(edited.title).toBe('Quartz, edited');
    expect(
      await as(friend).refused(deals.update, { params, body: { version: edited.version, ownerId: friend?.id ?? '' } }),
    ).toMatchObject({ status: 403 });
    expect(await as(friend).refused(deals.remove, { params })).toMatchObject({ status: 403 });
    expect(await as(friend).refused(shareRecord, { params, body: { teamId, canEdit: false } })).toMatchObject({ status: 403 });
    expect((await as(friend).call(listShares, { params })).mayShare).toBe(false);
    // Shared again, it is the same share.
    await as(mine).call(shareRecord, { params, body: { userId: idOf(friend), canEdit: false } });
    expect((await as(mine).call(listShares, { params })).data).toMatchObject([{ canEdit: false, part: null }]);
    await as(mine).call(unshareRecord, { params: { id: deal.id, shareId: share.id } });
    expect(await placesOf(friend, deal)).toEqual([]);
    const kinds = (await as(mine).get(`/api/v1/records/${deal.id}/events`)).json.data.map(
      (event: { kind: string }) => event.kind,
    );
    expect(kinds.slice(0, 2)).toEqual(['deal.unshared', 'deal.shared']);
  });

  test('for editing does what the owner would: hold, reopen, move, win, products, activities, lose; the same for nobody who only sees', async () => {
    const deal = await makeDeal();
    const params = { id: deal.id };
    const product = await as(workspace.owner).call(products.create, { body: { name: `Liner ${count}` } });
    const { stages } = (await as(mine).get(`/api/v1/deals/${deal.id}/guide`)).json;
    const version = async (): Promise<number> => (await as(mine).call(deals.get, { params })).version;
    const steps: [path: string, body: (version: number) => object][] = [
      ['hold', (at) => ({ version: at, reason: 'Budget next year', revisitOn: '2099-01-05' })],
      ['reopen', (at) => ({ version: at, reason: 'Budget came early', nextStep })],
      ['move', (at) => ({ version: at, toStageId: stages[1].stageId ?? stages[1].id, nextStep })],
      ['win', (at) => ({ version: at, proof: { kind: 'purchaseOrder', note: 'PO 4711' } })],
      ['reopen', (at) => ({ version: at, reason: 'Order withdrawn', nextStep })],
      ['lose', (at) => ({ version: at, reason: 'price' })],
    ];
    const setLines = async (who: TestUser | undefined) => {
      const lines = [{ productId: product.id, quantity: '2', unitPriceMinor: 100 }];
      return as(who).put(`/api/v1/deals/${deal.id}/products`, { version: await version(), lines });
    };
    await as(mine).call(shareRecord, { params, body: { userId: idOf(friend), canEdit: false } });
    for (const [path, body] of steps) {
      const reply = await as(friend).post(`/api/v1/deals/${deal.id}/${path}`, body(await version()));
      expect([reply.status, reply.json.code], `${path}: ${reply.text}`).toEqual([403, 'forbidden']);
    }
    expect((await setLines(friend)).status).toBe(403);
    await as(mine).call(shareRecord, { params, body: { userId: idOf(friend), canEdit: true } });
    expect((await setLines(friend)).status).toBe(200);
    for (const [path, body] of steps) {
      const reply = await as(friend).post(`/api/v1/deals/${deal.id}/${path}`, body(await version()));
      expect(reply.status, `${path}: ${reply.text}`).toBe(200);
    }
    const task = { recordId: deal.id, kind: 'call', subject: 'Called back' };
    expect((await as(friend).post('/api/v1/activities', task)).status).toBe(201);
    expect((await as(friend).get(`/api/v1/deals/${deal.id}/guide`)).json.actions).toContain('reopen');
    // What the role itself may not do, no share gives.
    const helper = await buildUser(server.db, workspace, { role: 'delivery', team: teamId });
    await as(mine).call(shareRecord, { params, body: { userId: helper.id, canEdit: true } });
    const reopened = { version: await version(), reason: 'Once more', nextStep };
    expect((await as(helper).post(`/api/v1/deals/${deal.id}/reopen`, reopened)).status).toBe(403);
  });

  test('never gives what only the owner’s own place gives: handing over, the bin, export, a waiver, a link for the customer', async () => {
    const deal = await makeDeal();
    const params = { id: deal.id };
    const chief = await buildUser(server.db, workspace, { role: 'salesManager', team: teamId });
    for (const person of [friend, chief]) {
      await as(mine).call(shareRecord, { params, body: { userId: idOf(person), canEdit: true } });
      const link = { recordId: deal.id, page: 'deal', parts: ['products'], language: 'en' };
      expect((await as(person).post('/api/v1/public-links', link)).status).toBe(403);
      expect((await as(person).delete(`/api/v1/deals/${deal.id}`)).status).toBe(403);
      const handed = { version: deal.version, ownerId: idOf(person) };
      expect((await as(person).patch(`/api/v1/deals/${deal.id}`, handed)).status).toBe(403);
      expect((await as(person).get('/api/v1/deals/export')).text).not.toContain(deal.id);
      const { actions } = (await as(person).get(`/api/v1/deals/${deal.id}/guide`)).json;
      expect(actions).toContain('win');
      expect(actions).not.toContain('waive');
    }
  });

  test('with a team reaches the teams below it', async () => {
    const deal = await makeDeal();
    await as(mine).call(shareRecord, { params: { id: deal.id }, body: { teamId, canEdit: false } });
    for (const user of [friend, below]) expect(await placesOf(user, deal)).toEqual(everywhere);
    expect(await placesOf(stranger, deal)).toEqual([]);
  });

  test('gives nothing that the role lacks altogether', async () => {
    const deal = await makeDeal();
    const analyst = await buildUser(server.db, workspace, { role: 'analyst' });
    const params = { id: deal.id };
    expect(await as(mine).refused(shareRecord, { params, body: { userId: analyst.id, canEdit: true } })).toMatchObject({
      code: 'records.share_without_right',
    });
    await as(mine).call(shareRecord, { params, body: { userId: idOf(friend), canEdit: true } });
    await server.db
      .updateTable('roles')
      .set({ rights: JSON.stringify({ deal: { view: 'none' } }) })
      .where('workspaceId', '=', workspace.id)
      .where('base', '=', 'seller')
      .execute();
    expect(await placesOf(friend, deal)).toEqual([]);
    await server.db
      .updateTable('roles')
      .set({ rights: '{}' })
      .where('workspaceId', '=', workspace.id)
      .where('base', '=', 'seller')
      .execute();
  });

  test('is refused with nobody, with a day that has passed, as a part of what has no team, and elsewhere', async () => {
    const deal = await makeDeal();
    const params = { id: deal.id };
    const refused = (body: Parameters<typeof JSON.stringify>[0]) =>
      as(mine).refused(shareRecord, { params, body: body as { canEdit: boolean } });
    expect(await refused({})).toMatchObject({ code: 'records.share_with_whom' });
    expect(await refused({ userId: idOf(friend), teamId })).toMatchObject({ code: 'records.share_with_whom' });
    expect(await refused({ userId: idOf(friend), untilOn: '2020-01-01' })).toMatchObject({
      errors: [{ pointer: '/body/untilOn' }],
    });
    expect(await refused({ teamId, part: 'sales' })).toMatchObject({ code: 'records.share_no_part' });
    const foreign = await buildWorkspace(server.db);
    expect(await refused({ userId: foreign.owner.id })).toMatchObject({ errors: [{ pointer: '/body/userId' }] });
    expect(await refused({ teamId: foreign.rootTeamId })).toMatchObject({ errors: [{ pointer: '/body/teamId' }] });
    expect(
      await server.as(foreign.owner).refused(shareRecord, { params, body: { userId: foreign.owner.id, canEdit: false } }),
    ).toMatchObject({ status: 404 });
    expect(await as(stranger).refused(listShares, { params })).toMatchObject({ status: 404 });
  });

  test('is named where somebody asks why they see it', async () => {
    const deal = await makeDeal();
    const params = { id: deal.id };
    const untilOn = todayIn('Asia/Shanghai');
    await as(mine).call(shareRecord, { params, body: { userId: idOf(friend), canEdit: true, part: 'delivery', untilOn } });
    const { data } = await as(mine).call(listAccess, { params });
    const whoSees = new Map(
      data.map(({ user, reasons, mayEdit }) => [user.id, { rules: reasons.map(({ rule }) => rule), mayEdit }]),
    );
    expect(whoSees.get(idOf(mine))).toEqual({ rules: ['owner', 'team'], mayEdit: true });
    expect(whoSees.get(idOf(friend))).toEqual({ rules: ['dealTeam'], mayEdit: true });
    expect(whoSees.get(workspace.owner.id)).toEqual({ rules: ['all'], mayEdit: true });
    expect(whoSees.has(idOf(stranger))).toBe(false);
    expect(data.find(({ user }) => user.id === friend?.id)?.reasons).toMatchObject([{ untilOn, part: 'delivery' }]);
    // Whom it is shared with does not look after it.
    expect(await as(friend).refused(listAccess, { params })).toMatchObject({ status: 403 });
    expect(await as(stranger).refused(listAccess, { params })).toMatchObject({ status: 404 });
  });

  test('costs nobody else a question', async () => {
    expect((await userScope(server.db, workspace.id, idOf(stranger))).hasShares).toBe(false);
    expect((await systemScope(server.db, workspace.id)).hasShares).toBe(false);
  });
});
