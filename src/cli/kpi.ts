import type { Command } from 'commander';
import { z } from 'zod';
import { findUserIdByEmail, findWorkspaceId, systemScope, userScope } from '../modules/identity/access/service.ts';
import { KpiQuery, Kpis } from '../modules/insights/contract.ts';
import { getKpis } from '../modules/insights/service.ts';
import type { Db } from '../platform/db.ts';
import { DomainError } from '../platform/errors.ts';
import type { Scope } from '../platform/scope.ts';
import { withDatabase } from './attach.ts';
import { checkOptions } from './options.ts';
import { printJson } from './output.ts';

const Options = KpiQuery.extend({ workspace: z.string(), email: z.string().optional(), json: z.boolean().optional() });

export function register(program: Command): void {
  program
    .command('kpi')
    .description('win rate, conversion, sales cycle and revenue of a period')
    .requiredOption('--workspace <slug>', 'short name of the workspace')
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD')
    .requiredOption('--to <day>', 'last day, YYYY-MM-DD')
    .option('--email <address>', 'as this person sees them, by their rights; everything unless given')
    .option('--team-id <id>', 'only this team and those below')
    .option('--owner-id <id>', 'only this seller')
    .option('--product-id <id>', 'only deals with this product')
    .option('--source <source>', 'only deals of this source')
    .option('--industry <industry>', 'only accounts of this industry')
    .option('--json', 'print JSON')
    .action(showKpis);
}

async function showKpis(given: unknown): Promise<void> {
  const { workspace, email, json, ...query } = checkOptions(Options, given);
  await withDatabase(async ({ db }) => {
    const workspaceId = await findWorkspaceId(db, workspace);
    if (workspaceId === undefined) throw new DomainError('identity.unknown_workspace', { params: { workspace } });
    const kpis = await getKpis(db, await scopeFor(db, { workspaceId, workspace, email }), query);
    // By the contract, as the API answers it.
    if (json) printJson(Kpis.parse(kpis));
    else print(kpis);
  });
}

interface Reader {
  workspaceId: string;
  workspace: string;
  email: string | undefined;
}

/** Whose eyes the figures are seen with: the person's, or those of the program itself. */
async function scopeFor(db: Db, { workspaceId, workspace, email }: Reader): Promise<Scope> {
  if (email === undefined) return systemScope(db, workspaceId);
  const userId = await findUserIdByEmail(db, workspaceId, email);
  if (userId === undefined) throw new DomainError('identity.unknown_user', { params: { email, workspace } });
  return userScope(db, workspaceId, userId);
}

function print({ from, to, winRate, salesCycleDays, revenue, conversion }: Kpis): void {
  const percent = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(2)} %`);
  const days = (value: number | null) => (value === null ? '–' : value.toFixed(2));
  console.log(`${from} to ${to}`);
  console.log(`win rate      ${percent(winRate.value)} (${winRate.won} won, ${winRate.lost} lost)`);
  console.log(`conversion    ${percent(conversion.value)} (${conversion.won} of ${conversion.leads} leads)`);
  console.log(
    `sales cycle   ${days(salesCycleDays.mean)} days (median ${days(salesCycleDays.median)}, p90 ${days(salesCycleDays.p90)})`,
  );
  console.log(`revenue       ${revenue.amount} ${revenue.currency} (${revenue.wonDeals} deals)`);
}
