import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { findChromium, launchArguments } from '../test/e2e/chromium.ts';
import type { TestUser } from '../test/build.ts';
import type { Figure } from './report.ts';
import { screens } from './screens.ts';
import type { Screen, World } from './steps.ts';

export interface Pace {
  /** Names of the screens to measure; all where none is named. */
  only: readonly string[];
  /** How much slower than this machine the browser is made: a phone or an old office computer. */
  throttling: number;
  /** What else the machine does hits some rounds harder than others: the middle one counts. */
  rounds: number;
}
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

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function openPage(browser: Browser, url: string, { cookie }: TestUser): Promise<Page> {
  const context = await browser.newContext({ viewport: size, baseURL: url, locale: 'en' });
  context.setDefaultTimeout(60_000);
  const [name = '', value = ''] = cookie.split('=', 2);
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.addInitScript(observe);
  // A page with changes asks before it is left.
  page.on('dialog', (dialog) => void dialog.accept());
  return page;
}

function worldOf(page: Page, ids: Omit<World, 'call'>): World {
  const call: World['call'] = async (method, path, body) => {
    const reply = await page.request.fetch(`/api/v1${path}`, { method, ...(body === undefined ? {} : { data: body }) });
    if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
    return Object(await reply.json());
  };
  return { ...ids, call };
}

/**
 * Makes the window taller than the page with the bars above it. A window as high as the page alone hides the page's end, and a change
 * that nobody can see is not presented: the browser then names the time until the next change that can be seen.
 */
async function showWhole(devTools: CDPSession): Promise<void> {
  const { windowId } = await devTools.send('Browser.getWindowForTarget');
  await devTools.send('Browser.setWindowBounds', { windowId, bounds: { width: size.width, height: size.height + 200 } });
}

/** What is done on one screen, each part by its longest interaction. */
async function measureScreen(
  page: Page,
  screen: Screen,
  world: World,
  { throttling, rounds }: Pace,
): Promise<Record<string, number>> {
  const { open, ready, steps } = screen;
  await open(page, world);
  await ready(page);
  const address = page.url();
  const reset = async (): Promise<void> => {
    if (screen.reset) return screen.reset(page);
    // What was opened, typed and chosen goes with the page; some of it stands in the address.
    await page.goto('about:blank');
    await page.goto(address);
    await ready(page);
  };
  // What is opened for the first time loads its code: that is waiting for the network, and measured by sizes.
  for (const [, act] of steps) await act(page);
  await reset();
  const devTools = await page.context().newCDPSession(page);
  await showWhole(devTools);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: throttling });
  await longest(page);
  const measured = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [step, act] of steps) {
      await act(page);
      measured.set(step, [...(measured.get(step) ?? []), await longest(page)]);
    }
    await reset();
    await longest(page);
  }
  return Object.fromEntries([...measured].map(([step, found]) => [step, middleOf(found)]));
}

/** The floor: one letter typed into a page of nothing else, as often as a screen is measured. */
async function floorOf(browser: Browser, { throttling, rounds }: Pace): Promise<number> {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(observe);
  await page.goto('data:text/html,<!doctype html><input autofocus>');
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: throttling });
  const found: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.keyboard.type('five!', { delay: 60 });
    found.push(await longest(page));
  }
  await page.context().close();
  return middleOf(found);
}

/** Interaction to next paint on every main screen, in a browser that is slowed down. */
export async function interactionFigures(
  port: number,
  user: TestUser,
  ids: Omit<World, 'call'>,
  pace: Pace,
  add: (figures: readonly Figure[]) => Promise<void>,
  say: (text: string) => void,
): Promise<void> {
  const executablePath = findChromium();
  // Without a browser there is nothing to measure; the other figures do not wait for one.
  if (executablePath === undefined)
    return say('no Chromium is here, so no interaction is measured: install it, or name it in CHROMIUM_PATH');
  const browser = await chromium.launch({ executablePath, args: launchArguments, chromiumSandbox: false });
  try {
    for (const screen of screens.filter(({ name }) => pace.only.length === 0 || pace.only.includes(name))) {
      const page = await openPage(browser, `http://127.0.0.1:${port}`, user);
      const parts = await measureScreen(page, screen, worldOf(page, ids), pace);
      await page.context().close();
      for (const [step, milliseconds] of Object.entries(parts)) say(`${screen.name}, ${step}: ${milliseconds} ms`);
      const floor = await floorOf(browser, pace);
      say(`${screen.name}: a letter typed into an empty page takes ${floor} ms`);
      const value = Math.max(...Object.values(parts));
      await add([
        {
          name: `interaction to next paint, ${screen.name}, ${pace.throttling}× slower`,
          unit: 'ms',
          value,
          parts: { ...parts, floor },
          goal,
        },
      ]);
    }
  } finally {
    await browser.close();
  }
}
