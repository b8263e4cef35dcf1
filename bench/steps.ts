import type { Page } from 'playwright-core';

/** What a screen needs to be opened on: ids of the data set, and a way to call the API as its person. */
export interface World {
  dealId: string;
  accountId: string;
  accountIds: readonly string[];
  managerId: string;
  call: (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => Promise<Record<string, unknown>>;
}

type Step = readonly [name: string, act: (page: Page) => Promise<void>];

/** A screen that people work on all day, with what they do there, each after the last. */
export interface Screen {
  name: string;
  /** Goes there; what it shows is made first where there is none yet. */
  open: (page: Page, world: World) => Promise<unknown>;
  /** Waits until one can work with it. */
  ready: (page: Page) => Promise<unknown>;
  steps: readonly Step[];
  /** Brings the screen back to how it was, where that is not going there once more. */
  reset?: (page: Page) => Promise<void>;
}

export async function press(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
  }
}

export const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });
export const tab = (name: string): Step => [`the tab ${name}`, (page) => page.getByRole('tab', { name, exact: true }).click()];
/** Opens a list of choices, looks for one and takes it. */
export const choose = (name: string, label: string, text: string): Step => [
  name,
  async (page) => {
    const input = page
      .getByRole('combobox', { name: label, exact: true })
      .or(page.getByLabel(label, { exact: true }))
      .first();
    await input.click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text, { delay: 80 });
    await page.getByRole('option').first().waitFor();
    await press(page, 'ArrowDown', 1);
    await press(page, 'Enter', 1);
  },
];

export const rows = (page: Page) => page.getByRole('row').nth(10).waitFor();
export const tabs = (page: Page) => page.getByRole('tab').first().waitFor();
