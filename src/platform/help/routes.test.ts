import Fastify from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { guideOf, helpPath, searchGuide } from './guide.ts';
import { registerHelp } from './routes.ts';

const app = Fastify();
registerHelp(app);
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('the guide at /help', () => {
  it.each([
    ['zh-CN,zh;q=0.9', '/help/zh-Hans/'],
    ['zh-TW', '/help/zh-Hant/'],
    ['fr', '/help/en/'],
  ])('leads who asks for %s to %s', async (language, address) => {
    const reply = await get('/help', { 'accept-language': language });
    expect([reply.statusCode, reply.headers.location]).toEqual([302, address]);
  });

  it.each([
    ['en', 'Deals and the process', 'Chengdan'],
    ['zh-Hans', '商机与流程', '成单'],
    ['zh-Hant', '商機與流程', '成單'],
  ])('shows a page in %s, with the others beside it and links that lead there', async (language, title, product) => {
    const reply = await get(`/help/${language}/deals-and-the-process`);
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain(`<html lang="${language}">`);
    expect(/<title>(.*)<\/title>/.exec(reply.body)?.[1]).toBe(`${title} · ${product}`);
    expect(/aria-current="page"[^>]*>([^<]*)</.exec(reply.body)?.[1]?.trim()).toBe(title);
    const links = [...reply.body.matchAll(/href="(\/help[^"#]*)/g)].map(([, path = '']) => path);
    const answers = await Promise.all(links.map(async (path) => [path, (await get(path)).statusCode]));
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
    expect(links.length).toBeGreaterThan(10);
  });

  it('runs nothing: no script, nothing from elsewhere', async () => {
    const reply = await get('/help/en/');
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
    expect(reply.body).not.toContain('<script');
    const style = /href="(\/public\/page\.\w+\.css)"/.exec(reply.body)?.[1] ?? '';
    expect((await get(style)).headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it('finds the sections that hold all words, in Chinese too, and leads to the place', async () => {
    const [hit] = searchGuide('en', 'waive reason');
    expect(hit?.page).toBe('deals-and-the-process');
    for (const [language, query] of [
      ['zh-Hans', '线索'],
      ['en', 'webhook secret'],
    ] as const) {
      const [first] = searchGuide(language, query);
      const page = guideOf(language).get(first?.page ?? '');
      expect(first?.anchor === '' || page?.body.text.includes(`id="${first?.anchor ?? '-'}"`)).toBe(true);
    }
    expect((await get('/help/en/?q=zzzz')).body).toContain('Nothing found');
    const reply = await get(`/help/en/?q=${encodeURIComponent('<b>"x"')}`);
    expect(reply.body).toContain('value="&lt;b&gt;&quot;x&quot;"');
    expect(reply.body).not.toContain('<b>"x"');
  });

  it('says that there is no such page', async () => {
    expect((await get('/help/en/nowhere')).statusCode).toBe(404);
    expect((await get('/help/xx')).headers.location).toBe('/help/en/');
  });

  it('lists every page in both languages alike', () => {
    expect([...guideOf('zh-Hans').keys()]).toEqual([...guideOf('en').keys()]);
    expect(helpPath('en', 'import')).toBe('/help/en/import');
  });
});
