import { expect, describe, test } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { products } from '../../catalogue/contract.ts';
import { listRoles, updateRole } from '../../identity/roles/contract.ts';
import { deals } from '../../deals/contract.ts';
import { getGuide } from '../../deals/guide/contract.ts';
import { setDealProducts } from '../../deals/parts/contract.ts';
import { updateTermsPolicy } from '../../settings/terms/contract.ts';
import { QuoteLine, type QuoteContent } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote, declineQuote, setPrimaryQuote } from '../deciding/contract.ts';
import { FrozenQuote } from '../freezing/contract.ts';
import { sealed } from '../freezing/rules.ts';
import { discardDraft, getQuoteDocument, reviseQuote, saveQuoteDocument, sendQuote } from './contract.ts';

const server = await testServer();

async function build(currency = 'CNY') {
  const workspace = await buildWorkspace(server.db, { currency });
  const owner = server.as(workspace.owner);
  // The deal's prices are off the list, and what is told here is not why.
  await owner.call(updateTermsPolicy, { body: { version: 1, asksPriceReason: false } });
  const product = await owner.call(products.create, { body: { name: 'Camera', code: 'C-1', priceMinor: 100_00, unit: 'pc' } });
  const deal = await owner.call(deals.create, { body: { title: 'Line 4' } });
  await owner.call(setDealProducts, {
    params: { id: deal.id },
    body: { version: deal.version, lines: [{ productId: product.id, quantity: '3', unitPriceMinor: 99_99 }] },
  });
  const quote = await owner.call(quotes.create, { body: { dealId: deal.id } });
  const params = { id: quote.id };
  const read = (revision?: number) => owner.call(getQuoteDocument, { params, query: { revision } });
  const save = async (change: (content: QuoteContent) => Partial<QuoteContent>, costs?: Record<string, string>) => {
    const { revision } = await read();
    const body = {
      version: revision.version,
      content: { ...revision.content, ...change(revision.content) },
      ...(costs ? { costs } : {}),
    };
    return owner.call(saveQuoteDocument, { params, body });
  };
  const send = async (setsDealAmount?: boolean) => {
    const { revision } = await read();
    return owner.call(sendQuote, { params, body: { version: revision.version, setsDealAmount } });
  };
  return { workspace, owner, product, deal, quote, params, read, save, send };
}

const item = (id: string, more: object): QuoteLine => QuoteLine.parse({ id, kind: 'item', name: id, ...more });

describe('createQuote', () => {
  test('takes the products, prices and customer of the deal', async () => {
    const { quote, read, product } = await build();
    expect(quote).toMatchObject({ title: 'Line 4', state: 'draft', revision: 1, totalMinor: 338_97, currency: 'CNY' });
    expect(quote.number).toMatch(/^QU-20\d\d-0001$/);
    const { revision, actions } = await read();
    expect(revision.content.lines).toMatchObject([
      { productId: product.id, code: 'C-1', quantity: '3', unitPrice: '99.99', unit: 'pc', taxBp: 1300 },
    ]);
    expect(revision.totals).toMatchObject({ netMinor: 299_97, taxMinor: 39_00, totalMinor: 338_97 });
    expect(actions).toEqual(['edit', 'send', 'setPrimary', 'answer', 'transfer', 'delete', 'seeCost']);
  });

  test('copies another quote, and starts empty with a title', async () => {
    const { owner, quote } = await build();
    const copy = await owner.call(quotes.create, { body: { copyOfId: quote.id, title: 'Again' } });
    expect(copy).toMatchObject({ title: 'Again', totalMinor: 338_97, revision: 1, state: 'draft' });
    expect(copy.number).not.toBe(quote.number);
    expect(await owner.call(quotes.create, { body: { title: 'Empty' } })).toMatchObject({ totalMinor: 0 });
    expect(await owner.refused(quotes.create, { body: {} })).toMatchObject({ status: 400, code: 'invalid_input' });
  });

  test('keeps away from other workspaces and roles', async () => {
    const { quote, workspace } = await build();
    const other = await buildWorkspace(server.db);
    const params = { id: quote.id };
    expect(await server.as(other.owner).refused(getQuoteDocument, { params })).toMatchObject({ status: 404 });
    expect(await server.as(other.owner).refused(quotes.create, { body: { copyOfId: quote.id } })).toMatchObject({ status: 404 });
    const analyst = await buildUser(server.db, workspace, { role: 'analyst' });
    expect(await server.as(analyst).refused(quotes.create, { body: { title: 'X' } })).toMatchObject({ status: 403 });
    const { revision } = await server.as(analyst).call(getQuoteDocument, { params });
    const body = { version: revision.version, content: revision.content };
    expect(await server.as(analyst).refused(saveQuoteDocument, { params, body })).toMatchObject({ status: 403 });
  });
});

describe('saveDocument', () => {
  test('works the money out anew, and answers 409 with the document to whoever saw an older one', async () => {
    const { owner, params, read, save } = await build();
    const before = await read();
    const saved = await save(({ lines }) => ({ lines: lines.map((line) => ({ ...line, quantity: '4' })) }));
    expect(saved.quote).toMatchObject({ netMinor: 399_96 });
    const stale = { version: before.revision.version, content: before.revision.content };
    const problem = await owner.refused(saveQuoteDocument, { params, body: stale });
    expect(problem).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { revision: { version: saved.revision.version } },
    });
  });

  test('shows costs to whoever may see them, and keeps them when others save', async () => {
    const { workspace, params, quote, save } = await build();
    const id = (await save(() => ({}))).revision.content.lines[0]?.id ?? '';
    const saved = await save(() => ({}), { [id]: '60' });
    expect(saved.revision.margin).toMatchObject({ costMinor: 180_00, marginMinor: 119_97, marginBp: 3999 });
    const support = await buildUser(server.db, workspace, { role: 'support' });
    const seen = await server.as(support).call(getQuoteDocument, { params });
    expect(seen.revision).toMatchObject({ costs: null, margin: null });
    expect(JSON.stringify(seen)).not.toContain('"60"');
    expect(quote.id).toBe(seen.quote.id);
  });

  test('keeps what cannot be read, and says why it cannot go', async () => {
    const { owner, params, save, read } = await build();
    const saved = await save(() => ({
      lines: [
        item('a', { unread: { quantity: 'three' } }),
        item('b', { quantity: '0', unitPrice: '5' }),
        item('c', { name: '', unitPrice: '1' }),
      ],
    }));
    expect(saved.faults.map(({ lineId, place, code }) => [lineId, place, code])).toEqual([
      ['a', 'quantity', 'offers.unread'],
      ['b', 'quantity', 'offers.quantity_zero'],
      ['c', 'name', 'required'],
    ]);
    const { revision } = await read();
    const problem = await owner.refused(sendQuote, { params, body: { version: revision.version } });
    expect(problem).toMatchObject({ status: 422, code: 'offers.cannot_be_sent' });
  });

  test('refuses negative quantities and ids that stand twice, and takes 3,000 lines', async () => {
    const { owner, params, read, save } = await build();
    const { revision } = await read();
    const write = (lines: unknown[]) =>
      owner.put(`/api/v1/quotes/${params.id}/document`, { version: revision.version, content: { ...revision.content, lines } });
    expect((await write([{ id: 'a', kind: 'item', name: 'x', quantity: '-1' }])).status).toBe(400);
    expect((await write([item('a', {}), item('a', {})])).status).toBe(400);
    const lines = Array.from({ length: 3000 }, (_, index) => item(`l${index}`, { quantity: '2', unitPrice: '1.25' }));
    expect((await save(() => ({ lines }))).quote.netMinor).toBe(750_000);
  });

  test('tells what there is of its products and how long they take, to whoever may read it', async () => {
    const { owner, workspace, product, params, read } = await build();
    expect((await read()).supply).toEqual([]);
    const known = { stock: '12.500', stockOn: '2026-11-01', leadTimeDays: 30 };
    await owner.call(products.update, { params: { id: product.id }, body: { version: product.version, ...known } });
    const supply = { productId: product.id, stock: '12.5', stockOn: '2026-11-01', leadTimeDays: 30 };
    expect((await read()).supply).toMatchObject([supply]);
    const manager = server.as(await buildUser(server.db, workspace, { role: 'salesManager' }));
    const role = (await owner.call(listRoles, {})).data.find(({ base, name }) => base === 'salesManager' && name === null);
    const change = { version: role?.version ?? 0, fields: { product: { stock: 'hidden' as const } } };
    await owner.call(updateRole, { params: { id: role?.id ?? '' }, body: change });
    const [theirs] = (await manager.call(getQuoteDocument, { params })).supply;
    expect(theirs).toMatchObject({ stock: null, leadTimeDays: 30 });
  });

  test('tells of products that are no longer sold', async () => {
    const { owner, product, read } = await build();
    await owner.call(products.update, { params: { id: product.id }, body: { version: product.version, isActive: false } });
    expect((await read()).products).toMatchObject([{ code: 'archived' }]);
  });
});

describe('sendQuote', () => {
  test('freezes what it says: nothing in it changes afterwards, by whatever way', async () => {
    const { workspace, owner, params, send, read, quote } = await build();
    const sent = await send();
    expect(sent.quote).toMatchObject({ state: 'sent', revision: 1 });
    const row = await server.db
      .selectFrom('quoteRevisions')
      .selectAll()
      .where('workspaceId', '=', workspace.id)
      .where('quoteId', '=', quote.id)
      .executeTakeFirstOrThrow();
    const frozen = FrozenQuote.parse(JSON.parse(row.frozen ?? ''));
    expect(sealed(frozen)).toEqual({ json: row.frozen, sha256: sent.revision.sha256 });
    expect(frozen).toMatchObject({ number: quote.number, revision: 1, totals: { totalMinor: 338_97 } });
    expect(row.frozen).not.toContain('cost');
    const { revision } = await read();
    const body = { version: revision.version, content: revision.content };
    expect(await owner.refused(saveQuoteDocument, { params, body })).toMatchObject({ status: 409, code: 'offers.not_a_draft' });
    const change = server.db
      .updateTable('quoteRevisions')
      .set({ totalMinor: 1 })
      .where('workspaceId', '=', row.workspaceId)
      .where('id', '=', row.id);
    await expect(change.execute()).rejects.toThrow('does not change');
  });

  test('leaves out lines that say nothing', async () => {
    const { save, send } = await build();
    await save(({ lines }) => ({ lines: [...lines, item('end', { name: '' })] }));
    expect((await send()).revision.content.lines).toHaveLength(1);
  });

  test('makes the facts of the deal true, and its amount follow', async () => {
    const { workspace, owner, deal, send } = await build();
    await send(true);
    const guide = await owner.call(getGuide, { params: { id: deal.id } });
    expect(guide.deal).toMatchObject({ amountMinor: 299_97 });
    const rows = await server.db
      .selectFrom('quoteLines')
      .select(['netMinor', 'isCounted', 'discountBp'])
      .where('workspaceId', '=', workspace.id)
      .execute();
    expect(rows).toEqual([{ netMinor: 299_97, isCounted: true, discountBp: 0 }]);
  });

  test('refuses a currency without a rate for the day', async () => {
    const { owner } = await build();
    const quote = await owner.call(quotes.create, { body: { title: 'Abroad', currency: 'EUR' } });
    const params = { id: quote.id };
    const { revision } = await owner.call(getQuoteDocument, { params });
    const content = { ...revision.content, lines: [item('a', { unitPrice: '10' })] };
    const saved = await owner.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
    expect(saved.faults).toMatchObject([{ code: 'offers.no_rate' }]);
    expect(saved.quote.baseTotalMinor).toBeNull();
    const version = saved.revision.version;
    expect(await owner.refused(sendQuote, { params, body: { version } })).toMatchObject({
      status: 422,
      code: 'settings.no_rate',
    });
    await owner.put('/api/v1/exchange-rates', { currency: 'EUR', validFrom: '2020-01-01', rate: '7.8' });
    const sent = await owner.call(sendQuote, { params, body: { version } });
    expect(sent.quote.baseTotalMinor).toBe(7800);
    expect(sent.revision).toMatchObject({ rate: { rate: '7.8' }, rateNow: '7.8' });
    // What was sent keeps its rate; what another would make of it is a difference.
    await owner.put('/api/v1/exchange-rates', { currency: 'EUR', validFrom: '2020-01-02', rate: '8' });
    const later = await owner.call(getQuoteDocument, { params });
    expect(later).toMatchObject({ quote: { baseTotalMinor: 7800 }, revision: { rate: { rate: '7.8' }, rateNow: '8' } });
  });
});

describe('revisions', () => {
  test('a change to a sent quote is a new revision; the old one holds until it is sent', async () => {
    const { owner, params, send, save, read } = await build();
    await send();
    const draft = await owner.call(reviseQuote, { params, body: { reason: 'Cheaper' } });
    expect(draft.revision).toMatchObject({ number: 2, state: 'draft', reason: 'Cheaper' });
    expect(await owner.refused(reviseQuote, { params, body: {} })).toMatchObject({ status: 409, code: 'offers.draft_is_open' });
    await save(() => ({ discount: { kind: 'share', bp: 1000 } }));
    expect((await read(1)).revision).toMatchObject({ state: 'sent', totals: { totalMinor: 338_97 } });
    await send();
    const { revisions, quote } = await read();
    expect(revisions.map(({ number, state }) => [number, state])).toEqual([
      [2, 'sent'],
      [1, 'superseded'],
    ]);
    expect(quote).toMatchObject({ revision: 2, netMinor: 269_97 });
  });

  test('keeps what a quote comes to a year with it, to sort and filter by', async () => {
    const { owner, params, send, save, read } = await build();
    const charged = (count: number) =>
      save(({ lines }) => ({
        lines: lines.map((line) => ({
          ...line,
          charge: { kind: 'recurring' as const, period: 'month' as const, count, upliftBp: 0 },
        })),
      }));
    expect((await read()).quote.acvMinor).toBeNull();
    // 3 × 99.99 a month for two years
    expect((await charged(24)).quote).toMatchObject({ netMinor: 7199_28, acvMinor: 3599_64 });
    const plain = await owner.call(quotes.create, { body: { title: 'Once' } });
    const listed = async (query: object) => (await owner.call(quotes.list, { query })).data.map(({ id }) => id);
    expect(await listed({ sort: 'acvMinor' })).toEqual([params.id, plain.id]);
    expect(await listed({ sort: '-netMinor' })).toEqual([params.id, plain.id]);
    expect(await listed({ filter: JSON.stringify({ field: 'acvMinor', op: 'gte', value: 3599_64 }) })).toEqual([params.id]);
    await send();
    await owner.call(reviseQuote, { params, body: {} });
    const draft = await charged(6);
    expect(draft.quote).toMatchObject({ acvMinor: 1799_82 });
    const back = await owner.call(discardDraft, { params, body: { version: draft.revision.version } });
    expect(back.quote).toMatchObject({ revision: 1, acvMinor: 3599_64 });
  });

  test('a draft can be thrown away, but not the first', async () => {
    const { owner, params, send, read } = await build();
    const first = await read();
    const refused = await owner.refused(discardDraft, { params, body: { version: first.revision.version } });
    expect(refused).toMatchObject({ code: 'offers.nothing_sent' });
    await send();
    const draft = await owner.call(reviseQuote, { params, body: {} });
    const back = await owner.call(discardDraft, { params, body: { version: draft.revision.version } });
    expect(back.quote).toMatchObject({ state: 'sent', revision: 1 });
  });

  test('twenty who revise at once make one draft', async () => {
    const { owner, params, send, read } = await build();
    await send();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => owner.post(`/api/v1/quotes/${params.id}/revise`, {}).then(({ status }) => status)),
    );
    expect(all.filter((status) => status === 200)).toHaveLength(1);
    expect((await read()).revisions).toHaveLength(2);
  });

  test('an accepted quote stays as it is', async () => {
    const { owner, params, send, read } = await build();
    const body = { revision: 1, by: 'Ms Li' };
    expect(await owner.refused(acceptQuote, { params, body })).toMatchObject({ status: 409, code: 'offers.not_out' });
    await send();
    expect(await owner.refused(acceptQuote, { params, body: { ...body, revision: 2 } })).toMatchObject({ status: 409 });
    const accepted = await owner.call(acceptQuote, { params, body });
    expect(accepted.revision).toMatchObject({ state: 'accepted', decidedBy: 'Ms Li' });
    expect((await owner.call(acceptQuote, { params, body })).revision.version).toBe(accepted.revision.version);
    expect(await owner.refused(declineQuote, { params, body: { revision: 1, note: 'No' } })).toMatchObject({ status: 409 });
    expect(await owner.refused(reviseQuote, { params, body: {} })).toMatchObject({ status: 409, code: 'offers.is_accepted' });
    expect((await read()).actions).toEqual(['order', 'setPrimary', 'answer', 'transfer', 'seeCost']);
    expect((await owner.call(setPrimaryQuote, { params, body: {} })).quote.isPrimary).toBe(true);
  });
});
