import { Command } from 'commander';
import { DomainError } from './platform/errors.ts';
import { translate } from './platform/i18n.ts';
import { wordsKeyOf } from './platform/problems.ts';
import { explain } from './platform/start-error.ts';
import { version } from './platform/version.ts';

interface CommandFile {
  register: (program: Command) => void;
}

/** Every command is a file in `cli/` that registers itself. Only the one that is asked for is read. */
const files: Record<string, () => Promise<CommandFile>> = {
  start: () => import('./cli/start.ts'),
  doctor: () => import('./cli/doctor.ts'),
  migrate: () => import('./cli/migrate.ts'),
  user: () => import('./cli/user.ts'),
  'api-key': () => import('./cli/api-key.ts'),
  import: () => import('./cli/import.ts'),
  export: () => import('./cli/export.ts'),
  kpi: () => import('./cli/kpi.ts'),
  demo: () => import('./cli/demo.ts'),
};

async function programFor(asked: string | undefined): Promise<Command> {
  const program = new Command('chengdan').description('Chengdan, the CRM that runs the whole sales process.').version(version);
  program
    .usage('<command> [options]')
    .showHelpAfterError('Run "chengdan --help" for the commands, "chengdan <command> --help" for its options.');
  const known = asked === undefined ? undefined : files[asked];
  const load = known ? [known] : Object.values(files);
  for (const file of await Promise.all(load.map((read) => read()))) file.register(program);
  return program;
}

// Commands speak to the person who runs the server, and their help is English.
const language = 'en';

/** One line for a person: what is wrong and, where known, which value. */
function lineOf(error: unknown): string {
  if (!(error instanceof DomainError)) return explain(error);
  const text = translate(language, wordsKeyOf(error.code), error.params);
  const fields = error.fields.map(
    ({ pointer, code, params }) => `${pointer}: ${translate(language, wordsKeyOf(code), params ?? {})}`,
  );
  return [text, ...fields].join(' ');
}

async function main(args: string[]): Promise<void> {
  try {
    const program = await programFor(args[0]);
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    for (const line of lineOf(error).split('\n')) console.error(`chengdan: ${line}`);
    if (process.env['LOG_LEVEL'] === 'debug' || process.env['LOG_LEVEL'] === 'trace') console.error(error);
    process.exitCode = 1;
  }
}

await main(process.argv.slice(2));
