import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, describe, expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp({ OUTGOING_ALLOW: '127.0.0.0/8' });

/** A shop that is told of things: what it got, and how it answers. */
const received: { id: string; type: string }[] = [];
let secret = '';
let status = 500;
const shop = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    new Verifier(secret).verify(body, headers);
    received.push({ id: headers['webhook-id'] ?? '', type: JSON.parse(body).type });
    response.writeHead(status).end(status === 500 ? 'The shop is being repaired.' : '');
  });
});
await new Promise<void>((done) => {
  shop.listen(0, '127.0.0.1', done);
});
const { port } = shop.address() as AddressInfo;
afterAll(() => {
  shop.closeAllConnections();
  shop.close();
});

describe('webhooks', () => {
  test('one is added, refused for a private address, told of a new account, found failing, and a delivery sent again', async () => {
    const { owner } = await buildWorkspace(app.db);
    const page = await app.open('/settings/webhooks', { user: owner });
    await page.getByRole('button', { name: 'Add webhook' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Address' }).fill('https://169.254.169.254/latest');
    await dialog.getByRole('radio', { name: 'Only these:' }).check();
    await dialog.getByRole('checkbox', { name: 'Account added' }).check();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Add webhook' }).click();
    await dialog.getByText('This address lies inside a private network').waitFor();
    await dialog.getByRole('textbox', { name: 'Address' }).fill(`http://127.0.0.1:${port}/hook`);
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Shop');
    await dialog.getByRole('button', { name: 'Add webhook' }).click();
    secret = await dialog.getByRole('textbox', { name: 'Signing secret' }).inputValue();
    expect(secret).toMatch(/^whsec_/);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { name: 'Shop' }).waitFor();
    expect(await page.content()).not.toContain(secret);

    const made = await page.request.post('/api/v1/accounts', { data: { name: 'Acme Steel' } });
    expect(made.status()).toBe(201);
    await page.getByText('Will be retried').first().waitFor();
    await page.getByText('HTTP 500').first().waitFor();
    await page.getByRole('button', { name: /Account added/ }).click();
    const detail = page.getByRole('dialog');
    await detail.getByText('The shop is being repaired.').first().waitFor();
    await detail.getByText('"title": "Acme Steel"').waitFor();
    await expectAccessible(page);
    status = 204;
    await detail.getByRole('button', { name: 'Send again' }).click();
    await detail.getByText('Delivered').waitFor();
    expect(received.length).toBeGreaterThan(1);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Send test event' }).click();
    await page.getByRole('button', { name: /Test event.*Delivered/ }).waitFor();
    expect(received.at(-1)?.type).toBe('webhook.tested');
    await page.getByRole('combobox', { name: 'Event' }).click();
    await page.getByRole('option', { name: 'Test event' }).click();
    await page.getByRole('button', { name: /Account added/ }).waitFor({ state: 'detached' });
  });

  test('list and log fit a phone, in Chinese', async () => {
    const { owner } = await buildWorkspace(app.db, { language: 'zh-Hans' });
    const page = await app.open('/settings/webhooks', { user: owner, viewport: 'phone', locale: 'zh-CN' });
    const made = await page.request.post('/api/v1/webhooks', { data: { url: `http://127.0.0.1:${port}/hook` } });
    const webhook = await made.json();
    secret = webhook.secret;
    await page.goto(`${app.url}/settings/webhooks`);
    await page.getByText('全部事件').first().waitFor();
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: /127\.0\.0\.1/ }).click();
    await page.getByRole('button', { name: '发送测试事件' }).click();
    await page.getByRole('button', { name: /测试事件.*已送达/ }).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(await page.locator('main').innerText()).not.toMatch(/\b(webhooks|settings|web|platform):/);
  });
});
