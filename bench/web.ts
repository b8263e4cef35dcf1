import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'vite';
import { z } from 'zod';
import type { Figure } from './report.ts';

const root = join(import.meta.dirname, '..');
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), name: z.string().optional(), imports: z.array(z.string()).optional() }),
);

/** Besides what the page itself names: the frame with My day, the sign-in, and what each of the lists loads. */
const screens = ['home', 'sign-in', 'entity/list/entity-list.tsx', '../modules/customers/web/account-ui.tsx'];

/** As the program itself compresses the files. */
const asServed = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

/** JavaScript of the web app for signing in and the first list, as it travels. */
export async function webFigures(folder: string): Promise<Figure[]> {
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, manifest: true },
  });
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, '.vite', 'manifest.json'), 'utf8')));
  const wanted = new Set<string>();
  const add = (key: string): void => {
    if (wanted.has(key)) return;
    wanted.add(key);
    for (const next of manifest[key]?.imports ?? []) add(next);
  };
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const ofPage = new Set([...page.matchAll(/ src="\/(assets\/[^"]+)"/g)].map(([, file]) => file));
  for (const [key, { file }] of Object.entries(manifest)) if (ofPage.has(file)) add(key);
  for (const screen of screens) {
    const key = manifest[screen] ? screen : Object.keys(manifest).find((one) => manifest[one]?.name === screen);
    if (key === undefined) throw new Error(`the web app has no chunk for ${screen}`);
    add(key);
  }
  const parts: Record<string, number> = {};
  for (const key of wanted) {
    const file = manifest[key]?.file ?? '';
    if (file.endsWith('.js')) parts[file] = brotliCompressSync(await readFile(join(folder, file)), asServed).length / 1000;
  }
  const value = Object.values(parts).reduce((sum, size) => sum + size, 0);
  return [{ name: 'JavaScript of sign-in and first list, brotli', unit: 'kB', value, parts, goal: { of: 'value', atMost: 300 } }];
}
