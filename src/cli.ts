import { Command } from 'commander';
import { optionOf } from './cli/options.ts';
import { heedClosedPipe } from './cli/output.ts';
import { DomainError, shownFaults } from './platform/errors.ts';
import { translate } from './platform/i18n.ts';
import { textOfFault, wordsKeyOf } from './platform/problems.ts';
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

const hint = 'Run "chengdan --help" for the commands, "chengdan <command> --help" for its options.';

/** A mistake on the command line, as one line like every other error. */
function lineOfUsage(text: string): string {
  const said = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '');
  return `chengdan: ${said.charAt(0).toUpperCase()}${said.slice(1)}. ${hint}\n`;
}

async function programFor(asked: string | undefined): Promise<Command> {
  const program = new Command('chengdan').description('Chengdan, the CRM that runs the whole sales process.').version(version);
  program.usage('<command> [options]').configureOutput({ outputError: (text, write) => write(lineOfUsage(text)) });
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
  const faults = error.fields
    .slice(0, shownFaults)
    .map((fault) => ({ place: placeOf(fault.pointer), text: textOfFault(fault, language) }));
  // The refusal and its only field may say the same, and that there are fields is plain when they follow.
  const isSaid = faults.some((fault) => fault.text === text) || (error.code === 'invalid_input' && faults.length > 0);
  return [...(isSaid ? [] : [text]), ...faults.map((fault) => `${fault.place}: ${fault.text}`)].join(' ');
}

/** The option that a pointer of a use case means (`/query/filter/field` → `--filter`); any other pointer as it is. */
function placeOf(pointer: string): string {
  const field = /^\/(?:body|query)\/(\w+)/.exec(pointer)?.[1];
  return field === undefined ? pointer : optionOf(field);
}

async function main(args: string[]): Promise<void> {
  heedClosedPipe();
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
