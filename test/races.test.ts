import { describe, expect, test } from 'vitest';
import { createPromotion, listPromotions } from '../src/modules/catalogue/promotions/contract.ts';
import { accountEntity } from '../src/modules/customers/entity.ts';
import { accounts, contacts } from '../src/modules/customers/contract.ts';
import { deals } from '../src/modules/deals/contract.ts';
import { getGuide } from '../src/modules/deals/guide/contract.ts';
import { listHistory, moveDeal, setCriterion } from '../src/modules/deals/moves/contract.ts';
import { winDeal } from '../src/modules/deals/outcomes/contract.ts';
import { createImport, getImport, setMapping, startImport, undoImport, checkImport } from '../src/modules/exchange/contract.ts';
import { work } from '../src/modules/exchange/service.ts';
import { acceptInvitation, inviteUser, listUsers } from '../src/modules/identity/members/contract.ts';
import { listProcesses } from '../src/modules/process/contract.ts';
import { createDraft, publishDraft } from '../src/modules/process/designer/contract.ts';
import { convertLead, leads } from '../src/modules/prospecting/contract.ts';
import { QuoteLine, QuotePromotion } from '../src/modules/offers/content/contract.ts';
import { acceptQuote, setPrimaryQuote } from '../src/modules/offers/deciding/contract.ts';
import { quotes } from '../src/modules/offers/contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../src/modules/offers/revisions/contract.ts';
import { createRecords } from '../src/modules/records/entities/service.ts';
import { completeActivity, createActivity } from '../src/modules/timeline/contract.ts';
import { buildUser, buildWorkspace } from './build.ts';
import { testServer, type CallInput, type Caller } from './http.ts';
import type { Endpoint } from '../src/platform/endpoint.ts';

/** Requests that arrive at the same moment: whatever their order, each is done whole or refused by name, and nothing twice. */
const server = await testServer();
const nextStep = { text: 'Call back', dueAt: new Date(Date.now() + 86_400_000).toISOString() };

/** Sends the same call so many times at once; answers how often each status came. */
async function atOnce<E extends Endpoint>(
  caller: Caller,
  endpoint: E,
  input: CallInput<E>,
  times = 6,
): Promise<Record<number, number>> {
  return tally(await Promise.all(Array.from({ length: times }, () => statusOf(caller, endpoint, input))));
}

async function statusOf<E extends Endpoint>(caller: Caller, endpoint: E, input: CallInput<E>): Promise<number> {
  try {
    await caller.call(endpoint, input);
    return endpoint.status;
  } catch (error) {
    const status = error instanceof Error && 'problem' in error ? Object(error.problem).status : undefined;
    if (typeof status !== 'number') throw error;
    return status;
  }
}

function tally(statuses: readonly number[]): Record<number, number> {
  return Object.fromEntries([...Map.groupBy(statuses, (status) => status)].map(([status, all]) => [status, all.length]));
}

async function place() {
  const workspace = await buildWorkspace(server.db);
  const caller = server.as(workspace.owner);
  const [standard] = (await caller.call(listProcesses, {})).data;
  if (!standard?.published) throw new Error('no process');
  const stages = standard.published.stages.map(({ id }) => id);
  return { workspace, caller, process: standard, published: standard.published, stage: (index: number) => stages[index] ?? '' };
}

describe('one deal', () => {
  test('is moved once by many who saw the same version', async () => {
    const { caller, stage } = await place();
    const deal = await caller.call(deals.create, { body: { title: 'Press line' } });
    const params = { id: deal.id };
    const body = { version: deal.version, toStageId: stage(1), nextStep };
    expect(await atOnce(caller, moveDeal, { params, body })).toEqual({ 200: 1, 409: 5 });
    expect((await caller.call(listHistory, { params })).data.map(({ kind }) => kind)).toEqual(['create', 'advance']);
    const { tasks } = await caller.call(getGuide, { params });
    expect(tasks.filter(({ text }) => text === nextStep.text)).toHaveLength(1);
  });

  test('is won once', async () => {
    const { caller } = await place();
    const deal = await caller.call(deals.create, { body: { title: 'Press line', amountMinor: 100 } });
    const params = { id: deal.id };
    const proof = { kind: 'purchaseOrder' as const, note: 'PO 4711' };
    expect(await atOnce(caller, winDeal, { params, body: { version: deal.version, proof } })).toEqual({ 200: 1, 409: 5 });
    expect((await caller.call(listHistory, { params })).data.map(({ kind }) => kind)).toEqual(['create', 'won']);
  });

  test('keeps one tick of a criterion that several tick, and tells the others', async () => {
    const { caller } = await place();
    const { id } = await caller.call(deals.create, { body: { title: 'Press line' } });
    const input = { params: { id, key: 'icp.fits' }, body: { state: 'met' as const, note: 'Right size and industry' } };
    expect(await atOnce(caller, setCriterion, input)).toEqual({ 200: 1, 409: 5 });
    const { criteria } = await caller.call(getGuide, { params: { id } });
    expect(criteria.find(({ key }) => key === 'icp.fits')).toMatchObject({ state: 'met' });
  });

  test('is edited before it goes into the bin, or not at all', async () => {
    const { caller } = await place();
    const { id, version } = await caller.call(deals.create, { body: { title: 'Before' } });
    const [edited, removed] = await Promise.all([
      statusOf(caller, deals.update, { params: { id }, body: { version, title: 'After' } }),
      statusOf(caller, deals.remove, { params: { id } }),
    ]);
    expect(removed).toBe(200);
    const { title } = await caller.call(deals.get, { params: { id } });
    expect([edited, title]).toEqual(edited === 200 ? [200, 'After'] : [404, 'Before']);
  });

  test('moves in the version it is in while the process is published anew', async () => {
    const { caller, process, published, stage } = await place();
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, index) => caller.call(deals.create, { body: { title: `Line ${index}` } })),
    );
    const draft = await caller.call(createDraft, { params: { id: process.id } });
    const mapping = published.stages.map(({ id, key }) => ({
      fromStageId: id,
      toStageId: draft.stages.find((one) => one.key === key)?.id ?? '',
    }));
    const moves = made.map(({ id, version }) =>
      statusOf(caller, moveDeal, { params: { id }, body: { version, toStageId: stage(1), nextStep } }),
    );
    const publish = statusOf(caller, publishDraft, { params: { id: draft.id }, body: { version: draft.version, mapping } });
    const [published200, ...moved] = await Promise.all([publish, ...moves]);
    expect(published200).toBe(200);
    // Moved before it was taken along, or refused because it was taken along in between.
    expect(moved.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    const own = new Set(draft.stages.map(({ id }) => id));
    const { data } = await caller.call(deals.list, { query: { limit: 50 } });
    expect(data.map(({ stage: at }) => own.has(at?.id ?? ''))).toEqual(made.map(() => true));
  });
});

describe('a deal and its quotes', () => {
  test('are given away while quotes are sent, made the one that counts and decided: nobody waits for the other', async () => {
    const { workspace, caller } = await place();
    const heirs = [await buildUser(server.db, workspace), await buildUser(server.db, workspace)];
    const line = QuoteLine.parse({ id: 'a', kind: 'item', name: 'Pump', unitPrice: '100' });
    const write = async (dealId: string) => {
      const { id } = await caller.call(quotes.create, { body: { dealId } });
      const { revision } = await caller.call(getQuoteDocument, { params: { id } });
      const content = { ...revision.content, lines: [line] };
      const saved = await caller.call(saveQuoteDocument, { params: { id }, body: { version: revision.version, content } });
      return { params: { id }, body: { version: saved.revision.version, setsDealAmount: true } };
    };
    const made = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const { id } = await caller.call(deals.create, { body: { title: `Line ${index}` } });
        return { params: { id }, drafts: [await write(id), await write(id)] };
      }),
    );
    const give = (to: number) =>
      made.map(({ params }) =>
        statusOf(caller, deals.bulkUpdate, { body: { select: { ids: [params.id] }, changes: { ownerId: heirs[to]?.id } } }),
      );
    const all = made.flatMap(({ drafts }) => drafts);
    const sent = await Promise.all([...give(0), ...all.map((draft) => statusOf(caller, sendQuote, draft))]);
    expect(tally(sent)).toEqual({ 200: 18 });
    const counted = all.map(({ params }) => statusOf(caller, setPrimaryQuote, { params, body: {} }));
    const bulk = { select: { ids: made.map(({ params }) => params.id) }, changes: { ownerId: workspace.owner.id } };
    expect(tally(await Promise.all([...counted, statusOf(caller, deals.bulkUpdate, { body: bulk })]))).toEqual({ 200: 13 });
    const yes = { revision: 1, by: 'Zhou' };
    const decided = all.map(({ params }) => statusOf(caller, acceptQuote, { params, body: yes }));
    expect(tally(await Promise.all([...decided, ...give(1)]))).toEqual({ 200: 18 });
    for (const { params } of made) {
      const filter = JSON.stringify({ and: [{ field: 'deal', op: 'eq', value: params.id }] });
      const { data } = await caller.call(quotes.list, { query: { filter } });
      expect(data.filter(({ isPrimary }) => isPrimary)).toHaveLength(1);
      expect(await caller.call(deals.get, { params })).toMatchObject({ owner: { id: heirs[1]?.id }, amountMinor: 100_00 });
    }
  });
});

describe('many records', () => {
  test('are changed by two who name them in other orders: one waits for the other', async () => {
    const { workspace, caller } = await place();
    const firms = Array.from({ length: 2100 }, (_, index) => ({ name: `Firm ${index}` }));
    const ids = await createRecords(server.db, workspace.owner.scope, accountEntity, firms);
    const change = (named: readonly string[], note: string) =>
      statusOf(caller, accounts.bulkUpdate, { body: { select: { ids: [...named] }, changes: { note } } });
    const orders = [ids, ids.toReversed(), ids, ids.toReversed()];
    const statuses = await Promise.all(orders.map((order, index) => change(order, `Round ${index}`)));
    expect(tally(statuses)).toEqual({ 200: 4 });
    const { data } = await caller.call(accounts.list, { query: { limit: 200 } });
    expect(new Set(data.map(({ note }) => note)).size).toBe(1);
  });
});

describe('the budget of a promotion', () => {
  test('goes to as many quotes as it reaches for, however many are sent at once', async () => {
    const { caller } = await place();
    const action = { kind: 'amount' as const, amountMinor: 10_00 };
    const promotion = await caller.call(createPromotion, { body: { name: 'First come', budgetMinor: 25_00, action } });
    const taken = QuotePromotion.parse({ id: promotion.id, name: promotion.name, isForAll: true, action });
    const line = QuoteLine.parse({ id: 'a', kind: 'item', name: 'Pump', unitPrice: '100' });
    const drafts = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const { id } = await caller.call(quotes.create, { body: { title: `Pump ${index}` } });
        const params = { id };
        const { revision } = await caller.call(getQuoteDocument, { params });
        const content = { ...revision.content, lines: [line], promotions: [taken] };
        const saved = await caller.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
        return { params, body: { version: saved.revision.version } };
      }),
    );
    const statuses = await Promise.all(drafts.map((draft) => statusOf(caller, sendQuote, draft)));
    // Refused by the count, or because the count was seen to be full already.
    const { 200: sent, 409: late = 0, 422: full = 0 } = tally(statuses);
    expect([sent, late + full]).toEqual([2, 4]);
    expect((await caller.call(listPromotions, {})).data).toMatchObject([{ usedMinor: 20_00, uses: 2 }]);
  });
});

describe('other things', () => {
  test('a lead is converted once', async () => {
    const { caller } = await place();
    const lead = await caller.call(leads.create, { body: { name: '王芳', company: '海川精密' } });
    const input = { params: { id: lead.id }, body: { dealTitle: '涂装线' } };
    expect(await atOnce(caller, convertLead, input)).toEqual({ 200: 1, 409: 5 });
    for (const one of [accounts, contacts, deals]) expect((await caller.call(one.count, { query: {} })).count).toBe(1);
  });

  test('a task is done once', async () => {
    const { caller } = await place();
    const { id } = await caller.call(accounts.create, { body: { name: 'Mill' } });
    const task = await caller.call(createActivity, { body: { recordId: id, kind: 'task', subject: 'Call' } });
    const input = { params: { id: task.id }, body: { nextStep: { subject: 'Call again', dueAt: nextStep.dueAt } } };
    expect(await atOnce(caller, completeActivity, input)).toEqual({ 200: 1, 409: 5 });
  });

  test('an invitation is accepted once', async () => {
    const { caller } = await place();
    const { path } = await caller.call(inviteUser, { body: { role: 'seller' } });
    const token = new URL(path, 'http://x.test').searchParams.get('token') ?? '';
    const accept = (email: string) =>
      statusOf(server.anonymous, acceptInvitation, { body: { token, name: 'New', email, password: 'correct horse' } });
    const statuses = await Promise.all(
      [1, 2, 3].map((each) => accept(`new${each}-${token.slice(0, 8)}@race.test`.toLowerCase())),
    );
    expect(tally(statuses)).toEqual({ 201: 1, 422: 2 });
    expect((await caller.call(listUsers, { query: {} })).data).toHaveLength(2);
  });

  test('fifty creations with one idempotency key make one record', async () => {
    const { caller } = await place();
    const keyed = caller.with({ 'idempotency-key': 'order-4711' });
    const body = { name: 'Once' };
    const statuses = await atOnce(keyed, accounts.create, { body }, 50);
    // The rest came while the first was at work.
    expect((statuses[201] ?? 0) + (statuses[409] ?? 0)).toBe(50);
    expect(statuses[201]).toBeGreaterThan(0);
    expect((await caller.call(accounts.count, { query: {} })).count).toBe(1);
    const { data } = await caller.call(accounts.list, { query: {} });
    expect((await keyed.call(accounts.create, { body })).id).toBe(data[0]?.id);
  });

  test('an import is undone while its records are edited: an edit that was saved is kept', async () => {
    const { workspace, caller } = await place();
    const { id } = await caller.call(createImport, { body: { name: 'Race' } });
    const rows = Array.from({ length: 40 }, (_, index) => `Firm ${index}`);
    await caller.with({ 'content-type': 'text/csv' }).put(`/api/v1/imports/${id}/files?name=a.csv`, `name\n${rows.join('\n')}\n`);
    const targets = [{ kind: 'account', key: 'name', fields: { name: { column: 'name' } } }];
    await caller.call(setMapping, { params: { id }, body: { map: { version: 1, files: [{ file: 'a.csv', targets }] } } });
    await caller.call(checkImport, { params: { id }, body: undefined });
    await work(server.db, workspace.owner.scope, id, 'checking');
    await caller.call(startImport, { params: { id }, body: {} });
    await work(server.db, workspace.owner.scope, id, 'running');
    const { data } = await caller.call(accounts.list, { query: { limit: 50 } });
    expect(data).toHaveLength(40);
    await caller.call(undoImport, { params: { id }, body: undefined });
    const edits = data.map(({ id: one, version }) =>
      statusOf(caller, accounts.update, { params: { id: one }, body: { version, note: 'Mine' } }),
    );
    const [, ...statuses] = await Promise.all([work(server.db, workspace.owner.scope, id, 'undoing'), ...edits]);
    const saved = statuses.filter((status) => status === 200).length;
    expect(statuses.filter((status) => status !== 200 && status !== 404)).toEqual([]);
    const left = await caller.call(accounts.list, { query: { limit: 50 } });
    expect(left.data.map(({ note }) => note)).toEqual(Array.from({ length: saved }, () => 'Mine'));
    expect((await caller.call(getImport, { params: { id } })).progress).toMatchObject({ undone: 40 - saved, kept: saved });
  });
});
