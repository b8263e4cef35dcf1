import type { Plugin } from 'vite';
import { isWordsFile, languages, readWords } from './words.ts';

const publicId = 'virtual:words/';
const resolvedId = '\0words:';

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
      const { words: merged, files } = readWords(sourceFolder, language);
      for (const file of files) this.addWatchFile(file);
      return `export default ${JSON.stringify(merged)};`;
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
