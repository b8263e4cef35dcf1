import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';

export interface NewStageTask {
  dealId: string;
  taskKey: string;
  stageId: string;
  activityId: string;
}

export async function insertStageTasks(db: Db, scope: Scope, tasks: readonly NewStageTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await db
    .insertInto('dealTasks')
    .values(tasks.map((task) => ({ ...task, workspaceId: scope.workspaceId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Tasks that stages have made for these deals so far. */
export async function findStageTasks(db: Db, scope: Scope, dealIds: readonly string[]): Promise<NewStageTask[]> {
  if (dealIds.length === 0) return [];
  return db
    .selectFrom('dealTasks')
    .select(['dealId', 'taskKey', 'stageId', 'activityId'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', 'in', [...dealIds])
    .execute();
}
