import { refreshStatistics } from '../../../platform/statistics.ts';
import type { Database } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import { TextSet } from '../../../platform/text-set.ts';
import { inTx } from '../../../platform/tx.ts';
import { namedIn } from '../../records/trials/rules.ts';
import type { Progress } from '../contract.ts';
import { addFaults, faultyRows, type RowFault } from '../faults/service.ts';
import { identifyRows } from '../identities/service.ts';
import { createFinder, type Finder } from '../links/service.ts';
import { rowOrder } from '../ordering/service.ts';
import { loadPlan } from '../plan/service.ts';
import { type CompiledTarget, readRow, withoutFixedRole } from '../reading/rules.ts';

import { eachBatch, readRows, type StagedRow } from '../staging/service.ts';
import type { ImportRow } from '../state/rules.ts';
import { changeLeased, type Lease } from '../state/service.ts';
import { writeOf } from '../targets/service.ts';
import type { TargetCounts } from './contract.ts';
import { addCounts } from '../counts/rules.ts';
import { faultOf, newProgress, type RunProgress } from './rules.ts';

const batchSize = 1000;
const maxFaults = 1000;

interface Run {
  db: Database;
  scope: Scope;
  row: ImportRow;
  lease: Lease;
  progress: RunProgress;
  faults: number;
}

interface Made {
  staged: StagedRow;
  id: string | null;
  values: Record<string, unknown>;
}

/** From so many rows on, the planner is told of an import at once. */
const manyRows = 1000;

/**
 * Runs a checked import. Each batch is one transaction that also writes how far the run has come: a run that was
 * interrupted goes on where it stopped, and no row is made twice.
 */
export async function runRows(
  db: Database,
  scope: Scope,
  row: ImportRow,
  lease: Lease,
): Promise<{ progress: Progress; faults: number }> {
  const { targets, total } = await loadPlan(db, scope, row);
  const before = row.progress;
  const progress =
    before.phase === 'run' && before.cursors
      ? { ...newProgress('run', targets, total), ...before, cursors: before.cursors }
      : newProgress('run', targets, total);
  const run: Run = { db, scope, row, lease, progress, faults: 0 };
  for (const target of targets) await runTarget(run, target);
  if (total >= manyRows) await refreshStatistics(db);
  return { progress: run.progress, faults: run.faults };
}

async function runTarget(run: Run, target: CompiledTarget): Promise<void> {
  const { db, scope, row } = run;
  const refused = await faultyRows(db, scope, row.id, target.no);
  const finder = createFinder(db, scope, null);
  const seen = new TextSet();
  for await (const { rows, cursor } of batchesOf(run, target)) {
    const wanted = rows.filter(({ no }) => !refused.has(no));
    const { made, skipped } = await readBatch(run, target, finder, wanted, seen);
    await writeBatch(run, target, made, { skip: skipped, error: rows.length - wanted.length, cursor, rows: rows.length });
  }
}

interface Batch {
  rows: StagedRow[];
  /** Where the target's run has come to once the batch is written. */
  cursor: number;
}

/** The rows that are left, in the file's order (the cursor is a row number) or parents first (it counts rows). */
async function* batchesOf({ db, scope, row, progress }: Run, target: CompiledTarget): AsyncGenerator<Batch> {
  const done = progress.cursors[target.no] ?? 0;
  const levels = await rowOrder(db, scope, row.id, target);
  if (levels === null) {
    for await (const rows of eachBatch(db, scope, row.id, target.fileNo, batchSize, done))
      yield { rows, cursor: rows.at(-1)?.no ?? done };
    return;
  }
  let place = 0;
  for (const level of levels) {
    for (let start = 0; start < level.length; start += batchSize) {
      const numbers = level.slice(start, start + batchSize);
      place += numbers.length;
      if (place > done) yield { rows: await readRows(db, scope, row.id, target.fileNo, numbers), cursor: place };
    }
  }
}

async function readBatch(
  { db, scope }: Run,
  target: CompiledTarget,
  finder: Finder,
  rows: readonly StagedRow[],
  seen: TextSet,
): Promise<{ made: Made[]; skipped: number }> {
  await finder.prepare(target, rows);
  const { key } = target;
  const isRepeated = (staged: StagedRow): boolean => {
    const text = key?.textOf(staged.cells).trim() ?? '';
    return target.spec.distinct && (text === '' || seen.seen(text, staged.no) !== undefined);
  };
  const read = rows
    .filter((staged) => !isRepeated(staged))
    .map((staged) => ({ staged, ...readRow(target, staged.cells, finder.find) }));
  const faulty = read.find(({ faults }) => faults.length > 0);
  // The check has passed, so somebody has changed the workspace since.
  if (faulty)
    throw new DomainError('exchange.changed_since_check', { status: 409, params: { row: faulty.staged.no, file: target.file } });
  const identities = await identifyRows(db, scope, target, read);
  const made = read.map(({ staged, values }, at): Made => {
    const id = identities[at]?.ids[0] ?? null;
    return { staged, id, values: id === null ? withSummary(target, staged, values) : withoutFixedRole(target, values) };
  });
  return { made, skipped: rows.length - made.length };
}

/** A deal's line shows the product's name; the row has just named it. */
function withSummary(target: CompiledTarget, staged: StagedRow, values: Record<string, unknown>): Record<string, unknown> {
  const product = target.spec.kind === 'deal' ? target.fields.find(({ target: { key } }) => key === 'product') : undefined;
  return product?.find === 'name' && values['productId'] !== undefined
    ? { ...values, productSummary: product.textOf(staged.cells) }
    : values;
}

interface BatchEnd {
  skip: number;
  error: number;
  cursor: number;
  rows: number;
}

/**
 * Writes a batch in one transaction with the progress. Where a rule of the module refuses it, the rows that the rule
 * means are found and kept with their reason, and the others are written.
 */
async function writeBatch(run: Run, target: CompiledTarget, made: readonly Made[], end: BatchEnd): Promise<void> {
  const { db, scope, row, lease } = run;
  try {
    const counts = await inTx(db, async (tx) => {
      const creates = made.filter(({ id }) => id === null).map(({ values }) => values);
      const updates = made.flatMap(({ id, values }) => (id === null ? [] : [{ id, values }]));
      const changed = await writeOf(tx, scope, target.spec.kind, { creates, updates }, row.id);
      const next = advance(
        run.progress,
        target.no,
        { create: creates.length, update: changed, same: updates.length - changed, skip: end.skip, error: end.error },
        end,
      );
      await changeLeased(tx, scope, lease, { progress: next });
      return next;
    });
    run.progress = counts;
  } catch (error) {
    if (!(error instanceof DomainError) || error.status >= 500) throw error;
    await splitBatch(run, target, made, end, error);
  }
}

async function splitBatch(
  run: Run,
  target: CompiledTarget,
  made: readonly Made[],
  end: BatchEnd,
  error: DomainError,
): Promise<void> {
  if (made.length === 0) throw error;
  const refused = await findRefused(run, target, made);
  if (refused.size === 0) throw error;
  run.faults += refused.size;
  await addFaults(
    run.db,
    run.scope,
    run.row.id,
    target.no,
    [...refused].flatMap(([one, reason]) => rowFaultsOf(target, one, reason)),
  );
  const left = made.filter((one) => !refused.has(one));
  return writeBatch(run, target, left, { ...end, error: end.error + refused.size });
}

class Undo extends Error {}

/** Tries rows in transactions that are taken back, in halves, down to those that are refused by themselves. */
async function findRefused(run: Run, target: CompiledTarget, made: readonly Made[]): Promise<Map<Made, DomainError>> {
  const reason = await tryWrite(run, target, made);
  const [only] = made;
  if (reason === null || !only) return new Map();
  if (made.length === 1) return new Map([[only, reason]]);
  if (run.faults > maxFaults) throw reason;
  const middle = Math.floor(made.length / 2);
  const first = await findRefused(run, target, made.slice(0, middle));
  return new Map([...first, ...(await findRefused(run, target, made.slice(middle)))]);
}

async function tryWrite({ db, scope, row }: Run, target: CompiledTarget, made: readonly Made[]): Promise<DomainError | null> {
  try {
    await inTx(db, async (tx) => {
      const creates = made.filter(({ id }) => id === null).map(({ values }) => values);
      const updates = made.flatMap(({ id, values }) => (id === null ? [] : [{ id, values }]));
      await writeOf(tx, scope, target.spec.kind, { creates, updates }, row.id);
      throw new Undo();
    });
  } catch (error) {
    if (error instanceof DomainError && error.status < 500) return error;
    if (!(error instanceof Undo)) throw error;
  }
  return null;
}

function rowFaultsOf(target: CompiledTarget, { staged }: Made, error: DomainError): RowFault[] {
  const reasons = namedIn(error, 1).get(0) ?? [];
  return reasons.map((reason) => ({ ...faultOf(target, staged.cells, reason), rowNo: staged.no }));
}

function advance(progress: RunProgress, targetNo: number, add: TargetCounts, end: BatchEnd): RunProgress {
  const targets = progress.targets.map((target) =>
    target.no === targetNo ? { ...target, counts: addCounts(target.counts, add) } : target,
  );
  return { ...progress, targets, cursors: { ...progress.cursors, [targetNo]: end.cursor }, done: progress.done + end.rows };
}
