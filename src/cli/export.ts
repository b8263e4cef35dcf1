import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { findWorkspaceId, systemScope } from '../modules/identity/access/service.ts';
import { allEntities } from '../modules/records/entities/rules.ts';
import { exportFormats } from '../modules/records/entities/contract.ts';
import { exportFile } from '../modules/records/export/service.ts';
import { DomainError } from '../platform/errors.ts';
import { explain, StartError } from '../platform/start-error.ts';
import { withDatabase } from './attach.ts';
import { checkOptions } from './options.ts';
import { isClosedPipe } from './output.ts';

const Options = z.object({
  workspace: z.string(),
  object: z.string(),
  filter: z.string().optional(),
  sort: z.string().optional(),
  columns: z.string().optional(),
  format: z.enum(exportFormats).optional(),
  output: z.string().optional(),
});

export function register(program: Command): void {
  program
    .command('export')
    .description('write records as CSV or as a workbook of Excel')
    .requiredOption('--workspace <slug>', 'short name of the workspace')
    .requiredOption('--object <kind>', 'what to export: accounts, contacts, products, leads, deals …')
    .option('--filter <json>', 'filter of the list, as the API takes it')
    .option('--sort <fields>', 'order of the list, as the API takes it: -amountMinor,title')
    .option('--columns <keys>', 'fields wanted, in that order: title,account,amountMinor; all unless given')
    .option('--format <format>', 'csv or xlsx; csv unless given')
    .option('--output <file>', 'write to this file instead of standard output')
    .action(exportRecords);
}

async function exportRecords(given: unknown): Promise<void> {
  const { workspace, object, output, ...asked } = checkOptions(Options, given);
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
    const file = await exportFile(db, scope, entity, asked);
    await (output === undefined ? print(file) : writeTo(file, output));
  });
}

async function print(file: Readable): Promise<void> {
  await pipeline(file, process.stdout, { end: false }).catch((error: unknown) => {
    if (!isClosedPipe(error)) throw error;
  });
}

/** The file appears whole or not at all, and one that was there before stays until then. */
async function writeTo(file: Readable, output: string): Promise<void> {
  const before = await stat(output).catch(() => undefined);
  // What is no plain file, a pipe for example, cannot be put in the place of another.
  const isPlain = before === undefined || before.isFile();
  const draft = isPlain ? `${output}.part` : output;
  try {
    await pipeline(file, createWriteStream(draft));
    if (isPlain) await rename(draft, output);
  } catch (error) {
    file.destroy();
    if (isPlain) await rm(draft, { force: true }).catch(() => undefined);
    if (!isFileFault(error)) throw error;
    const fix = 'Choose another place with --output.';
    throw new StartError(`The file ${output} could not be written: ${explain(error)}.`, fix, error);
  }
}

/** A fault of the file system (no such folder, no room), not of what was asked for. */
function isFileFault(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && ['open', 'write', 'close', 'rename'].includes(String(error.syscall));
}
