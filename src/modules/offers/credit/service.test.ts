import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import * as approvals from '../../approvals/contract.ts';
import { listRules, updateRule } from '../../approvals/chains/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { getDealTerms, setDealTerms } from '../../deals/terms/contract.ts';
import { updateTermsPolicy } from '../../settings/terms/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote } from '../deciding/contract.ts';
import { quoteFacts } from '../facts/service.ts';
import { orders } from '../../orders/contract.ts';
import { createOrderFromQuote } from '../ordering/contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { getAccountCredit } from './contract.ts';

const server = await testServer();
const { db } = server;
const line = (unitPrice: string) => QuoteLine.parse({ id: 'a', kind: 'item', name: 'Pump', unitPrice });
const terms = {
  payments: [{ id: 'r', part: { kind: 'rest' as const }, due: 'afterInvoice' as const, days: 60 }],
  delivery: { leadDays: 30 },
  warrantyMonths: 12,
};

async function shop() {
  const workspace = await buildWorkspace(db);
  const team = await buildTeam(db, workspace, { name: 'East' });
  const boss = await buildUser(db, workspace, { role: 'salesManager', team });
  const seller = await buildUser(db, workspace, { team });
  const [owner, api] = [server.as(workspace.owner), server.as(seller)];
  const account = await api.call(accounts.create, { body: { name: 'Hengchuan' } });
  const params = { id: account.id };
  const deal = (title: string) => api.call(deals.create, { body: { title, accountId: account.id } });
  const write = async (id: string, change: object) => {
    const { revision } = await api.call(getQuoteDocument, { params: { id } });
    const content = { ...revision.content, ...change };
    return api.call(saveQuoteDocument, { params: { id }, body: { version: revision.version, content } });
  };
  const send = async (id: string) => {
    const { revision } = await api.call(getQuoteDocument, { params: { id } });
    return api.call(sendQuote, { params: { id }, body: { version: revision.version } });
  };
  return { workspace, boss, seller, owner, api, account, params, deal, write, send };
}

describe('the terms of a quote', () => {
  it('are those of its deal, and those of its deal once it is accepted', async () => {
    const { api, deal, write, send } = await shop();
    const { id } = await deal('Line 2');
    await api.call(setDealTerms, { params: { id }, body: { terms } });
    const quote = await api.call(quotes.create, { body: { dealId: id } });
    const { revision } = await api.call(getQuoteDocument, { params: { id: quote.id } });
    expect(revision.content).toMatchObject(terms);
    await write(quote.id, { lines: [line('100')], warrantyMonths: 24 });
    expect((await api.call(getDealTerms, { params: { id } })).terms).toMatchObject({ warrantyMonths: 12 });
    await send(quote.id);
    await api.call(acceptQuote, { params: { id: quote.id }, body: { revision: 1, by: 'Zhou' } });
    const agreed = await api.call(getDealTerms, { params: { id } });
    expect(agreed).toMatchObject({ agreed: { number: quote.number, revision: 1 }, terms: { ...terms, warrantyMonths: 24 } });
    const changed = await api.call(setDealTerms, { params: { id }, body: { version: agreed.version ?? 0, terms } });
    expect(changed.agreed).toBeNull();
  });

  it('set the criterion of the deal, on the deal or in the quote', async () => {
    const { workspace, api, deal, write } = await shop();
    const [one, other, none] = [await deal('One'), await deal('Other'), await deal('None')];
    await api.call(setDealTerms, { params: { id: one.id }, body: { terms } });
    const quote = await api.call(quotes.create, { body: { dealId: other.id } });
    await write(quote.id, terms);
    const held = await quoteFacts['terms.set']?.load(db, workspace.scope, [one.id, other.id, none.id]);
    expect(new Set(held?.keys())).toEqual(new Set([one.id, other.id]));
  });
});

describe('getAccountCredit', () => {
  it('counts orders and accepted quotes once, with the limit that the workspace set', async () => {
    const { owner, api, params, account, deal, write, send } = await shop();
    expect(await api.call(getAccountCredit, { params })).toMatchObject({ limitMinor: null, leftMinor: null, openMinor: 0 });
    const { version } = await owner.call(accounts.get, { params });
    await owner.call(accounts.update, { params, body: { version, creditLimitMinor: 15_000, paymentRecord: 'sometimesLate' } });
    const { id: dealId } = await deal('Line 2');
    const quote = await api.call(quotes.create, { body: { dealId } });
    await write(quote.id, { lines: [line('100')] });
    await send(quote.id);
    await api.call(acceptQuote, { params: { id: quote.id }, body: { revision: 1, by: 'Zhou' } });
    expect(await api.call(getAccountCredit, { params })).toMatchObject({
      limitMinor: 15_000,
      paymentRecord: 'sometimesLate',
      acceptedMinor: 10_000,
      acceptedCount: 1,
      wonCount: 0,
      openMinor: 10_000,
      leftMinor: 5000,
    });
    expect(await api.call(getAccountCredit, { params, query: { exceptDealId: dealId } })).toMatchObject({ openMinor: 0 });
    expect(account.id).toBe(params.id);
    // The order takes the place of its quote; what is fulfilled is no longer under way.
    const order = await api.call(createOrderFromQuote, { params: { id: quote.id }, body: {} });
    const ordered = { orderedMinor: 10_000, orderedCount: 1, acceptedMinor: 0, acceptedCount: 0, openMinor: 10_000 };
    expect(await api.call(getAccountCredit, { params })).toMatchObject(ordered);
    expect(await api.call(getAccountCredit, { params, query: { exceptDealId: dealId } })).toMatchObject({ openMinor: 0 });
    await api.call(orders.create, {
      body: { accountId: account.id, lines: [{ name: 'Seal', unitPrice: '20', quantity: '2', taxBp: 0 }] },
    });
    expect(await api.call(getAccountCredit, { params })).toMatchObject({ orderedCount: 2, openMinor: 14_000, leftMinor: 1000 });
    const done = { version: order.version, state: 'fulfilled' as const };
    await api.call(orders.update, { params: { id: order.id }, body: done });
    expect(await api.call(getAccountCredit, { params })).toMatchObject({ orderedMinor: 4000, openMinor: 4000 });
  });

  it('is set by whoever answers for it, not by who sells, and stays in its workspace', async () => {
    const { api, params } = await shop();
    const { version } = await api.call(accounts.get, { params });
    expect(await api.refused(accounts.update, { params, body: { version, creditLimitMinor: 1 } })).toMatchObject({ status: 403 });
    const other = server.as((await buildWorkspace(db)).owner);
    expect(await other.refused(getAccountCredit, { params })).toMatchObject({ status: 404 });
  });
});

describe('a quote whose terms leave the policy', () => {
  it('is approved first; what departs further or anew is asked about again, what comes nearer to the policy is not', async () => {
    const { owner, boss, api, deal, write, send } = await shop();
    const policy = await owner.call(updateTermsPolicy, { body: { version: 1, maxPaymentDays: 30, maxWarrantyMonths: 12 } });
    const { id: dealId } = await deal('Line 2');
    const { id } = await api.call(quotes.create, { body: { dealId } });
    expect((await write(id, { lines: [line('100')] })).approval).toMatchObject({ state: 'notNeeded' });
    expect((await write(id, terms)).approval).toMatchObject({ state: 'needed' });
    const asked = await api.call(approvals.submitApproval, { body: { subject: 'quote', subjectId: id } });
    const seen = await server.as(boss).call(approvals.getApproval, { params: { id: asked.id } });
    expect(seen.values.find(({ key }) => key === 'departures')).toMatchObject({
      value: 'paid within 60 days (policy 30 days)',
      isDecisive: true,
    });
    await server.as(boss).call(approvals.decideApproval, { params: { id: asked.id }, body: { verdict: 'approved' } });
    const standing = async (change: object) => (await write(id, { ...terms, ...change })).approval?.state;
    const paidAfter = (days: number) => ({ payments: [{ ...terms.payments[0], days }] });
    expect(await standing(paidAfter(45))).toBe('approved');
    expect(await standing({ ...paidAfter(45), warrantyMonths: 6 })).toBe('approved');
    expect(await standing({ payments: [] })).toBe('notNeeded');
    // A stricter policy makes the same terms depart further; a milder one less.
    await owner.call(updateTermsPolicy, { body: { version: policy.version, maxPaymentDays: 20 } });
    expect(await standing(paidAfter(60))).toBe('needed');
    expect(await standing(paidAfter(45))).toBe('approved');
    await owner.call(updateTermsPolicy, { body: { version: policy.version + 1, maxPaymentDays: 40 } });
    const again = await api.call(approvals.submitApproval, { body: { subject: 'quote', subjectId: id } });
    expect(again).toMatchObject({ state: 'approved' });
    expect(await standing(paidAfter(90))).toBe('needed');
    const before = await api.call(approvals.previewApproval, { body: { subject: 'quote', subjectId: id } });
    expect(before.values.find(({ key }) => key === 'departures')).toMatchObject({ isWorse: true });
    expect(await standing({ ...paidAfter(45), warrantyMonths: 24 })).toBe('needed');
    expect(await standing(paidAfter(41))).toBe('approved');
    expect((await send(id)).quote.state).toBe('sent');
  });

  it('is asked about again by a rule of the workspace that looks only at whether terms depart', async () => {
    const { owner, boss, api, deal, write } = await shop();
    await owner.call(updateTermsPolicy, { body: { version: 1, maxPaymentDays: 30 } });
    const { data } = await owner.call(listRules, {});
    const preset = data.find((rule) => rule.subject === 'quote' && rule.preset === 'termsOffPolicy');
    await owner.call(updateRule, {
      params: { id: preset?.id ?? '' },
      body: { version: preset?.version ?? 0, conditions: [{ field: 'departsFromPolicy', op: 'isTrue' }] },
    });
    const { id } = await api.call(quotes.create, { body: { dealId: (await deal('Line 2')).id } });
    await write(id, { lines: [line('100')], ...terms });
    const asked = await api.call(approvals.submitApproval, { body: { subject: 'quote', subjectId: id } });
    await server.as(boss).call(approvals.decideApproval, { params: { id: asked.id }, body: { verdict: 'approved' } });
    const paidAfter = (days: number) => ({ payments: [{ ...terms.payments[0], days }] });
    expect((await write(id, paidAfter(31))).approval).toMatchObject({ state: 'approved' });
    expect((await write(id, paidAfter(61))).approval).toMatchObject({ state: 'needed' });
  });
});
