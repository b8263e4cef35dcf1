import type { Command } from 'commander';
import { migrateDatabase, migrationState } from '../platform/migrate.ts';
import { withDatabase } from './attach.ts';
import { printJson } from './output.ts';

interface Options {
  status?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the schema of this release (start does so by itself)')
    .option('--status', 'only say what is pending')
    .option('--json', 'print JSON')
    .action((options: Options) => (options.status ? showStatus(options) : migrate(options)));
}

async function migrate({ json }: Options): Promise<void> {
  const applied = await withDatabase(({ databaseUrl }) => migrateDatabase(databaseUrl), { isMigrating: false });
  if (json) return printJson({ applied });
  console.log(applied.length === 0 ? 'The database is up to date.' : applied.map((name) => `applied ${name}`).join('\n'));
}

async function showStatus({ json }: Options): Promise<void> {
  const state = await withDatabase(({ db }) => migrationState(db), { isMigrating: false });
  if (json) return printJson(state);
  const { applied, pending, unknown } = state;
  console.log(`${applied.length} applied, ${pending.length} pending`);
  for (const name of pending) console.log(`pending ${name}`);
  for (const name of unknown) console.log(`unknown ${name} (applied by a newer release)`);
}
