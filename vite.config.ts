import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, mergeConfig, type Plugin, type UserConfig } from 'vite';
import { words, wordsId } from './scripts/words-plugin.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['CHENGDAN_SERVER'] ?? 'http://127.0.0.1:3300';

// What every page needs, in one chunk: it packs better than in twenty, and stays in the cache from release to release.
const everywhere =
  /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-router|router-core|history|store|react-store|query-core|react-query)|i18next|react-i18next|zod|@floating-ui\/[a-z-]+|clsx)\//;

const entry = at('src/web/main.tsx');

interface Graph {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

/** Sets of parts whose one file names them all, also those that the entry does not use. */
const sets = /node_modules\/@(mantine|tabler)\//;

/** What is there before anything is drawn: what the entry and the frame of the sign-in import, directly or not. */
function firstPartsOf(graph: Graph): Set<string> {
  const found = new Set([wordsId, entry, at('src/web/pages/plain-frame.tsx')]);
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) if (!sets.test(next)) found.add(next);
  return found;
}

/** What many screens share. */
const ofMany = /node_modules\/@mantine|\/src\/web\/((ui|entity)\/|(use-)?format\.ts)/;

/** What forms and dialogs are made of: the sign-in, My day and a list are drawn without, so it is a file of its own. */
const ofForms =
  /node_modules\/(@mantine\/core\/esm\/components\/(Modal|ModalBase|Radio|Select|Textarea)|react-remove-scroll[a-z-]*|react-style-singleton|use-sidecar|use-callback-ref|get-nonce|tslib)\/|\/src\/web\/ui\/(date|number|world)-/;

let firstParts: Set<string> | undefined;
const isFirst = (id: string, graph: Graph): boolean => (firstParts ??= firstPartsOf(graph)).has(id);

/**
 * A file costs a turn of the network, and a browser asks for six at a time: what is always loaded is one, so is what many
 * screens share, and so are the frame behind the sign-in, My day and the sign-in, each with all that nobody had before it.
 */
const groups = [
  { name: 'vendor', test: everywhere, priority: 5 },
  { debugName: 'app', name: (id: string, graph: Graph) => (isFirst(id, graph) ? 'app' : null), priority: 4 },
  { name: 'kit', test: (id: string) => ofMany.test(id) && !ofForms.test(id), minShareCount: 20, priority: 3 },
  { name: 'forms', test: ofForms, minShareCount: 20, priority: 2.5 },
  { name: 'frame', test: /\/src\/web\/layout\/app-layout\.tsx$/, priority: 2 },
  { name: 'home', test: /\/src\/web\/pages\/my-day-page\.tsx$/, priority: 1 },
  { name: 'sign-in', test: /\/src\/web\/pages\/sign-in\.tsx$/, priority: 0 },
];

/** The mark of the page is drawn from styles alone: they come before the program, which is ten times as large. */
const stylesFirst: Plugin = {
  name: 'styles-first',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replaceAll('<script type="module" crossorigin', '<script type="module" fetchpriority="low" crossorigin'),
  },
};

/** The screens that the server draws, and the parts that each needs beside what every page names. */
const drawnScreens = [
  { path: '/my-day', parts: ['frame', 'home'] },
  { path: '/sign-in', parts: ['sign-in'] },
];

/** What a page that was drawn ahead names at once, so that nothing of it is found one after the other: `.drawn.json` in the build. */
const drawnFiles: Plugin = {
  name: 'drawn-files',
  apply: (_config, { isSsrBuild = false }) => !isSsrBuild,
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
    const screens = drawnScreens.map(({ path, parts }) => {
      const own = chunks.filter(({ name }) => parts.includes(name));
      if (own.length !== parts.length) this.error(`${path} is drawn ahead, and of ${parts.join(', ')} not every part was built`);
      const needed = new Set(own.flatMap(({ fileName, imports }) => [fileName, ...imports]));
      const files = chunks.filter(({ fileName }) => needed.has(fileName));
      const styles = files.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])].map((file) => `/${file}`));
      return { path, scripts: files.map(({ fileName }) => `/${fileName}`), styles };
    });
    this.emitFile({ type: 'asset', fileName: '.drawn.json', source: JSON.stringify(screens) });
  },
};

/** The same program for the server, which draws first screens with it: whole, because the server has none of its libraries. */
const drawing: UserConfig = {
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: true },
  build: {
    target: 'node24',
    minify: true,
    copyPublicDir: false,
    // Its parts import it again: under one name for good it would be the last build's.
    rolldownOptions: { output: { entryFileNames: 'drawing-[hash].js' } },
  },
};

const pages: UserConfig = {
  build: { target: 'es2022', rolldownOptions: { output: { codeSplitting: { groups } } } },
};

export default defineConfig(({ isSsrBuild = false }) =>
  mergeConfig(isSsrBuild ? drawing : pages, {
    root: at('src/web'),
    base: '/',
    plugins: [react({ compiler: true }), words(at('src')), stylesFirst, drawnFiles],
    build: {
      outDir: at('dist/web'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 700,
    },
    server: { host: '127.0.0.1', proxy: { '^/api/': { target: server, changeOrigin: false } } },
    preview: { host: '127.0.0.1', proxy: { '^/api/': { target: server, changeOrigin: false } } },
  } satisfies UserConfig),
);
