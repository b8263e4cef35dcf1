import type { Command } from 'commander';
import { z } from 'zod';
import { findWorkspaceId, systemScope } from '../modules/identity/access/service.ts';
import { KpiQuery, Kpis } from '../modules/insights/contract.ts';
import { getKpis } from '../modules/insights/service.ts';
import { DomainError } from '../platform/errors.ts';
import { withDatabase } from './attach.ts';
import { checkOptions } from './options.ts';
import { printJson } from './output.ts';

const Options = KpiQuery.extend({ workspace: z.string(), json: z.boolean().optional() });

export function register(program: Command): void {
  program
    .command('kpi')
    .description('win rate, conversion, sales cycle and revenue of a period')
    .requiredOption('--workspace <slug>', 'short name of the workspace')
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD')
    .requiredOption('--to <day>', 'last day, YYYY-MM-DD')
    .option('--team-id <id>', 'only this team and those below')
    .option('--owner-id <id>', 'only this seller')
    .option('--product-id <id>', 'only deals with this product')
    .option('--source <source>', 'only deals of this source')
    .option('--industry <industry>', 'only accounts of this industry')
    .option('--json', 'print JSON')
    .action(showKpis);
}

async function showKpis(given: unknown): Promise<void> {
  const { workspace, json, ...query } = checkOptions(Options, given);
  await withDatabase(async ({ db }) => {
    const workspaceId = await findWorkspaceId(db, workspace);
    if (workspaceId === undefined) throw new DomainError('identity.unknown_workspace', { params: { workspace } });
    const kpis = await getKpis(db, await systemScope(db, workspaceId), query);
    // By the contract, as the API answers it.
    if (json) printJson(Kpis.parse(kpis));
    else print(kpis);
  });
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
