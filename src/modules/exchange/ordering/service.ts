import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type Coming, noteComing, placeOf } from '../links/service.ts';
import type { CompiledField, CompiledTarget } from '../reading/rules.ts';
import { type Dependent, orderDependents } from '../running/rules.ts';
import { eachBatch } from '../staging/service.ts';

/** True for a field by which rows of a target point to records of the same kind: an account's parent. */
export function isSelfLinked(target: CompiledTarget, field: CompiledField): boolean {
  return field.target.target === target.spec.kind;
}

function selfLinkOf(target: CompiledTarget): { link: CompiledField; key: CompiledField } | null {
  const link = target.fields.find((field) => isSelfLinked(target, field));
  const key =
    link &&
    target.fields.find(({ target: { key: name } }) => name === (link.find === 'name' ? target.kind.nameField : link.find));
  return link && key ? { link, key } : null;
}

async function dependents(
  db: Db,
  scope: Scope,
  importId: string,
  target: CompiledTarget,
  link: CompiledField,
  key: CompiledField,
): Promise<Dependent[]> {
  const rows: Dependent[] = [];
  for await (const batch of eachBatch(db, scope, importId, target.fileNo, 5000)) {
    rows.push(...batch.map(({ no, cells }) => ({ no, key: key.textOf(cells), parent: link.textOf(cells) })));
  }
  return rows;
}

/** Rows that wait for each other in a circle. On the way, notes every key of the file as coming, so that rows may point ahead. */
export async function circularRows(
  db: Db,
  scope: Scope,
  importId: string,
  target: CompiledTarget,
  coming: Coming,
): Promise<Set<number>> {
  const self = selfLinkOf(target);
  if (!self) return new Set();
  const rows = await dependents(db, scope, importId, target, self.link, self.key);
  const place = placeOf(target.spec.kind, self.link.find);
  for (const { key } of rows) noteComing(coming, place, key);
  const own = rows.filter(({ key, parent }) => key === parent && key !== '').map(({ no }) => no);
  return new Set([...orderDependents(rows).circular, ...own]);
}

/** Row numbers in groups that must follow each other, for a kind that points to itself; null where the file's order does. */
export async function rowOrder(db: Db, scope: Scope, importId: string, target: CompiledTarget): Promise<number[][] | null> {
  const self = selfLinkOf(target);
  if (!self) return null;
  return orderDependents(await dependents(db, scope, importId, target, self.link, self.key)).levels;
}
