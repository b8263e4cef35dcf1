import type { Db } from '../../../../platform/db.ts';
import { permit } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';
import { restedOn } from '../rules.ts';
import * as store from '../store.ts';

export interface ImportedBook {
  id: string;
  title: string;
}

/** Price books that an import made. */
export async function listImportedBooks(db: Db, scope: Scope, importId: string): Promise<ImportedBook[]> {
  permit(scope, 'priceBook', 'view');
  return store.findImported(db, scope, importId);
}

/** Deletes the price books that an import made, whoever changed them since, and answers those that stay because another book rests on them. */
export async function removeImportedBooks(tx: Tx, scope: Scope, importId: string): Promise<ImportedBook[]> {
  permit(scope, 'priceBook', 'edit');
  await store.lockBooks(tx, scope);
  const found = await store.findImported(tx, scope, importId);
  const stays = restedOn(await store.findEdges(tx, scope), new Set(found.map(({ id }) => id)));
  await store.deleteBooks(
    tx,
    scope,
    found.flatMap(({ id }) => (stays.has(id) ? [] : [id])),
  );
  return found.filter(({ id }) => stays.has(id));
}
