import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { StageInput } from '../contract.ts';

export async function insertVersion(
  db: Db,
  scope: Scope,
  row: { id: string; processId: string; number: number; isPublished: boolean },
): Promise<void> {
  const { isPublished, ...version } = row;
  const state = isPublished ? 'published' : 'draft';
  await db
    .insertInto('processVersions')
    .values({
      ...version,
      state,
      publishedAt: isPublished ? new Date().toISOString() : null,
      workspaceId: scope.workspaceId,
      createdBy: scope.userId,
    })
    .execute();
}

/** Counts the version up (a draft was written). */
export async function touchVersion(db: Db, scope: Scope, id: string): Promise<void> {
  await db
    .updateTable('processVersions')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function setVersionState(db: Db, scope: Scope, id: string, state: 'published' | 'retired'): Promise<void> {
  const now = new Date().toISOString();
  await db
    .updateTable('processVersions')
    .set((eb) => ({
      state,
      version: eb('version', '+', 1),
      ...(state === 'published' ? { publishedAt: now } : { retiredAt: now }),
    }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deleteVersion(db: Db, scope: Scope, id: string): Promise<void> {
  await db.deleteFrom('processVersions').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Deletes a process that has no version. */
export async function deleteProcess(db: Db, scope: Scope, id: string): Promise<void> {
  await db.deleteFrom('processes').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Replaces the stages of a version; those whose key stays keep their id. */
export async function replaceStages(db: Db, scope: Scope, versionId: string, stages: readonly StageInput[]): Promise<void> {
  const workspaceId = scope.workspaceId;
  const known = await db
    .selectFrom('stages')
    .select(['id', 'key'])
    .where('workspaceId', '=', workspaceId)
    .where('versionId', '=', versionId)
    .execute();
  const idByKey = new Map(known.map(({ id, key }) => [key, id]));
  await db.deleteFrom('stages').where('workspaceId', '=', workspaceId).where('versionId', '=', versionId).execute();
  const withIds = stages.map((stage) => ({ ...stage, id: idByKey.get(stage.key) ?? uuidv7() }));
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
  await db
    .insertInto('stages')
    .values(
      withIds.map(({ criteria: _criteria, tasks: _tasks, names, guidance, customerExpectation, ...stage }, position) => ({
        ...stage,
        workspaceId,
        versionId,
        position,
        names: JSON.stringify(names),
        guidance: json(guidance),
        customerExpectation: json(customerExpectation),
      })),
    )
    .execute();
  const at = (stageId: string, position: number) => ({ workspaceId, versionId, stageId, position, id: uuidv7() });
  const criteria = withIds.flatMap((stage) =>
    stage.criteria.map((one, position) => ({
      ...one,
      ...at(stage.id, position),
      spec: JSON.stringify(one.spec),
      names: JSON.stringify(one.names),
      hint: json(one.hint),
    })),
  );
  if (criteria.length > 0) await db.insertInto('criteria').values(criteria).execute();
  const tasks = withIds.flatMap((stage) =>
    stage.tasks.map((one, position) => ({ ...one, ...at(stage.id, position), names: JSON.stringify(one.names) })),
  );
  if (tasks.length > 0) await db.insertInto('stageTasks').values(tasks).execute();
}
