import type { Command } from 'commander';
import { z } from 'zod';
import { findUserIdByEmail, findWorkspaceId, userScope } from '../modules/identity/access/service.ts';
import { EmailAddress, Role } from '../modules/identity/contract.ts';
import { createApiKey } from '../modules/identity/keys/service.ts';
import { addDays } from '../platform/days.ts';
import { DomainError, invalidField } from '../platform/errors.ts';
import { startOfDay } from '../platform/time.ts';
import { withDatabase } from './attach.ts';
import { checkOptions } from './options.ts';
import { printJson } from './output.ts';

const Options = z.object({
  workspace: z.string(),
  email: EmailAddress,
  name: z.string().trim().min(1).max(120),
  role: Role.optional(),
  expires: z.iso.date().optional(),
  json: z.boolean().optional(),
});

export function register(program: Command): void {
  const key = program.command('api-key').description('keys for programs that use the API');
  key
    .command('create')
    .description('create an API key and print it, this once')
    .requiredOption('--workspace <slug>', 'short name of the workspace')
    .requiredOption('--email <address>', 'the user in whose name the key acts')
    .requiredOption('--name <name>', 'what the key is for')
    .option('--role <role>', "a role that may do no more than the user's own")
    .option('--expires <day>', 'last day of the key, YYYY-MM-DD (never)')
    .option('--json', 'print JSON')
    .action(createKey);
}

async function createKey(given: unknown): Promise<void> {
  const { workspace, email, name, role, expires, json } = checkOptions(Options, given);
  await withDatabase(async ({ db }) => {
    const workspaceId = await findWorkspaceId(db, workspace);
    if (workspaceId === undefined) throw new DomainError('identity.unknown_workspace', { params: { workspace } });
    const userId = await findUserIdByEmail(db, workspaceId, email);
    if (userId === undefined) throw new DomainError('identity.unknown_user', { params: { email, workspace } });
    const scope = await userScope(db, workspaceId, userId);
    const expiresAt = expires === undefined ? null : endOf(expires, scope.timeZone);
    if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) throw invalidField('--expires', 'identity.expired_already');
    const made = await createApiKey(db, scope, { name, expiresAt, ...(role ? { role } : {}) });
    if (json) printJson(made);
    else console.log(made.key);
  });
}

/** The last moment of a day where the workspace is. */
function endOf(day: string, timeZone: string): string {
  return new Date(Date.parse(startOfDay(addDays(day, 1), timeZone)) - 1).toISOString();
}
