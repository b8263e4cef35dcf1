import { expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { createPriceBook } from '../../catalogue/books/contract.ts';
import { writeBookPrices } from '../../catalogue/books/prices/contract.ts';
import { products } from '../../catalogue/contract.ts';
import { getProductParts, setProductParts } from '../../catalogue/parts/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { setDealProducts } from '../../deals/parts/contract.ts';
import { listTaxClasses } from '../../settings/taxes/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';

const server = await testServer();

/** A camera for 100.00 that costs 61.23, and a customer who pays 95.00, or 90.00 from ten on. */
async function build() {
  const workspace = await buildWorkspace(server.db);
  const owner = server.as(workspace.owner);
  const seller = server.as(await buildUser(server.db, workspace));
  const taxes = await owner.call(listTaxClasses, {});
  const taxClass = taxes.data.find(({ rates }) => rates.some(({ rateBp }) => rateBp === 600))?.name ?? '';
  const made = { name: 'Camera', code: 'C-1', unit: 'pc', priceMinor: 100_00, costMinor: 61_23, taxClass };
  const product = await owner.call(products.create, { body: made });
  const account = await owner.call(accounts.create, { body: { name: 'Steel' } });
  const book = await owner.call(createPriceBook, { body: { name: 'Gold', accountIds: [account.id] } });
  const set = [
    { productId: product.id, amountMinor: 95_00 },
    { productId: product.id, amountMinor: 90_00, minQuantity: '10' },
  ];
  await owner.call(writeBookPrices, { params: { id: book.id }, body: { set } });
  return { workspace, owner, seller, product, account };
}

type Caller = Awaited<ReturnType<typeof build>>['owner'];

async function quoteDeal(
  caller: Caller,
  accountId: string,
  lines: { productId: string; quantity: string; unitPriceMinor: number }[],
) {
  const deal = await caller.call(deals.create, { body: { title: 'Line 4', accountId } });
  await caller.call(setDealProducts, { params: { id: deal.id }, body: { version: deal.version, lines } });
  const quote = await caller.call(quotes.create, { body: { dealId: deal.id } });
  return caller.call(getQuoteDocument, { params: { id: quote.id } });
}

/** A quote from scratch, into which lines are written as they come. */
async function write(caller: Caller, lines: object[], more: { accountId?: string; currency?: string } = {}) {
  const quote = await caller.call(quotes.create, { body: { title: 'Bare', ...more } });
  const params = { id: quote.id };
  const { revision } = await caller.call(getQuoteDocument, { params });
  const content = { ...revision.content, lines };
  return caller.raw('PUT', `/api/v1/quotes/${quote.id}/document`, { version: revision.version, content });
}

const line = (productId: string, more: object = {}) => ({ id: 'a', kind: 'item', name: '', productId, ...more });

test('a quote of a deal takes the price of the customer and its tier, tax and cost; one that was agreed on stays', async () => {
  const { owner, product, account } = await build();
  const one = { productId: product.id, quantity: '9', unitPriceMinor: 100_00 };
  const { revision } = await quoteDeal(owner, account.id, [
    one,
    { ...one, quantity: '10', unitPriceMinor: 0 },
    { ...one, unitPriceMinor: 97_50 },
  ]);
  expect(revision.content.lines).toMatchObject([
    { unitPrice: '95.00', foundPriceMinor: 95_00, taxBp: 600 },
    { unitPrice: '90.00', foundPriceMinor: 90_00, taxBp: 600 },
    { unitPrice: '97.50', foundPriceMinor: 95_00, taxBp: 600 },
  ]);
  expect(Object.values(revision.costs ?? {})).toEqual(['61.23', '61.23', '61.23']);
  expect(revision.margin).toMatchObject({ unknown: 0, costMinor: 28 * 61_23 });
});

test('a copy for another customer is priced anew, but for what was typed', async () => {
  const { owner, product, account } = await build();
  const one = { productId: product.id, quantity: '10', unitPriceMinor: 100_00 };
  const { quote } = await quoteDeal(owner, account.id, [one, { ...one, unitPriceMinor: 97_50 }]);
  const other = await owner.call(accounts.create, { body: { name: 'Other' } });
  const copy = await owner.call(quotes.create, { body: { copyOfId: quote.id, dealId: null, accountId: other.id } });
  const { revision } = await owner.call(getQuoteDocument, { params: { id: copy.id } });
  expect(revision.content.lines).toMatchObject([
    { unitPrice: '100.00', foundPriceMinor: 100_00 },
    { unitPrice: '97.50', foundPriceMinor: 100_00 },
  ]);
});

test('a line that gets a product without a price gets everything from the catalogue; a typed price stays', async () => {
  const { owner, product, account } = await build();
  const lines = [line(product.id, { quantity: '12' }), { ...line(product.id, { unitPrice: '1.5' }), id: 'b', name: 'Cheap' }];
  const { status, json } = await write(owner, lines, { accountId: account.id });
  expect(status).toBe(200);
  expect(json.revision.content.lines).toMatchObject([
    { name: 'Camera', code: 'C-1', unit: 'pc', unitPrice: '90.00', foundPriceMinor: 90_00, taxBp: 600 },
    { name: 'Cheap', unitPrice: '1.5', foundPriceMinor: 95_00 },
  ]);
  expect(json.revision.costs).toEqual({ a: '61.23', b: '61.23' });
});

test('what nobody said of price and tax is the catalogue’s and the workspace’s; a 0 that was said stays', async () => {
  const { owner, product } = await build();
  const free = (id: string, more: object = {}) => ({ id, kind: 'item', name: `Free ${id}`, ...more });
  const { json } = await write(owner, [
    line(product.id),
    { ...line(product.id, { unitPrice: '0' }), id: 'b', name: 'Gift' },
    { ...line(product.id, { unitPrice: '100', taxBp: 0 }), id: 'c', name: 'Export' },
    free('d', { unitPrice: '5' }),
    free('e', { unitPrice: '0', taxBp: 0 }),
    free('f'),
    { id: 'g', kind: 'section', name: 'Works' },
    free('h', { isOptional: true }),
    free('i', { isCredit: true }),
  ]);
  const unsaid = { unitPrice: '0', unread: { unitPrice: '' } };
  const lines = [
    { unitPrice: '100.00', foundPriceMinor: 100_00, taxBp: 600 },
    { unitPrice: '0', foundPriceMinor: 100_00, taxBp: 600, unread: null },
    { unitPrice: '100', taxBp: 0, taxName: null },
    { unitPrice: '5', taxBp: 1300 },
    { unitPrice: '0', taxBp: 0, unread: null },
    { ...unsaid, taxBp: 1300 },
    { taxBp: 0, unread: null },
    unsaid,
    unsaid,
  ];
  expect(json.revision.content.lines).toMatchObject(lines);
  expect(json.tax).toMatchObject({ taxBp: 1300 });
  const missing = ['f', 'h', 'i'].map((lineId) => ({ lineId, place: 'unitPrice', code: 'offers.price_missing' }));
  expect(json.faults).toEqual(missing);
  const params = { id: json.quote.id };
  expect(await owner.refused(sendQuote, { params, body: { version: json.revision.version } })).toMatchObject({
    code: 'offers.cannot_be_sent',
    faults: missing,
  });
  const { version, content } = json.revision;
  const said = content.lines.filter(({ unread }: QuoteLine) => unread === null);
  const saved = await owner.call(saveQuoteDocument, { params, body: { version, content: { ...content, lines: said } } });
  expect(saved.revision.content.lines).toMatchObject([lines[0], lines[1], lines[2], lines[3], lines[4], lines[6]]);
  expect(saved.faults).toEqual([]);
  // Free of charge is a product at another price than the catalogue's.
  expect(await owner.refused(sendQuote, { params, body: { version: saved.revision.version } })).toMatchObject({
    code: 'offers.reason_missing',
    faults: [{ lineId: 'b', code: 'offers.reason_off_list' }],
  });
});

test('a draft of before, with a price of zero that nobody typed, opens and asks for it', async () => {
  const { workspace, owner } = await build();
  const { json } = await write(owner, [{ id: 'a', kind: 'item', name: 'Free', unitPrice: '0' }]);
  const { typedById: _typed, ...old } = json.revision.content.lines[0];
  const content = { ...json.revision.content, lines: [old] };
  await server.db
    .updateTable('quoteRevisions')
    .set({ content: JSON.stringify(content) })
    .where('workspaceId', '=', workspace.id)
    .where('quoteId', '=', json.quote.id)
    .execute();
  const params = { id: json.quote.id };
  const opened = await owner.call(getQuoteDocument, { params });
  expect(opened.faults).toContainEqual({ lineId: 'a', place: 'unitPrice', code: 'offers.price_missing' });
  const body = { version: opened.revision.version, content };
  expect((await owner.call(saveQuoteDocument, { params, body })).faults).toEqual([]);
  expect((await owner.call(getQuoteDocument, { params })).faults).toEqual([]);
});

test('without a price in the currency the line is marked and cannot go; nothing is made up', async () => {
  const { owner, product } = await build();
  const { json } = await write(owner, [line(product.id)], { currency: 'EUR' });
  expect(json.revision.content.lines[0]).toMatchObject({ unitPrice: '0', foundPriceMinor: null, unread: { unitPrice: '' } });
  expect(json.faults).toContainEqual({ lineId: 'a', place: 'unitPrice', code: 'offers.price_missing' });
  expect(json.revision.costs).toEqual({});
  const body = { version: json.revision.version };
  expect(await owner.refused(sendQuote, { params: { id: json.quote.id }, body })).toMatchObject({
    code: 'offers.cannot_be_sent',
  });
});

test('a product that is taken off sale stays on its quotes', async () => {
  const { owner, product, account } = await build();
  const { json } = await write(owner, [line(product.id)], { accountId: account.id });
  await owner.call(products.update, { params: { id: product.id }, body: { version: product.version, isActive: false } });
  const params = { id: json.quote.id };
  const { version, content } = json.revision;
  const saved = await owner.call(saveQuoteDocument, { params, body: { version, content: { ...content, intro: 'Hello' } } });
  expect(saved.revision.content.lines).toMatchObject([{ productId: product.id, unitPrice: '95.00' }]);
  expect(saved.products).toEqual([{ lineId: 'a', code: 'archived' }]);
});

test('whoever may not see costs reads none, in no reply and not in what the customer gets; they are there for others', async () => {
  const { workspace, owner, seller, product } = await build();
  const own = await seller.call(accounts.create, { body: { name: 'Own' } });
  const seen = await quoteDeal(seller, own.id, [{ productId: product.id, quantity: '1', unitPriceMinor: 100_00 }]);
  expect(seen.revision).toMatchObject({ costs: null, margin: null });
  expect(seen.actions).not.toContain('seeCost');
  const params = { id: seen.quote.id };
  const { version, content } = seen.revision;
  const second = QuoteLine.parse(line(product.id, { name: 'Second', unitPrice: '90', priceReason: 'Agreed' }));
  const more = { ...content, lines: [...content.lines, second] };
  const forced = { version, content, costs: { a: '1' } };
  expect(await seller.refused(saveQuoteDocument, { params, body: forced })).toMatchObject({ status: 403 });
  const saved = await seller.call(saveQuoteDocument, { params, body: { version, content: more } });
  expect(JSON.stringify(saved)).not.toContain('61.23');
  const opened = await owner.call(getQuoteDocument, { params });
  expect(Object.values(opened.revision.costs ?? {})).toEqual(['61.23', '61.23']);
  const sent = await seller.call(sendQuote, { params, body: { version: saved.revision.version } });
  expect(JSON.stringify(sent)).not.toContain('61.23');
  const { frozen } = await server.db
    .selectFrom('quoteRevisions')
    .select('frozen')
    .where('workspaceId', '=', workspace.id)
    .where('quoteId', '=', seen.quote.id)
    .executeTakeFirstOrThrow();
  expect(frozen).toContain('"Second"');
  expect(frozen).not.toMatch(/cost|foundPrice|61\.23/i);
});

test('variants are their product’s and on sale, with their own price', async () => {
  const { owner, product } = await build();
  const parts = await owner.call(setProductParts, {
    params: { id: product.id },
    body: {
      version: product.version,
      variants: [
        { name: 'Red', code: 'C-1R', priceMinor: 120_00 },
        { name: 'Old', isActive: false },
      ],
    },
  });
  const [red, old] = parts.variants.map(({ id }) => id);
  const other = await owner.call(products.create, { body: { name: 'Lens', priceMinor: 5_00 } });
  const written = await write(owner, [line(product.id, { variantId: red })]);
  expect(written.json.revision.content.lines).toMatchObject([
    { name: 'Camera · Red', code: 'C-1R', variantId: red, unitPrice: '120.00', foundPriceMinor: 120_00 },
  ]);
  for (const refused of [line(product.id, { variantId: old }), line(other.id, { variantId: red })]) {
    const { status, json } = await write(owner, [refused]);
    expect([status, json.errors]).toMatchObject([
      400,
      [{ pointer: '/body/content/lines/0/variantId', code: 'not_found_reference' }],
    ]);
  }
  // One that is taken off sale afterwards stays where it is.
  const now = await owner.call(getProductParts, { params: { id: product.id } });
  const variants = [{ variantId: red ?? null, name: 'Red', isActive: false }];
  await owner.call(setProductParts, { params: { id: product.id }, body: { version: now.version, variants } });
  const { quote, revision } = written.json;
  const body = { version: revision.version, content: { ...revision.content, closing: 'Bye' } };
  expect(await owner.call(saveQuoteDocument, { params: { id: quote.id }, body })).toMatchObject({
    revision: { version: revision.version + 1 },
  });
});

test('products, variants and customers of another workspace are not there', async () => {
  const [mine, theirs] = [await build(), await build()];
  const { status, json } = await write(mine.owner, [line(theirs.product.id)]);
  expect([status, json.errors]).toMatchObject([
    400,
    [{ pointer: '/body/content/lines/0/productId', code: 'not_found_reference' }],
  ]);
  const { json: own } = await write(theirs.owner, [line(theirs.product.id)]);
  const params = { id: own.quote.id };
  const body = { version: own.revision.version, content: own.revision.content };
  expect(await mine.owner.refused(saveQuoteDocument, { params, body })).toMatchObject({ status: 404 });
  expect(await mine.owner.refused(quotes.create, { body: { copyOfId: own.quote.id } })).toMatchObject({ status: 404 });
});
