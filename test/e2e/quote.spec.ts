import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildWorkspace, type TestUser } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

/** Puts a text on the grid as a spreadsheet does: the browser of the test has no clipboard of its own. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

async function dealWithProducts(owner: TestUser): Promise<string> {
  const post = async (path: string, body: object, method: 'POST' | 'PUT' = 'POST') => {
    const { status, json, text } = await ask(app.url, owner, method, path, body);
    expect(status, text).toBeLessThan(300);
    return json;
  };
  const account = await post('/accounts', { name: 'Feldmann GmbH' });
  const camera = await post('/products', { name: 'Line camera', code: 'LC-1', priceMinor: 120_000, unit: 'pc' });
  await post('/products', { name: '备件包', code: 'SP-K', priceMinor: 30_000, unit: 'set' });
  const cable = await post('/products', { name: 'Cable', priceMinor: 450, unit: 'm' });
  await post(`/products/${cable.id}/accounts/${account.id}/number`, { number: 'FM-12' }, 'PUT');
  const deal = await post('/deals', { title: 'Inspection, line 4', accountId: account.id });
  const lines = [{ productId: camera.id, quantity: '2', unitPriceMinor: 120_000 }];
  await post(`/deals/${deal.id}/products`, { version: deal.version, lines }, 'PUT');
  return deal.id;
}

test('a deal with its products is quoted by keyboard, sent, revised, and the revisions are compared', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const dealId = await dealWithProducts(workspace.owner);
  const page = await app.open(`/deals/${dealId}`, { user: workspace.owner });
  await page.getByRole('tab', { name: 'Quotes', exact: true }).click();
  await page.getByRole('button', { name: 'Quote the products', exact: true }).click();
  const grid = page.getByRole('grid', { name: 'Lines of the quote', exact: true });
  await grid.getByText('Line camera').waitFor();
  await page.getByRole('status').getByText('Saved').waitFor();

  // By keyboard alone: a quantity, a discount, a product by its pinyin initials, and rows of a spreadsheet,
  // of which one is what the customer calls a product.
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await page.keyboard.type('bjb');
  await page.getByRole('option', { name: /备件包/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await grid.getByText('备件包').waitFor();
  await paste(page, 'fm-12\t12\tm\t4.50\t10%\t13%\nPump\tmany\tpc\t300\t\t13%');
  await grid.getByText('Pump').waitFor();
  await grid.getByText('Cable').getByText('their no. FM-12').waitFor();
  await page.getByText('1 cell is marked; its line does not count yet.').waitFor();
  await expectAccessible(page);
  await page.getByRole('gridcell', { name: 'many' }).click();
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await page.getByText('1 cell is marked; its line does not count yet.').waitFor({ state: 'hidden' });
  await page.getByRole('status').getByText('Saved').waitFor();

  // 3 × 1,200 + 300 + 12 × 4.50 less 10 % + 2 × 300 = 4,548.60; the server says the same to the cent.
  const quotes = await ask(app.url, workspace.owner, 'GET', '/quotes');
  const [quote] = quotes.json.data;
  expect(quote).toMatchObject({ netMinor: 454_860, totalMinor: 513_992, state: 'draft' });
  await page.getByLabel('Totals').getByText('CN¥5,139.92').waitFor();

  await page.getByRole('button', { name: 'Send quote', exact: true }).click();
  await page.getByRole('button', { name: 'Mark as sent', exact: true }).click();
  await page.getByRole('button', { name: 'New revision', exact: true }).waitFor();
  const deal = await ask(app.url, workspace.owner, 'GET', `/deals/${dealId}`);
  expect(deal.json.amountMinor).toBe(454_860);

  await page.getByRole('button', { name: 'New revision', exact: true }).click();
  await page.getByText('Revision 2', { exact: true }).first().waitFor();
  const discount = page.getByRole('textbox', { name: 'Discount', exact: true });
  await discount.fill('5%');
  await discount.press('Enter');
  await page.getByRole('status').getByText('Saved').waitFor();
  await page.getByRole('button', { name: 'Send quote', exact: true }).click();
  await page.getByRole('button', { name: 'Mark as sent', exact: true }).click();
  await page.getByRole('tab', { name: /^Revisions/ }).click();
  await page
    .getByRole('row', { name: /^Total/ })
    .getByText('CN¥5,139.92')
    .waitFor();
  await page.getByText('Superseded', { exact: true }).waitFor();
  await expectAccessible(page);

  const after = await ask(app.url, workspace.owner, 'GET', `/quotes/${quote.id}/document`);
  expect(after.json.revisions.map((one: { number: number; state: string }) => [one.number, one.state])).toEqual([
    [2, 'sent'],
    [1, 'superseded'],
  ]);
  expect(after.json.quote.netMinor).toBe(432_117);
});

test('two who write one quote at once keep both their cells, and are asked about the one they share', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const dealId = await dealWithProducts(workspace.owner);
  const made = await ask(app.url, workspace.owner, 'POST', '/quotes', { dealId });
  const page = await app.open(`/quotes/${made.json.id}`, { user: workspace.owner });
  const grid = page.getByRole('grid', { name: 'Lines of the quote', exact: true });
  await grid.getByText('Line camera').waitFor();
  const { json } = await ask(app.url, workspace.owner, 'GET', `/quotes/${made.json.id}/document`);
  const { version, content } = json.revision;
  let isFirst = true;
  await page.route('**/document', async (route) => {
    if (route.request().method() !== 'PUT' || !isFirst) return route.continue();
    // A colleague saves between what this page read and what it writes.
    isFirst = false;
    const lines = content.lines.map((line: object) => ({ ...line, quantity: '7', unitPrice: '1000' }));
    const other = await ask(app.url, workspace.owner, 'PUT', `/quotes/${made.json.id}/document`, {
      version,
      content: { ...content, lines },
    });
    expect(other.status, other.text).toBe(200);
    return route.continue();
  });
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('5');
  await page.keyboard.press('Tab');
  const dialog = page.getByRole('dialog', { name: 'A colleague changed the same cells', exact: true });
  await dialog.getByRole('radio', { name: /^Theirs/ }).check();
  await dialog.getByRole('button', { name: 'Go on with this', exact: true }).click();
  await page.getByRole('status').getByText('Saved').waitFor();
  const after = await ask(app.url, workspace.owner, 'GET', `/quotes/${made.json.id}/document`);
  expect(after.json.revision.content.lines).toMatchObject([{ quantity: '7', unitPrice: '1000' }]);
});

test('a product brings its price; a tier is offered and not taken by itself; variants, pasted codes and the parts of a bundle are found', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const post = async (path: string, body: object, method: 'POST' | 'PUT' = 'POST') => {
    const { status, json, text } = await ask(app.url, workspace.owner, method, path, body);
    expect(status, text).toBeLessThan(300);
    return json;
  };
  const account = await post('/accounts', { name: 'Feldmann GmbH' });
  const camera = await post('/products', { name: 'Line camera', code: 'LC-1', priceMinor: 120_000, unit: 'pc' });
  const units = [{ name: 'box', factor: '12' }];
  await post(`/products/${camera.id}/parts`, { version: camera.version, units }, 'PUT');
  await post('/products', { name: 'Spare kit', code: 'SP-K', priceMinor: 30_000, unit: 'set' });
  const lens = await post('/products', { name: 'Lens', code: 'LE-1', priceMinor: 50_000 });
  await post(`/products/${lens.id}/parts`, { version: lens.version, variants: [{ name: 'Wide', priceMinor: 65_000 }] }, 'PUT');
  const bundle = await post('/products', { name: 'Inspection set', code: 'SET-1', bundle: 'parts', currency: 'CNY' });
  const components = [{ productId: camera.id }, { productId: lens.id, isRequired: false, maxQuantity: '3' }];
  await post(`/products/${bundle.id}/parts`, { version: bundle.version, components }, 'PUT');
  const book = await post('/price-books', { name: 'Gold', accountIds: [account.id] });
  const set = [
    { productId: camera.id, amountMinor: 110_000 },
    { productId: camera.id, amountMinor: 90_000, minQuantity: '10' },
  ];
  await post(`/price-books/${book.id}/prices`, { set });
  const made = await post('/quotes', { title: 'Cameras', accountId: account.id });
  const page = await app.open(`/quotes/${made.id}`, { user: workspace.owner });
  const grid = page.getByRole('grid', { name: 'Lines of the quote', exact: true });

  await grid.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('camera');
  await page.getByRole('option', { name: /Line camera/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const price = grid.getByRole('gridcell').filter({ hasText: /^1,100\.00$/ });
  await price.waitFor();
  await page.keyboard.type('10');
  await page.keyboard.press('Tab');
  const offer = grid.getByRole('button', { name: /^10\+: .*900\.00 — take it$/ });
  await offer.waitFor();
  await price.waitFor();
  await offer.click();
  await grid
    .getByRole('gridcell')
    .filter({ hasText: /^900\.00$/ })
    .waitFor();
  await offer.waitFor({ state: 'hidden' });
  await grid.getByRole('button', { name: 'How the price came about: Line camera', exact: true }).click();
  await page.getByRole('region', { name: 'How the price came about', exact: true }).getByText(/Gold/).waitFor();
  await page.keyboard.press('Escape');

  await grid.focus();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('lens');
  await page.getByRole('option', { name: /^Lens/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /^Lens · Wide/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await grid.getByText('Lens · Wide').waitFor();
  await paste(page, 'SP-K\t3\tset\t\nLC-1\t2\tBox\t\nCable\t12\tm\t4.50');
  await grid.getByText('Spare kit').waitFor();
  // Two boxes of twelve reach the price from ten on.
  await grid
    .getByRole('gridcell')
    .filter({ hasText: /^10,800\.00$/ })
    .waitFor();

  // The first line goes from pieces to boxes, by the first letter of the unit.
  await grid.focus();
  await page.keyboard.press('Home');
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await page.keyboard.type('b');
  await page.getByRole('option', { name: 'box = 12 pc', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  const inBoxes = grid.getByRole('gridcell').filter({ hasText: /^10,800\.00$/ });
  await expect.poll(() => inBoxes.count(), { timeout: 20_000 }).toBe(2);
  const read = () => ask(app.url, workspace.owner, 'GET', `/quotes/${made.id}/document`);
  await expect.poll(async () => (await read()).json.revision.content.lines[0].unit, { timeout: 20_000 }).toBe('box');
  const { json } = await read();
  expect(json.revision.content.lines).toMatchObject([
    { productId: camera.id, quantity: '10', unit: 'box', unitPrice: '10800.00', foundPriceMinor: 1_080_000 },
    { productId: lens.id, name: 'Lens · Wide', unitPrice: '650.00', foundPriceMinor: 65_000 },
    { name: 'Spare kit', code: 'SP-K', quantity: '3', unitPrice: '300.00', foundPriceMinor: 30_000 },
    { productId: camera.id, quantity: '2', unit: 'box', conversion: { factor: '12', base: 'pc' }, unitPrice: '10800.00' },
    { productId: null, name: 'Cable', unitPrice: '4.5' },
  ]);

  // A day of a role comes from the rate card, at eight hours.
  await post('/rate-card', { name: 'Consultant', perHourMinor: 100_000 });
  await page.getByRole('button', { name: 'From the rate card', exact: true }).click();
  await page.getByRole('button', { name: 'Consultant, per day', exact: true }).click();
  await grid.getByText('per day', { exact: true }).waitFor();
  await expect.poll(async () => (await read()).json.revision.content.lines.length, { timeout: 20_000 }).toBe(6);
  expect((await read()).json.revision.content.lines[5]).toMatchObject({
    name: 'Consultant',
    unit: 'day',
    unitPrice: '8000.00',
    conversion: { factor: '8', base: 'hour' },
    charge: { kind: 'time', per: 'day' },
  });

  // A bundle comes with its parts, and is priced by those that are chosen: 1,200 and twice 500.
  await grid.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Enter');
  await paste(page, 'SET-1\t1');
  await grid.getByText('2 parts').waitFor();
  await grid.getByRole('button', { name: 'More for Inspection set', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Parts of the bundle', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Parts of Inspection set', exact: true });
  const many = dialog.getByRole('textbox', { name: 'Quantity of Lens', exact: true });
  const use = dialog.getByRole('button', { name: 'Use these parts', exact: true });
  await many.fill('4');
  await many.press('Tab');
  await expect.poll(() => use.isDisabled(), { timeout: 20_000 }).toBe(true);
  await many.fill('2');
  await many.press('Tab');
  await dialog.getByText('CN¥2,200.00').waitFor();
  await expectAccessible(page);
  await use.press('Enter');
  await expect
    .poll(async () => (await read()).json.revision.content.lines[6], { timeout: 20_000 })
    .toMatchObject({ unitPrice: '2200.00', parts: [{ productId: camera.id }, { productId: lens.id, quantity: '2' }] });
});

test('a line that is added is typed into at once: in the grid, and on the phone in its details, where a product is found', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  await dealWithProducts(workspace.owner);
  const made = await ask(app.url, workspace.owner, 'POST', '/quotes', { title: 'Spare parts' });
  const lines = async () => {
    const { json } = await ask(app.url, workspace.owner, 'GET', `/quotes/${made.json.id}/document`);
    return json.revision.content.lines.map(({ kind, name, unitPrice }: Record<string, string>) => [kind, name, unitPrice]);
  };
  const wide = await app.open(`/quotes/${made.json.id}`, { user: workspace.owner });
  await wide.getByRole('button', { name: 'Add line', exact: true }).click();
  await wide.keyboard.type('Fitting');
  await wide.keyboard.press('Tab');
  await wide.getByRole('button', { name: 'Add section', exact: true }).click();
  await wide.keyboard.type('Spare parts');
  await wide.getByRole('tab', { name: 'Lines', exact: true }).focus();
  await expect.poll(lines).toEqual([
    ['item', 'Fitting', '0'],
    ['section', 'Spare parts', '0'],
  ]);
  await wide.context().close();

  const phone = await app.open(`/quotes/${made.json.id}`, { user: workspace.owner, viewport: 'phone' });
  await phone.getByRole('button', { name: 'Add line', exact: true }).click();
  const details = phone.getByRole('dialog');
  await details.getByRole('textbox', { name: 'Item', exact: true }).fill('bjb');
  await phone.getByRole('option', { name: /备件包/ }).click();
  await details.getByRole('heading', { name: '备件包', exact: true }).waitFor();
  await expectAccessible(phone);
  await details.getByRole('button', { name: 'Close', exact: true }).last().click();
  await phone.getByRole('button', { name: 'More for Spare parts', exact: true }).click();
  await details.getByRole('textbox', { name: 'Item', exact: true }).fill('For two years');
  await details.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect.poll(lines).toEqual([
    ['item', 'Fitting', '0'],
    ['section', 'For two years', '0'],
    ['item', '备件包', '300.00'],
  ]);
});

test('a paste of 3,000 rows is one step: read, saved to the cent, dragged, taken out by right click, and taken back', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const made = await ask(app.url, workspace.owner, 'POST', '/quotes', { title: 'Spare parts' });
  const page = await app.open(`/quotes/${made.json.id}`, { user: workspace.owner });
  const grid = page.getByRole('grid', { name: 'Lines of the quote', exact: true });
  await page.getByRole('button', { name: 'Add line', exact: true }).waitFor();
  await grid.focus();
  await paste(page, Array.from({ length: 3000 }, (_, index) => `Part ${index + 1}\t2\tpc\t1.25`).join('\n'));
  await page.getByText('3,000 rows pasted.').waitFor();
  await page.getByLabel('Totals').getByText('CN¥7,500.00').first().waitFor();
  const read = async () => (await ask(app.url, workspace.owner, 'GET', `/quotes/${made.json.id}/document`)).json;
  const names = async (): Promise<string[]> =>
    (await read()).revision.content.lines.slice(0, 3).map(({ name }: { name: string }) => name);
  await expect.poll(async () => (await read()).quote.netMinor, { timeout: 30_000 }).toBe(750_000);
  expect((await read()).revision.content.lines).toHaveLength(3000);

  await grid.evaluate((element) => {
    element.scrollTop = 0;
  });
  const row = (name: string) => grid.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
  await row('Part 1').getByRole('rowheader').dragTo(row('Part 3'));
  await expect.poll(names, { timeout: 30_000 }).toEqual(['Part 2', 'Part 3', 'Part 1']);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(names, { timeout: 30_000 }).toEqual(['Part 1', 'Part 2', 'Part 3']);

  // A right click says what can be done with a line, as where it is tried first.
  await row('Part 2').click({ button: 'right' });
  await page.getByRole('menu', { name: 'More for Part 2' }).getByRole('menuitem', { name: 'Take the line out' }).click();
  await expect.poll(names, { timeout: 30_000 }).toEqual(['Part 1', 'Part 3', 'Part 4']);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(names, { timeout: 30_000 }).toEqual(['Part 1', 'Part 2', 'Part 3']);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(async () => (await read()).revision.content.lines.length, { timeout: 30_000 }).toBe(0);
});

test('five hundred lines scroll with the page on the phone, and only those in view are drawn', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
  const made = await ask(app.url, owner, 'POST', '/quotes', { title: 'Spares' });
  const { json } = await ask(app.url, owner, 'GET', `/quotes/${made.json.id}/document`);
  const lines = Array.from({ length: 500 }, (_, index) => ({
    id: `l${index}`,
    kind: 'item',
    name: `Part ${index + 1}`,
    unitPrice: '23.5',
  }));
  const content = { ...json.revision.content, lines };
  const kept = await ask(app.url, owner, 'PUT', `/quotes/${made.json.id}/document`, { version: json.revision.version, content });
  expect(kept.status, kept.text).toBe(200);

  const page = await app.open(`/quotes/${made.json.id}`, { user: owner, viewport: 'phone' });
  const grid = page.getByRole('grid', { name: 'Lines of the quote', exact: true });
  await grid.getByText(/^1\. Part 1$/).waitFor();
  await grid.getByText('× 23.50').first().waitFor();
  expect(await grid.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(1);
  const main = page.locator('main');
  await main.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }));
  await grid.getByText(/^250\. Part 250$/).waitFor();
  expect(await grid.getByRole('row').count()).toBeLessThan(40);
  await main.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await grid.getByText(/^500\. Part 500$/).waitFor();
  await page.getByLabel('Totals').waitFor();
  await expectNoSidewaysScroll(page);
});
