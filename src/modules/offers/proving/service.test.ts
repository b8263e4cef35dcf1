import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { binAccepted } from '../../../../test/quotes.ts';
import { deals } from '../../deals/contract.ts';
import { getGuide } from '../../deals/guide/contract.ts';
import { reopenDeal, winDeal } from '../../deals/outcomes/contract.ts';
import { listQuoteProofs } from '../../deals/proofs/contract.ts';
import { setExchangeRate } from '../../settings/contract.ts';
import { getTermsPolicy, updateTermsPolicy } from '../../settings/terms/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote } from '../deciding/contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { listQuoteLinks, shareQuote } from '../sharing/contract.ts';
import { findQuoteProofs } from './service.ts';

const server = await testServer({ PUBLIC_URL: 'https://crm.test' });
const { db } = server;
const line = QuoteLine.parse({ id: 'a', kind: 'item', name: 'Press', unitPrice: '1000', taxBp: 1300 });

/** A deal with a quote that is out. */
async function offer(user: TestUser, { dealId, change = {} }: { dealId?: string; change?: object } = {}) {
  const api = server.as(user);
  const deal = dealId ?? (await api.call(deals.create, { body: { title: 'Press line', amountMinor: 100_000 } })).id;
  const params = { id: (await api.call(quotes.create, { body: { dealId: deal, isEmpty: true } })).id };
  const { revision } = await api.call(getQuoteDocument, { params });
  const content = { ...revision.content, lines: [line], ...change };
  const saved = await api.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
  await api.call(sendQuote, { params, body: { version: saved.revision.version } });
  return { api, dealId: deal, params };
}

let strangers = 0;
/** The customer accepts on the page. */
async function accept(user: TestUser, params: { id: string }) {
  const { url } = await server.as(user).call(shareQuote, { params, body: { language: 'en' } });
  const { pathname } = new URL(url);
  const headers = { 'x-forwarded-for': `10.9.0.${++strangers}`, 'content-type': 'application/x-www-form-urlencoded' };
  const page = (await server.app.inject({ url: pathname, headers })).body;
  const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  const fields = { name: 'Li Jia', title: 'CFO', signature: 'Li Jia', consent: '1' };
  const form = new URLSearchParams({ ...fields, version: hidden('version'), sha256: hidden('sha256') });
  const payload = form.toString();
  const reply = await server.app.inject({ method: 'POST', url: `${pathname}/accept?lang=en`, headers, payload });
  expect(reply.statusCode).toBe(303);
}

const win = (user: TestUser, id: string, proof: object) => server.as(user).post(`/api/v1/deals/${id}/win`, { version: 1, proof });
const proofsOf = async (user: TestUser, id: string) => (await server.as(user).call(listQuoteProofs, { params: { id } })).data;
const refused = { status: 422, json: { code: 'deals.no_quote_proof', errors: [{ pointer: '/body/proof/kind' }] } };

test('a quote that its customer accepted on the page, on standard terms, proves the deal won, with who accepted it and its hash', async () => {
  const { owner } = await buildWorkspace(db);
  const { api, dealId, params } = await offer(owner);
  expect(await proofsOf(owner, dealId)).toEqual([]);
  expect(await win(owner, dealId, { kind: 'quote' })).toMatchObject(refused);
  await accept(owner, params);
  const [decision] = (await api.call(listQuoteLinks, { params })).decisions;
  const [proof, ...others] = await proofsOf(owner, dealId);
  expect(others).toEqual([]);
  expect(proof).toMatchObject({
    quoteId: params.id,
    revision: 1,
    by: 'Li Jia, CFO',
    provedTo: null,
    totalMinor: 113_000,
    sha256: decision?.sha256,
  });
  const pdf = await server.app.inject({ url: proof?.pdf ?? '', headers: { cookie: String(api.headers['cookie']) } });
  expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
  // Of another quote, or of another deal, it proves nothing.
  expect(await win(owner, dealId, { kind: 'quote', quoteId: (await offer(owner, { dealId })).params.id })).toMatchObject(refused);
  expect(await win(owner, (await offer(owner)).dealId, { kind: 'quote', quoteId: params.id })).toMatchObject(refused);
  const { version } = await api.call(deals.get, { params: { id: dealId } });
  const body = { version, proof: { kind: 'quote' as const, quoteId: params.id, note: 'Order to follow' } };
  await api.call(winDeal, { params: { id: dealId }, body });
  const guide = await api.call(getGuide, { params: { id: dealId } });
  expect(guide.deal).toMatchObject({ status: 'won', wonProof: 'quote' });
  const events = db.selectFrom('events').select('data').where('workspaceId', '=', owner.workspaceId);
  expect(await events.where('kind', '=', 'deal.won').execute()).toEqual([
    { data: expect.objectContaining({ proof: 'quote', quoteId: params.id }) },
  ]);
  const ticks = db.selectFrom('dealCriteria').select('note').where('workspaceId', '=', owner.workspaceId);
  const kept = await ticks.where('criterionKey', '=', 'won.proved').executeTakeFirst();
  for (const part of [proof?.number ?? '-', 'Li Jia, CFO', decision?.sha256 ?? '-', 'Order to follow'])
    expect(kept?.note).toContain(part);
  const { version: then } = await api.call(deals.get, { params: { id: dealId } });
  await api.call(reopenDeal, { params: { id: dealId }, body: { version: then, reason: 'Wrong deal' } });
  expect(await ticks.where('criterionKey', '=', 'won.proved').executeTakeFirst()).toBeUndefined();
});

test('it proves nothing where the terms leave the policy, a seller noted the yes, or the quote lies in the bin', async () => {
  const { owner } = await buildWorkspace(db);
  const api = server.as(owner);
  const { version } = await api.call(getTermsPolicy, {});
  const clause = { id: 'w', kind: 'warranty' as const, title: 'Warranty', text: 'Twelve months.', plain: null };
  await api.call(updateTermsPolicy, { body: { version, maxWarrantyMonths: 12, clauses: [clause] } });
  const offers = {
    standard: await offer(owner, { change: { warrantyMonths: 12, terms: [clause] } }),
    longer: await offer(owner, { change: { warrantyMonths: 24 } }),
    otherClause: await offer(owner, { change: { terms: [{ ...clause, text: 'Five years.' }] } }),
    noted: await offer(owner),
    binned: await offer(owner),
  };
  await api.call(acceptQuote, { params: offers.noted.params, body: { revision: 1, by: 'Ms Li' } });
  for (const key of ['standard', 'longer', 'otherClause', 'binned'] as const) await accept(owner, offers[key].params);
  await binAccepted(db, owner.scope, offers.binned.params.id);
  const found = Object.fromEntries(
    await Promise.all(Object.entries(offers).map(async ([key, { dealId }]) => [key, (await proofsOf(owner, dealId)).length])),
  );
  expect(found).toEqual({ standard: 1, longer: 0, otherClause: 0, noted: 0, binned: 0 });
  for (const key of ['longer', 'otherClause', 'noted', 'binned'] as const)
    expect(await win(owner, offers[key].dealId, { kind: 'quote', note: 'Accepted' })).toMatchObject(refused);
  expect((await win(owner, offers.longer.dealId, { kind: 'contract', note: 'HT-2026-17' })).status).toBe(200);
});

test('from the amount of the policy on it is no proof, in any currency, and the refusal names both', async () => {
  const { owner } = await buildWorkspace(db, { currency: 'CNY' });
  const api = server.as(owner);
  await api.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2026-01-01', rate: '7' } });
  const limit = async (contractFromMinor: number | null): Promise<void> => {
    const { version } = await api.call(getTermsPolicy, {});
    expect(await api.call(updateTermsPolicy, { body: { version, contractFromMinor } })).toMatchObject({ contractFromMinor });
  };
  const own = await offer(owner);
  const foreign = await offer(owner, { change: { currency: 'USD' } });
  for (const { params } of [own, foreign]) await accept(owner, params);
  const limitsOf = async () =>
    Promise.all([own, foreign].map(async ({ dealId }) => (await proofsOf(owner, dealId)).map((one) => one.contractFromMinor)));
  expect(await limitsOf()).toEqual([[null], [null]]);
  await limit(791_001);
  expect(await limitsOf()).toEqual([[null], [null]]);
  await limit(791_000);
  expect(await limitsOf()).toEqual([[null], [791_000]]);
  const [proof] = await proofsOf(owner, foreign.dealId);
  const needed = await win(owner, foreign.dealId, { kind: 'quote' });
  expect(needed).toMatchObject({
    status: 422,
    json: { code: 'deals.contract_needed', errors: [{ pointer: '/body/proof/kind' }] },
  });
  for (const part of ['7,910.00', '1,130.00', proof?.number ?? '-']) expect(needed.json['detail']).toContain(part);
  expect((await win(owner, foreign.dealId, { kind: 'quote', quoteId: foreign.params.id })).json.code).toBe(
    'deals.contract_needed',
  );
  // A smaller one of the same deal is taken where none is named.
  const small = await offer(owner, { dealId: foreign.dealId });
  await accept(owner, small.params);
  await limit(200_000);
  const { version } = await api.call(deals.get, { params: { id: foreign.dealId } });
  await api.call(winDeal, { params: { id: foreign.dealId }, body: { version, proof: { kind: 'quote' } } });
  const events = db.selectFrom('events').select('data').where('workspaceId', '=', owner.workspaceId);
  expect(await events.where('kind', '=', 'deal.won').execute()).toEqual([
    { data: expect.objectContaining({ quoteId: small.params.id }) },
  ]);
  expect((await win(owner, own.dealId, { kind: 'quote' })).status).toBe(200);
  await limit(null);
  expect(await limitsOf()).toEqual([[null], [null, null]]);
});

test('it is found by who may see deal and quote, and 404 from another workspace or team', async () => {
  const workspace = await buildWorkspace(db);
  const team = await buildTeam(db, workspace, { name: 'East' });
  const seller = await buildUser(db, workspace, { team });
  const { dealId, params } = await offer(seller);
  await accept(seller, params);
  expect(await proofsOf(seller, dealId)).toHaveLength(1);
  const stranger = (await buildWorkspace(db)).owner;
  expect((await server.as(stranger).refused(listQuoteProofs, { params: { id: dealId } })).status).toBe(404);
  expect(await findQuoteProofs(db, stranger.scope, dealId)).toEqual([]);
  const colleague = await buildUser(db, workspace, { team: await buildTeam(db, workspace, { name: 'West' }) });
  expect((await server.as(colleague).refused(listQuoteProofs, { params: { id: dealId } })).status).toBe(404);
  // The quote is asked for by itself: a deal that somebody sees does not show the quotes that they may not.
  expect(await findQuoteProofs(db, colleague.scope, dealId)).toEqual([]);
});
