import type { Command } from 'commander';
import { z } from 'zod';
import { loadDemo, removeDemo } from '../modules/demo/service.ts';
import { findUserIdByEmail, findWorkspaceId, systemScope, userScope } from '../modules/identity/access/service.ts';
import { EmailAddress } from '../modules/identity/contract.ts';
import { DomainError } from '../platform/errors.ts';
import { withDatabase } from './attach.ts';
import { checkOptions } from './options.ts';
import { printJson } from './output.ts';

const Options = z.object({
  workspace: z.string(),
  email: EmailAddress.optional(),
  remove: z.boolean().optional(),
  json: z.boolean().optional(),
});

export function register(program: Command): void {
  program
    .command('demo')
    .description('load a sample company with a year of deals, or remove it again')
    .requiredOption('--workspace <slug>', 'short name of the workspace')
    .option('--email <address>', 'the user whose day it fills (the first owner)')
    .option('--remove', 'remove the sample company; what is real stays')
    .option('--json', 'print JSON')
    .action(demo);
}

async function demo(given: unknown): Promise<void> {
  const { workspace, email, remove = false, json = false } = checkOptions(Options, given);
  await withDatabase(async ({ db }) => {
    const workspaceId = await findWorkspaceId(db, workspace);
    if (workspaceId === undefined) throw new DomainError('identity.unknown_workspace', { params: { workspace } });
    const userId = email === undefined ? undefined : await findUserIdByEmail(db, workspaceId, email);
    if (email !== undefined && userId === undefined)
      throw new DomainError('identity.unknown_user', { params: { email, workspace } });
    const scope = userId === undefined ? await systemScope(db, workspaceId) : await userScope(db, workspaceId, userId);
    if (!remove) {
      const { counts } = await loadDemo(db, scope);
      if (json) return printJson({ workspace, counts });
      console.log(
        Object.entries(counts)
          .map(([kind, count]) => `${count} ${kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`)
          .join(', '),
      );
      return console.log(`Remove it again with: chengdan demo --workspace ${workspace} --remove`);
    }
    const result = await removeDemo(db, scope);
    if (json) return printJson({ workspace, ...result });
    console.log(`Removed ${result.removed}.`);
    for (const { kind, title } of result.kept) console.log(`Kept, because something of yours uses it: ${kind} ${title}`);
  });
}
