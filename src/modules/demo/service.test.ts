import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { readRows } from '../../../test/ids.ts';
import { runJobs } from '../../../test/jobs.ts';
import { todayIn } from '../../platform/days.ts';
import { listRoles } from '../catalogue/rate-card/contract.ts';
import { accounts, contacts } from '../customers/contract.ts';
import { isCreditCode } from '../customers/rules.ts';
import { dealStatuses, deals } from '../deals/contract.ts';
import { getKpis } from '../insights/service.ts';
import { QuoteContent } from '../offers/content/contract.ts';
import { quoteStates } from '../offers/contract.ts';
import { leadStatuses } from '../prospecting/contract.ts';
import { getTermsPolicy, updateTermsPolicy } from '../settings/terms/contract.ts';
import { getDemo, loadDemo, removeDemo } from './contract.ts';

const server = await testServer();
const { db } = server;
// Each loads a whole company, some several.

const load = (workspace: TestWorkspace) => server.as(workspace.owner).call(loadDemo, {});
/** Loaded once for everything that only looks. */
const loaded = await buildWorkspace(db);
const { counts } = await load(loaded);
await runJobs(server);

const remove = (workspace: TestWorkspace) => server.as(workspace.owner).call(removeDemo, {});

/** How many rows each table has for a workspace, but for what says that something was loaded and removed. */
async function countRows(workspaceId: string): Promise<Record<string, number>> {
  const rows = await readRows(db, workspaceId);
  const told = rows.get('events')?.filter((row) => !row.includes('demo.')) ?? [];
  return { ...Object.fromEntries([...rows].map(([table, all]) => [table, all.length])), events: told.length };
}

async function kpisOf(workspace: TestWorkspace) {
  const today = todayIn('Asia/Shanghai');
  const from = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}-01`;
  return getKpis(db, workspace.owner.scope, { from, to: today });
}

describe('loadDemo', () => {
  it('fills every stage, ending and kind, with figures that agree', async () => {
    const workspace = loaded;
    expect(counts).toMatchObject({ accounts: 56, products: 21, promotions: 3, competitors: 5, people: 17, teams: 10 });
    expect(counts.deals).toBeGreaterThan(240);
    const all = await db.selectFrom('deals').selectAll().where('workspaceId', '=', workspace.id).execute();
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(dealStatuses));
    const open = all.filter(({ status }) => status === 'open');
    expect(new Set(open.map(({ phase }) => phase))).toEqual(new Set([1, 2, 3, 4]));
    expect(all.filter(({ isOnBoard }) => isOnBoard).map(({ phase }) => phase)).toContain(5);
    expect(open.filter(({ nextStepOn }) => nextStepOn === null).length).toBeGreaterThan(1);
    const today = todayIn('Asia/Shanghai');
    expect(open.filter(({ nextStepOn }) => nextStepOn !== null && nextStepOn < today).length).toBeGreaterThan(3);
    expect(all.filter(({ status, wonProof }) => status === 'won' && wonProof === null)).toEqual([]);
    expect(all.filter(({ status, lostReason }) => status === 'lost' && lostReason === null)).toEqual([]);
    const leads = await db.selectFrom('leads').select('status').where('workspaceId', '=', workspace.id).execute();
    expect(new Set(leads.map(({ status }) => status))).toEqual(new Set(leadStatuses));

    const kpis = await kpisOf(workspace);
    expect(kpis.winRate.value).toBeGreaterThan(0.45);
    expect(kpis.winRate.value).toBeLessThan(0.75);
    expect(kpis.winRate.target).toBe(0.6);
    expect(kpis.salesCycleDays.mean).toBeGreaterThan(20);
    expect(kpis.conversion.value).toBeGreaterThan(0.1);
    expect(kpis.revenue.wonDeals).toBe(kpis.winRate.won);
    expect(kpis.byOwner.reduce((sum, { won }) => sum + won, 0)).toBe(kpis.winRate.won);
    expect(kpis.byIndustry.reduce((sum, { lost }) => sum + lost, 0)).toBe(kpis.winRate.lost);
    expect(kpis.funnel.filter(({ isBottleneck }) => isBottleneck)).toHaveLength(1);
    expect(kpis.pipeline.deals).toBe(open.length);
    expect(kpis.lostReasons.length).toBeGreaterThan(4);
  });

  it('shows prices, approvals, quotes and talks in every state, as of the past', async () => {
    const of = ['workspaceId', '=', loaded.id] as const;
    const quotes = await db
      .selectFrom('quotes')
      .selectAll()
      .where(...of)
      .execute();
    expect(new Set(quotes.map(({ state }) => state))).toEqual(new Set(quoteStates));
    const revisions = await db
      .selectFrom('quoteRevisions')
      .selectAll()
      .where(...of)
      .execute();
    expect(revisions.map(({ state }) => state)).toContain('superseded');
    const contents = revisions.map(({ content }) => QuoteContent.parse(content));
    expect(contents.some(({ promotions = [] }) => promotions.length > 0)).toBe(true);
    const lines = contents.flatMap((content) => content.lines);
    expect(lines.some(({ charge, productId }) => charge.kind === 'time' && productId !== null)).toBe(true);
    // What may be added to the set was, twice.
    expect(lines.some(({ parts = [] }) => parts.map(({ quantity }) => quantity).join() === '1,1,1,2')).toBe(true);
    expect((await server.as(loaded.owner).call(listRoles, {})).data).toHaveLength(3);
    const requests = await db
      .selectFrom('approvals')
      .selectAll()
      .where(...of)
      .execute();
    expect(new Set(requests.map(({ state }) => state))).toEqual(new Set(['waiting', 'approved', 'rejected']));
    const owner = server.as(loaded.owner);
    expect((await owner.get('/api/v1/approvals/count')).json.waiting).toBeGreaterThan(0);
    const counted = await countRows(loaded.id);
    const least = {
      approval_messages: 0,
      deal_terms: 4,
      order_lines: 20,
      price_answers: 20,
      price_book_prices: 10,
      price_rules: 3,
      product_components: 4,
      promotion_uses: 2,
      product_costs: 30,
      product_variants: 6,
      public_link_visits: 5,
      quote_decisions: 2,
      quote_questions: 2,
      quote_replies: 1,
    };
    for (const [table, count] of Object.entries(least)) expect(counted[table], table).toBeGreaterThanOrEqual(count);
    const answers = await db
      .selectFrom('materials')
      .select(['usedCount', 'solvedBp', 'wonBp'])
      .where('workspaceId', '=', loaded.id)
      .where('usedCount', '>', 4)
      .execute();
    expect(answers.filter(({ solvedBp, wonBp }) => solvedBp !== null && wonBp !== null).length).toBeGreaterThan(2);
    // Told as of its day: nothing of a quote happened while it was loaded.
    const ago = new Date(Date.now() - 3_600_000).toISOString();
    const told = await db
      .selectFrom('events')
      .select(['kind', 'happenedAt'])
      .where('workspaceId', '=', loaded.id)
      .where('subjectId', 'in', [...quotes.map(({ id }) => id), ...quotes.flatMap(({ dealId }) => dealId ?? [])])
      .execute();
    expect(told.filter(({ happenedAt }) => happenedAt > ago)).toEqual([]);
    expect(revisions.filter(({ decidedAt, viewedAt }) => [decidedAt, viewedAt].some((at) => at !== null && at > ago))).toEqual(
      [],
    );
  });

  it('tells the same story for the same day, in the language asked for', async () => {
    const [one, same] = [loaded, await buildWorkspace(db)];
    const chinese = await buildWorkspace(db, { language: 'zh-Hans' });
    for (const workspace of [same, chinese]) await load(workspace);
    await runJobs(server);
    const told = async ({ id }: TestWorkspace) =>
      db
        .selectFrom('deals')
        .select([
          'title',
          'amountMinor',
          'status',
          'phase',
          'openedOn',
          'closedOn',
          'stageEnteredAt',
          'source',
          'nextStepText',
          'nextStepOn',
        ])
        .where('workspaceId', '=', id)
        .orderBy('title')
        .orderBy('amountMinor')
        .orderBy('stageEnteredAt')
        .execute();
    expect(await told(same)).toEqual(await told(one));
    expect((await told(chinese)).map(({ source }) => source)).toContain('展会');
    expect((await told(one)).map(({ source }) => source)).toContain('Trade fair');
  });

  it('keeps to itself: nobody can sign in or be reached, codes are right, days lie in the year before', async () => {
    const where = ['workspaceId', '=', loaded.id] as const;
    const people = await db
      .selectFrom('users')
      .select(['email', 'authUserId', 'importId'])
      .where(...where)
      .execute();
    const made = people.filter(({ importId }) => importId !== null);
    expect(made.every(({ authUserId, email }) => authUserId === null && email?.endsWith('@yulan.example.com'))).toBe(true);
    const companies = await db
      .selectFrom('accounts')
      .select(['creditCode', 'country'])
      .where(...where)
      .execute();
    const codes = companies.flatMap(({ creditCode }) => (creditCode === null ? [] : [creditCode]));
    expect(codes).toHaveLength(30);
    expect(codes.every(isCreditCode)).toBe(true);
    const reached = await db
      .selectFrom('contacts')
      .select('emails')
      .where(...where)
      .execute();
    expect(JSON.stringify(reached).match(/@(?![a-z0-9.]*example\.com)/g)).toBeNull();
    const steps = await db
      .selectFrom('dealStageHistory')
      .select(['happenedAt', 'kind', 'dealId'])
      .where(...where)
      .execute();
    const now = new Date().toISOString();
    expect(steps.filter(({ happenedAt }) => happenedAt > now)).toEqual([]);
    const [oldest] = steps.map(({ happenedAt }) => happenedAt).toSorted();
    expect(Date.now() - Date.parse(oldest ?? '')).toBeLessThan(900 * 86_400_000);
    const activities = await db
      .selectFrom('activities')
      .select('doneAt')
      .where(...where)
      .execute();
    expect(activities.filter(({ doneAt }) => doneAt !== null && doneAt > now)).toEqual([]);
  });

  it('fills the day of whoever loads it', async () => {
    const { json } = await server.as(loaded.owner).get('/api/v1/tasks/count');
    expect(json.overdue + json.today).toBeGreaterThan(5);
  });

  it('works in other currencies and keeps the rates there are', async () => {
    const workspace = await buildWorkspace(db, { currency: 'USD' });
    const own = server.as(workspace.owner);
    await own.put('/api/v1/exchange-rates', { currency: 'CNY', validFrom: '2020-01-01', rate: '0.15' });
    await load(workspace);
    const rates = await db
      .selectFrom('exchangeRates')
      .select(['currency', 'importId'])
      .where('workspaceId', '=', workspace.id)
      .execute();
    expect(rates.filter(({ currency }) => currency === 'CNY')).toEqual([{ currency: 'CNY', importId: null }]);
    expect(rates.filter(({ currency }) => currency === 'EUR')).toHaveLength(54);
    const yen = await buildWorkspace(db, { currency: 'JPY', timeZone: 'America/Chicago' });
    expect((await load(yen)).isLoaded).toBe(true);
  });

  it('is refused a second time, to whoever may not, and to one of two at once', async () => {
    const workspace = await buildWorkspace(db);
    const twice = await Promise.all([1, 2].map(() => server.as(workspace.owner).post('/api/v1/demo')));
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await server.as(workspace.owner).refused(loadDemo, {})).toMatchObject({ status: 409, code: 'demo.already_loaded' });
    for (const role of ['salesManager', 'seller', 'delivery', 'support', 'analyst'] as const) {
      const user = server.as(await buildUser(db, workspace, { role }));
      for (const endpoint of [getDemo, loadDemo, removeDemo]) expect((await user.refused(endpoint, {})).status).toBe(403);
    }
    expect((await server.anonymous.post('/api/v1/demo')).status).toBe(401);
  });
});

describe('removeDemo', () => {
  it('leaves no row behind in any table, and other workspaces alone', async () => {
    const [workspace, other] = [await buildWorkspace(db), loaded];
    // What a new workspace comes with, and gets when it is first looked at.
    await runJobs(server);
    await server.as(workspace.owner).get('/api/v1/approval-rules');
    const [before, theirs] = [await countRows(workspace.id), await countRows(other.id)];
    const made = (await load(workspace)).counts;
    await runJobs(server);
    const { removed, kept } = await remove(workspace);
    await runJobs(server);
    expect(kept).toEqual([]);
    expect(removed).toBe(Object.values(made).reduce((sum, count) => sum + count, 0));
    expect(await countRows(workspace.id)).toEqual(before);
    expect(await countRows(other.id)).toEqual(theirs);
    expect(await server.as(workspace.owner).refused(removeDemo, {})).toMatchObject({ code: 'demo.not_loaded' });
    expect((await load(workspace)).isLoaded).toBe(true);
  });

  it('takes what was played with, keeps what is real and what that points to, and says so', async () => {
    const workspace = await buildWorkspace(db);
    const owner = server.as(workspace.owner);
    await load(workspace);
    const [sample] = (await owner.call(deals.list, { query: { limit: 1, sort: '-amountMinor' } })).data;
    await owner.call(deals.update, {
      params: { id: sample?.id ?? '' },
      body: { version: sample?.version ?? 1, title: 'Played with' },
    });
    await owner.post('/api/v1/activities', { recordId: sample?.id, kind: 'note', subject: 'Tried it' });
    const [account] = (
      await owner.call(accounts.list, {
        query: { filter: JSON.stringify({ field: 'owner', op: 'ne', value: workspace.owner.id }) },
      })
    ).data;
    const contact = await owner.call(contacts.create, { body: { name: 'Real person', accountId: account?.id } });
    const real = await owner.call(deals.create, {
      body: { title: 'Real deal', accountId: account?.id, currency: 'USD', amountMinor: 1000 },
    });
    await runJobs(server);
    const own = { id: 'ours', kind: 'other' as const, title: 'Ours', text: 'Ours alone.', plain: null };
    const { clauses, version } = await owner.call(getTermsPolicy, {});
    expect(clauses).toHaveLength(8);
    await owner.call(updateTermsPolicy, { body: { version, clauses: [...clauses, own] } });
    const { kept } = await remove(workspace);
    expect(kept).toMatchObject([{ kind: 'account', id: account?.id, title: account?.name }]);
    expect((await owner.call(deals.get, { params: { id: real.id } })).account?.id).toBe(account?.id);
    expect((await owner.call(contacts.get, { params: { id: contact.id } })).name).toBe('Real person');
    expect((await owner.call(accounts.get, { params: { id: account?.id ?? '' } })).owner?.id).toBe(workspace.owner.id);
    expect((await owner.call(deals.list, { query: {} })).data.map(({ title }) => title)).toEqual(['Real deal']);
    const rates = await db
      .selectFrom('exchangeRates')
      .select('currency')
      .distinct()
      .where('workspaceId', '=', workspace.id)
      .execute();
    expect(rates).toEqual([{ currency: 'USD' }]);
    expect((await owner.call(getTermsPolicy, {})).clauses).toEqual([own]);
    await owner.call(deals.remove, { params: { id: real.id } });
    expect((await remove(workspace)).kept).toMatchObject([{ kind: 'account' }]);
  });
});
