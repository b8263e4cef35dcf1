import { once } from 'node:events';
import type { Command } from 'commander';
import { z } from 'zod';
import { findWorkspaceId, systemScope } from '../modules/identity/access/service.ts';
import { allEntities } from '../modules/records/entities/rules.ts';
import { csvLines } from '../modules/records/export/service.ts';
import { DomainError } from '../platform/errors.ts';
import { withDatabase } from './attach.ts';
import { checkOptions } from './options.ts';

const Options = z.object({ workspace: z.string(), object: z.string(), filter: z.string().optional() });

export function register(program: Command): void {
  program
    .command('export')
    .description('write records as CSV to standard output')
    .requiredOption('--workspace <slug>', 'short name of the workspace')
    .requiredOption('--object <kind>', 'what to export: accounts, contacts, products, leads, deals …')
    .option('--filter <json>', 'filter of the list, as the API takes it')
    .action(exportRecords);
}

async function exportRecords(given: unknown): Promise<void> {
  const { workspace, object, filter } = checkOptions(Options, given);
  await withDatabase(async ({ db }) => {
    const workspaceId = await findWorkspaceId(db, workspace);
    if (workspaceId === undefined) throw new DomainError('identity.unknown_workspace', { params: { workspace } });
    const entity = allEntities().find((each) => each.plural === object || each.object === object);
    if (!entity)
      throw new DomainError('exchange.unknown_kind', {
        params: {
          kind: object,
          kinds: allEntities()
            .map(({ plural }) => plural)
            .join(', '),
        },
      });
    const scope = await systemScope(db, workspaceId);
    for await (const text of csvLines(db, scope, entity, filter === undefined ? {} : { filter })) {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    }
  });
}
