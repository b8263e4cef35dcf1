import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { findUserIdByEmail, findWorkspaceId, systemScope, userScope } from '../modules/identity/access/service.ts';
import { EmailAddress } from '../modules/identity/contract.ts';
import type { Import } from '../modules/exchange/contract.ts';
import type { FaultGroup } from '../modules/exchange/faults/contract.ts';
import { faultText } from '../modules/exchange/faults/service.ts';
import { ImportMap } from '../modules/exchange/mapping/contract.ts';
import {
  beginCheck,
  beginRun,
  createImport,
  forgetImport,
  getImport,
  listImportFaults,
  setMapping,
  uploadFile,
  work,
} from '../modules/exchange/service.ts';
import type { Database } from '../platform/db.ts';
import { DomainError } from '../platform/errors.ts';
import { faultsOf } from '../platform/faults.ts';
import type { Scope } from '../platform/scope.ts';
import { withDatabase } from './attach.ts';
import { checkOptions } from './options.ts';
import { printJson } from './output.ts';

const Options = z.object({
  workspace: z.string(),
  map: z.string(),
  email: EmailAddress.optional(),
  dryRun: z.boolean().optional(),
  skipErrors: z.boolean().optional(),
  json: z.boolean().optional(),
});

export function register(program: Command): void {
  program
    .command('import')
    .description('import CSV files by a map; several related files go in one run')
    .argument('<folder>', 'folder with the files that the map names')
    .requiredOption('--workspace <slug>', 'short name of the workspace')
    .requiredOption('--map <file>', 'JSON file that says how the files are read')
    .option('--email <address>', 'the user in whose name to import (the program itself)')
    .option('--dry-run', 'read everything and say what would happen, without changing a record')
    .option('--skip-errors', 'leave out rows that cannot be read, instead of importing nothing')
    .option('--json', 'print JSON')
    .action(importFiles);
}

async function importFiles(folder: string, given: unknown): Promise<void> {
  const options = checkOptions(Options, given);
  const map = await readMap(options.map);
  const files = await filesOf(folder, map);
  await withDatabase(async ({ db }) => {
    const scope = await scopeOf(db, options.workspace, options.email);
    const { id } = await createImport(db, scope, map.name ?? nameOf(files));
    try {
      await stage(db, scope, id, map, files);
      const checked = await check(db, scope, id);
      const hasErrors = (checked.report?.errors ?? 0) > 0;
      const faults = hasErrors ? await listImportFaults(db, scope, id) : [];
      const isRefused = checked.state !== 'checked' || (hasErrors && !options.skipErrors);
      const result = options.dryRun || isRefused ? checked : await run(db, scope, id, options.skipErrors ?? false);
      const late = result.progress.phase === 'run' ? await listImportFaults(db, scope, id) : faults;
      print(result, late, { isDryRun: options.dryRun ?? false, json: options.json ?? false });
      if (isRefused || (!options.dryRun && result.state !== 'done')) process.exitCode = 1;
    } finally {
      // A dry run, and an import that was refused, leave nothing behind.
      const { state } = await getImport(db, scope, id);
      if (state === 'uploaded' || state === 'mapped' || state === 'checked') await forgetImport(db, scope, id);
    }
  });
}

async function readMap(path: string): Promise<ImportMap> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new DomainError('exchange.map_unreadable', { params: { path }, cause: error });
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new DomainError('exchange.map_not_json', { params: { path } });
  }
  const map = ImportMap.safeParse(json, { reportInput: true });
  if (!map.success) throw new DomainError('exchange.bad_map', { params: { path }, fields: faultsOf(map.error, 'map') });
  return map.data;
}

async function filesOf(folder: string, map: ImportMap): Promise<{ name: string; path: string }[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new DomainError('exchange.no_folder', { params: { folder }, cause: error });
  });
  return map.files.map(({ file }) => {
    if (!names.includes(file)) throw new DomainError('exchange.missing_file', { params: { file, files: names.join(', ') } });
    return { name: file, path: join(folder, file) };
  });
}

/** What an import is called whose map names none: its files. */
function nameOf(files: readonly { name: string }[]): string {
  return files
    .map(({ name }) => name)
    .join(', ')
    .slice(0, 200);
}

async function scopeOf(db: Database, workspace: string, email: string | undefined): Promise<Scope> {
  const workspaceId = await findWorkspaceId(db, workspace);
  if (workspaceId === undefined) throw new DomainError('identity.unknown_workspace', { params: { workspace } });
  if (email === undefined) return systemScope(db, workspaceId);
  const userId = await findUserIdByEmail(db, workspaceId, email);
  if (userId === undefined) throw new DomainError('identity.unknown_user', { params: { email, workspace } });
  return userScope(db, workspaceId, userId);
}

async function stage(
  db: Database,
  scope: Scope,
  id: string,
  map: ImportMap,
  files: readonly { name: string; path: string }[],
): Promise<void> {
  for (const { name, path } of files) {
    const asked = map.files.find(({ file }) => file === name);
    const { encoding, delimiter, hasHeader = true } = asked ?? {};
    const open = () => Promise.resolve(createReadStream(path));
    await uploadFile(db, scope, id, { name, open, encoding, delimiter, hasHeader }).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      // Of several files, the one that is meant.
      const text = faultText(scope.language, error.code, error.params);
      throw new DomainError('exchange.bad_file', { params: { file: name, text }, cause: error });
    });
  }
  await setMapping(db, scope, id, map);
}

async function check(db: Database, scope: Scope, id: string): Promise<Import> {
  await beginCheck(db, scope, id, false);
  await work(db, scope, id, 'checking');
  return getImport(db, scope, id);
}

async function run(db: Database, scope: Scope, id: string, skipErrors: boolean): Promise<Import> {
  await beginRun(db, scope, id, skipErrors, false);
  await work(db, scope, id, 'running');
  return getImport(db, scope, id);
}

function print(result: Import, faults: readonly FaultGroup[], { isDryRun, json }: { isDryRun: boolean; json: boolean }): void {
  const targets = result.progress.phase === 'run' ? result.progress.targets : (result.report?.targets ?? []);
  const { id, state, fault, files } = result;
  if (json)
    return printJson({
      id,
      state,
      isDryRun,
      files: files.map(({ name, encoding, delimiter, hasHeader, rows }) => ({ name, encoding, delimiter, hasHeader, rows })),
      targets,
      errors: result.report?.errors ?? 0,
      faults,
      proposals: result.report?.proposals ?? [],
      notes: result.report?.notes ?? [],
      fault,
    });
  for (const { name, encoding, delimiter, rows } of files)
    console.log(
      `${name}: ${rowsText(rows)}, read as ${encoding.toUpperCase()}, columns separated by ${JSON.stringify(delimiter)}`,
    );
  for (const { file, kind, counts } of targets) {
    console.log(
      `${file} → ${kind}: ${counts.create} new, ${counts.update} changed, ${counts.same} unchanged, ${counts.skip} skipped, ${counts.error} refused`,
    );
  }
  for (const fault of faults) console.log(faultLine(fault));
  for (const { file, field, value, rows, proposed } of result.report?.proposals ?? [])
    if (proposed !== null)
      console.log(`${file}, ${field}: "${value}" (${rows} rows) may mean "${proposed}": add it to "values" in the map.`);
  if (fault) console.error(`chengdan: ${fault.text}`);
  console.log(isDryRun ? 'Dry run: nothing was changed.' : state === 'done' ? 'Imported.' : 'Nothing was imported.');
}

function rowsText(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

/** Where, why, which rows, and what else stands there: the reason names the value of the first row alone. */
function faultLine({ file, column, field, text, count, rows, values }: FaultGroup): string {
  const where = [file, column ?? field].filter((part) => part !== null).join(', ');
  const first = rows.slice(0, 5).join(', ');
  const which = count === 1 ? `row ${first}` : count <= 5 ? `rows ${first}` : `${count} rows, first ${first}`;
  const others = values.length > 1 ? `: ${values.map((value) => `"${value}"`).join(', ')}` : '';
  return `${where}: ${text} (${which}${others})`;
}
