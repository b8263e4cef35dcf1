import { expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { competitors, products } from '../../catalogue/contract.ts';
import { addCompetitorPrice } from '../../catalogue/rivals/contract.ts';
import { getProductStrategy, setProductStrategy } from '../../catalogue/strategies/settings/contract.ts';
import { addPriceAnswer, listPriceAnswers, removePriceAnswer } from '../../catalogue/strategies/survey/contract.ts';
import type { Method } from '../../catalogue/strategies/data/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { todayIn } from '../../../platform/days.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import type { PricedBy } from '../content/ways/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote, declineQuote } from '../deciding/contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { AskedLine, compareStrategies } from './contract.ts';
import { pricedByWay } from './choosing/rules.ts';

const server = await testServer();

/** A pump for 100.00 that costs 60.00. */
async function build() {
  const workspace = await buildWorkspace(server.db);
  const owner = server.as(workspace.owner);
  const user = await buildUser(server.db, workspace);
  const seller = server.as(user);
  const body = { name: 'Pump', code: 'P-1', priceMinor: 100_00, costMinor: 60_00, floorMarginBp: 1000, targetMarginBp: 4000 };
  const product = await owner.call(products.create, { body });
  return { workspace, owner, user, seller, product, params: { id: product.id } };
}

type Caller = Awaited<ReturnType<typeof build>>['owner'];

async function quoteAt(caller: Caller, productId: string, unitPrice: string, more: object = {}) {
  const quote = await caller.call(quotes.create, { body: { title: 'Pumps', ...more } });
  const params = { id: quote.id };
  const { revision } = await caller.call(getQuoteDocument, { params });
  const lines = [{ id: 'a', kind: 'item' as const, name: 'Pump', productId, unitPrice, quantity: '2', priceReason: 'Agreed' }];
  const saved = await caller.call(saveQuoteDocument, {
    params,
    body: { version: revision.version, content: { ...revision.content, lines } },
  });
  return { params, version: saved.revision.version, content: saved.revision.content };
}

async function ended(caller: Caller, productId: string, unitPrice: string, isWon: boolean, more: object = {}) {
  const { params, version } = await quoteAt(caller, productId, unitPrice, more);
  const sent = await caller.call(sendQuote, { params, body: { version } });
  const revision = sent.revision.number;
  if (isWon) await caller.call(acceptQuote, { params, body: { revision, by: 'Ann' } });
  else await caller.call(declineQuote, { params, body: { revision, note: 'Too dear' } });
}

const ask = (productId: string, inputs: object = {}) => ({
  currency: 'CNY',
  lines: [{ lineId: 'a', productId, unitPriceMinor: 100_00, quantity: '2', inputs }],
});

test('four ways with margins, competitors with source and age, and how such quotes ended', async () => {
  const { owner, product, params } = await build();
  const account = await owner.call(accounts.create, { body: { name: 'Steel' } });
  const rival = await owner.call(competitors.create, { body: { name: 'Rival' } });
  const seen = { productId: product.id, competitorId: rival.id, currency: 'CNY', source: 'Tender', observedOn: '2026-11-01' };
  await owner.call(addCompetitorPrice, { body: { ...seen, amountMinor: 95_00 } });
  const settings = {
    shareBp: 2500,
    premiumBp: 1000,
    figures: { stockDays: 5 },
    bands: { stockDays: [{ from: 0, changeBp: 500 }] },
  };
  await owner.call(setProductStrategy, { params, body: { ...settings, rivalDays: 3650, version: 0 } });
  await ended(owner, product.id, '98', true, { accountId: account.id });
  await ended(owner, product.id, '105', false);
  await ended(owner, product.id, '40', true);
  const open = await quoteAt(owner, product.id, '100', { accountId: account.id });
  const needs = [{ what: 'Saves power', benefitMinor: 600_00 }];
  const { data } = await owner.call(compareStrategies, { params: open.params, body: ask(product.id, { needs }) });
  const [made] = data;
  expect(made?.strategies).toMatchObject([
    { method: 'valueBased', priceMinor: 98_00, inputs: { mostMinor: 98_00, shareBp: 2500 }, winRate: { won: 1, n: 2 } },
    { method: 'costPlus', priceMinor: 100_00, marginBp: 4000 },
    { method: 'competitionBased', priceMinor: 104_50, marginBp: 4258, inputs: { premiumBp: 1000, competitors: 1 } },
    { method: 'demandBased', priceMinor: 105_00 },
  ]);
  expect(made).toMatchObject({
    paidMinor: 98_00,
    used: { mostFrom: 'history' },
    winRate: { won: 1, n: 2 },
    rivals: [{ competitor: 'Rival', source: 'Tender', observedOn: '2026-11-01', isFresh: true }],
    recommended: { method: 'demandBased', reason: 'scarce' },
  });
});

test('the usual price goes up where it wins often, once five quotes at it are over', async () => {
  const { owner, product, params } = await build();
  const bands = { winRateBp: [{ from: 6000, changeBp: 500 }] };
  await owner.call(setProductStrategy, { params, body: { bands, version: 0 } });
  for (const isWon of [true, true, true, false]) await ended(owner, product.id, '100', isWon);
  const open = await quoteAt(owner, product.id, '100');
  const demand = async () => {
    const [made] = (await owner.call(compareStrategies, { params: open.params, body: ask(product.id) })).data;
    return { used: made?.used, way: made?.strategies.find(({ method }) => method === 'demandBased') };
  };
  expect(await demand()).toMatchObject({ used: { usualWins: { won: 3, n: 4 } }, way: { missing: ['figures'] } });
  await ended(owner, product.id, '104', true);
  expect(await demand()).toMatchObject({
    used: { usualWins: { won: 4, n: 5 }, figures: { winRateBp: 8000 } },
    way: { priceMinor: 105_00, inputs: { winRateBp: 500 }, isUsable: true },
  });
});

test('whoever may not see costs gets no price, markup or margin from them', async () => {
  const { owner, seller, product, params } = await build();
  await owner.call(setProductStrategy, { params, body: { markupBp: 5000, version: 0 } });
  expect(await seller.call(getProductStrategy, { params })).toMatchObject({ markupBp: null, version: 1 });
  expect((await seller.raw('PUT', `/api/v1/products/${product.id}/strategy`, { version: 1 })).status).toBe(403);
  const { params: quote } = await quoteAt(seller, product.id, '100');
  const { data } = await seller.call(compareStrategies, { params: quote, body: ask(product.id, { markupBp: 0 }) });
  expect(data[0]?.strategies[1]).toMatchObject({ method: 'costPlus', priceMinor: null, missing: ['hidden'] });
  expect(data[0]?.price).toMatchObject({ costMinor: null, marginBp: null });
  expect(JSON.stringify(data)).not.toContain('6000');
});

test('the choice stays with the line and its revision, and out of what the customer reads', async () => {
  const { workspace, owner, product } = await build();
  const { params, content, version } = await quoteAt(owner, product.id, '100');
  const needs = [{ what: 'Saves power', benefitMinor: 400_00, isOurs: true }];
  const { data } = await owner.call(compareStrategies, { params, body: ask(product.id, { needs }) });
  const [line] = content.lines;
  if (!line || !data[0]) throw new Error('nothing compared');
  const [asked] = AskedLine.array().parse(ask(product.id, { needs }).lines);
  if (!asked) throw new Error('nothing asked');
  const change = pricedByWay(line, data[0], 'valueBased', { ...asked, currency: 'CNY', on: '2026-11-26' });
  const lines = [{ ...line, ...change, priceReason: 'Agreed with Ann' }];
  const saved = await owner.call(saveQuoteDocument, { params, body: { version, content: { ...content, lines } } });
  const sent = await owner.call(sendQuote, { params, body: { version: saved.revision.version } });
  expect(sent.revision.content.lines[0]).toMatchObject({
    unitPrice: '120.00',
    pricedBy: { method: 'valueBased', reason: 'differentiated', isRecommended: true, needs },
    priceReason: 'Agreed with Ann',
  });
  const [kept] = await server.db
    .selectFrom('quoteRevisions')
    .select(['frozen', 'sha256'])
    .where('quoteId', '=', params.id)
    .where('workspaceId', '=', workspace.scope.workspaceId)
    .execute();
  expect(kept?.frozen).not.toContain('pricedBy');
  expect(kept?.frozen).not.toContain('Agreed with Ann');
});

/** A quote of one line that was compared, and how a way is chosen for it. */
async function compared(caller: Caller, productId: string, inputs: object = {}) {
  const quote = await quoteAt(caller, productId, '100');
  const { params, content } = quote;
  const body = ask(productId, inputs);
  const [made] = (await caller.call(compareStrategies, { params, body })).data;
  const [asked] = AskedLine.array().parse(body.lines);
  const [line] = content.lines;
  if (!made || !asked || !line) throw new Error('nothing compared');
  const choose = (method: Method, change: Partial<PricedBy> = {}, more: Partial<QuoteLine> = {}) => {
    const patch = pricedByWay(line, made, method, { ...asked, currency: 'CNY', on: '2020-01-01' });
    if (!patch?.pricedBy) throw new Error('not usable');
    const pricedBy = { ...patch.pricedBy, ...change };
    const unitPrice = (pricedBy.priceMinor / 100).toFixed(2);
    return { ...content, lines: [{ ...line, ...patch, unitPrice, pricedBy, ...more }] };
  };
  const version = async () => (await caller.call(getQuoteDocument, { params })).revision.version;
  const save = async (written: QuoteContent, by = caller) =>
    by.call(saveQuoteDocument, { params, body: { version: await version(), content: written } });
  const refused = async (written: QuoteContent, by = caller) =>
    by.refused(saveQuoteDocument, { params, body: { version: await version(), content: written } });
  return { ...quote, choose, save, refused };
}

const differs = {
  status: 422,
  code: 'offers.way_differs',
  detail: expect.stringContaining('Pump'),
  errors: [{ pointer: '/body/content/lines/0/pricedBy', code: 'offers.way_differs' }],
};

test('a chosen price is worked out again: one that does not follow is refused with its line, the rest is put right', async () => {
  const { owner, product, params } = await build();
  const needs = [{ what: 'Saves power', benefitMinor: 400_00, isOurs: true }];
  const { choose, save, refused } = await compared(owner, product.id, { needs, shareBp: 2500, markupBp: 5000 });
  for (const priceMinor of [99_99, 100_01]) expect(await refused(choose('valueBased', { priceMinor }))).toMatchObject(differs);
  expect(await refused(choose('valueBased', { needs: [] }))).toMatchObject(differs);
  expect(
    await refused(choose('costPlus', { cost: { markupBp: 6000, targetMarginBp: null, costMinor: null, marginBp: null } })),
  ).toMatchObject(differs);
  // What the browser says of inputs, reason, margin and day does not count.
  const lie = {
    inputs: { benefitMinor: 1 },
    isRecommended: false,
    reason: 'scarce' as const,
    cost: { marginBp: 9000, costMinor: 1, markupBp: 5000, targetMarginBp: null },
  };
  const saved = await save(choose('valueBased', lie));
  const [line] = saved.revision.content.lines;
  expect(line).toMatchObject({
    unitPrice: '100.00',
    pricedBy: {
      method: 'valueBased',
      inputs: { benefitMinor: 400_00, needs: 1, shareBp: 2500 },
      said: { quantity: '2', shareBp: 2500 },
      cost: { marginBp: 4000, costMinor: null, markupBp: 5000 },
      isRecommended: true,
      reason: 'differentiated',
      on: todayIn('Asia/Shanghai'),
    },
  });
  // What stands already stays, whatever became of the product; one that no longer sets the price goes.
  await owner.call(setProductStrategy, { params, body: { shareBp: 100, version: 0 } });
  const again = await save(saved.revision.content);
  expect(again.revision.content.lines).toEqual(saved.revision.content.lines);
  const typed = await save(choose('valueBased', { priceMinor: 77_00 }, { unitPrice: '80' }));
  expect(typed.revision.content.lines[0]?.pricedBy).toBeNull();
});

test('a price from the cost keeps what was earned on it for whoever may see costs, and is chosen by nobody else', async () => {
  const { owner, user, seller, product } = await build();
  const { choose, save, refused, params } = await compared(owner, product.id, { markupBp: 5000 });
  const saved = await save(choose('costPlus'));
  const cost = { costMinor: 60_00, markupBp: 5000, targetMarginBp: null, marginBp: 3333 };
  expect(saved.revision.content.lines[0]).toMatchObject({ unitPrice: '90.00', pricedBy: { inputs: {}, cost } });
  // The seller writes the quote on without seeing it, and it stays.
  const { version } = await owner.call(quotes.get, { params });
  await owner.call(quotes.update, { params, body: { version, ownerId: user.id } });
  const seen = await seller.call(getQuoteDocument, { params });
  expect(seen.revision.content.lines[0]?.pricedBy).toMatchObject({ method: 'costPlus', priceMinor: 90_00 });
  expect(JSON.stringify(seen)).not.toMatch(/"cost":|6000|3333/);
  await save({ ...seen.revision.content, intro: 'Hello' }, seller);
  const kept = await owner.call(getQuoteDocument, { params });
  expect(kept.revision.content).toMatchObject({ intro: 'Hello', lines: [{ pricedBy: { cost } }] });
  expect(await refused(choose('costPlus', { on: '2026-01-01' }), seller)).toMatchObject(differs);
});

test('settings are the second writer’s to see first, and two bands cannot begin alike', async () => {
  const { owner, params } = await build();
  await owner.call(setProductStrategy, { params, body: { version: 0 } });
  expect(await owner.refused(setProductStrategy, { params, body: { version: 0 } })).toMatchObject({ code: 'stale_version' });
  const bands = {
    loadBp: [
      { from: 0, changeBp: 1 },
      { from: 0, changeBp: 2 },
    ],
  };
  const refused = await owner.refused(setProductStrategy, { params, body: { version: 1, bands } });
  expect(refused).toMatchObject({ errors: [{ pointer: '/body/bands/loadBp/1/from', code: 'catalogue.part_twice' }] });
});

test('a survey of what people would pay shows its range and caps the price from value', async () => {
  const { owner, seller, product, params } = await build();
  const answer = (at: number) => ({
    currency: 'CNY',
    tooCheapMinor: at,
    cheapMinor: at + 20_00,
    dearMinor: at + 40_00,
    tooDearMinor: at + 60_00,
    answeredOn: '2026-11-01',
  });
  for (const at of [40_00, 45_00, 50_00]) await seller.call(addPriceAnswer, { params, body: answer(at) });
  const wrong = { ...answer(10_00), dearMinor: 1 };
  const odd = await owner.call(addPriceAnswer, { params, body: wrong });
  expect(odd).toMatchObject({ isOrdered: false });
  const { range, curve, data } = await seller.call(listPriceAnswers, { params });
  expect(range?.n).toBe(3);
  expect(data).toHaveLength(4);
  expect(curve[0]).toMatchObject({ priceMinor: 40_00, tooCheapBp: 10_000, tooDearBp: 0 });
  expect(await seller.refused(removePriceAnswer, { params: { ...params, answerId: odd.id } })).toMatchObject({ status: 403 });
  await owner.call(removePriceAnswer, { params: { ...params, answerId: odd.id } });
  const later = { ...answer(40_00), answeredOn: '2999-01-01' };
  expect(await seller.refused(addPriceAnswer, { params, body: later })).toMatchObject({
    errors: [{ pointer: '/body/answeredOn', code: 'catalogue.answered_later' }],
  });
  const quote = await quoteAt(seller, product.id, '100');
  const needs = [{ what: 'x', benefitMinor: 1_000_00 }];
  const compared = await seller.call(compareStrategies, { params: quote.params, body: ask(product.id, { needs }) });
  expect(compared.data[0]?.strategies[0]?.priceMinor).toBe(range?.mostMinor);
  expect(compared.data[0]?.used.mostFrom).toBe('survey');
});

test('nobody compares a quote, or a product, that they do not see', async () => {
  const { owner, product } = await build();
  const other = await build();
  const { params } = await quoteAt(owner, product.id, '100');
  expect(await other.owner.refused(compareStrategies, { params, body: ask(other.product.id) })).toMatchObject({ status: 404 });
  expect(await owner.refused(compareStrategies, { params, body: ask(other.product.id) })).toMatchObject({
    errors: [{ pointer: '/body/lines/0/productId', code: 'not_found_reference' }],
  });
});
