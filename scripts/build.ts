import { buildWeb } from '../src/cli/web-build.ts';
import { explain } from '../src/platform/start-error.ts';

try {
  const folder = await buildWeb({ report: (text) => console.error(text), isForced: true });
  console.log(folder);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
