import { dayInZone, todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { LocalizedText } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Process, ProcessVersion, Stage, VersionHead } from '../contract.ts';
import { proposalOf } from '../rules.ts';
import { findKept, findKeptStage, keep } from '../kept/service.ts';
import * as store from './store.ts';

/** The processes of the workspace with their versions, the default one first. */
export async function loadProcesses(db: Db, scope: Scope): Promise<Process[]> {
  const [rows, versions, heads] = [
    await store.findProcesses(db, scope),
    await store.findVersions(db, scope, null),
    await store.findStageHeads(db, scope),
  ];
  const stagesOf = Map.groupBy(heads, ({ versionId }) => versionId);
  return rows.map((row) => {
    const own = versions
      .filter(({ processId }) => processId === row.id)
      .map(({ processId: _processId, ...version }): VersionHead => ({
        ...version,
        stages: (stagesOf.get(version.id) ?? []).map(({ versionId: _versionId, ...stage }) => stage),
      }));
    const find = (state: VersionHead['state']) => own.find((version) => version.state === state) ?? null;
    const proposal = proposalOf(row.gateMode, dayInZone(row.gateModeSince, scope.timeZone), todayIn(scope.timeZone));
    return { ...row, proposal, published: find('published'), draft: find('draft'), versions: own };
  });
}

/** A process; 404 when there is none. */
export async function loadProcess(db: Db, scope: Scope, id: string): Promise<Process> {
  const found = (await loadProcesses(db, scope)).find((process) => process.id === id);
  if (!found) throw new DomainError('not_found');
  return found;
}

/** A version whole, for the modules above: deals ask it whatever the right to look at processes. */
export async function loadVersion(db: Db, scope: Scope, id: string): Promise<ProcessVersion> {
  const version = await store.findPlacedVersion(db, scope, id);
  if (!version) throw new DomainError('not_found');
  const stages = await loadStagesOf(db, scope, [version]);
  return { ...version, stages: stages.map(({ versionId: _versionId, ...stage }) => stage) };
}

/** Stages by id, whatever their version. */
export async function loadStages(
  db: Db,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, Stage & { versionId: string }>> {
  const wanted = [...new Set(ids)];
  const known = wanted.map((id) => findKeptStage(scope, id));
  const rows = known.every((stage) => stage !== undefined) ? known : await store.findStages(db, scope, { stageIds: wanted });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Processes that a new deal can start with, each with its published version; the default one first. */
export async function loadStarts(
  db: Db,
  scope: Scope,
): Promise<{ processId: string; key: string; names: LocalizedText; isDefault: boolean; versionId: string; stages: Stage[] }[]> {
  const versions = await store.findPublished(db, scope);
  const stages = Map.groupBy(await loadStagesOf(db, scope, versions), ({ versionId }) => versionId);
  return versions.map((version) => {
    const { id, processId, key, names, isDefault } = version;
    return { processId, key, names, isDefault, versionId: id, stages: stages.get(id) ?? [] };
  });
}

/** The stages of versions, in their order: those that can no longer change are read once. */
async function loadStagesOf(db: Db, scope: Scope, versions: readonly store.VersionRow[]): Promise<readonly store.StageRow[]> {
  const missing = versions.filter(({ id }) => findKept(scope, id) === undefined);
  const read = missing.length === 0 ? [] : await store.findStages(db, scope, { versionIds: missing.map(({ id }) => id) });
  const byVersion = Map.groupBy(read, ({ versionId }) => versionId);
  return versions.flatMap((version) => findKept(scope, version.id) ?? keep(scope, version, byVersion.get(version.id) ?? []));
}

/** The process that new deals start with unless another is named. */
export async function loadDefaultProcessId(db: Db, scope: Scope): Promise<string | null> {
  return (await store.findProcesses(db, scope)).find(({ isDefault }) => isDefault)?.id ?? null;
}

/** Every version of a process with its stages, newest first, for the board: it shows deals of old versions too. */
export async function loadVersionsOf(
  db: Db,
  scope: Scope,
  processId: string,
): Promise<{ id: string; number: number; state: VersionHead['state']; stages: store.StageHead[] }[]> {
  const versions = await store.findVersions(db, scope, processId);
  const stages = Map.groupBy(await store.findStageHeads(db, scope), ({ versionId }) => versionId);
  return versions.map(({ id, number, state }) => ({ id, number, state, stages: stages.get(id) ?? [] }));
}

/** The row of a version, locked; undefined when there is none. */
export async function lockVersion(tx: Tx, scope: Scope, id: string): Promise<store.VersionRow | undefined> {
  return store.findVersion(tx, scope, id, true);
}
