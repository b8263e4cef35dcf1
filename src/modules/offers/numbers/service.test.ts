import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser, type TestWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { products } from '../../catalogue/contract.ts';
import { findNamedProducts, setCustomerNumber } from '../../catalogue/numbers/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { updateUser } from '../../identity/members/contract.ts';
import { createRole, listRoles, updateRole } from '../../identity/roles/contract.ts';
import { getOrderDocument } from '../../orders/document/contract.ts';
import { type QuoteContent, QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote } from '../deciding/contract.ts';
import { createOrderFromQuote } from '../ordering/contract.ts';
import { getQuoteDocument, reviseQuote, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';

const server = await testServer();

/** A colleague who sees no customers but their own. */
async function buildBlind(workspace: TestWorkspace): Promise<TestUser> {
  const owner = server.as(workspace.owner);
  const [base] = (await owner.call(listRoles, {})).data.filter(({ base: of }) => of === 'seller');
  const made = await owner.call(createRole, { body: { name: 'Blind', roleId: base?.id ?? '' } });
  const rights = { ...made.rights, account: { ...made.rights['account'], view: 'own' as const } };
  await owner.call(updateRole, { params: { id: made.id }, body: { version: made.version, rights } });
  const user = await buildUser(server.db, workspace);
  await owner.call(updateUser, { params: { id: user.id }, body: { version: 1, roleId: made.id } });
  return user;
}

async function build() {
  const workspace = await buildWorkspace(server.db, { currency: 'CNY' });
  const owner = server.as(workspace.owner);
  const account = await owner.call(accounts.create, { body: { name: 'Steelworks' } });
  const named = await owner.call(products.create, { body: { name: 'Camera', code: 'C-1', priceMinor: 100_00 } });
  const plain = await owner.call(products.create, { body: { name: 'Lens', priceMinor: 20_00 } });
  const call = (number: string) =>
    owner.call(setCustomerNumber, { params: { id: named.id, accountId: account.id }, body: { number } });
  await call('SW-1');
  const quote = await owner.call(quotes.create, { body: { title: 'Line 4', accountId: account.id } });
  const params = { id: quote.id };
  const { revision } = await owner.call(getQuoteDocument, { params });
  const item = (id: string, productId: string): QuoteLine =>
    QuoteLine.parse({ id, kind: 'item', name: '', productId, unread: { unitPrice: '' } });
  const content: QuoteContent = { ...revision.content, lines: [item('a', named.id), item('b', plain.id)] };
  const saved = await owner.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
  return { workspace, owner, account, named, call, params, saved };
}

describe('what a customer calls products', () => {
  it('stands on the lines of their quote, is frozen with it, and goes into the order', async () => {
    const { owner, call, params, saved } = await build();
    expect(saved.numbers).toEqual([{ lineId: 'a', number: 'SW-1' }]);
    const sent = await owner.call(sendQuote, { params, body: { version: saved.revision.version } });
    await call('SW-2');
    expect(sent.numbers).toEqual([{ lineId: 'a', number: 'SW-1' }]);
    // What was sent stays as it was sent.
    expect((await owner.call(getQuoteDocument, { params })).numbers).toEqual([{ lineId: 'a', number: 'SW-1' }]);
    await owner.call(acceptQuote, { params, body: { revision: 1, by: 'Ann' } });
    const order = await owner.call(createOrderFromQuote, { params, body: {} });
    const { lines } = await owner.call(getOrderDocument, { params: { id: order.id } });
    expect(lines.map(({ name, customerNumber }) => [name, customerNumber])).toEqual([
      ['Camera', 'SW-1'],
      ['Lens', null],
    ]);
  });

  it('is what they call it now in the next revision', async () => {
    const { owner, call, params, saved } = await build();
    await owner.call(sendQuote, { params, body: { version: saved.revision.version } });
    await call('SW-2');
    expect((await owner.call(reviseQuote, { params, body: {} })).numbers).toEqual([{ lineId: 'a', number: 'SW-2' }]);
  });

  it('is found by whoever sees the customer, by number and by name, of products that are sold', async () => {
    const { workspace, owner, account, named } = await build();
    const find = (texts: string[], isWhole?: boolean) => ({ body: { accountId: account.id, texts, isWhole } });
    const product = { id: named.id, title: 'Camera', code: 'C-1' };
    const found = [{ product, number: 'SW-1', name: null }];
    expect((await owner.call(findNamedProducts, find(['sw-1', 'other']))).data).toEqual(found);
    expect((await owner.call(findNamedProducts, find(['sw'], false))).data).toEqual(found);
    expect((await owner.call(findNamedProducts, find(['sw']))).data).toEqual([]);
    const seller = server.as(await buildBlind(workspace));
    expect((await seller.refused(findNamedProducts, find(['SW-1']))).status).toBe(404);
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect((await stranger.refused(findNamedProducts, find(['SW-1']))).status).toBe(404);
    await owner.call(products.update, { params: { id: named.id }, body: { version: named.version, isActive: false } });
    expect((await owner.call(findNamedProducts, find(['SW-1']))).data).toEqual([]);
  });

  it('is nothing to whoever may see the quote and not its customer', async () => {
    const { workspace, owner, params } = await build();
    const seller = await buildBlind(workspace);
    const { quote } = await owner.call(getQuoteDocument, { params });
    await owner.call(quotes.update, { params, body: { version: quote.version, ownerId: seller.id } });
    expect((await server.as(seller).call(getQuoteDocument, { params })).numbers).toEqual([]);
  });
});
