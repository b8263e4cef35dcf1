import { type CDPSession, chromium, type Page } from 'playwright-core';
import { findChromium, launchArguments } from '../test/e2e/chromium.ts';
import type { TestUser } from '../test/build.ts';
import type { Figure } from './report.ts';

/** How much slower than this machine the browser is made: a phone or an old office computer. */
const throttling = 4;
/** What else the machine does hits some rounds harder than others: the middle one counts. */
const rounds = 3;
const size = { width: 1440, height: 900 };
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
  // Five on is the amount, which can be edited.
  ['choosing cells', (page) => press(page, 'ArrowRight', 5)],
  [
    'editing a cell',
    async (page) => {
      await page.keyboard.press('F2');
      await page.locator('[role=grid] form').waitFor();
      await page.keyboard.type('12');
      await page.keyboard.press('Enter');
      await page.locator('[role=grid] form').waitFor({ state: 'hidden' });
    },
  ],
  [
    'opening the side panel',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('p');
      await page.locator('aside h2').first().waitFor();
    },
  ],
  ['the next records in the side panel', (page) => press(page, 'j', 5)],
  ['selecting rows', (page) => press(page, 'x', 5)],
  ['opening the menu of views', (page) => page.getByRole('button', { name: /^View:/ }).click()],
];

/**
 * Makes the window taller than the page with the bars above it. A window as high as the page alone hides the page's end, and a change
 * that nobody can see is not presented: the browser then names the time until the next change that can be seen.
 */
async function showWhole(devTools: CDPSession): Promise<void> {
  const { windowId } = await devTools.send('Browser.getWindowForTarget');
  await devTools.send('Browser.setWindowBounds', { windowId, bounds: { width: size.width, height: size.height + 200 } });
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Interaction to next paint in the list of all deals, in a browser that is slowed down. */
export async function interactionFigures(port: number, user: TestUser): Promise<Figure[]> {
  const executablePath = findChromium();
  // Without a browser there is nothing to measure; the other figures do not wait for one.
  if (executablePath === undefined) return [];
  const browser = await chromium.launch({ executablePath, args: launchArguments, chromiumSandbox: false });
  try {
    const url = `http://127.0.0.1:${port}`;
    const context = await browser.newContext({ viewport: size, baseURL: url });
    const [name = '', value = ''] = user.cookie.split('=', 2);
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.addInitScript(observe);
    await page.goto('/deals/list');
    await page.getByRole('row').nth(20).waitFor();
    // What is opened for the first time loads its code: that is waiting for the network, and measured by sizes.
    await page.keyboard.press('j');
    for (const [, act] of steps.slice(1, 4)) await act(page);
    await page.keyboard.press('p');
    await page.locator('aside').waitFor({ state: 'hidden' });
    await page.keyboard.press('Home');
    const devTools = await context.newCDPSession(page);
    await showWhole(devTools);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: throttling });
    await longest(page);
    const measured = new Map<string, number[]>();
    for (let round = 0; round < rounds; round += 1) {
      for (const [step, act] of steps) {
        await act(page);
        measured.set(step, [...(measured.get(step) ?? []), await longest(page)]);
      }
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'hidden' });
      // The panel and the selection go, and the list starts from the top again.
      await page.keyboard.press('p');
      await page.locator('aside').waitFor({ state: 'hidden' });
      for (const key of ['Escape', 'Escape', 'Home']) await press(page, key, 1);
      await longest(page);
    }
    const parts = Object.fromEntries([...measured].map(([step, found]) => [step, middleOf(found)]));
    const slowest = Math.max(...Object.values(parts));
    return [{ name: 'interaction to next paint, list, 4× slower', unit: 'ms', value: slowest, parts, goal }];
  } finally {
    await browser.close();
  }
}
