import { applyAllowList, readAllowList, readSources, report, type Problem } from './source.ts';
import { checkTexts } from './text-in-code.ts';
import { checkWordFiles, readNamespaces } from './words-files.ts';
import { checkUsage } from './words-usage.ts';

/** Every key in every language with the same variables, none missing, none left over, no text in code. */
export function checkWords(root: string): Problem[] {
  const sources = readSources(root, ['src']);
  const namespaces = readNamespaces(root);
  const found = [...checkWordFiles(namespaces), ...checkUsage(sources, namespaces), ...checkTexts(sources)];
  return applyAllowList(found, readAllowList(root), ['words', 'words-missing', 'words-unused', 'text-in-code']);
}

if (import.meta.main) report('words', checkWords(process.cwd()));
