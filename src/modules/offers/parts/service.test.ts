import { describe, expect, it } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { products } from '../../catalogue/contract.ts';
import { getProductParts, setProductParts } from '../../catalogue/parts/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { setDealProducts } from '../../deals/parts/contract.ts';
import { getOrderDocument } from '../../orders/document/contract.ts';
import type { LinePart } from '../../orders/parts/contract.ts';
import { differenceOf } from '../comparing/rules.ts';
import { WrittenLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote } from '../deciding/contract.ts';
import { createOrderFromQuote } from '../ordering/contract.ts';
import { FrozenQuote } from '../freezing/contract.ts';
import { quoteDocument } from '../printing/rules.ts';
import { getQuoteDocument, reviseQuote, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';

const server = await testServer();

/** A set priced by its parts: a camera, lenses (one to four), and a case that may be left out; and one at a price of its own. */
async function build() {
  const workspace = await buildWorkspace(server.db, { currency: 'CNY' });
  const owner = server.as(workspace.owner);
  const make = async (name: string, more: object) => (await owner.call(products.create, { body: { name, ...more } })).id;
  const camera = await make('Camera', { priceMinor: 100_00, costMinor: 60_00, unit: 'pc' });
  const lens = await make('Lens', { priceMinor: 20_00, costMinor: 10_00, unit: 'pc' });
  const bag = await make('Case', { priceMinor: 5_00, costMinor: 2_00 });
  const set = await make('Set', { bundle: 'parts', currency: 'CNY', unit: 'set', targetMarginBp: 2000, floorMarginBp: 1000 });
  const fixed = await make('Fixed set', { bundle: 'own', priceMinor: 150_00, unit: 'set' });
  const components = [
    { productId: camera },
    { productId: lens, minQuantity: '1', maxQuantity: '4' },
    { productId: bag, isRequired: false, maxQuantity: '2' },
  ];
  for (const id of [set, fixed]) {
    const { version } = await owner.call(getProductParts, { params: { id } });
    await owner.call(setProductParts, { params: { id }, body: { version, components } });
  }
  const account = await owner.call(accounts.create, { body: { name: 'Harbour' } });
  const quote = await owner.call(quotes.create, { body: { title: 'Line 4', accountId: account.id } });
  const params = { id: quote.id };
  const read = () => owner.call(getQuoteDocument, { params });
  const bodyOf = async (lines: readonly object[]) => {
    const { revision } = await read();
    const made = lines.map((line, index) => WrittenLine.parse({ id: `l${index}`, kind: 'item', name: '', ...line }));
    const content = { ...revision.content, lines: made };
    return { params, body: { version: revision.version, content } };
  };
  const save = async (...lines: object[]) => owner.call(saveQuoteDocument, await bodyOf(lines));
  const refused = async (...lines: object[]) => owner.refused(saveQuoteDocument, await bodyOf(lines));
  return { workspace, owner, account, camera, lens, bag, set, fixed, params, read, save, refused };
}

const shown = (parts: readonly LinePart[] | undefined) => parts?.map(({ name, quantity }) => `${quantity} ${name}`);

describe('a bundle on the line of a quote', () => {
  it('comes as the catalogue has it, and is priced and costed by what is chosen of it', async () => {
    const { owner, params, set, lens, camera, bag, save } = await build();
    const first = (await save({ productId: set })).revision;
    expect(shown(first.content.lines[0]?.parts)).toEqual(['1 Camera', '1 Lens', '1 Case']);
    expect(first.content.lines[0]).toMatchObject({ unitPrice: '125.00', foundPriceMinor: 125_00 });
    expect(first.costs).toEqual({ l0: '72.00' });

    const parts = [
      { productId: camera, quantity: '1' },
      { productId: lens, quantity: '3', name: 'Not its name' },
    ];
    const second = (await save({ ...first.content.lines[0], parts })).revision;
    expect(shown(second.content.lines[0]?.parts)).toEqual(['1 Camera', '3 Lens', '0 Case']);
    expect(second.content.lines[0]).toMatchObject({ unitPrice: '160.00', foundPriceMinor: 160_00 });
    expect(second.costs).toEqual({ l0: '90.00' });
    // A price that somebody typed stays, and is measured by the new one; whoever says nothing of the parts leaves them.
    const typed = (await save({ ...second.content.lines[0], parts: undefined, unitPrice: '140' })).revision.content.lines[0];
    expect(shown(typed?.parts)).toEqual(['1 Camera', '3 Lens', '0 Case']);
    const more = [...parts, { productId: bag, quantity: '2' }];
    const third = (await save({ ...typed, parts: more })).revision;
    expect(third.content.lines[0]).toMatchObject({ unitPrice: '140', foundPriceMinor: 170_00 });
    expect(third.costs).toEqual({ l0: '94.00' });
    // So is the least that it should earn: 20 % over 94 is 117.50, over what it comes with it were 90.
    const cheap = (await save({ ...third.content.lines[0], unitPrice: '110' })).revision;
    const { faults } = await owner.refused(sendQuote, { params, body: { version: cheap.version } });
    expect(faults).toMatchObject([{ lineId: 'l0', code: 'offers.reason_under_target' }]);
  });

  it('keeps a price of its own, whatever is in it; its cost follows', async () => {
    const { fixed, camera, lens, save } = await build();
    const { revision } = await save({ productId: fixed });
    expect(revision.costs).toEqual({ l0: '72.00' });
    const parts = [
      { productId: camera, quantity: '1' },
      { productId: lens, quantity: '4' },
    ];
    const after = (await save({ ...revision.content.lines[0], parts })).revision;
    expect(after.content.lines[0]).toMatchObject({ unitPrice: '150.00', foundPriceMinor: 150_00 });
    expect(after.costs).toEqual({ l0: '100.00' });
  });

  it('holds nothing that is not its part, no more than may be, and all that has to be', async () => {
    const { set, lens, camera, bag, refused } = await build();
    const start = '/body/content/lines/0/parts';
    const bad = async (...parts: object[]) => (await refused({ productId: set, parts })).errors;
    const [c, l] = [
      { productId: camera, quantity: '1' },
      { productId: lens, quantity: '1' },
    ];
    expect(await bad(c, l, { productId: set, quantity: '1' })).toMatchObject([
      { pointer: `${start}/2/productId`, code: 'offers.part_unknown' },
    ]);
    expect(await bad(c, { ...l, quantity: '5' }, { productId: bag, quantity: '3' })).toMatchObject([
      { pointer: `${start}/1/quantity`, code: 'offers.part_quantity', detail: 'Lens: between 1 and 4 can be chosen.' },
      { pointer: `${start}/2/quantity`, code: 'offers.part_quantity' },
    ]);
    expect(await bad({ ...c, quantity: '2' }, l)).toMatchObject([{ pointer: `${start}/0/quantity` }]);
    expect(await bad(l)).toMatchObject([{ pointer: start, code: 'offers.part_missing' }]);
    const free = await refused({ name: 'Free', parts: [c] });
    expect(free.errors).toMatchObject([{ pointer: `${start}/0/productId`, code: 'offers.part_unknown' }]);
    const single = await refused({ productId: camera, parts: [l] });
    expect(single.errors).toMatchObject([{ pointer: `${start}/0/productId`, code: 'offers.part_unknown' }]);
  });

  it('stays as it was quoted when its parts change, on paper, between revisions and in the order', async () => {
    const { workspace, owner, set, lens, camera, params, save, refused } = await build();
    const { revision } = await save({ productId: set, quantity: '2' });
    const parts = [
      { productId: camera, quantity: '1' },
      { productId: lens, quantity: '3' },
    ];
    const saved = await save({ ...revision.content.lines[0], parts });
    const sent = await owner.call(sendQuote, { params, body: { version: saved.revision.version } });
    const { frozen } = await server.db
      .selectFrom('quoteRevisions')
      .select('frozen')
      .where('workspaceId', '=', workspace.id)
      .where('quoteId', '=', params.id)
      .executeTakeFirstOrThrow();
    const quote = FrozenQuote.parse(JSON.parse(frozen ?? ''));
    expect(shown(quote.lines[0]?.parts)).toEqual(['1 Camera', '3 Lens']);
    expect(quoteDocument(quote, 'en').rows[0]?.under).toEqual(['Each contains', '· Camera × 1 pc', '· Lens × 3 pc']);

    // The lens leaves the bundle and the catalogue: what was quoted is not touched, what is chosen anew is checked.
    const { version } = await owner.call(getProductParts, { params: { id: set } });
    await owner.call(setProductParts, { params: { id: set }, body: { version, components: [{ productId: camera }] } });
    await owner.call(products.remove, { params: { id: lens } });
    const next = await owner.call(reviseQuote, { params, body: {} });
    const again = await save({ ...next.revision.content.lines[0], quantity: '3' });
    expect(shown(again.revision.content.lines[0]?.parts)).toEqual(['1 Camera', '3 Lens', '0 Case']);
    const other = await refused({
      ...again.revision.content.lines[0],
      parts: [...parts.slice(0, 1), { productId: lens, quantity: '2' }],
    });
    expect(other.errors).toMatchObject([{ code: 'offers.part_unknown' }]);
    const alone = await save({ ...again.revision.content.lines[0], parts: parts.slice(0, 1) });
    const [change] = differenceOf(sent.revision, alone.revision).lines;
    expect(change?.cells).toContain('parts');
    await owner.call(sendQuote, { params, body: { version: alone.revision.version } });
    await owner.call(acceptQuote, { params, body: { revision: 2, by: 'Ann' } });
    const order = await owner.call(createOrderFromQuote, { params, body: {} });
    const { lines } = await owner.call(getOrderDocument, { params: { id: order.id } });
    expect(lines).toMatchObject([{ quantity: '3', parts: [{ productId: camera, name: 'Camera', quantity: '1', unit: 'pc' }] }]);
  });

  it('comes from a deal with what the bundle comes with, and goes along with a copy', async () => {
    const { owner, set, account } = await build();
    const deal = await owner.call(deals.create, { body: { title: 'Line 5', accountId: account.id } });
    const lines = [{ productId: set, quantity: '1', unitPriceMinor: 99_00 }];
    await owner.call(setDealProducts, { params: { id: deal.id }, body: { version: deal.version, lines } });
    const made = await owner.call(quotes.create, { body: { dealId: deal.id } });
    const read = async (id: string) => (await owner.call(getQuoteDocument, { params: { id } })).revision.content.lines[0];
    expect(shown((await read(made.id))?.parts)).toEqual(['1 Camera', '1 Lens', '1 Case']);
    const copy = await owner.call(quotes.create, { body: { copyOfId: made.id, title: 'Again' } });
    expect(shown((await read(copy.id))?.parts)).toEqual(['1 Camera', '1 Lens', '1 Case']);
  });
});
