import { uuidv7 } from 'uuidv7';
import type { Db } from '../../platform/db.ts';
import type { LocalizedText } from '../../platform/endpoint.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopedSql } from '../../platform/scope-sql.ts';
import type { GateMode, Stage, StageInput } from './contract.ts';

export interface ProcessRow {
  id: string;
  key: string;
  names: LocalizedText;
  isDefault: boolean;
  gateMode: GateMode;
  gateModeSince: string;
  version: number;
}

export interface VersionRow {
  id: string;
  processId: string;
  number: number;
  state: 'draft' | 'published' | 'retired';
  publishedAt: string | null;
  retiredAt: string | null;
  version: number;
}

const processColumns = 'p.id, p.key, p.names, p.is_default, p.gate_mode, p.gate_mode_since, p.version';
const versionColumns = 'v.id, v.process_id, v.number, v.state, v.published_at, v.retired_at, v.version';

/** Every process of the workspace, the default one first. */
export async function findProcesses(db: Db, scope: Scope): Promise<ProcessRow[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select ${processColumns} from processes p where ${sql.workspace('p')} order by p.is_default desc, p.created_at, p.id limit 100`,
  );
}

export async function findProcess(db: Db, scope: Scope, id: string, lock = false): Promise<ProcessRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `select ${processColumns} from processes p where ${sql.workspace('p')} and p.id = ${sql.param(id)}${lock ? ' for update' : ''}`,
  );
}

/** Versions, newest first; of one process or of all. */
export async function findVersions(db: Db, scope: Scope, processId: string | null): Promise<VersionRow[]> {
  const sql = scopedSql(scope);
  const of = processId === null ? '' : ` and v.process_id = ${sql.param(processId)}`;
  return sql.rows(
    db,
    `select ${versionColumns} from process_versions v where ${sql.workspace('v')}${of} order by v.number desc, v.id limit 1000`,
  );
}

export async function findVersion(db: Db, scope: Scope, id: string, lock = false): Promise<VersionRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `select ${versionColumns} from process_versions v where ${sql.workspace('v')} and v.id = ${sql.param(id)}${lock ? ' for update' : ''}`,
  );
}

export interface StageRow extends Stage {
  versionId: string;
}

/** Stages in their order, with criteria and tasks: of versions, or the ones named by id. */
export async function findStages(
  db: Db,
  scope: Scope,
  by: { versionIds: readonly string[] } | { stageIds: readonly string[] },
): Promise<StageRow[]> {
  const sql = scopedSql(scope);
  const which =
    'versionIds' in by
      ? `s.version_id = any(${sql.param(by.versionIds)}::uuid[])`
      : `s.id = any(${sql.param(by.stageIds)}::uuid[])`;
  return sql.rows(
    db,
    `select s.id, s.version_id, s.position, s.key, s.phase, s.names, s.guidance, s.customer_expectation, s.target_days, s.second_target,
      s.probability_bp, s.probability_won_bp, s.role,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'position', c.position, 'key', c.key, 'level', c.level, 'kind', c.kind, 'spec', c.spec,
        'names', c.names, 'hint', c.hint, 'allowsUnknown', c.allows_unknown) order by c.position)
        from criteria c where ${sql.workspace('c')} and c.version_id = s.version_id and c.stage_id = s.id), '[]') as criteria,
      coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'position', k.position, 'key', k.key, 'names', k.names, 'dueDays', k.due_days, 'dueFrom', k.due_from) order by k.position)
        from stage_tasks k where ${sql.workspace('k')} and k.version_id = s.version_id and k.stage_id = s.id), '[]') as tasks
    from stages s where ${sql.workspace('s')} and ${which} order by s.version_id, s.position`,
  );
}

export type StageHead = Pick<Stage, 'id' | 'key' | 'position' | 'phase' | 'names' | 'targetDays' | 'probabilityBp'> & {
  versionId: string;
};

/** Stages of every version, without what stands in them. */
export async function findStageHeads(db: Db, scope: Scope): Promise<StageHead[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select s.id, s.version_id, s.position, s.key, s.phase, s.names, s.target_days, s.probability_bp
    from stages s where ${sql.workspace('s')} order by s.version_id, s.position limit 5000`,
  );
}

export async function insertProcess(
  db: Db,
  scope: Scope,
  row: { id: string; key: string; names: LocalizedText; isDefault: boolean; gateMode: GateMode },
): Promise<void> {
  await db
    .insertInto('processes')
    .values({ ...row, workspaceId: scope.workspaceId, names: JSON.stringify(row.names) })
    .execute();
}

/** Writes a process if its version is the one given; answers whether it was. */
export async function updateProcess(
  db: Db,
  scope: Scope,
  id: string,
  version: number,
  changes: { names?: LocalizedText; gateMode?: GateMode },
): Promise<boolean> {
  const sql = scopedSql(scope);
  const sets = ['version = version + 1'];
  if (changes.names) sets.push(`names = ${sql.param(JSON.stringify(changes.names))}::jsonb`);
  if (changes.gateMode) sets.push(`gate_mode = ${sql.param(changes.gateMode)}`, 'gate_mode_since = now()');
  const result = await sql.run(
    db,
    `update processes p set ${sets.join(', ')} where ${sql.workspace('p')} and p.id = ${sql.param(id)} and p.version = ${sql.param(version)}`,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Makes one process the default and no other. */
export async function setDefault(db: Db, scope: Scope, id: string): Promise<void> {
  await db
    .updateTable('processes')
    .set({ isDefault: false })
    .where('workspaceId', '=', scope.workspaceId)
    .where('isDefault', '=', true)
    .execute();
  await db
    .updateTable('processes')
    .set({ isDefault: true })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

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
