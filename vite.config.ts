import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { words } from './scripts/words-plugin.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['CHENGDAN_SERVER'] ?? 'http://127.0.0.1:3300';

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
  },
  server: { host: '127.0.0.1', proxy: { '/api': { target: server, changeOrigin: false } } },
  preview: { host: '127.0.0.1', proxy: { '/api': { target: server, changeOrigin: false } } },
});
