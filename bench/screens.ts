import type { Page } from 'playwright-core';
import { sellingScreens } from './selling-screens.ts';
import { button, choose, press, rows, type Screen, tab, tabs } from './steps.ts';

const cards = (page: Page) => page.locator('[data-card]').nth(20).waitFor();
/** What the server drew ahead answers to nobody: the program takes its place. */
const tasks = async (page: Page) => {
  await page.locator('#drawn').waitFor({ state: 'detached' });
  await page.getByRole('checkbox').nth(5).waitFor();
};
const figures = (page: Page) => button(page, /^What Win rate means$/).waitFor();
const mapping = (page: Page) => page.getByRole('combobox', { name: 'Field for Account', exact: true }).waitFor();
const stages = (page: Page) => button(page, 'Add stage').waitFor();
const name = (page: Page) => page.getByLabel('Name', { exact: true }).first().waitFor();

const myDay: Screen = {
  name: 'My day',
  open: async (page, { call, dealId }) => {
    const { data } = await call('GET', '/tasks?when=overdue&limit=50');
    const missing = 40 - (Array.isArray(data) ? data.length : 0);
    const dueAt = new Date(Date.now() - 86_400_000).toISOString();
    for (let number = 0; number < missing; number += 1)
      await call('POST', '/activities', { recordId: dealId, kind: 'task', subject: `Ring ${number}`, dueAt });
    await page.goto('/my-day');
  },
  ready: tasks,
  steps: [
    [
      'opening a task',
      async (page) => {
        await page
          .getByText(/^Ring \d+$/)
          .first()
          .click();
        await page.getByRole('dialog').waitFor();
      },
    ],
    ['leaving it', (page) => press(page, 'Escape', 1)],
    choose('looking at another person’s day', 'Whose day', 'seller 2'),
  ],
};

const board: Screen = {
  name: 'board of deals',
  open: (page) => page.goto('/deals'),
  ready: cards,
  steps: [
    [
      'walking along the cards',
      async (page) => {
        await page.locator('[data-card]').first().focus();
        await press(page, 'ArrowDown', 8);
      },
    ],
    ['the menu of a card', (page) => page.locator('[data-card]').nth(3).click({ button: 'right' })],
    ['leaving it', (page) => press(page, 'Escape', 1)],
    [
      'more of a column',
      (page) =>
        button(page, /^Show [\d,]+ more$/)
          .first()
          .click(),
    ],
    [
      'looking for a deal',
      async (page) => {
        await page.getByRole('searchbox').first().click();
        await page.keyboard.type('suzhou', { delay: 80 });
        await page.waitForTimeout(1500);
      },
    ],
  ],
};

const list: Screen = {
  name: 'list of deals',
  open: (page) => page.goto('/deals/list'),
  ready: rows,
  steps: [
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
    [
      'opening the menu of views',
      async (page) => {
        await button(page, /^View:/).click();
        await page.getByRole('menuitem').first().waitFor();
      },
    ],
  ],
  reset: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    // The panel and the selection go, and the list starts from the top again.
    await page.keyboard.press('p');
    await page.locator('aside').waitFor({ state: 'hidden' });
    for (const key of ['Escape', 'Escape', 'Home']) await press(page, key, 1);
  },
};

const deal: Screen = {
  name: 'a deal',
  open: (page, { dealId }) => page.goto(`/deals/${dealId}`),
  ready: tabs,
  steps: [
    ...['Facts', 'Contacts', 'Stages', 'Timeline'].map(tab),
    ['beginning a note', (page) => button(page, /^Note/).first().click()],
    ['writing it', (page) => page.keyboard.type('Called, asks for the offer', { delay: 40 })],
    ['the menu of the deal', (page) => button(page, 'More actions').first().click()],
  ],
};

const account: Screen = {
  name: 'an account',
  open: (page, { accountId }) => page.goto(`/accounts/${accountId}`),
  ready: tabs,
  steps: [
    ...['Deals', 'Contacts', 'Timeline'].map(tab),
    [
      'opening its form',
      async (page) => {
        await button(page, 'Edit').click();
        await page.getByRole('dialog').waitFor();
      },
    ],
    ['typing into it', (page) => page.keyboard.type('Nanjing', { delay: 60 })],
  ],
};

const leads: Screen = {
  name: 'leads',
  open: async (page, { call }) => {
    const { count } = await call('GET', '/leads/count');
    for (let number = Number(count); number < 60; number += 1)
      await call('POST', '/leads', { name: `Lead ${number}`, company: `Firm ${number}`, source: 'exhibition' });
    await page.goto('/leads');
  },
  ready: rows,
  steps: [
    ['walking down the list', (page) => press(page, 'j', 15)],
    ['selecting rows', (page) => press(page, 'x', 3)],
    ['opening the filter', (page) => button(page, 'Filter').click()],
  ],
};

const insights: Screen = {
  name: 'insights',
  open: (page) => page.goto('/insights'),
  ready: figures,
  steps: [
    [
      'another period',
      (page) => page.getByRole('radiogroup', { name: 'Period', exact: true }).getByText('Quarter', { exact: true }).click(),
    ],
    choose('one seller', 'All sellers', 'seller 2'),
    ['split by another thing', (page) => page.getByText('Source', { exact: true }).last().click()],
    ['the period before', (page) => button(page, 'The period before').click()],
  ],
};

const csv = [
  'Deal name,Account,Amount,Source',
  ...Array.from({ length: 2000 }, (_, row) => `Deal ${row},Firm ${row % 50},${row},fair`),
];

const wizard: Screen = {
  name: 'import wizard',
  open: async (page) => {
    await page.goto('/import');
    const file = { name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(csv.join('\n')) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.waitForURL(/import\/./);
  },
  ready: mapping,
  steps: [
    choose('another field for a column', 'Field for Source', 'int'),
    ['how a column is read', (page) => button(page, 'How Amount is read').click()],
  ],
};

const designer: Screen = {
  name: 'process designer',
  open: async (page, { call }) => {
    const { data } = await call('GET', '/processes');
    const [process]: unknown[] = Array.isArray(data) ? data : [];
    const { id, draft } = Object(process);
    const made = draft ?? (await call('POST', `/processes/${String(id)}/draft`, {}));
    await page.goto(`/process/${String(Object(made).id)}`);
  },
  ready: stages,
  steps: [
    ['another stage', (page) => button(page, /^\d+\s*Quote$/).click()],
    [
      'typing a name',
      async (page) => {
        await page.getByLabel('Name · English', { exact: true }).click();
        await page.keyboard.type(' and price', { delay: 60 });
      },
    ],
    ['adding a criterion', (page) => button(page, 'Add criterion').click()],
  ],
};

const settings: Screen = {
  name: 'settings',
  open: (page) => page.goto('/settings'),
  ready: name,
  steps: [
    [
      'typing a name',
      async (page) => {
        await page.getByLabel('Name', { exact: true }).first().click();
        await page.keyboard.type(' Ltd', { delay: 60 });
      },
    ],
    choose('another time zone', 'Time zone', 'Shang'),
    ['another page of settings', (page) => page.getByRole('link', { name: 'Members', exact: true }).click()],
  ],
};

const palette: Screen = {
  name: 'palette',
  open: (page) => page.goto('/deals/list'),
  ready: rows,
  steps: [
    [
      'opening it',
      async (page) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').waitFor();
      },
    ],
    [
      'typing',
      async (page) => {
        await page.keyboard.type('suzhou', { delay: 80 });
        await page.waitForTimeout(1000);
      },
    ],
    ['walking down', (page) => press(page, 'ArrowDown', 5)],
    ['leaving it', (page) => press(page, 'Escape', 1)],
  ],
};

export const screens: readonly Screen[] = [
  myDay,
  board,
  list,
  deal,
  account,
  leads,
  insights,
  wizard,
  designer,
  settings,
  palette,
  ...sellingScreens,
];
