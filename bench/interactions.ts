import { chromium, type Page } from 'playwright-core';
import { findChromium, launchArguments } from '../test/e2e/chromium.ts';
import type { TestUser } from '../test/build.ts';
import type { Figure } from './report.ts';

/** How much slower than this machine the browser is made: a phone or an old office computer. */
const throttling = 4;
const goal = { of: 'value', atMost: 200 } as const;

/** Collects how long every interaction took until the next paint, as browsers report it for INP. */
const observe = `
  window.__interactions = [];
  new PerformanceObserver((list) => {
    for (const { interactionId, name, duration } of list.getEntries())
      if (interactionId) window.__interactions.push({ name, duration });
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
`;

/** The longest interaction since the last time it was asked; under 16 ms the browser names none. */
async function longest(page: Page): Promise<number> {
  await page.waitForTimeout(600);
  return page.evaluate(`Math.max(0, ...window.__interactions.splice(0).map(({ duration }) => duration))`);
}

type Step = [name: string, act: (page: Page) => Promise<void>];

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
  }
}

/** What people do in a list all day, each after the last one. */
const steps: Step[] = [
  ['walking down the list', (page) => press(page, 'j', 30)],
  ['choosing cells', (page) => press(page, 'ArrowRight', 4)],
  [
    'editing a cell',
    async (page) => {
      await page.keyboard.press('F2');
      await page.locator('form input').first().waitFor();
      await page.keyboard.type('12');
      await page.keyboard.press('Enter');
    },
  ],
  [
    'opening the side panel',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('p');
      await page.locator('aside h2').waitFor();
    },
  ],
  ['the next records in the side panel', (page) => press(page, 'j', 5)],
  ['selecting rows', (page) => press(page, 'x', 5)],
  ['opening the menu of views', (page) => page.getByRole('button', { name: /^View:/ }).click()],
];

/** Interaction to next paint in the list of all deals, in a browser that is slowed down. */
export async function interactionFigures(port: number, user: TestUser): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: launchArguments, chromiumSandbox: false });
  try {
    const url = `http://127.0.0.1:${port}`;
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: url });
    const [name = '', value = ''] = user.cookie.split('=', 2);
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.addInitScript(observe);
    await page.goto('/deals/list');
    await page.getByRole('row').nth(20).waitFor();
    // What is opened for the first time loads its code: that is waiting for the network, and measured by sizes.
    for (const [, act] of steps.slice(2, 4)) await act(page);
    await page.keyboard.press('p');
    await longest(page);
    await page.keyboard.press('Home');
    const devTools = await context.newCDPSession(page);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: throttling });
    await longest(page);
    const parts: Record<string, number> = {};
    for (const [step, act] of steps) {
      await act(page);
      parts[step] = await longest(page);
    }
    const slowest = Math.max(...Object.values(parts));
    return [{ name: 'interaction to next paint, list, 4× slower', unit: 'ms', value: slowest, parts, goal }];
  } finally {
    await browser.close();
  }
}
