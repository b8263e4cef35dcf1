import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { deals } from '../src/modules/deals/contract.ts';
import { maxFilterConditions, maxFilterDepth } from '../src/platform/filter.ts';
import { maxPathHops, operatorsByKind } from '../src/platform/filter-fields.ts';
import { buildApiKey, buildWorkspace, composition } from './build.ts';
import { atEnd } from './db.ts';
import { testServer } from './http.ts';

const server = await testServer();
const base = `${await server.app.listen({ port: 0, host: '127.0.0.1' })}/api/v1`;
const folder = await mkdtemp(join(tmpdir(), 'chengdan-guide-'));
atEnd(() => rm(folder, { recursive: true, force: true }));

const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

describe.each(['en', 'zh'])('the guide to the API, %s', (language) => {
  const page = readFile(join(import.meta.dirname, '..', 'docs', 'guide', language, 'api.md'), 'utf8');

  it('names the operators of every kind of field, as the filters know them', async () => {
    const rows = (await page).split('\n').flatMap((line) => {
      const [, kinds = '', operators = ''] = line.split('|');
      return quoted(kinds).flatMap((kind) => (kind in operatorsByKind ? [[kind, quoted(operators).toSorted()]] : []));
    });
    const known = Object.entries(operatorsByKind).map(([kind, operators]) => {
      expect(operators).toEqual(expect.arrayContaining(['isEmpty', 'isNotEmpty']));
      return [kind, operators.filter((op) => !op.startsWith('is')).toSorted()];
    });
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(known));
  });

  it('names the limits of filters and every list that is filtered so', async () => {
    const text = await page;
    expect(text).toMatch(new RegExp(`${maxFilterDepth} (levels and|层、) ?${maxFilterConditions} (conditions|个条件)`));
    expect(maxPathHops).toBe(2);
    expect(text).toMatch(/two relations|跨两层/);
    const lists = composition.routes
      .map(({ endpoint }) => endpoint)
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/bulk-update'))
      .map(({ path }) => path.replace('/bulk-update', ''));
    const line = text.split('\n').find((each) => each.startsWith('`GET /accounts`')) ?? '';
    const named = quoted(line).flatMap((word) => /\/[a-z]+$/.exec(word)?.[0] ?? []);
    expect(named.toSorted()).toEqual(lists.toSorted());
  });

  it('shows a program in TypeScript that runs', async () => {
    const { owner } = await buildWorkspace(server.db);
    for (const title of ['Pumps', 'Valves'])
      await server.as(owner).call(deals.create, { body: { title, amountMinor: 1200, currency: 'CNY' } });
    const file = join(folder, `${language}.mts`);
    await writeFile(file, /```ts\n([\s\S]+?)```/.exec(await page)?.[1] ?? '');
    const env = { BASE: base, KEY: await buildApiKey(server.db, owner) };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
    expect(stdout).toBe('Pumps 1200 CNY\nValves 1200 CNY\n');
  });
});
