import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { words } from './scripts/words-plugin.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['CHENGDAN_SERVER'] ?? 'http://127.0.0.1:3300';

// What every page needs, in one chunk: it packs better than in twenty, and stays in the cache from release to release.
const everywhere =
  /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-router|router-core|history|store|react-store|query-core|react-query)|i18next|react-i18next|zod|@floating-ui\/[a-z-]+|clsx)\//;

export default defineConfig({
  root: at('src/web'),
  base: '/',
  plugins: [react(), words(at('src'))],
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'vendor', test: everywhere }] } } },
  },
  server: { host: '127.0.0.1', proxy: { '^/api/': { target: server, changeOrigin: false } } },
  preview: { host: '127.0.0.1', proxy: { '^/api/': { target: server, changeOrigin: false } } },
});
