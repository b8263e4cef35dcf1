import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Database } from '../platform/db.ts';
import { DomainError } from '../platform/errors.ts';
import { findWorkspaceId, systemScope } from '../modules/identity/access/service.ts';
import { EmailAddress, Language, NewPassword, PersonName, Role, TimeZone } from '../modules/identity/contract.ts';
import { resetByEmail } from '../modules/identity/members/resetting/service.ts';
import { createUserWithPassword, getUser } from '../modules/identity/members/service.ts';
import { findTeamByName } from '../modules/identity/teams/service.ts';
import { foundWithPassword } from '../modules/identity/workspace/service.ts';
import { CurrencyCode } from '../platform/endpoint.ts';
import { withDatabase } from './attach.ts';
import { checkOptions } from './options.ts';
import { printJson } from './output.ts';

const Options = z.object({
  workspace: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: PersonName,
  email: EmailAddress,
  password: NewPassword,
  role: Role.optional(),
  team: z.string().trim().min(1).optional(),
  workspaceName: z.string().trim().min(1).max(120).optional(),
  currency: CurrencyCode.optional(),
  timeZone: TimeZone.optional(),
  language: Language.optional(),
  json: z.boolean().optional(),
});
type Options = z.infer<typeof Options>;

export function register(program: Command): void {
  const user = program.command('user').description('people who can sign in');
  user
    .command('create')
    .description('create a user who can sign in, and the workspace if it is missing')
    .requiredOption('--workspace <slug>', 'short name of the workspace, such as acme')
    .requiredOption('--name <name>', "the person's name")
    .requiredOption('--email <address>', 'email address to sign in with')
    .requiredOption('--password <password>', 'at least 8 characters; "-" reads it from standard input')
    .option('--role <role>', `${Role.options.join(', ')} (owner in a new workspace, else seller)`)
    .option('--team <name>', 'team of the user (the top team)')
    .option('--currency <code>', 'currency of a new workspace, such as USD')
    .option('--workspace-name <name>', 'full name of a new workspace (the short name)')
    .option('--time-zone <zone>', "time zone of a new workspace (this machine's)")
    .option('--language <code>', 'language of a new workspace: en, zh-Hans or zh-Hant (en)')
    .option('--json', 'print JSON')
    .action(createUser);
  user
    .command('reset-2fa')
    .description('let somebody who lost their device sign in by the password alone')
    .requiredOption('--email <address>', 'email address they sign in with')
    .option('--json', 'print JSON')
    .action(resetSecondStep);
}

const ResetOptions = Options.pick({ email: true, json: true });

async function resetSecondStep(given: Record<string, unknown>): Promise<void> {
  const { email, json } = checkOptions(ResetOptions, given);
  await withDatabase(async ({ db }) => {
    const { workspaces } = await resetByEmail(db, email);
    if (json) printJson({ email, workspaces });
    else
      console.log(`${email} signs in by the password alone. Recovery codes, passkeys, remembered devices and sessions are gone.`);
  });
}

async function createUser(given: Record<string, unknown>): Promise<void> {
  const password = given['password'] === '-' ? (await text(process.stdin)).replace(/\r?\n$/, '') : given['password'];
  const options = checkOptions(Options, { ...given, password });
  await withDatabase(async ({ db }) => {
    const workspaceId = await findWorkspaceId(db, options.workspace);
    const { user, keepsPassword } = workspaceId === undefined ? await found(db, options) : await add(db, workspaceId, options);
    if (keepsPassword) console.error(`${options.email} can sign in already: the password was not changed.`);
    if (options.json) printJson({ workspace: options.workspace, isNewWorkspace: workspaceId === undefined, user });
    else console.log(`Created ${user.name} <${user.email ?? ''}> as ${user.role} of ${options.workspace}.`);
  });
}

async function found(db: Database, options: Options) {
  const { workspace, name, email, password, role = 'owner', currency, language = 'en' } = options;
  if (role !== 'owner') throw new DomainError('identity.first_is_owner', { params: { workspace } });
  if (currency === undefined) throw new DomainError('identity.currency_needed', { params: { workspace } });
  const timeZone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const settings = { workspaceName: options.workspaceName ?? workspace, currency, timeZone, language };
  const { workspaceId, userId, keepsPassword } = await foundWithPassword(db, settings, { name, email, password }, workspace);
  return { user: await getUser(db, await systemScope(db, workspaceId), userId), keepsPassword };
}

async function add(db: Database, workspaceId: string, options: Options) {
  const { name, email, password, role = 'seller', team } = options;
  const scope = await systemScope(db, workspaceId);
  const teamId = team === undefined ? undefined : await findTeamByName(db, scope, team);
  return createUserWithPassword(db, scope, { name, email, password, role, ...(teamId === undefined ? {} : { teamId }) });
}
