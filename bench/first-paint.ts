import { createServer } from 'node:http';
import { loadavg } from 'node:os';
import { chromium, type Browser } from 'playwright-core';
import { findChromium, launchArguments } from '../test/e2e/chromium.ts';

/** Chromium's "Slow 4G": latency in milliseconds, bytes a second. */
const slow4g = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const rounds = 11;

/** First contentful paint of an address on a phone with a slow network and a processor four times slower than this one. */
async function firstPaint(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow4g);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(address);
  const find = (): number => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  await page.waitForFunction(find, null, { polling: 200 });
  const at = await page.evaluate(find);
  await context.close();
  return Math.round(at);
}

const [address] = process.argv.slice(2);
if (address === undefined) {
  console.error('usage: node scripts/runtime.mjs bench/first-paint.ts <address of a page for customers>');
  process.exit(2);
}
// The floor: a page of one word, from a server that does nothing else.
const bare = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><link rel=icon href=data:,><p>Hello');
});
await new Promise<void>((done) => {
  bare.listen(0, '127.0.0.1', done);
});
const place = bare.address();
const floor = `http://127.0.0.1:${typeof place === 'object' ? (place?.port ?? 0) : 0}/`;
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: launchArguments });
const found: { page: number; floor: number }[] = [];
for (let round = 0; round < rounds; round++)
  found.push({ floor: await firstPaint(browser, floor), page: await firstPaint(browser, address) });
await browser.close();
bare.close();
for (const name of ['page', 'floor'] as const) {
  const times = found.map((one) => one[name]).toSorted((a, b) => a - b);
  console.log(`${name}: median ${times[Math.floor(rounds / 2)] ?? 0} ms, best ${times[0] ?? 0} ms (${times.join(' ')})`);
}
console.log(`load ${loadavg()[0]?.toFixed(1) ?? ''}`);
