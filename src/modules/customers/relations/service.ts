import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { getHead } from '../../records/audit/service.ts';
import { allEntities } from '../../records/entities/rules.ts';
import type { NewRelation, Relation } from './contract.ts';
import { relationsBetween } from './rules.ts';
import * as store from './store.ts';

type Head = Awaited<ReturnType<typeof getHead>>;

function permitEdit(scope: Scope, head: Head): void {
  if (!reaches(scope, head.kind, 'edit', head))
    throw new DomainError('forbidden', { params: { object: head.kind, action: 'edit' } });
}

function presented(row: store.RelationRow, recordId: string): Relation {
  return {
    id: row.id,
    kind: row.kind,
    direction: row.fromId === recordId ? 'out' : 'in',
    other: { id: row.otherId, kind: row.otherKind, title: row.otherTitle },
    note: row.note,
    createdAt: row.createdAt,
  };
}

/** How a record relates to others that the scope may see. */
export async function listRelations(db: Db, scope: Scope, recordId: string): Promise<Relation[]> {
  await getHead(db, scope, recordId);
  const rows = await store.findRelations(
    db,
    scope,
    allEntities().map(({ object }) => object),
    recordId,
  );
  return rows.map((row) => presented(row, recordId));
}

/** Relates a record that the scope may edit to another that it may see. */
export async function createRelation(db: Db, scope: Scope, fromId: string, relation: NewRelation): Promise<Relation> {
  return inTx(db, async (tx) => {
    const from = await getHead(tx, scope, fromId);
    permitEdit(scope, from);
    if (relation.toId === fromId) throw new DomainError('customers.relation_to_itself');
    const to = await getHead(tx, scope, relation.toId);
    if (!relationsBetween(from.kind, to.kind).includes(relation.kind))
      throw new DomainError('customers.relation_not_between', {
        fields: [{ pointer: '/body/kind', code: 'customers.relation_not_between' }],
      });
    const id = uuidv7();
    if (!(await store.insertRelation(tx, scope, id, fromId, relation)))
      throw new DomainError('customers.relation_exists', { status: 409 });
    // No name: whoever sees this record reads its events, and may not see the other one.
    const data = { kind: relation.kind, toId: to.id, toKind: to.kind };
    await appendEvents(tx, scope, [{ kind: `${from.kind}.related`, subjectKind: from.kind, subjectId: fromId, data }]);
    const made = (await listRelations(tx, scope, fromId)).find((one) => one.id === id);
    if (!made) throw new DomainError('not_found');
    return made;
  });
}

/** Takes a relation away; either of its records may be the one that the scope may edit. */
export async function removeRelation(db: Db, scope: Scope, id: string): Promise<void> {
  await inTx(db, async (tx) => {
    const ends = await store.findEnds(tx, scope, id);
    if (!ends) throw new DomainError('not_found');
    const heads = [await getHead(tx, scope, ends.fromId).catch(absent), await getHead(tx, scope, ends.toId).catch(absent)];
    const seen = heads.find((head) => head !== null);
    if (!seen) throw new DomainError('not_found');
    const mine = heads.find((head) => head !== null && reaches(scope, head.kind, 'edit', head));
    if (!mine) throw new DomainError('forbidden', { params: { object: seen.kind, action: 'edit' } });
    await store.deleteRelation(tx, scope, id);
    await appendEvents(tx, scope, [{ kind: `${mine.kind}.unrelated`, subjectKind: mine.kind, subjectId: mine.id, data: ends }]);
  });
}

/** A record that is not there, or may not be seen, for `catch`. */
function absent(error: unknown): null {
  if (error instanceof DomainError && error.code === 'not_found') return null;
  throw error;
}

/** Of some records those that are related to another. */
export async function findRelated(tx: Tx, scope: Scope, ids: readonly string[]): Promise<string[]> {
  return store.findRelated(tx, scope, ids);
}
