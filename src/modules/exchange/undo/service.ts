import type { Database } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { removeImportedPrices } from '../../catalogue/books/prices/importing/service.ts';
import { findNumbered, takeBackNumbers } from '../../catalogue/numbers/importing/service.ts';
import { takeBackVariants } from '../../catalogue/parts/importing/service.ts';
import { findRelated } from '../../customers/relations/service.ts';
import { removeImportedPeople } from '../../identity/imports/service.ts';
import { allEntities, type Entity } from '../../records/entities/rules.ts';
import { type FindUsed, removeImported } from '../../records/keys/service.ts';
import { takeBackRates } from '../../settings/importing/service.ts';
import { findWrittenOn, removeImportedActivities } from '../../timeline/imports/service.ts';
import type { Progress, TargetReport } from '../contract.ts';
import { customerNumberKind } from '../numbers/rules.ts';
import { bookPriceKind } from '../prices/rules.ts';
import { exchangeRateKind } from '../rates/rules.ts';
import type { ImportRow } from '../state/rules.ts';
import { changeLeased, type Lease } from '../state/service.ts';
import { rankOf } from '../targets/rules.ts';
import { variantKind } from '../variants/rules.ts';

const batchSize = 500;

/**
 * Takes back what an import created, the last made first: deleted for good unless somebody has changed it since or has come
 * to use it; those are counted and stay. What the import changed on records that were there before stays as well; variants, prices
 * of books, customers' numbers and exchange rates get back what they were.
 */
export async function undoRows(db: Database, scope: Scope, row: ImportRow, lease: Lease): Promise<Progress> {
  const progress: Progress = {
    phase: 'undo',
    done: 0,
    total: createdBy(row),
    targets: row.progress.targets ?? [],
    undone: 0,
    kept: 0,
  };
  const add = async (removed: number, kept: number) => {
    progress.undone += removed;
    progress.kept += kept;
    progress.done = progress.undone + progress.kept;
    await changeLeased(db, scope, lease, { progress });
  };
  await add(await removeImportedActivities(db, scope, row.id), 0);
  await removeImportedPrices(db, scope, row.id, add);
  await takeBackNumbers(db, scope, row.id, add);
  await takeBackVariants(db, scope, row.id, add);
  for (const entity of allEntities().toSorted((a, b) => rankOf(b.object) - rankOf(a.object)))
    await removeKind(db, scope, entity, row.id, add);
  const people = await removeImportedPeople(db, scope, row.id);
  await add(people.removed, people.kept);
  await takeBackRates(db, scope, row.id, add);
  return progress;
}

const restored = new Set([bookPriceKind, customerNumberKind, exchangeRateKind, variantKind]);

function createdBy(row: ImportRow): number {
  const undoneOf = ({ kind, counts }: TargetReport): number => counts.create + (restored.has(kind) ? counts.update : 0);
  return (row.progress.targets ?? []).reduce((sum, target) => sum + undoneOf(target), 0);
}

const findUsed: FindUsed = async (tx, scope, ids) => [
  ...(await findWrittenOn(tx, scope, ids)),
  ...(await findRelated(tx, scope, ids)),
  ...(await findNumbered(tx, scope, ids)),
];

/** Records of a kind may point to each other across batches: what was in use is tried again until nothing gives way. */
async function removeKind(
  db: Database,
  scope: Scope,
  entity: Entity,
  importId: string,
  add: (removed: number, kept: number) => Promise<void>,
): Promise<void> {
  let kept = 0;
  let removed = 0;
  do {
    kept = 0;
    removed = 0;
    let before: string | null = null;
    do {
      const options = { importId, before, limit: batchSize, findUsed };
      const done: Awaited<ReturnType<typeof removeImported>> = await removeImported(db, scope, entity, options);
      removed += done.removed;
      kept += done.kept;
      before = done.next;
      await add(done.removed, 0);
    } while (before !== null);
  } while (kept > 0 && removed > 0);
  await add(0, kept);
}
