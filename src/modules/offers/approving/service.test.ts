import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import * as approvals from '../../approvals/contract.ts';
import { inTx } from '../../../platform/tx.ts';
import { createRule } from '../../approvals/chains/contract.ts';
import { withdrawApproval } from '../../approvals/decisions/contract.ts';
import { makeLinks } from '../../approvals/mailing/service.ts';
import { products } from '../../catalogue/contract.ts';
import { createPriceBook, RuleInput, setPriceRules } from '../../catalogue/books/contract.ts';
import { setMarginGuards } from '../../catalogue/margins/contract.ts';
import { createPromotion } from '../../catalogue/promotions/contract.ts';
import { updateTermsPolicy } from '../../settings/terms/contract.ts';
import { type QuoteContent, QuoteLine, QuotePromotion } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { getQuoteDocument, reviseQuote, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';

const server = await testServer();
const { db } = server;

const item = (id: string, more: object = {}): QuoteLine =>
  QuoteLine.parse({ id, kind: 'item', name: `Item ${id}`, unitPrice: '100', ...more });
const off = (bp: number) => ({ discount: { kind: 'share', bp } });

async function company() {
  const workspace = await buildWorkspace(db);
  const team = await buildTeam(db, workspace, { name: 'East' });
  const boss = await buildUser(db, workspace, { role: 'salesManager', team, name: 'Nina' });
  const seller = await buildUser(db, workspace, { team, name: 'Sam' });
  const peer = await buildUser(db, workspace, { team, name: 'Tim' });
  const as = server.as(seller);
  const quote = await as.call(quotes.create, { body: { title: 'Pumps' } });
  const params = { id: quote.id };
  const read = () => as.call(getQuoteDocument, { params });
  const save = async (change: Partial<QuoteContent>, costs?: Record<string, string>) => {
    const { revision } = await read();
    const body = {
      version: revision.version,
      content: { ...revision.content, ...change },
      ...(costs === undefined ? {} : { costs }),
    };
    // What lines cost is not for sellers.
    return (costs === undefined ? as : server.as(workspace.owner)).call(saveQuoteDocument, { params, body });
  };
  const discounted = (bp: number) => save({ lines: [item('a', off(bp))] });
  const send = async () => as.call(sendQuote, { params, body: { version: (await read()).revision.version } });
  const refusedToSend = async () => as.refused(sendQuote, { params, body: { version: (await read()).revision.version } });
  const body = { subject: 'quote', subjectId: quote.id };
  const ask = () => as.call(approvals.submitApproval, { body });
  return { workspace, boss, seller, peer, as, quote, params, read, save, discounted, send, refusedToSend, body, ask };
}

const decide = (who: TestUser, id: string, verdict: 'approved' | 'rejected' = 'approved') =>
  server.as(who).call(approvals.decideApproval, {
    params: { id },
    body: verdict === 'approved' ? { verdict } : { verdict, comment: 'Too much' },
  });

describe('a discount over ten per cent', () => {
  test('is sent once the direct manager has approved it, and not before', async () => {
    const { boss, as, body, params, discounted, ask, send, refusedToSend, read } = await company();
    expect((await discounted(2000)).approval).toEqual({ state: 'needed', requestId: null, last: null });
    expect(await refusedToSend()).toMatchObject({
      status: 409,
      code: 'offers.needs_approval',
      approval: { state: 'needed' },
    });
    const preview = await as.call(approvals.previewApproval, { body });
    expect(preview).toMatchObject({
      isNeeded: true,
      steps: [{ ruleName: 'Discount over 10%', seats: [{ holders: [{ user: { id: boss.id } }] }] }],
    });
    expect(preview.values.find(({ key }) => key === 'maxDiscountBp')).toMatchObject({ value: 2000, isDecisive: true });
    const asked = await ask();
    expect((await read()).approval).toEqual({ state: 'waiting', requestId: asked.id, last: 'waiting' });
    expect(await as.call(quotes.get, { params })).toMatchObject({ state: 'inApproval' });
    expect(await refusedToSend()).toMatchObject({ code: 'offers.needs_approval', approval: { state: 'waiting' } });
    expect(await decide(boss, asked.id)).toMatchObject({ state: 'approved', record: { kind: 'quote' } });
    expect((await read()).approval).toMatchObject({ state: 'approved' });
    expect(await as.call(quotes.get, { params })).toMatchObject({ state: 'draft' });
    const sent = await send();
    expect(sent).toMatchObject({ quote: { state: 'sent' }, approval: null });
  });

  test.each<{ name: string; change: Partial<QuoteContent>; state: string }>([
    { name: 'ten per cent', change: { lines: [item('a', off(1000))] }, state: 'notNeeded' },
    { name: 'more on one line', change: { lines: [item('a'), item('b', off(1001))] }, state: 'needed' },
    { name: 'an amount', change: { lines: [item('a', { discount: { kind: 'amount', minor: 11_00 } })] }, state: 'needed' },
    {
      name: 'on the whole',
      change: { lines: [item('a')], discount: { kind: 'share' as const, bp: 1500 } },
      state: 'needed',
    },
    {
      name: 'of line and whole together',
      change: { lines: [item('a', off(600))], discount: { kind: 'share' as const, bp: 600 } },
      state: 'needed',
    },
    { name: 'on an option', change: { lines: [item('a'), item('b', { ...off(3000), isOptional: true })] }, state: 'needed' },
  ])('$name: $state', async ({ change, state }) => {
    const { save } = await company();
    expect((await save(change)).approval).toMatchObject({ state });
  });

  test('typed as a lower price is a discount too, whatever the writer says was found', async () => {
    const { workspace, save, read } = await company();
    const body = { name: 'Pump', priceMinor: 100_00, currency: 'CNY' };
    const { id: productId } = await server.as(workspace.owner).call(products.create, { body });
    const typed = (unitPrice: string) => save({ lines: [item('a', { productId, unitPrice, foundPriceMinor: null })] });
    expect((await typed('90')).approval).toMatchObject({ state: 'notNeeded' });
    expect((await typed('89.50')).approval).toMatchObject({ state: 'needed' });
    expect((await read()).revision.totals).toMatchObject({ totalMinor: 89_50 });
    expect((await typed('120')).approval).toMatchObject({ state: 'notNeeded' });
  });

  test('changed for the worse afterwards it is not sendable; for the better it stays approved', async () => {
    const { boss, as, discounted, ask, refusedToSend, send } = await company();
    await discounted(2000);
    const { id } = await ask();
    await decide(boss, id);
    expect((await discounted(4000)).approval).toEqual({ state: 'needed', requestId: id, last: 'void' });
    expect(await as.call(approvals.getApproval, { params: { id } })).toMatchObject({ state: 'void' });
    expect(await refusedToSend()).toMatchObject({ status: 409, code: 'offers.needs_approval' });
    expect((await discounted(1500)).approval).toMatchObject({ state: 'approved' });
    expect((await send()).quote).toMatchObject({ state: 'sent' });
  });

  test('gets no further by taking the line out and putting another in', async () => {
    const { boss, save, discounted, ask, refusedToSend } = await company();
    await discounted(2000);
    await decide(boss, (await ask()).id);
    await save({ lines: [item('z')] });
    expect((await save({ lines: [item('b', off(4000))] })).approval).toMatchObject({ state: 'needed' });
    expect(await refusedToSend()).toMatchObject({ code: 'offers.needs_approval' });
  });

  test('that got worse while it waited is void before anybody approves it', async () => {
    const { boss, as, params, discounted, ask } = await company();
    await discounted(2000);
    const { id } = await ask();
    expect((await discounted(4000)).approval).toMatchObject({ state: 'needed', last: 'void' });
    expect(await as.call(quotes.get, { params })).toMatchObject({ state: 'draft' });
    const decision = { params: { id }, body: { verdict: 'approved' as const } };
    expect(await server.as(boss).refused(approvals.decideApproval, decision)).toMatchObject({ status: 409 });
  });

  test('rejected stays a draft that says so, and can be asked again', async () => {
    const { boss, as, params, discounted, ask, refusedToSend, read } = await company();
    await discounted(2000);
    const { id } = await ask();
    await decide(boss, id, 'rejected');
    expect((await read()).approval).toEqual({ state: 'needed', requestId: id, last: 'rejected' });
    expect(await as.call(quotes.get, { params })).toMatchObject({ state: 'draft' });
    expect(await refusedToSend()).toMatchObject({ code: 'offers.needs_approval' });
    const again = await ask();
    expect(again).toMatchObject({ state: 'waiting' });
    await as.call(withdrawApproval, { params: { id: again.id }, body: {} });
    expect(await as.call(quotes.get, { params })).toMatchObject({ state: 'draft' });
  });

  test('that was approved holds for the next revision too', async () => {
    const { boss, as, params, discounted, ask, send } = await company();
    await discounted(2000);
    await decide(boss, (await ask()).id);
    await send();
    const revised = await as.call(reviseQuote, { params, body: {} });
    expect(revised.approval).toMatchObject({ state: 'approved' });
    expect((await discounted(2100)).approval).toMatchObject({ state: 'needed' });
  });
});

describe('a credit', () => {
  const credit = (unitPrice: string, more: object = {}) => item('c', { name: 'Rebate', isCredit: true, unitPrice, ...more });

  async function camera() {
    const shop = await company();
    const owner = server.as(shop.workspace.owner);
    const body = { name: 'Camera', priceMinor: 5600_00, costMinor: 3250_00, floorMarginBp: 3000 };
    const { id: productId } = await owner.call(products.create, { body });
    const sold = (more: object = {}) => item('a', { productId, unitPrice: '5600', ...more });
    return { ...shop, owner, productId, sold };
  }

  test('for nothing that comes back is a discount and a loss: it waits for an approval with its reason', async () => {
    const { owner, boss, params, sold, save, ask, refusedToSend, send } = await camera();
    const saved = await save({ lines: [sold(), credit('5500')] });
    expect(saved.approval).toMatchObject({ state: 'needed' });
    expect(await refusedToSend()).toMatchObject({
      code: 'offers.reason_missing',
      faults: [{ lineId: 'c', place: 'priceReason', code: 'offers.reason_credit' }],
    });
    await save({ lines: [sold(), credit('5500', { priceReason: 'For the damage of last year' })] });
    expect(await refusedToSend()).toMatchObject({ code: 'offers.needs_approval' });
    const { id, steps } = await ask();
    expect(steps.map(({ ruleName }) => ruleName)).toEqual(['Discount over 10%', 'Below the floor price']);
    const { values } = await server.as(boss).call(approvals.getApproval, { params: { id } });
    const of = (key: string) => values.find((one) => one.key === key)?.value;
    expect([of('maxDiscountBp'), of('discountBp')]).toEqual([9821, 9821]);
    expect((await owner.call(getQuoteDocument, { params })).revision.margin).toMatchObject({
      marginMinor: -3150_00,
      marginBp: -315_000,
      unknown: 0,
    });
    await decide(boss, id);
    expect((await send()).quote).toMatchObject({ state: 'sent', totalMinor: 100_00 });
    expect((await owner.call(getQuoteDocument, { params })).revision.margin).toMatchObject({ marginMinor: -3150_00 });
  });

  test('added after the approval of a discount makes it void', async () => {
    const { boss, sold, save, ask, refusedToSend } = await camera();
    await save({ lines: [sold(off(1200))] });
    const { id } = await ask();
    await decide(boss, id);
    const more = await save({ lines: [sold(off(1200)), credit('4000', { priceReason: 'As agreed' })] });
    expect(more.approval).toEqual({ state: 'needed', requestId: id, last: 'void' });
    expect(await refusedToSend()).toMatchObject({ code: 'offers.needs_approval' });
  });

  test('for goods that come back at what is asked for them needs neither reason nor approval; for more it does', async () => {
    const { productId, sold, save, send } = await camera();
    const returned = (unitPrice: string) => [sold({ quantity: '2' }), credit(unitPrice, { productId, name: 'Camera back' })];
    expect((await save({ lines: returned('9000') })).approval).toMatchObject({ state: 'needed' });
    expect((await save({ lines: returned('5600') })).approval).toMatchObject({ state: 'notNeeded' });
    expect((await send()).quote).toMatchObject({ state: 'sent', totalMinor: 5600_00 });
  });

  test('is sent with its cost of nothing, which the line loses in the next revision once it is a credit no longer', async () => {
    const { owner, params, as, sold, save, send } = await camera();
    await save({ lines: [sold(), credit('500', { priceReason: 'As agreed' })] });
    await send();
    const read = async () => (await owner.call(getQuoteDocument, { params })).revision;
    expect(await read()).toMatchObject({ costs: { a: '3250.00', c: '0' }, margin: { marginMinor: 1850_00, unknown: 0 } });
    await as.call(reviseQuote, { params, body: {} });
    expect(await read()).toMatchObject({ margin: { marginMinor: 1850_00, unknown: 0 } });
    await save({ lines: [sold(), { ...credit('500'), isCredit: false }] });
    expect(await read()).toMatchObject({ costs: { a: '3250.00' }, margin: { marginMinor: 2350_00, unknown: 1 } });
  });
});

describe('why it is asked', () => {
  test('is said of each rule that fired, with the lines it is about; from costs only to whoever may see them', async () => {
    const { workspace, boss, peer, save, ask } = await company();
    const guards = [{ category: null, floorBp: 3000, targetBp: null }];
    await server.as(workspace.owner).call(setMarginGuards, { body: { guards } });
    await save({ lines: [item('a', off(2000)), item('b', off(1500)), item('c')] }, { a: '60' });
    const { id } = await ask();
    const seen = await server.as(boss).call(approvals.getApproval, { params: { id } });
    expect(seen.reasons).toEqual([
      {
        ruleName: 'Discount over 10%',
        because: ['Greatest discount of a line 20% is over 10% – Item a and 1 more line'],
        isKept: false,
      },
      { ruleName: 'Below the floor price', because: ['Furthest below the floor price: 5% – Item a'], isKept: false },
    ]);
    const decisive = seen.lines.map(({ values }) => values.filter((one) => one.isDecisive).map(({ key }) => key));
    expect(decisive).toEqual([['discountBp', 'belowFloorBp'], ['discountBp'], []]);
    expect(seen.values.find(({ key }) => key === 'marginBp')).toMatchObject({
      isMain: true,
      isDecisive: false,
      note: 'of 1 of 3 lines; the cost of 2 is not known',
    });
    expect(seen.facts.find(({ label }) => label === 'Margin')?.text).toBe(
      'CN¥20.00 · 25% · of 1 of 3 lines; the cost of 2 is not known',
    );
    const others = await server.as(peer).call(approvals.getApproval, { params: { id } });
    expect(others.reasons.map(({ because }) => because.length)).toEqual([1, 0]);
  });

  test('names what an approval of before stands for last, and says that it does', async () => {
    const { boss, save, ask } = await company();
    await save({ lines: [item('a', off(2000))] });
    await decide(boss, (await ask()).id);
    await save({ lines: [item('a', off(2000))], payments: [], terms: [] });
    expect((await ask()).reasons).toMatchObject([{ ruleName: 'Discount over 10%', isKept: true }]);
  });

  test('is not blurred by lines that do not count: they are marked, and so are credits and what recurs', async () => {
    const { workspace, boss, save, ask } = await company();
    const charge = { kind: 'recurring', period: 'month', count: 12, upliftBp: 0 };
    const lines = [
      item('a', off(2000)),
      item('b', { isOptional: true }),
      item('c', { alternativeOf: 'a' }),
      item('d', { charge }),
      item('e', { isCredit: true }),
      item('f', { isOptional: true, isChosen: true }),
    ];
    await save({ lines });
    const { id } = await ask();
    const seen = await server.as(boss).call(approvals.getApproval, { params: { id } });
    expect(seen.lines.map(({ marks, isCounted }) => [isCounted, ...marks])).toEqual([
      [true],
      [false, 'Optional'],
      [false, 'Alternative to Item a'],
      [true, '12 months'],
      [true, 'Credit'],
      [true, 'Optional', 'Chosen'],
    ]);
    const net = seen.lines
      .filter(({ isCounted }) => isCounted)
      .flatMap(({ values }) => values.filter((one) => one.key === 'amountMinor'));
    expect(net.reduce((sum, { value }) => sum + Number(value), 0)).toBe(80_00 + 1200_00 - 100_00 + 100_00);
    // Without signing in the same is said.
    const [link] = await inTx(db, (tx) => makeLinks(tx, workspace.scope, id));
    const { text } = await server.anonymous.get(`/a/${link?.token ?? ''}`);
    for (const said of ['is over 10% – Item a', 'Alternative to Item a', 'Not part of the total', 'CN¥1,280.00'])
      expect(text).toContain(said);
  });
});

describe('how prices came about', () => {
  test('is told of each line as it was asked: list price, who typed what, why; not from costs to whoever may not see them', async () => {
    const { workspace, boss, seller, peer, as, params, save, read, ask, send } = await company();
    const owner = server.as(workspace.owner);
    const product = await owner.call(products.create, { body: { name: 'Camera', priceMinor: 100_00, currency: 'CNY' } });
    const line = item('a', { productId: product.id, unread: { unitPrice: '' } });
    await save({ lines: [line] });
    const priced = (await read()).revision.content.lines;
    const over = { unitPrice: '80', priceReason: 'As much as the rival', ...off(500) };
    const typed = await save({ lines: priced.map((one) => QuoteLine.parse({ ...one, ...over, typedById: boss.id })) });
    expect(typed.revision.content.lines).toMatchObject([{ typedById: seller.id }]);
    const { id } = await ask();
    // The price of the product changes afterwards: what was asked is what is decided.
    await owner.call(products.update, { params: { id: product.id }, body: { priceMinor: 95_00, version: product.version } });
    const trace = ['List price = CN¥100.00', 'typed by Sam = CN¥80.00', 'discount -5% = CN¥76.00'];
    const seenBy = async (who: TestUser) =>
      (await server.as(who).call(approvals.getApproval, { params: { id } })).lines.map((one) => [...one.trace, one.note]);
    expect(await seenBy(boss)).toEqual([[...trace, 'Reason: As much as the rival']]);
    expect(await seenBy(peer)).toEqual([[...trace, 'Reason: As much as the rival']]);
    await decide(boss, id);
    await send();
    const revised = await as.call(reviseQuote, { params, body: {} });
    expect(revised.revision.content.lines).toMatchObject([{ typedById: seller.id }]);
  });

  test('is told of a price that is made of the cost without the cost to whoever may not see it', async () => {
    const { workspace, boss, peer, save, ask } = await company();
    const owner = server.as(workspace.owner);
    const product = await owner.call(products.create, {
      body: { name: 'Camera', priceMinor: 300_00, currency: 'CNY', costMinor: 100_00 },
    });
    const book = await owner.call(createPriceBook, { body: { name: 'Resale', currency: 'CNY' } });
    const rule = RuleInput.parse({ scope: 'all', base: 'cost', method: 'percent', percentBp: 5000 });
    await owner.call(setPriceRules, { params: { id: book.id }, body: { version: book.version, rules: [rule] } });
    await save({ lines: [item('a', { productId: product.id, unread: { unitPrice: '' }, ...off(2000) })] });
    const { id } = await ask();
    const seenBy = async (who: TestUser) =>
      (await server.as(who).call(approvals.getApproval, { params: { id } })).lines.map((one) => one.trace);
    const [said] = await seenBy(boss);
    expect(said).toEqual([
      expect.stringMatching(/^Cost since .* = CN¥100.00$/),
      'Resale: +50% = CN¥150.00',
      'discount -20% = CN¥120.00',
    ]);
    expect(await seenBy(peer)).toEqual([['Resale: worked out from the cost = CN¥150.00', 'discount -20% = CN¥120.00']]);
  });
});

describe('a price below the floor', () => {
  test('has to be approved, and further below once more; margins are for whoever may see costs', async () => {
    const { workspace, boss, peer, read, save, ask, send } = await company();
    const guards = [{ category: null, floorBp: 3000, targetBp: null }];
    await server.as(workspace.owner).call(setMarginGuards, { body: { guards } });
    const lines = [item('a')];
    await save({ lines }, { a: '70' });
    expect((await read()).approval).toMatchObject({ state: 'notNeeded' });
    await save({ lines }, { a: '75' });
    expect((await read()).approval).toMatchObject({ state: 'needed' });
    const { id } = await ask();
    const seen = await server.as(boss).call(approvals.getApproval, { params: { id } });
    expect(seen.values.find(({ key }) => key === 'maxBelowFloorBp')).toMatchObject({ value: 500, isDecisive: true });
    expect(seen.lines[0]?.values.find(({ key }) => key === 'marginBp')).toMatchObject({ value: 2500 });
    const others = await server.as(peer).call(approvals.getApproval, { params: { id } });
    const keys = [...others.values, ...(others.lines[0]?.values ?? [])].map(({ key }) => key);
    expect(keys.filter((key) => /margin|below/i.test(key))).toEqual([]);
    await decide(boss, id);
    await save({ lines }, { a: '90' });
    expect((await read()).approval).toMatchObject({ state: 'needed' });
    await save({ lines }, { a: '74' });
    expect((await read()).approval).toMatchObject({ state: 'approved' });
    expect((await send()).quote).toMatchObject({ state: 'sent' });
  });
});

describe('a margin below the target', () => {
  test('has to be approved by a rule of its own, above the floor too', async () => {
    const { workspace, read, save, ask } = await company();
    const guards = [{ category: null, floorBp: 1000, targetBp: 3000 }];
    await server.as(workspace.owner).call(setMarginGuards, { body: { guards } });
    const lines = [item('a')];
    await save({ lines }, { a: '70' });
    expect((await read()).approval).toMatchObject({ state: 'notNeeded' });
    await save({ lines }, { a: '75' });
    expect((await read()).approval).toMatchObject({ state: 'needed' });
    expect((await ask()).steps).toMatchObject([{ ruleName: 'Below the target margin' }]);
  });
});

describe('a clause that is not the company’s own', () => {
  const clause = (id: string, text: string) => ({ id, kind: 'other' as const, title: 'Penalty', text, plain: null });
  const standard = clause('s', 'No penalty.');

  test('has to be approved once there are standard ones; added or reworded afterwards once more, taken out not', async () => {
    const { workspace, boss, save, ask, send, read } = await company();
    const owner = server.as(workspace.owner);
    const lines = [item('a')];
    const penalty = clause('p', 'One per cent a week.');
    expect((await save({ lines, terms: [penalty] })).approval).toMatchObject({ state: 'notNeeded' });
    const policy = await owner.call(updateTermsPolicy, { body: { version: 1, clauses: [standard] } });
    expect(policy).toMatchObject({ version: 2, clauses: [standard] });
    expect((await read()).approval).toMatchObject({ state: 'needed' });
    expect((await save({ terms: [{ ...standard, id: 'z' }] })).approval).toMatchObject({ state: 'notNeeded' });
    await save({ terms: [standard, penalty] });
    const { id, steps } = await ask();
    expect(steps).toMatchObject([{ ruleName: 'Clause that is not standard' }]);
    const seen = await server.as(boss).call(approvals.getApproval, { params: { id } });
    expect(seen.values.find(({ key }) => key === 'newClauses')).toMatchObject({ value: '1 clause', isDecisive: true });
    expect(seen.facts).toContainEqual({ label: 'Clause: Penalty', text: 'One per cent a week.' });
    expect(seen.facts.filter(({ label }) => label.startsWith('Clause'))).toHaveLength(1);
    await decide(boss, id);
    const state = async (...terms: (typeof standard)[]) => (await save({ terms })).approval?.state;
    expect(await state(penalty)).toBe('approved');
    expect(await state(standard, { ...penalty, text: 'One  per cent a week. ' })).toBe('approved');
    expect(await state(standard, { ...penalty, text: 'Two per cent a week.' })).toBe('needed');
    expect(await state(standard, penalty, clause('q', 'Free spare parts.'))).toBe('needed');
    expect(await state(penalty)).toBe('approved');
    expect((await send()).quote).toMatchObject({ state: 'sent' });
  });

  test('is looked at by a rule that asks only whether there are terms in words, without any standard', async () => {
    const { workspace, boss, save, ask } = await company();
    await server.as(workspace.owner).call(createRule, {
      body: {
        subject: 'quote',
        name: 'Terms in words',
        conditions: [{ field: 'hasOwnTerms', op: 'isTrue' }],
        steps: [{ order: 1, mode: 'any', approvers: [{ kind: 'manager', level: 1 }], escalateAfterHours: 16 }],
        selfApproval: 'superior',
        isActive: true,
      },
    });
    expect((await save({ lines: [item('a')], terms: [standard] })).approval).toMatchObject({ state: 'needed' });
    await decide(boss, (await ask()).id);
    expect((await save({ terms: [standard] })).approval).toMatchObject({ state: 'approved' });
    expect((await save({ terms: [{ ...standard, text: 'A penalty.' }] })).approval).toMatchObject({ state: 'needed' });
  });
});

describe('the floor of a product', () => {
  test('is made of what the catalogue says it costs, whatever the line says', async () => {
    const { workspace, boss, save, ask } = await company();
    const product = await server.as(workspace.owner).call(products.create, {
      body: { name: 'Camera', code: 'C-1', priceMinor: 105_00, costMinor: 80_00, floorMarginBp: 2000 },
    });
    const line = (unitPrice: string) => [item('a', { productId: product.id, unitPrice, quantity: '3' })];
    expect((await save({ lines: line('100') })).approval).toMatchObject({ state: 'notNeeded' });
    expect((await save({ lines: line('99.99') })).approval).toMatchObject({ state: 'needed' });
    await save({ lines: line('95') });
    const { id, steps, values: own } = await ask();
    expect(own.map(({ key }) => key)).not.toContain('maxBelowFloorBp');
    const { values } = await server.as(boss).call(approvals.getApproval, { params: { id } });
    expect(values.find(({ key }) => key === 'maxBelowFloorBp')).toMatchObject({ value: 500, isDecisive: true });
    expect(steps).toMatchObject([{ ruleName: 'Below the floor price' }]);
  });

  test('and a discount over ten per cent ask the same manager, who decides both at once', async () => {
    const { workspace, boss, save, ask, send } = await company();
    const guards = [{ category: null, floorBp: 3000, targetBp: null }];
    await server.as(workspace.owner).call(setMarginGuards, { body: { guards } });
    await save({ lines: [item('a', off(2000))] }, { a: '70' });
    const asked = await ask();
    expect(asked.steps).toHaveLength(2);
    expect(await decide(boss, asked.id)).toMatchObject({ state: 'approved' });
    expect((await send()).quote).toMatchObject({ state: 'sent' });
  });
});

describe('a promotion', () => {
  test('is no discount of the seller, whose own counts beside it; below the floor it has to be approved all the same', async () => {
    const { workspace, save, read, ask } = await company();
    const owner = server.as(workspace.owner);
    const action = { kind: 'percent' as const, bp: 3000 };
    const { id, name } = await owner.call(createPromotion, { body: { name: 'Fair', action } });
    const promotions = [QuotePromotion.parse({ id, name, isForAll: true, action })];
    const { revision } = await save({ lines: [item('a')], promotions });
    expect(revision.totals).toMatchObject({ totalMinor: 70_00 });
    expect((await read()).approval).toMatchObject({ state: 'notNeeded' });
    expect((await save({ lines: [item('a', off(1000))] })).approval).toMatchObject({ state: 'notNeeded' });
    expect((await save({ lines: [item('a', off(1001))] })).approval).toMatchObject({ state: 'needed' });
    expect((await save({ lines: [item('a')], discount: { kind: 'share', bp: 1500 } })).approval).toMatchObject({
      state: 'needed',
    });
    // 70.00 are left, for what costs 60.00: a margin of 14 %.
    const guards = [{ category: null, floorBp: 2000, targetBp: null }];
    await owner.call(setMarginGuards, { body: { guards } });
    await save({ discount: null }, { a: '60' });
    expect((await read()).approval).toMatchObject({ state: 'needed' });
    expect((await ask()).steps).toMatchObject([{ ruleName: 'Below the floor price' }]);
  });
});

describe('rights', () => {
  test('asking is for whoever may send the quote; another workspace finds nothing', async () => {
    const { peer, workspace, body, params, discounted, ask, as } = await company();
    await discounted(2000);
    expect(await server.as(peer).refused(approvals.submitApproval, { body })).toMatchObject({ status: 403 });
    const analyst = await buildUser(db, workspace, { role: 'analyst' });
    expect(await server.as(analyst).refused(approvals.previewApproval, { body })).toMatchObject({ status: 403 });
    const other = server.as((await buildWorkspace(db)).owner);
    expect(await other.refused(approvals.previewApproval, { body })).toMatchObject({ status: 404 });
    expect(await other.refused(approvals.submitApproval, { body })).toMatchObject({ status: 404 });
    expect(await other.refused(sendQuote, { params, body: { version: 1 } })).toMatchObject({ status: 404 });
    const { id } = await ask();
    expect(await other.refused(approvals.getApproval, { params: { id } })).toMatchObject({ status: 404 });
    expect(await as.refused(approvals.submitApproval, { body })).toMatchObject({ code: 'approvals.already_waiting' });
  });

  test('what its owner may send unasked is not approved for whoever has to ask', async () => {
    const { workspace, body, params, discounted, refusedToSend, read } = await company();
    await discounted(2000);
    const owner = server.as(workspace.owner);
    expect((await owner.call(getQuoteDocument, { params })).approval).toMatchObject({ state: 'approved' });
    expect(await owner.call(approvals.submitApproval, { body })).toMatchObject({ state: 'approved' });
    expect((await read()).approval).toMatchObject({ state: 'needed' });
    await discounted(4000);
    expect(await refusedToSend()).toMatchObject({ code: 'offers.needs_approval' });
  });

  test('what is out already cannot be asked about', async () => {
    const { as, body, discounted, send } = await company();
    await discounted(500);
    await send();
    expect(await as.refused(approvals.submitApproval, { body })).toMatchObject({ status: 409, code: 'offers.not_a_draft' });
  });
});
