import { join } from 'node:path';
import { buildWeb } from '../src/cli/web-build.ts';
import { explain } from '../src/platform/start-error.ts';
import { copyFonts } from './fonts.ts';

try {
  const folder = await buildWeb({ report: (text) => console.error(text), isForced: true });
  copyFonts(join(import.meta.dirname, '..', 'dist', 'fonts'));
  console.log(folder);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
