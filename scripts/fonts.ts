import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fontsToInstall } from '../src/platform/pdf/fonts.ts';

/** Puts the fonts of documents, with their licence, into a folder of what is installed. */
export function copyFonts(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { file, source } of fontsToInstall) copyFileSync(source, join(folder, file));
}
