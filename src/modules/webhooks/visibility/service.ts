import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findVisibleIds } from '../../records/audit/service.ts';
import { readableData } from '../../records/field-rights/rules.ts';
import { findEntity } from '../../records/entities/rules.ts';
import { findVisibleActivities } from '../../timeline/visibility/service.ts';

interface About {
  subjectKind: string;
  subjectId: string;
  data: Record<string, unknown>;
}

/**
 * Those of the events whose subject the scope may see: a record or an activity by its own rights, anything else (people, teams,
 * keys, settings) only with the right to view all of its kind. Fields that are kept from them are left out.
 */
export async function visibleEvents<E extends About>(db: Db, scope: Scope, events: readonly E[]): Promise<E[]> {
  const idsOf = (isOurs: (kind: string) => boolean): string[] => [
    ...new Set(events.filter(({ subjectKind }) => isOurs(subjectKind)).map(({ subjectId }) => subjectId)),
  ];
  const isRecord = (kind: string): boolean => findEntity(kind) !== undefined;
  const [records, activities] = await Promise.all([
    findVisibleIds(db, scope, idsOf(isRecord)),
    findVisibleActivities(
      db,
      scope,
      idsOf((kind) => kind === 'activity'),
    ),
  ]);
  const seen = events.filter(({ subjectKind, subjectId }) => {
    if (isRecord(subjectKind)) return records.has(subjectId);
    if (subjectKind === 'activity') return activities.has(subjectId);
    return scope.rights(subjectKind, 'view') === 'all';
  });
  return seen.map((event) => {
    const data = readableData(scope, event.subjectKind, event.data);
    return data === event.data ? event : { ...event, data };
  });
}
