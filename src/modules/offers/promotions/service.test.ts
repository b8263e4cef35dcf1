import { expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { binAccepted } from '../../../../test/quotes.ts';
import { addDays, todayIn } from '../../../platform/days.ts';
import { products } from '../../catalogue/contract.ts';
import { createPromotion, listPromotions, removePromotion, updatePromotion } from '../../catalogue/promotions/contract.ts';
import { accounts } from '../../customers/contract.ts';
import type { QuoteContent } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote, declineQuote } from '../deciding/contract.ts';
import { expireQuotes } from '../expiry/service.ts';
import { sendQuote as freezeQuote } from '../freezing/service.ts';
import { discardDraft, getQuoteDocument, reviseQuote, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { findQuotePromotions } from './contract.ts';

const server = await testServer();

async function build() {
  const workspace = await buildWorkspace(server.db);
  const owner = server.as(workspace.owner);
  const seller = server.as(await buildUser(server.db, workspace));
  const pump = await owner.call(products.create, { body: { name: 'Pump', category: 'Pumps', priceMinor: 100_00 } });
  const cable = await owner.call(products.create, { body: { name: 'Cable', category: 'Cables', priceMinor: 9_99 } });
  return { workspace, owner, seller, pump, cable };
}

type Caller = Awaited<ReturnType<typeof build>>['owner'];

async function quoted(caller: Caller, productIds: readonly string[], more: object = {}) {
  const quote = await caller.call(quotes.create, { body: { title: 'Pumps', ...more } });
  const params = { id: quote.id };
  const read = () => caller.call(getQuoteDocument, { params });
  const save = async (change: Partial<QuoteContent>) => {
    const { revision } = await read();
    const body = { version: revision.version, content: { ...revision.content, ...change } };
    return caller.call(saveQuoteDocument, { params, body });
  };
  const lines = productIds.map((productId, index) => ({
    id: `l${index}`,
    kind: 'item' as const,
    name: `Line ${index}`,
    productId,
    quantity: '3',
    unitPrice: index === 0 ? '100' : '9.99',
    taxBp: 1300,
  }));
  const { revision } = await read();
  await caller.call(saveQuoteDocument, {
    params,
    body: { version: revision.version, content: { ...revision.content, lines } },
  });
  const find = async (codes: string[] = []) =>
    (await caller.call(findQuotePromotions, { params, body: { currency: 'CNY', productIds: [...productIds], codes } })).data;
  const send = async () => caller.call(sendQuote, { params, body: { version: (await read()).revision.version } });
  const refusedToSend = async () => caller.refused(sendQuote, { params, body: { version: (await read()).revision.version } });
  return { params, read, save, find, send, refusedToSend };
}

test('a seller takes promotions that hold, of a series and of the whole, to the cent', async () => {
  const { owner, seller, pump, cable } = await build();
  await owner.call(createPromotion, {
    body: { name: 'Pump weeks', categories: ['pumps'], priority: 5, action: { kind: 'percent', bp: 1000 } },
  });
  await owner.call(createPromotion, {
    body: { name: 'A hundred off', code: 'HUNDRED', action: { kind: 'orderAmount', amountMinor: 100_00 } },
  });
  const quote = await quoted(seller, [pump.id, cable.id]);
  expect((await quote.find()).map(({ promotion }) => promotion.name)).toEqual(['Pump weeks']);
  const offers = await quote.find(['hundred']);
  expect(offers).toMatchObject([
    { why: null, promotion: { productIds: [pump.id] } },
    { why: null, promotion: { isForAll: true } },
  ]);
  // 300.00 + 29.97; 30.00 off the pumps, 100.00 off both together.
  const { revision } = await quote.save({ promotions: offers.map(({ promotion }) => promotion) });
  expect(revision.totals).toMatchObject({ subtotalMinor: 329_97, discountMinor: 130_00, netMinor: 199_97, taxMinor: 26_00 });
  expect(revision.totals.promotions?.map(({ amountMinor }) => amountMinor)).toEqual([30_00, 100_00]);
  const parts = revision.totals.lines.map(({ shareMinor }) => shareMinor);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(130_00);
  const sent = await quote.send();
  expect(sent.revision.totals).toMatchObject({ netMinor: 199_97, discountMinor: 130_00 });
  expect((await owner.call(listPromotions, {})).data).toMatchObject([
    { name: 'Pump weeks', usedMinor: 30_00, uses: 1 },
    { name: 'A hundred off', usedMinor: 100_00, uses: 1 },
  ]);
  expect(await seller.refused(listPromotions, {})).toMatchObject({ status: 403 });
});

test('lists and exports name what takes something off the newest revision', async () => {
  const { owner, pump, cable } = await build();
  await owner.call(createPromotion, {
    body: { name: 'Pump weeks', categories: ['pumps'], action: { kind: 'percent', bp: 1000 } },
  });
  await owner.call(createPromotion, { body: { name: 'Spring', action: { kind: 'orderAmount', amountMinor: 10_00 } } });
  await owner.call(createPromotion, { body: { name: 'Cables', categories: ['cables'], action: { kind: 'percent', bp: 500 } } });
  const quote = await quoted(owner, [pump.id, cable.id]);
  const named = async () => (await owner.call(quotes.get, { params: quote.params })).promotions;
  expect(await named()).toBeNull();
  const taken = (await quote.find()).map(({ promotion }) => promotion);
  const { revision } = await quote.save({ promotions: taken });
  expect((await named())?.split('; ').toSorted()).toEqual(['Cables', 'Pump weeks', 'Spring']);
  // What is taken and has no line to take something off is not named.
  await quote.save({ lines: revision.content.lines.slice(0, 1), promotions: taken.filter(({ name }) => name !== 'Spring') });
  expect(await named()).toBe('Pump weeks');
  await quote.send();
  expect(await named()).toBe('Pump weeks');
  for (const [language, head] of [
    ['en', 'Promotions'],
    ['zh-Hans', '促销'],
  ] as const) {
    const csv = await owner.with({ 'x-language': language }).call(quotes.export, { query: { columns: 'number,promotions' } });
    const [heads = '', row = ''] = csv.trim().split(/\r?\n/);
    expect([heads.split(',')[1], row.split(',')[1]]).toEqual([head, 'Pump weeks']);
  }
  const filter = JSON.stringify({ field: 'promotions', op: 'contains', value: 'pump' });
  expect((await owner.call(quotes.count, { query: { filter } })).count).toBe(1);
  await owner.call(reviseQuote, { params: quote.params, body: { reason: 'Without it' } });
  const draft = await quote.save({ promotions: [] });
  expect(await named()).toBeNull();
  await owner.call(discardDraft, { params: quote.params, body: { version: draft.revision.version } });
  expect(await named()).toBe('Pump weeks');
  await owner.call(acceptQuote, { params: quote.params, body: { revision: 1, by: 'Ms Li' } });
  expect(await named()).toBe('Pump weeks');
});

test('a budget that is used up refuses the next quote, and is there again after a no', async () => {
  const { owner, pump } = await build();
  const body = { name: 'First come', budgetMinor: 50_00, action: { kind: 'percent' as const, bp: 1000 } };
  const made = await owner.call(createPromotion, { body });
  const [first, second] = [await quoted(owner, [pump.id]), await quoted(owner, [pump.id])];
  for (const quote of [first, second]) await quote.save({ promotions: (await quote.find()).map(({ promotion }) => promotion) });
  await first.send();
  expect((await second.read()).faults).toMatchObject([{ place: 'promotions', code: 'offers.promotion_spent' }]);
  expect(await second.refusedToSend()).toMatchObject({ code: 'offers.cannot_be_sent' });
  expect(await owner.refused(removePromotion, { params: { id: made.id } })).toMatchObject({ code: 'catalogue.promotion_in_use' });
  await owner.call(declineQuote, { params: first.params, body: { revision: 1, note: 'No' } });
  expect((await second.send()).quote).toMatchObject({ state: 'sent' });
});

type Place = Awaited<ReturnType<typeof build>>;

/** A quote with every promotion that holds, valid for ten days, that was sent so many days ago. */
async function sentDaysAgo(workspace: Place['workspace'], owner: Caller, pump: Place['pump'], daysAgo: number) {
  const quote = await quoted(owner, [pump.id]);
  const saved = await quote.save({ promotions: (await quote.find()).map(({ promotion }) => promotion), validDays: 10 });
  const at = `${addDays(todayIn('Asia/Shanghai'), -daysAgo)}T04:00:00.000Z`;
  await freezeQuote(server.db, workspace.owner.scope, quote.params.id, { version: saved.revision.version }, at);
  return quote;
}

test('a quote comes back from the bin as far as the budget reaches for it; one that was accepted, or is over, always does', async () => {
  const { workspace, owner, pump } = await build();
  const body = { name: 'First come', budgetMinor: 70_00, action: { kind: 'percent' as const, bp: 1000 } };
  await owner.call(createPromotion, { body });
  const make = (daysAgo: number) => sentDaysAgo(workspace, owner, pump, daysAgo);
  const used = async () => (await owner.call(listPromotions, {})).data.map(({ usedMinor, uses }) => [usedMinor, uses]);
  const over = await make(11);
  const [first, second] = [await make(10), await make(0)];
  expect(await used()).toEqual([[60_00, 2]]);
  for (const { params } of [first, over]) await owner.call(quotes.remove, { params });
  const third = await make(0);
  expect(await used()).toEqual([[60_00, 2]]);
  expect(await owner.refused(quotes.restore, { params: first.params })).toMatchObject({
    status: 409,
    code: 'offers.restore_over_budget',
    detail: expect.stringContaining('First come'),
  });
  await owner.call(quotes.restore, { params: over.params });
  expect(await used()).toEqual([[60_00, 2]]);
  // Of several as many come back as it reaches for, the others are named.
  await owner.call(quotes.remove, { params: third.params });
  const select = { ids: [first.params.id, third.params.id] };
  expect(await owner.call(quotes.bulkRestore, { body: { select } })).toMatchObject({
    changed: 1,
    refused: [{ id: third.params.id, code: 'offers.restore_over_budget' }],
  });
  expect(await used()).toEqual([[60_00, 2]]);
  await owner.call(acceptQuote, { params: second.params, body: { revision: 1, by: 'Zhou' } });
  await binAccepted(server.db, workspace.owner.scope, second.params.id);
  await owner.call(quotes.restore, { params: third.params });
  await owner.call(quotes.restore, { params: second.params });
  expect(await used()).toEqual([[90_00, 3]]);
});

test('a budget is free again once a quote is over, in the bin, or out with less', async () => {
  const { workspace, owner, pump } = await build();
  const body = { name: 'First come', budgetMinor: 100_00, action: { kind: 'percent' as const, bp: 1000 } };
  await owner.call(createPromotion, { body });
  const used = async () => (await owner.call(listPromotions, {})).data.map(({ usedMinor, uses }) => [usedMinor, uses]);
  const make = (daysAgo: number) => sentDaysAgo(workspace, owner, pump, daysAgo);
  const [over, revised] = [await make(11), await make(11)];
  // Its second revision is being written while the first one runs out.
  await owner.call(reviseQuote, { params: revised.params, body: {} });
  // The clock decides, not the job; what is over is not taken off twice.
  expect(await used()).toEqual([[0, 0]]);
  expect(await revised.find()).toMatchObject([{ why: null, leftMinor: 100_00 }]);
  await expireQuotes(server.db);
  expect(await used()).toEqual([[0, 0]]);
  expect((await owner.call(quotes.get, { params: revised.params })).state).toBe('draft');
  expect((await owner.call(quotes.get, { params: over.params })).state).toBe('expired');
  const third = await make(0);
  expect(await used()).toEqual([[30_00, 1]]);
  await owner.call(reviseQuote, { params: third.params, body: {} });
  expect(await third.find()).toMatchObject([{ why: null, leftMinor: 100_00 }]);
  const { lines } = (await third.read()).revision.content;
  await third.save({ lines: lines.map((line) => ({ ...line, quantity: '1' })) });
  expect(await used()).toEqual([[30_00, 1]]);
  await third.send();
  expect(await used()).toEqual([[10_00, 1]]);
  await owner.call(quotes.remove, { params: third.params });
  expect(await used()).toEqual([[0, 0]]);
});

test('what was changed meanwhile keeps a draft from going as it was not meant, until it is saved', async () => {
  const { owner, pump } = await build();
  const action = { kind: 'percent' as const, bp: 2000 };
  const made = await owner.call(createPromotion, { body: { name: 'Spring', action } });
  const quote = await quoted(owner, [pump.id]);
  await quote.save({ promotions: (await quote.find()).map(({ promotion }) => promotion) });
  const changes = { version: made.version, action: { ...action, bp: 1000 } };
  await owner.call(updatePromotion, { params: { id: made.id }, body: changes });
  expect((await quote.read()).faults).toMatchObject([{ place: 'promotions', code: 'offers.promotion_changed' }]);
  expect(await quote.refusedToSend()).toMatchObject({ code: 'offers.cannot_be_sent' });
  expect(await quote.save({})).toMatchObject({ faults: [], revision: { totals: { discountMinor: 30_00 } } });
  expect((await quote.send()).revision.totals).toMatchObject({ discountMinor: 30_00 });
});

test('what no longer holds keeps the quote from going until it is taken out; what was never offered is refused', async () => {
  const { owner, pump } = await build();
  const account = await owner.call(accounts.create, { body: { name: 'Steel' } });
  const body = { name: 'Spring', accountIds: [account.id], code: 'SPRING', action: { kind: 'percent' as const, bp: 2000 } };
  const made = await owner.call(createPromotion, { body });
  const stranger = await quoted(owner, [pump.id]);
  expect(await stranger.find(['SPRING'])).toMatchObject([{ why: 'customer' }]);
  const quote = await quoted(owner, [pump.id], { accountId: account.id });
  const [offer] = await quote.find(['spring']);
  if (!offer) throw new Error('nothing offered');
  const forged = { ...offer.promotion, code: null, action: { kind: 'percent' as const, bp: 9000 } };
  const { revision } = await quote.read();
  const attempt = { version: revision.version, content: { ...revision.content, promotions: [forged] } };
  expect(await owner.refused(saveQuoteDocument, { params: quote.params, body: attempt })).toMatchObject({
    errors: [{ pointer: '/body/content/promotions/0/id', code: 'not_found_reference' }],
  });
  // With its code it is the one there is, whatever the browser says that it takes off.
  const saved = await quote.save({ promotions: [{ ...forged, code: 'spring' }] });
  expect(saved.revision.totals).toMatchObject({ discountMinor: 60_00 });
  await owner.call(updatePromotion, { params: { id: made.id }, body: { version: made.version, isActive: false } });
  expect((await quote.read()).faults).toMatchObject([{ code: 'offers.promotion_over' }]);
  expect(await quote.refusedToSend()).toMatchObject({ code: 'offers.cannot_be_sent' });
  await quote.save({ promotions: [] });
  expect((await quote.send()).revision.totals).toMatchObject({ discountMinor: 0 });
});

test('a second name goes into drafts with their next save, and out of them again', async () => {
  const { owner, seller, pump } = await build();
  const action = { kind: 'percent' as const, bp: 1000 };
  const made = await owner.call(createPromotion, { body: { name: '春季促销', names: { en: ' Spring weeks ' }, action } });
  expect(made.names).toEqual({ en: 'Spring weeks' });
  const quote = await quoted(seller, [pump.id]);
  const taken = (await quote.find()).map(({ promotion }) => promotion);
  expect(taken).toMatchObject([{ name: '春季促销', names: { en: 'Spring weeks' } }]);
  expect((await quote.save({ promotions: taken })).faults).toEqual([]);
  const params = { id: made.id };
  const { version } = await owner.call(updatePromotion, { params, body: { version: made.version, names: null } });
  expect((await quote.read()).faults).toMatchObject([{ code: 'offers.promotion_changed' }]);
  const saved = await quote.save({});
  expect(saved.faults).toEqual([]);
  expect(Object.keys(saved.revision.content.promotions?.[0] ?? {})).not.toContain('names');
  const refused = (names: object) =>
    owner.raw('PATCH', `/api/v1/promotions/${made.id}`, { version, names }).then(({ status }) => status);
  expect([await refused({ en: ' ' }), await refused({ fr: 'Printemps' }), await refused({ en: 'x'.repeat(121) })]).toEqual([
    400, 400, 400,
  ]);
  // Whoever keeps no prices names no promotion, and another workspace finds none.
  const body = { version, names: { en: 'Mine' } };
  expect((await seller.refused(updatePromotion, { params, body })).status).toBe(403);
  expect((await (await build()).owner.refused(updatePromotion, { params, body })).status).toBe(404);
});

test('names, codes and days are checked, and another workspace finds nothing', async () => {
  const { owner } = await build();
  const action = { kind: 'free' as const, buy: 2, free: 1 };
  const made = await owner.call(createPromotion, { body: { name: 'Free', code: 'F', action } });
  const refused = (body: object) => owner.refused(createPromotion, { body: { name: 'Other', action, ...body } });
  expect(await refused({ name: 'Free' })).toMatchObject({ code: 'catalogue.promotion_exists' });
  expect(await refused({ code: 'f' })).toMatchObject({ code: 'catalogue.promotion_code_taken' });
  expect(await refused({ validFrom: '2026-02-01', validTo: '2026-01-01' })).toMatchObject({
    errors: [{ pointer: '/body/validTo' }],
  });
  const other = await build();
  const params = { id: made.id };
  expect(await other.owner.refused(removePromotion, { params })).toMatchObject({ status: 404 });
  await owner.call(removePromotion, { params });
});
