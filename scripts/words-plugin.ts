import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { languages, type Language } from '../src/platform/languages.ts';
import { readWords } from '../src/platform/words-files.ts';
import { matchLanguage } from '../src/web/languages.ts';

const publicId = 'virtual:words';
/** The module that knows the addresses; of the bundler's own kind, without a file. */
export const wordsId = '\0words';
const devFolder = '/@words/';

function isWordsFile(path: string): boolean {
  return /[\\/]words[\\/][A-Za-z-]+\.json$/.test(path);
}

const firstPaint = 'first-paint.js';
/** The script that runs first. It is no module, so what it shares with the program is written into it. */
const firstPaintOf = (sourceFolder: string): string =>
  `const matchLanguage = ${matchLanguage.toString()};\n${readFileSync(join(sourceFolder, 'web', firstPaint), 'utf8')}`;

/**
 * Serves `virtual:words`: the address of each language's words, all namespaces merged. They are data, not code: a browser reads JSON
 * faster than the same object as a script, and a language nobody reads is never fetched.
 */
export function words(sourceFolder: string): Plugin {
  const textOf = (language: Language): string => JSON.stringify(readWords(sourceFolder, language));
  const moduleOf = (addresses: (readonly [string, string])[]): string =>
    `export default ${JSON.stringify(Object.fromEntries(addresses))};`;
  let isServing = false;
  /** What the build makes of each language, worked out once for the module and the page. */
  let made: Record<string, { address: string; source: string }> | undefined;
  const assets = () =>
    (made ??= Object.fromEntries(
      languages.map((language) => {
        const source = textOf(language);
        const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
        return [language, { address: `/assets/words-${language}-${hash}.json`, source }];
      }),
    ));
  const addresses = () => Object.entries(assets()).map(([language, { address }]) => [language, address] as const);
  return {
    name: 'chengdan-words',
    configResolved(config) {
      isServing = config.command === 'serve';
    },
    resolveId(id) {
      return id === publicId ? wordsId : undefined;
    },
    load(id) {
      if (id !== wordsId) return undefined;
      if (isServing) return moduleOf(languages.map((language) => [language, `${devFolder}${language}.json`] as const));
      for (const { address, source } of Object.values(assets()))
        this.emitFile({ type: 'asset', fileName: address.slice(1), source });
      return moduleOf(addresses());
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: firstPaint, source: firstPaintOf(sourceFolder) });
    },
    transformIndexHtml: {
      order: 'post',
      // The script that runs first asks for the words while the program is on its way.
      handler: (html) =>
        isServing
          ? html
          : html.replace('src="/first-paint.js"', `$& data-words='${JSON.stringify(Object.fromEntries(addresses()))}'`),
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url === `/${firstPaint}`) {
          response.setHeader('content-type', 'text/javascript');
          return response.end(firstPaintOf(sourceFolder));
        }
        const language = languages.find((known) => request.url === `${devFolder}${known}.json`);
        if (!language) return next();
        response.setHeader('content-type', 'application/json');
        response.end(textOf(language));
      });
      const reload = (file: string): void => {
        if (isWordsFile(file)) server.hot.send({ type: 'full-reload' });
      };
      server.watcher.add(sourceFolder).on('change', reload).on('add', reload);
    },
  };
}
