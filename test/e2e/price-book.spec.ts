import { expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, startApp } from './app.ts';

const app = await startApp();

test('a long price book is walked through to its end, one product is found, and what was changed on the way is saved together', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
  const post = async (path: string, body: object) => {
    const { status, json, text } = await ask(app.url, owner, 'POST', path, body);
    expect(status, text).toBeLessThan(300);
    return json;
  };
  const book = await post('/price-books', { name: 'Gold' });
  const set: object[] = [];
  for (let number = 1; number <= 30; number += 1) {
    const { id } = await post('/products', { name: `Pump ${number}`, code: `P-${number}`, priceMinor: 100_000 });
    for (let tier = 0; tier < 15; tier += 1)
      set.push({ productId: id, minQuantity: String(tier * 10), amountMinor: 90_000 - tier * 100 });
  }
  await post(`/price-books/${book.id}/prices`, { set });

  const page = await app.open(`/price-books/${book.id}`, { user: owner });
  const sheet = page.getByRole('table').filter({ hasText: 'From quantity' });
  const first = sheet.getByRole('textbox', { name: 'Price of Pump 1' }).first();
  await first.fill('888');
  await expectAccessible(page);
  // Pages of 200 come as the end of what is there comes near.
  const last = sheet.getByRole('row', { name: /^Pump 30/ }).last();
  await expect
    .poll(async () => {
      await sheet.evaluate((table) => table.parentElement?.scrollTo(0, table.scrollHeight));
      return last.count();
    })
    .toBe(1);
  expect(await sheet.getAttribute('aria-rowcount')).toBe('451');
  await last.getByRole('textbox', { name: 'Price of Pump 30' }).fill('777');

  await page.getByRole('textbox', { name: 'Find a product' }).fill('Pump 17');
  await page.getByRole('option', { name: /Pump 17/ }).click();
  await expect.poll(() => sheet.getAttribute('aria-rowcount')).toBe('16');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'hidden' });
  const { json } = await ask(app.url, owner, 'GET', `/price-books/${book.id}/prices?limit=500`);
  const amounts = json.data.map(({ amountMinor }: { amountMinor: number }) => amountMinor);
  expect([amounts.length, amounts[0], amounts.at(-1)]).toEqual([450, 88_800, 77_700]);
});
