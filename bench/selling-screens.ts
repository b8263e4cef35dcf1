import type { Page } from 'playwright-core';
import { button, press, rows, type Screen, tab, type World } from './steps.ts';

/** What a list shows that nobody has seeded: made through the API, as far as it is missing. */
async function fill({ call }: World, path: string, bodyOf: (number: number) => unknown, count = 60): Promise<void> {
  const { data } = await call('GET', `${path}?limit=100`);
  for (let number = Array.isArray(data) ? data.length : 0; number < count; number += 1) await call('POST', path, bodyOf(number));
}

const walking: Screen['steps'] = [
  ['walking down the list', (page) => press(page, 'j', 15)],
  [
    'opening the side panel',
    async (page) => {
      await page.keyboard.press('p');
      await page.locator('aside h2').first().waitFor();
    },
  ],
  ['the next records in the side panel', (page) => press(page, 'j', 5)],
  ['selecting rows', (page) => press(page, 'x', 3)],
  ['opening the filter', (page) => button(page, 'Filter').click()],
];

const listOf = (name: string, path: string, bodyOf?: (world: World, number: number) => unknown): Screen => ({
  name,
  open: async (page, world) => {
    if (bodyOf) await fill(world, path, (number) => bodyOf(world, number));
    await page.goto(path);
  },
  ready: rows,
  steps: walking,
});

const quoteLines = Array.from({ length: 200 }, (_, row) => ({
  id: `line-${row}`,
  kind: 'item',
  name: `Module ${row}`,
  quantity: String(1 + (row % 9)),
  unitPrice: `${100 + row}.50`,
  taxBp: 1300,
}));

const grid = (page: Page) => page.getByRole('grid', { name: 'Lines of the quote', exact: true });

const quote: Screen = {
  name: 'a quote of 200 lines',
  open: async (page, { call, dealId }) => {
    const { id } = await call('POST', '/quotes', { title: 'Two hundred lines', dealId });
    const { revision } = await call('GET', `/quotes/${String(id)}/document`);
    const { version, content } = Object(revision);
    const body = { version, content: { ...content, lines: quoteLines } };
    await call('PUT', `/quotes/${String(id)}/document`, body);
    await page.goto(`/quotes/${String(id)}`);
  },
  ready: (page) => grid(page).getByText('Module 5').waitFor(),
  steps: [
    [
      'walking down the lines',
      async (page) => {
        await grid(page).focus();
        await press(page, 'ArrowDown', 20);
      },
    ],
    [
      'typing a quantity',
      async (page) => {
        await press(page, 'ArrowRight', 1);
        await page.keyboard.type('12', { delay: 80 });
        await page.keyboard.press('Enter');
      },
    ],
    [
      'typing a name',
      async (page) => {
        await press(page, 'Home', 1);
        await page.keyboard.type('Camera', { delay: 80 });
        await press(page, 'Escape', 1);
      },
    ],
    ...['Terms', "Customer's page", 'Lines'].map(tab),
    ['the menu of the quote', (page) => button(page, 'More actions').first().click()],
  ],
};

const box = (name: string): Screen['steps'][number] => [
  `what ${name}`,
  (page) => page.getByRole('radiogroup', { name: 'Approvals', exact: true }).getByText(name, { exact: true }).click(),
];

const approvals: Screen = {
  name: 'approvals',
  open: async (page, world) => {
    const { call, accountIds, managerId } = world;
    const { data } = await call('GET', '/approvals?box=asked&limit=50');
    const there = Array.isArray(data) ? data.length : 0;
    for (const subjectId of accountIds.slice(there, 40)) {
      const input = { toUserId: managerId, withDeals: false };
      await call('POST', '/approvals', { subject: 'accountTransfer', subjectId, input, note: 'They know each other' });
    }
    await page.goto('/approvals');
  },
  ready: (page) => page.getByRole('radiogroup', { name: 'Approvals', exact: true }).waitFor(),
  steps: ['I asked', 'Done'].map(box),
};

const book: Screen = {
  name: 'a price book of 400 prices',
  open: async (page, { call }) => {
    const { data } = await call('GET', '/products?limit=50');
    const productIds = Array.isArray(data) ? data.map((one) => String(Object(one).id)) : [];
    const { id } = await call('POST', '/price-books', { name: `Book ${Date.now()}` });
    const tiers = ['0', '10', '20', '50', '100', '200', '500', '1000'];
    const set = productIds.flatMap((productId) =>
      tiers.map((minQuantity, tier) => ({ productId, minQuantity, amountMinor: 90_00 - tier * 100 })),
    );
    await call('POST', `/price-books/${String(id)}/prices`, { set });
    await page.goto(`/price-books/${String(id)}`);
  },
  ready: rows,
  steps: [
    [
      'typing a price',
      async (page) => {
        await page.getByRole('row').nth(3).getByRole('textbox').nth(2).click();
        await page.keyboard.type('12', { delay: 80 });
      },
    ],
    ['the next rows', (page) => press(page, 'Enter', 5)],
  ],
};

/** The screens of prices, quotes and orders. */
export const sellingScreens: readonly Screen[] = [
  listOf('contacts', '/contacts'),
  listOf('products', '/products', (_world, number) => ({
    name: `Camera ${number}`,
    code: `C-${number}`,
    priceMinor: 100_00 + number,
  })),
  listOf('quotes', '/quotes', ({ dealId }, number) => ({ title: `Quote ${number}`, dealId })),
  quote,
  listOf('orders', '/orders', ({ accountId }, number) => ({
    accountId,
    poNumber: `PO-${number}`,
    lines: [{ name: 'Sample', quantity: '2', unitPrice: '12.5' }],
  })),
  approvals,
  book,
];
