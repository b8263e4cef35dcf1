import { uuidv7 } from 'uuidv7';
import { dayInZone, todayIn } from '../../platform/days.ts';
import type { Db } from '../../platform/db.ts';
import type { LocalizedText } from '../../platform/endpoint.ts';
import { DomainError } from '../../platform/errors.ts';
import { appendEvents } from '../../platform/events.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import type { GateMode, Process, ProcessVersion, Stage, StageInput, VersionHead } from './contract.ts';
import type { VersionDiff } from './designer/contract.ts';
import { findStageHolder } from './facts/rules.ts';
import { counterpartOf, diffStages, findDraftFault, localize, proposalOf } from './rules.ts';
import * as store from './store.ts';
import { completeStages, withTraditional } from './texts/service.ts';

/** The processes of the workspace with their versions, the default one first. */
export async function listProcesses(db: Db, scope: Scope): Promise<Process[]> {
  permit(scope, 'process', 'view');
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

async function getProcess(db: Db, scope: Scope, id: string): Promise<Process> {
  const found = (await listProcesses(db, scope)).find((process) => process.id === id);
  if (!found) throw new DomainError('not_found');
  return found;
}

/** A version whole. */
export async function getVersion(db: Db, scope: Scope, id: string): Promise<ProcessVersion> {
  permit(scope, 'process', 'view');
  return loadVersion(db, scope, id);
}

/** A version whole, for the modules above: deals ask it whatever the right to look at processes. */
export async function loadVersion(db: Db, scope: Scope, id: string): Promise<ProcessVersion> {
  const version = await store.findVersion(db, scope, id);
  const process = version && (await store.findProcess(db, scope, version.processId));
  if (!version || !process) throw new DomainError('not_found');
  const stages = (await store.findStages(db, scope, { versionIds: [id] })).map(({ versionId: _versionId, ...stage }) => stage);
  return { ...version, names: process.names, gateMode: process.gateMode, stages };
}

/** Stages by id, whatever their version. */
export async function loadStages(
  db: Db,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, Stage & { versionId: string }>> {
  const rows = ids.length === 0 ? [] : await store.findStages(db, scope, { stageIds: [...new Set(ids)] });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Processes that a new deal can start with, each with its published version; the default one first. */
export async function loadStarts(
  db: Db,
  scope: Scope,
): Promise<{ processId: string; key: string; names: LocalizedText; isDefault: boolean; versionId: string; stages: Stage[] }[]> {
  const processes = await store.findProcesses(db, scope);
  const versions = (await store.findVersions(db, scope, null)).filter(({ state }) => state === 'published');
  const stages = Map.groupBy(
    await store.findStages(db, scope, { versionIds: versions.map(({ id }) => id) }),
    ({ versionId }) => versionId,
  );
  return processes.flatMap(({ id, key, names, isDefault }) => {
    const version = versions.find(({ processId }) => processId === id);
    return version ? [{ processId: id, key, names, isDefault, versionId: version.id, stages: stages.get(version.id) ?? [] }] : [];
  });
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

/** Renames a process, or makes it the one that new deals start with. */
export async function updateProcess(
  db: Db,
  scope: Scope,
  id: string,
  body: { version: number; names?: LocalizedText; isDefault?: true },
): Promise<Process> {
  permit(scope, 'process', 'edit');
  return inTx(db, async (tx) => {
    const process = await getProcess(tx, scope, id);
    if (body.isDefault && !process.published) throw new DomainError('process.not_published', { status: 409 });
    const [names] = body.names ? withTraditional([body.names], [process.names]) : [undefined];
    await writeProcess(tx, scope, process, body.version, names ? { names } : {});
    if (body.isDefault) await store.setDefault(tx, scope, id);
    await appendEvents(tx, scope, [
      { kind: 'process.updated', subjectKind: 'process', subjectId: id, data: { names, isDefault: body.isDefault } },
    ]);
    return getProcess(tx, scope, id);
  });
}

/** Sets how strictly the gates of a process are kept, on all its versions at once. */
export async function setGateMode(db: Db, scope: Scope, id: string, version: number, gateMode: GateMode): Promise<Process> {
  permit(scope, 'process', 'setGateMode');
  return inTx(db, async (tx) => {
    const process = await getProcess(tx, scope, id);
    await writeProcess(tx, scope, process, version, { gateMode });
    await appendEvents(tx, scope, [
      { kind: 'process.gateModeSet', subjectKind: 'process', subjectId: id, data: { from: process.gateMode, to: gateMode } },
    ]);
    return getProcess(tx, scope, id);
  });
}

async function writeProcess(
  tx: Tx,
  scope: Scope,
  process: Process,
  version: number,
  changes: { names?: LocalizedText; gateMode?: GateMode },
): Promise<void> {
  if (!(await store.updateProcess(tx, scope, process.id, version, changes))) {
    throw new DomainError('stale_version', { extra: { current: await getProcess(tx, scope, process.id) } });
  }
}

/** The content of a version, as the designer writes it. */
function contentOf(stages: readonly Stage[]): StageInput[] {
  return stages.map(({ id: _id, position: _position, ...stage }) => ({
    ...stage,
    criteria: stage.criteria.map(({ id: _criterion, position: _at, ...rest }) => rest),
    tasks: stage.tasks.map(({ id: _task, position: _at, ...rest }) => rest),
  }));
}

/** Copies the published version into a draft. A process has one draft at most: of two makers the database refuses one. */
export async function createDraft(db: Db, scope: Scope, processId: string): Promise<ProcessVersion> {
  permit(scope, 'process', 'create');
  return inTx(db, async (tx) => {
    const process = await getProcess(tx, scope, processId);
    if (process.draft) throw new DomainError('process.draft_exists', { status: 409 });
    const source = process.published ?? process.versions[0];
    if (!source) throw new DomainError('process.not_published', { status: 409 });
    const id = uuidv7();
    const number = Math.max(...process.versions.map((version) => version.number)) + 1;
    await named(['process_versions_draft_uq', 'process_versions_number_uq'], 'process.draft_exists', () =>
      store.insertVersion(tx, scope, { id, processId, number, isPublished: false }),
    );
    await store.replaceStages(tx, scope, id, contentOf((await loadVersion(tx, scope, source.id)).stages));
    return loadVersion(tx, scope, id);
  });
}

/** Runs a write; the violation of one of these unique indexes becomes a refusal with a name. */
async function named(constraints: readonly string[], code: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const isIt =
      typeof error === 'object' && error !== null && 'constraint' in error && constraints.some((one) => one === error.constraint);
    throw isIt ? new DomainError(code, { status: 409, cause: error }) : error;
  }
}

/** The draft, locked, as its editor saw it. */
async function lockDraft(tx: Tx, scope: Scope, id: string, version: number | null): Promise<ProcessVersion> {
  const row = await store.findVersion(tx, scope, id, true);
  if (!row) throw new DomainError('not_found');
  const current = await loadVersion(tx, scope, id);
  if (version !== null && row.version !== version) throw new DomainError('stale_version', { extra: { current } });
  if (row.state !== 'draft') throw new DomainError('process.not_a_draft', { status: 409 });
  return current;
}

/** Replaces the content of a draft: stages, criteria and tasks in the order given. */
export async function updateDraft(
  db: Db,
  scope: Scope,
  id: string,
  version: number,
  stages: readonly StageInput[],
): Promise<ProcessVersion> {
  permit(scope, 'process', 'edit');
  return inTx(db, async (tx) => {
    const draft = await lockDraft(tx, scope, id, version);
    refuseFaults(scope, stages);
    await store.replaceStages(tx, scope, id, completeStages(stages, contentOf(draft.stages)));
    await store.touchVersion(tx, scope, id);
    return loadVersion(tx, scope, id);
  });
}

function refuseFaults(scope: Scope, stages: readonly StageInput[]): void {
  const fault = findDraftFault(stages);
  if (!fault) return;
  const { code, ...params } = fault;
  throw new DomainError(code, {
    params: 'stage' in params ? { ...params, stage: localize(params.stage, scope.language) } : params,
  });
}

/** Throws a draft away. */
export async function discardDraft(db: Db, scope: Scope, id: string): Promise<void> {
  permit(scope, 'process', 'edit');
  await inTx(db, async (tx) => {
    await lockDraft(tx, scope, id, null);
    await store.deleteVersion(tx, scope, id);
  });
}

/** What a draft changes against the published version, and the open deals of the versions before it, stage by stage. */
export async function diffDraft(db: Db, scope: Scope, id: string): Promise<VersionDiff> {
  permit(scope, 'process', 'edit');
  const draft = await loadVersion(db, scope, id);
  const versions = (await loadVersionsOf(db, scope, draft.processId)).filter(
    (version) => version.id !== id && version.state !== 'draft',
  );
  const against = versions.find(({ state }) => state === 'published') ?? null;
  const before = against ? contentOf((await loadVersion(db, scope, against.id)).stages) : [];
  const counts =
    (await findStageHolder()?.countOpen(
      db,
      scope,
      versions.map((version) => version.id),
    )) ?? [];
  const places = new Map(
    versions.flatMap((version) => version.stages.map((stage) => [stage.id, { ...stage, number: version.number }] as const)),
  );
  const openDeals = counts.flatMap(({ stageId, count }) => {
    const stage = places.get(stageId);
    if (!stage) return [];
    const to = counterpartOf(stage, draft.stages);
    return [{ stageId, versionNumber: stage.number, stageKey: stage.key, names: stage.names, count, toStageId: to?.id ?? null }];
  });
  return { against: against?.id ?? null, changes: diffStages(before, contentOf(draft.stages)), openDeals };
}

export interface Publication {
  version: number;
  mapping?: readonly { fromStageId: string; toStageId: string }[];
}

/** Publishes a draft: the version before it retires, and open deals stay on theirs or move along the mapping. */
export async function publishDraft(
  db: Db,
  scope: Scope,
  id: string,
  { version, mapping = [] }: Publication,
): Promise<{ process: Process; movedDeals: number }> {
  permit(scope, 'process', 'publish');
  return inTx(db, async (tx) => {
    const draft = await lockDraft(tx, scope, id, version);
    refuseFaults(scope, contentOf(draft.stages));
    const others = (await loadVersionsOf(tx, scope, draft.processId)).filter((one) => one.id !== id);
    const from = new Set(others.flatMap(({ stages }) => stages.map((stage) => stage.id)));
    const to = new Set(draft.stages.map((stage) => stage.id));
    if (!mapping.every((pair) => from.has(pair.fromStageId) && to.has(pair.toStageId)))
      throw new DomainError('process.bad_mapping');
    const published = others.find(({ state }) => state === 'published');
    if (published) await store.setVersionState(tx, scope, published.id, 'retired');
    await named(['process_versions_published_uq'], 'process.already_published', () =>
      store.setVersionState(tx, scope, id, 'published'),
    );
    const movedDeals = mapping.length === 0 ? 0 : ((await findStageHolder()?.moveAll(tx, scope, mapping)) ?? 0);
    const data = { versionId: id, number: draft.number, movedDeals };
    await appendEvents(tx, scope, [{ kind: 'process.published', subjectKind: 'process', subjectId: draft.processId, data }]);
    return { process: await getProcess(tx, scope, draft.processId), movedDeals };
  });
}

/** Takes the published version out of use: the deals on it go on, new ones start elsewhere. */
export async function retireVersion(db: Db, scope: Scope, id: string, version: number): Promise<Process> {
  permit(scope, 'process', 'publish');
  return inTx(db, async (tx) => {
    const row = await store.findVersion(tx, scope, id, true);
    if (!row) throw new DomainError('not_found');
    if (row.version !== version) throw new DomainError('stale_version', { extra: { current: await loadVersion(tx, scope, id) } });
    if (row.state !== 'published') throw new DomainError('process.not_published', { status: 409 });
    const process = await getProcess(tx, scope, row.processId);
    if (process.isDefault) throw new DomainError('process.default_needed', { status: 409 });
    await store.setVersionState(tx, scope, id, 'retired');
    await appendEvents(tx, scope, [
      { kind: 'process.retired', subjectKind: 'process', subjectId: process.id, data: { versionId: id, number: row.number } },
    ]);
    return getProcess(tx, scope, process.id);
  });
}
