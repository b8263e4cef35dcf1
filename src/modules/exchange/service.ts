import { uuidv7 } from 'uuidv7';
import type { Database, Db } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs.ts';
import { translate } from '../../platform/i18n.ts';
import { permit } from '../../platform/rights.ts';
import { actingAs, type Scope } from '../../platform/scope.ts';
import { inTx } from '../../platform/tx.ts';
import { checkRows, refuseErrors } from './checking/service.ts';
import type { Import, ImportState, ImportSummary, Progress, TargetKind } from './contract.ts';
import type { FaultGroup } from './faults/contract.ts';
import { type FaultPlace, faultText, listFaults } from './faults/service.ts';
import type { ImportMap } from './mapping/contract.ts';
import { columnsOf, refuseBadMap } from './mapping/rules.ts';
import { runRows } from './running/service.ts';
import { listFiles, removeFile, stageFile, type Upload } from './staging/service.ts';
import type { ImportRow } from './state/rules.ts';
import {
  addImport,
  changeImport,
  changeLeased,
  dropImport,
  getImportRow,
  type Lease,
  LeaseLost,
  listImportRows,
  lockInState,
  takeLease,
} from './state/service.ts';
import { fieldLabel, isNamed, loadAllowedKinds, loadKinds, loadOptions, mayImport } from './targets/service.ts';
import type { TargetKind as TargetKinds } from './targets/rules.ts';
import { undoRows } from './undo/service.ts';

const editable: readonly ImportState[] = ['uploaded', 'mapped', 'checked'];
const emptyProgress: Progress = { phase: null, done: 0, total: 0, targets: [], undone: 0, kept: 0 };

function summaryOf(scope: Scope, row: ImportRow): ImportSummary {
  const { createdById, createdByName, fault, progress, map: _map, report: _report, ...rest } = row;
  return {
    ...rest,
    createdBy: createdById === null ? null : { id: createdById, name: createdByName ?? '' },
    progress: { ...emptyProgress, ...progress },
    fault: fault === null ? null : { code: fault.code, text: faultText(scope.language, fault.code, fault.params ?? {}) },
  };
}

/** An import with its files, mapping, check and progress. */
export async function getImport(db: Db, scope: Scope, id: string): Promise<Import> {
  permit(scope, 'import', 'view');
  const row = await getImportRow(db, scope, id);
  return { ...summaryOf(scope, row), map: row.map, report: row.report, files: await listFiles(db, scope, id) };
}

/** The latest imports that the scope may see. */
export async function listImports(db: Db, scope: Scope): Promise<ImportSummary[]> {
  permit(scope, 'import', 'view');
  return (await listImportRows(db, scope, 100)).map((row) => summaryOf(scope, row));
}

/** Begins an import: a place for files. */
export async function createImport(db: Db, scope: Scope, name: string): Promise<Import> {
  permit(scope, 'import', 'create');
  const id = uuidv7();
  await addImport(db, scope, id, name);
  return getImport(db, scope, id);
}

/** Reads an uploaded file into the import. What was mapped and checked so far has to be asked again. */
export async function uploadFile(db: Database, scope: Scope, id: string, upload: Upload): Promise<Import> {
  permit(scope, 'import', 'create');
  await inTx(db, (tx) => lockInState(tx, scope, id, editable));
  await stageFile(db, scope, id, upload);
  await reopen(db, scope, id);
  return getImport(db, scope, id);
}

/** Takes a file out of an import. */
export async function removeUpload(db: Database, scope: Scope, id: string, no: number): Promise<Import> {
  permit(scope, 'import', 'create');
  await inTx(db, async (tx) => {
    await lockInState(tx, scope, id, editable);
    await removeFile(tx, scope, id, no);
    await reopen(tx, scope, id);
  });
  return getImport(db, scope, id);
}

async function reopen(db: Db, scope: Scope, id: string): Promise<void> {
  await changeImport(db, scope, id, { state: 'uploaded', report: null });
}

/** Sets how the files are read; refuses kinds that the scope may not bring in, and what does not fit the files, naming each place. */
export async function setMapping(db: Database, scope: Scope, id: string, map: ImportMap): Promise<Import> {
  permit(scope, 'import', 'create');
  await inTx(db, async (tx) => {
    await lockInState(tx, scope, id, editable);
    const kinds = await loadKinds(tx, scope);
    const closed = map.files.flatMap(({ targets }) => targets).find(({ kind }) => kinds.has(kind) && !mayImport(scope, kind));
    if (closed) throw new DomainError('forbidden', { params: { object: closed.kind, action: 'import' } });
    refuseBadMap(map, await listFiles(tx, scope, id), kinds);
    await changeImport(tx, scope, id, { map, state: 'mapped', report: null });
  });
  return getImport(db, scope, id);
}

const jobOf = { checking: 'exchange.check', running: 'exchange.run', undoing: 'exchange.undo' } as const;
type Busy = keyof typeof jobOf;

/** Puts an import to work: the state now, the job once this is committed. */
async function begin(
  db: Database,
  scope: Scope,
  id: string,
  from: readonly ImportState[],
  to: Busy,
  options: { skipErrors?: boolean; withJob: boolean },
): Promise<void> {
  const action = to === 'undoing' ? 'undo' : 'create';
  permit(scope, 'import', action);
  await inTx(db, async (tx) => {
    const row = await lockInState(tx, scope, id, from, action);
    if (to === 'running') refuseErrors(row.report, options.skipErrors ?? false);
    const fresh = to === 'running' ? { progress: emptyProgress, skipsErrors: options.skipErrors ?? false } : {};
    await changeImport(tx, scope, id, { state: to, leaseId: null, fault: null, isFinished: false, ...fresh });
    if (options.withJob)
      await enqueue(
        tx,
        jobOf[to],
        { workspaceId: scope.workspaceId, importId: id, userId: scope.userId },
        { key: `${jobOf[to]}:${id}` },
      );
  });
}

/** Begins to read everything, to say what would happen. */
export async function beginCheck(db: Database, scope: Scope, id: string, withJob = true): Promise<void> {
  await begin(db, scope, id, ['mapped', 'checked'], 'checking', { withJob });
}

/** Begins to make the records of a checked import. With refused rows only when those are to be left out. */
export async function beginRun(db: Database, scope: Scope, id: string, skipErrors: boolean, withJob = true): Promise<void> {
  await begin(db, scope, id, ['checked'], 'running', { skipErrors, withJob });
}

/** Begins to take back what an import created. */
export async function beginUndo(db: Database, scope: Scope, id: string, withJob = true): Promise<void> {
  await begin(db, scope, id, ['done', 'cancelled', 'failed'], 'undoing', { withJob });
}

/** Stops a check or a run at the end of its batch. A stopped check can be repeated, a stopped run undone. */
export async function cancelImport(db: Database, scope: Scope, id: string): Promise<Import> {
  permit(scope, 'import', 'create');
  await inTx(db, async (tx) => {
    const row = await lockInState(tx, scope, id, ['checking', 'running']);
    if (row.state === 'checking') await changeImport(tx, scope, id, { state: 'mapped', leaseId: null });
    else await changeImport(tx, scope, id, { state: 'cancelled', leaseId: null, isFinished: true });
  });
  return getImport(db, scope, id);
}

/** Does the work that an import is waiting for, unless somebody does it already. Called by jobs and by the command line. */
export async function work(db: Database, scope: Scope, id: string, state: Busy): Promise<void> {
  const lease: Lease = { importId: id, state, id: uuidv7() };
  if (!(await takeLease(db, scope, lease))) return;
  const importer = actingAs(scope, { kind: 'import', id });
  try {
    const row = await getImportRow(db, scope, id);
    if (state === 'checking') await check(db, importer, row, lease);
    else if (state === 'running') await run(db, importer, row, lease);
    else await undo(db, importer, row, lease, 'undone');
  } catch (error) {
    if (error instanceof LeaseLost) return;
    if (error instanceof DomainError) return fail(db, importer, id, lease, error);
    // Where the database itself is gone this cannot be written either: the work is then taken up again later.
    await fail(db, importer, id, lease, new DomainError('internal')).catch(() => {});
    throw error;
  }
}

async function check(db: Database, scope: Scope, row: ImportRow, lease: Lease): Promise<void> {
  const report = await checkRows(db, scope, row, lease);
  await changeLeased(db, scope, lease, { state: 'checked', report, leaseId: null });
}

/** A run that meets rows it cannot write leaves them out when it may, else takes everything back: nothing stays half done. */
async function run(db: Database, scope: Scope, row: ImportRow, lease: Lease): Promise<void> {
  const { progress, faults } = await runRows(db, scope, row, lease);
  if (faults > 0 && !row.skipsErrors) throw new DomainError('exchange.rows_refused', { params: { count: faults } });
  await inTx(db, async (tx) => {
    await changeLeased(tx, scope, lease, {
      state: 'done',
      progress: { ...progress, phase: 'run' },
      leaseId: null,
      isFinished: true,
    });
    await enqueue(
      tx,
      'exchange.index',
      { workspaceId: scope.workspaceId, importId: row.id },
      { key: `exchange.index:${row.id}` },
    );
  });
}

async function undo(db: Database, scope: Scope, row: ImportRow, lease: Lease, state: ImportState): Promise<void> {
  const progress = await undoRows(db, scope, row, lease);
  await changeLeased(db, scope, lease, { state, progress, leaseId: null, isFinished: true });
}

async function fail(db: Database, scope: Scope, id: string, lease: Lease, error: DomainError): Promise<void> {
  const fault = { code: error.code, params: error.params };
  if (lease.state === 'running') await undoRows(db, scope, await getImportRow(db, scope, id), lease);
  await changeLeased(db, scope, lease, {
    state: lease.state === 'checking' ? 'mapped' : 'failed',
    fault,
    leaseId: null,
    isFinished: lease.state !== 'checking',
  });
}

/** Why rows are refused, by reason. */
export async function listImportFaults(db: Db, scope: Scope, id: string): Promise<FaultGroup[]> {
  permit(scope, 'import', 'view');
  const row = await getImportRow(db, scope, id);
  return listFaults(db, scope, id, await faultPlaces(db, scope, row));
}

/** Says where the faults of an import stand: in which file, which field, which column. */
export async function faultPlaces(
  db: Db,
  scope: Scope,
  { map }: ImportRow,
): Promise<(targetNo: number, field: string | null) => FaultPlace> {
  const kinds = await loadKinds(db, scope);
  const targets = (map?.files ?? []).flatMap(({ file, targets: own }) => own.map((target) => ({ ...target, file })));
  return (targetNo, key) => {
    const target = targets[targetNo];
    const field = kinds.get(target?.kind ?? '')?.fields.find((each) => each.key === key);
    const source = key === null ? undefined : target?.fields[key];
    const columns = source ? columnsOf(source) : [];
    return {
      file: target?.file ?? '',
      label: field ? fieldLabel(scope, field) : key,
      column: columns.length === 0 ? null : columns.join(', '),
    };
  };
}

/** Forgets an import that has made nothing. */
export async function forgetImport(db: Database, scope: Scope, id: string): Promise<void> {
  permit(scope, 'import', 'create');
  await inTx(db, async (tx) => {
    await lockInState(tx, scope, id, editable);
    await dropImport(tx, scope, id);
  });
}

/** Kinds that the scope may import, with their fields, labelled in the reader's language. */
export async function listKinds(db: Db, scope: Scope): Promise<TargetKind[]> {
  permit(scope, 'import', 'view');
  const all = await loadKinds(db, scope);
  return Promise.all(
    (await loadAllowedKinds(db, scope)).map(async (kind) => {
      const options = await loadOptions(db, scope, kind);
      const fields = kind.fields.map((one) => ({
        key: one.key,
        label: fieldLabel(scope, one),
        kind: one.field.kind,
        isRequired: one.field.required && one.field.defaultValue === undefined,
        isKey: one.isKey,
        isPart: one.part !== undefined,
        isLabelled: one.labelled !== undefined,
        choices: (options.get(one.key) ?? []).map(({ code, label }) => ({ value: code, label })),
        target: one.target ?? null,
        findBy: keysOf(one.target === undefined ? undefined : all.get(one.target)),
      }));
      return {
        kind: kind.kind,
        label: translate(scope.language, kind.label),
        nameField: kind.nameField,
        isNamed: isNamed(kind),
        knownBy: [...(kind.knownBy ?? [])],
        saysOneOf: [...(kind.saysOneOf ?? [])],
        isRestored: kind.isRestored ?? false,
        fields,
      };
    }),
  );
}

/** The fields by which records of a kind are found. */
function keysOf(kind: TargetKinds | undefined): string[] {
  return (kind?.fields ?? []).filter(({ isKey }) => isKey).map(({ key }) => key);
}
