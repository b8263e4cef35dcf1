import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findSeen } from '../audit/service.ts';
import type { RecordName } from './contract.ts';

/** Kind and name of a record that the scope may see; what lies in the bin keeps its name. */
export async function getName(db: Db, scope: Scope, id: string): Promise<RecordName> {
  const [head] = await findSeen(db, scope, [id]);
  if (!head) throw new DomainError('not_found');
  return { id: head.id, kind: head.kind, title: head.title };
}
