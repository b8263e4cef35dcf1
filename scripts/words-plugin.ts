import type { Plugin } from 'vite';
import { languages } from '../src/platform/languages.ts';
import { readWords } from '../src/platform/words-files.ts';

const publicId = 'virtual:words/';
const resolvedId = '\0words:';

function isWordsFile(path: string): boolean {
  return /[\\/]words[\\/][A-Za-z-]+\.json$/.test(path);
}

/** Serves `virtual:words/<language>`: the merged words of every namespace, one chunk per language. */
export function words(sourceFolder: string): Plugin {
  return {
    name: 'chengdan-words',
    resolveId(id) {
      return id.startsWith(publicId) ? resolvedId + id.slice(publicId.length) : undefined;
    },
    load(id) {
      if (!id.startsWith(resolvedId)) return undefined;
      const language = languages.find((known) => resolvedId + known === id);
      if (!language) throw new Error(`No such language: ${id.slice(resolvedId.length)}`);
      // Parsed from a text: faster in the browser than the same object as code.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(readWords(sourceFolder, language)))});`;
    },
    configureServer(server) {
      const reload = (file: string): void => {
        if (!isWordsFile(file)) return;
        for (const language of languages) {
          const module = server.moduleGraph.getModuleById(resolvedId + language);
          if (module) server.moduleGraph.invalidateModule(module);
        }
        server.hot.send({ type: 'full-reload' });
      };
      server.watcher.add(sourceFolder).on('change', reload).on('add', reload);
    },
  };
}
