import { type Db, prepared } from '../../../platform/db.ts';
import type { LocalizedText } from '../../../platform/endpoint.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { GateMode, Stage } from '../contract.ts';

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
    `${prepared}select ${processColumns} from processes p where ${sql.workspace('p')} order by p.is_default desc, p.created_at, p.id limit 100`,
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
    `${prepared}select ${versionColumns} from process_versions v where ${sql.workspace('v')}${of} order by v.number desc, v.id limit 1000`,
  );
}

export async function findVersion(db: Db, scope: Scope, id: string, lock = false): Promise<VersionRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `select ${versionColumns} from process_versions v where ${sql.workspace('v')} and v.id = ${sql.param(id)}${lock ? ' for update' : ''}`,
  );
}

/** A version with what its process says now. */
export type PlacedVersion = VersionRow & Pick<ProcessRow, 'names' | 'gateMode'>;

export async function findPlacedVersion(db: Db, scope: Scope, id: string): Promise<PlacedVersion | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `${prepared}select ${versionColumns}, p.names, p.gate_mode from process_versions v join processes p on ${sql.workspace('p')} and p.id = v.process_id
    where ${sql.workspace('v')} and v.id = ${sql.param(id)}`,
  );
}

/** Processes with their published version, the default one first. */
export async function findPublished(
  db: Db,
  scope: Scope,
): Promise<(Pick<ProcessRow, 'key' | 'names' | 'isDefault'> & VersionRow)[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `${prepared}select ${versionColumns}, p.key, p.names, p.is_default from processes p
      join process_versions v on ${sql.workspace('v')} and v.process_id = p.id and v.state = 'published'
    where ${sql.workspace('p')} order by p.is_default desc, p.created_at, p.id limit 100`,
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
    `${prepared}select s.id, s.version_id, s.position, s.key, s.phase, s.names, s.target_days, s.probability_bp
    from stages s where ${sql.workspace('s')} order by s.version_id, s.position limit 5000`,
  );
}
