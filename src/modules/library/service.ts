import type { Db } from '../../platform/db.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import { enqueue } from '../../platform/jobs.ts';
import { translate } from '../../platform/i18n.ts';
import { createRecords } from '../records/entities/service.ts';
import { listRecords } from '../records/listing/service.ts';
import { findRows } from '../records/rows/service.ts';
import { Material, type ObjectionKind } from './contract.ts';
import { materialEntity } from './entity.ts';
import { type AnswerCount, shareOf } from './rules.ts';
import { startingAnswers, startingLanguages } from './starting/rules.ts';
import * as store from './store.ts';

/** A new workspace gets the answers that come with the product, once it is made (hook of identity). */
export async function prepareLibrary(tx: Tx, scope: Scope): Promise<void> {
  await enqueue(tx, 'library.start', { workspaceId: scope.workspaceId });
}

/**
 * Adds the answers that come with the product to a library that is empty. Quietly, when a workspace is made, one that ever had anything in
 * it stays as it is.
 */
export async function addStartingMaterials(db: Db, scope: Scope, isQuiet = false): Promise<{ added: number }> {
  return inTx(db, async (tx) => {
    const inputs = (await store.hasMaterials(tx, scope, isQuiet)) ? [] : startingInputs();
    await createRecords(tx, scope, materialEntity, inputs, { isQuiet });
    return { added: inputs.length };
  });
}

/** Whether somebody put something into the library, beside what came with the product. */
export async function hasOwnMaterials(db: Db, scope: Scope): Promise<boolean> {
  return store.hasOwnMaterials(db, scope);
}

function startingInputs() {
  const parts = ['title', 'said', 'listen', 'understand', 'solve', 'patience'] as const;
  return startingLanguages.flatMap((language) =>
    startingAnswers.map(({ key, objectionKind, stage }) => ({
      ...Object.fromEntries(parts.map((part) => [part, translate(language, `library:starting.${key}.${part}`)])),
      kind: 'answer',
      language,
      objectionKind,
      stage,
    })),
  );
}

/** The most answers of a kind that are looked at. */
const most = 200;

/** Answers to objections of a kind that are in use and that the scope may see, the most used first. */
export async function findAnswers(db: Db, scope: Scope, objectionKind: ObjectionKind): Promise<Material[]> {
  const filter = JSON.stringify({
    and: [
      { field: 'kind', op: 'in', value: ['answer'] },
      { field: 'objectionKind', op: 'in', value: [objectionKind] },
      { field: 'isActive', op: 'eq', value: true },
    ],
  });
  const { data } = await listRecords(db, scope, materialEntity, { filter, sort: '-usedCount', limit: most });
  return data.map((entry) => Material.parse(entry));
}

/** Those of the entries that the scope may see, with what they are called. */
export async function findMaterialTitles(db: Db, scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = ids.length === 0 ? [] : await findRows(db, scope, materialEntity, [...new Set(ids)]);
  return new Map(rows.map((row) => [String(row['id']), String(row['title'])]));
}

/** Keeps how answers did, as a higher module counted it. */
export async function keepFigures(tx: Tx, scope: Scope, counts: readonly AnswerCount[]): Promise<void> {
  if (counts.length === 0) return;
  await store.writeFigures(
    tx,
    scope,
    counts.map(({ id, used, closed, solved, won, lost }) => ({
      id,
      usedCount: used,
      closedCount: closed,
      solvedCount: solved,
      solvedBp: shareOf(solved, closed),
      wonCount: won,
      lostCount: lost,
      wonBp: shareOf(won, won + lost),
    })),
  );
}
