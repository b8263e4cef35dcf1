import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, type RunningProgram, type Send, type Setup, withProgram } from './running-program.ts';

/**
 * Makes the pictures of the two READMEs (`docs/images`) from the sample company, in a workspace of each language: `npm run screenshots`.
 * The sample company is told from today, so they are of the day on which they are made: best late in a month, when its figures are full.
 */
const images = join(root, 'docs', 'images');

const setups: Readonly<Record<'en' | 'zh', Setup>> = {
  en: { workspaceName: 'Stairway Automation', name: 'Lin Xiaowen', currency: 'USD', timeZone: 'Europe/Berlin', language: 'en' },
  zh: { workspaceName: '步阶自动化', name: '林晓雯', currency: 'CNY', timeZone: 'Asia/Shanghai', language: 'zh-Hans' },
};

interface Page<Row> {
  data: Row[];
}
interface Quote {
  state: string;
  totalMinor: number | null;
  currency: string;
  deal: { id: string } | null;
}
interface Deal {
  id: string;
  status: string;
  amountMinor: number;
  nextStepOn: string | null;
}

/** The dearest deal that has something to show: a quote at the customer's, and a next step that is not late. */
async function shownDeal(send: Send, currency: string): Promise<string> {
  const { data: quotes } = await send<Page<Quote>>('GET', '/quotes?limit=200');
  const atCustomer = quotes.filter((quote) => ['sent', 'viewed'].includes(quote.state) && quote.currency === currency);
  const ids = new Set(atCustomer.flatMap(({ deal }) => (deal ? [deal.id] : [])));
  const deals = await Promise.all([...ids].map((id) => send<Deal>('GET', `/deals/${id}`)));
  const today = new Date().toISOString().slice(0, 10);
  const [first] = deals
    .filter(({ status, nextStepOn }) => status === 'open' && nextStepOn !== null && nextStepOn > today)
    .toSorted((a, b) => b.amountMinor - a.amountMinor);
  if (!first) throw new Error('no deal of the sample company has an open quote and a next step to come');
  return first.id;
}

/** What a screen shows last: only then is it all there. */
const lastOf = { board: 'main a[href^="/deals/0"]', deal: 'main ol li time', insights: 'main tbody td' } as const;

async function shoot({ page }: RunningProgram, path: string, screen: keyof typeof lastOf, suffix: string): Promise<void> {
  await page.goto(path);
  await page.locator(lastOf[screen]).first().waitFor({ timeout: 0 });
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForFunction(() => document.querySelector('#boot, .mantine-Skeleton-root, .mantine-Loader-root') === null);
  await page.screenshot({ path: join(images, `${screen}-${suffix}.png`) });
}

mkdirSync(images, { recursive: true });
for (const [suffix, setup] of Object.entries(setups))
  await withProgram(async (program) => {
    await program.send('POST', '/demo');
    await shoot(program, '/deals', 'board', suffix);
    await shoot(program, `/deals/${await shownDeal(program.send, setup.currency)}`, 'deal', suffix);
    await shoot(program, '/insights', 'insights', suffix);
  }, setup);
