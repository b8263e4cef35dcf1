import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { root, type RunningProgram, withProgram } from './running-program.ts';

/**
 * Makes a picture of every screen with the sample company, in every size, language and colour scheme, and sheets on which many of
 * them are seen at once: what a design review looks at. `npm run pictures -- deals insights` takes only screens whose path holds
 * a word of these, `npm run pictures -- --wide-en-dark --phone-zh-Hans-light` only these looks.
 */
const folder = join(root, 'dist', 'pictures');
const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const languages = ['zh-Hans', 'en'] as const;
const schemes = ['light', 'dark'] as const;
const asked = process.argv.slice(2);
const wanted = asked.filter((word) => !word.startsWith('--'));
const looks = asked.filter((word) => word.startsWith('--')).map((word) => word.slice(2));

const plain = ['/sign-in', '/forgot-password'];
const lists = [
  '/my-day',
  '/approvals',
  '/price-books',
  '/rate-card',
  '/deals',
  '/deals/list',
  '/insights',
  '/process',
  '/import',
  '/deals?new=true',
  '/accounts?q=zzzz',
];
const settings = [
  '',
  ...'profile sign-in members teams roles keys webhooks approvals fields company rates terms quote-template taxes calendar'.split(
    ' ',
  ),
];
/** Kinds of records, whose list and first record are looked at. */
const nouns = ['accounts', 'contacts', 'leads', 'products', 'competitors', 'quotes', 'orders', 'materials'];
/** Things with a page but no record: where the first of them is asked for, and the address of its page. */
const others = [
  ['/price-books', '/price-books'],
  ['/webhooks', '/settings/webhooks'],
  ['/roles', '/settings/roles'],
  ['/approvals?box=all', '/approvals'],
] as const;

async function screensOf({ send }: RunningProgram): Promise<string[]> {
  const firstOf = async (noun: string): Promise<string[]> => {
    const { data } = await send<{ data: { id: string }[] }>('GET', `/${noun}?limit=1`);
    return data.map(({ id }) => `/${noun}/${id}`);
  };
  const pageOf = async ([asked, place]: (typeof others)[number]): Promise<string[]> => {
    const { data } = await send<{ data: { id: string }[] }>('GET', asked);
    return data.slice(0, 1).map(({ id }) => `${place}/${id}`);
  };
  const records = await Promise.all([...nouns, 'deals'].map(firstOf));
  const all = [
    ...(await Promise.all(others.map(pageOf))).flat(),
    ...lists,
    ...nouns.map((noun) => `/${noun}`),
    ...records.flat(),
    ...settings.map((path) => `/settings/${path}`.replace(/\/$/, '')),
  ];
  return all.filter(isWanted);
}

const isWanted = (path: string): boolean => wanted.length === 0 || wanted.some((word) => path.includes(word));

/** `/deals/0192…` is `deals-one`. */
const nameOf = (path: string): string =>
  path
    .slice(1)
    .replaceAll(/[0-9a-f-]{36}/g, 'one')
    .replaceAll(/[^a-z]+/g, '-');

async function take(context: BrowserContext, path: string, file: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(path);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page
    .waitForFunction(() => document.querySelector('#boot, .mantine-Skeleton-root, .mantine-Loader-root') === null)
    .catch(() => undefined);
  await page.screenshot({ path: join(folder, `${file}.png`) });
  await page.close();
}

/** One picture of many, six to a sheet on the wide screen and twelve on the phone. */
async function sheetsOf({ browser }: RunningProgram, look: string, files: readonly string[]): Promise<void> {
  const [columns, rows] = look.startsWith('phone') ? [6, 2] : [3, 2];
  for (let start = 0; start < files.length; start += columns * rows) {
    const shown = files.slice(start, start + columns * rows).map((file) => {
      const picture = readFileSync(join(folder, `${file}.png`)).toString('base64');
      return `<figure><figcaption>${file}</figcaption><img src="data:image/png;base64,${picture}"></figure>`;
    });
    const style = `body{margin:8px;display:grid;grid-template-columns:repeat(${columns},1fr);gap:8px;font:14px sans-serif}figure{margin:0}img{width:100%;border:1px solid #999}`;
    const page = await browser.newPage({ viewport: { width: 2400, height: 800 } });
    await page.setContent(`<style>${style}</style>${shown.join('')}`);
    await page.screenshot({ path: join(folder, `sheet-${look}-${start / (columns * rows) + 1}.png`), fullPage: true });
    await page.close();
  }
}

async function takeAll(program: RunningProgram): Promise<void> {
  program.command('demo', '--workspace', 'acme');
  const screens = await screensOf(program);
  const { user } = await program.send<{ user: { version: number } }>('GET', '/session');
  let { version } = user;
  for (const language of languages) {
    ({ version } = await program.send<{ version: number }>('PATCH', '/me', { language, version }));
    for (const [size, viewport] of Object.entries(sizes))
      for (const colorScheme of schemes) {
        const look = `${size}-${language}-${colorScheme}`;
        if (looks.length > 0 && !looks.includes(look)) continue;
        const locale = language === 'en' ? 'en-GB' : 'zh-CN';
        const isMobile = size === 'phone';
        const options = { viewport, colorScheme, locale, isMobile, hasTouch: isMobile, baseURL: program.base };
        const signedIn = await program.browser.newContext({
          ...options,
          storageState: await program.page.context().storageState(),
        });
        const stranger = await program.browser.newContext(options);
        const files: string[] = [];
        for (const path of [...plain.filter(isWanted), ...screens]) {
          const file = `${nameOf(path)}-${look}`;
          await take(plain.includes(path) ? stranger : signedIn, path, file);
          files.push(file);
        }
        await sheetsOf(program, look, files);
        console.error(`${look}: ${files.length} screens`);
        await Promise.all([signedIn.close(), stranger.close()]);
      }
  }
}

mkdirSync(folder, { recursive: true });
await withProgram(takeAll);
