import type { Db } from '../../../platform/db.ts';
import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import { TextSet } from '../../../platform/text-set.ts';
import { violationOf } from '../../../platform/violation.ts';
import { listCustomFields } from '../custom-fields/registry/service.ts';
import { uniqueText } from '../custom-fields/rules.ts';
import { findClaimants, membersOf } from '../custom-fields/values/service.ts';
import { type Entity, type Input, pointerTo } from '../entities/rules.ts';
import * as store from './store.ts';

/**
 * Runs a write and turns a violated unique index (`<table>_<column>_uq`) into a refusal that names the field. The
 * database decides the race between two writers; this only gives its answer a name.
 */
export async function refuseDuplicates(entity: Entity, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const violation = violationOf(error);
    if (violation?.kind !== 'unique') throw error;
    const column = entity.columns.find((candidate) => violation.constraint === `${entity.table}_${candidate.column}_uq`);
    if (!column) throw error;
    throw new DomainError('invalid_input', {
      status: 409,
      fields: [{ pointer: `/body/${column.property}`, code: 'duplicate' }],
      cause: error,
    });
  }
}

/** Of some values that are one record's alone those that a living record has, be it out of the scope's sight. */
export async function findTaken(
  db: Db,
  scope: Scope,
  entity: Entity,
  fieldKey: string,
  texts: readonly string[],
): Promise<ReadonlySet<string>> {
  const column = entity.columns.find(({ key }) => key === fieldKey);
  const holders = column === undefined ? [] : await store.findHolders(db, scope, entity, column, texts);
  return new Set(holders.map(({ value }) => value));
}

/** Values that rows of one file claim, by field: of two rows with one value only the first can have it. */
export type Claims = Map<string, TextSet>;

interface UniqueField {
  path: string;
  textOf: (values: Input) => string | null;
  holders: (texts: readonly string[]) => Promise<store.Holder[]>;
}

async function uniqueFields(db: Db, scope: Scope, entity: Entity): Promise<UniqueField[]> {
  const own = entity.columns
    .filter(({ field, sqlType }) => field.unique && sqlType === 'text')
    .map((column): UniqueField => ({
      path: column.property,
      textOf: (values) => uniqueText('text', values[column.property]),
      holders: (texts) => store.findHolders(db, scope, entity, column, texts),
    }));
  const added = (await listCustomFields(db, scope, entity.object))
    .filter(({ isUnique }) => isUnique)
    .map((field): UniqueField => ({
      path: `custom/${field.key}`,
      textOf: (values) => uniqueText(field.kind, membersOf(values['custom'])[field.key]),
      holders: (texts) => findClaimants(db, scope, field, texts),
    }));
  return [...own, ...added];
}

/**
 * Refuses, naming each, values that are one record's alone and that another record has, or a row before. What only would be
 * written is asked so; of what is written the database says it.
 */
export async function refuseTaken(
  db: Db,
  scope: Scope,
  entity: Entity,
  batch: readonly { id: string; values: Input }[],
  claims: Claims,
): Promise<void> {
  const faults: FieldFault[] = [];
  const claimed: [string, string][] = [];
  for (const { path, textOf, holders } of await uniqueFields(db, scope, entity)) {
    const named = batch.flatMap(({ id, values }, index) => {
      const text = textOf(values);
      return text === null || text === '' ? [] : [{ id, index, text }];
    });
    if (named.length === 0) continue;
    const holderOf = new Map((await holders(named.map(({ text }) => text))).map(({ value, id }) => [value, id]));
    const before = new Set<string>();
    for (const { id, index, text } of named) {
      const holder = holderOf.get(text);
      const isTaken = holder !== undefined && holder !== id;
      const isRepeated = before.has(text) || (claims.get(path)?.has(text) ?? false);
      before.add(text);
      if (isTaken || isRepeated)
        faults.push({ pointer: pointerTo(index, batch.length, path), code: isTaken ? 'duplicate' : 'repeated' });
      claimed.push([path, text]);
    }
  }
  if (faults.length > 0) throw new DomainError('invalid_input', { status: 409, fields: faults });
  for (const [path, text] of claimed) {
    const texts = claims.get(path) ?? new TextSet();
    texts.add(text);
    claims.set(path, texts);
  }
}
