import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { localize } from '../../../platform/languages.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import type { Process, ProcessVersion, StageInput } from '../contract.ts';
import { findStageHolder } from '../facts/rules.ts';
import { loadProcess, loadVersion, loadVersionsOf, lockVersion } from '../loading/service.ts';
import { contentOf, counterpartOf, diffStages, findDraftFault } from '../rules.ts';
import { completeStages } from '../texts/service.ts';
import type { VersionDiff } from './contract.ts';
import * as store from './store.ts';

/** Copies the published version into a draft. A process has one draft at most: of two makers the database refuses one. */
export async function createDraft(db: Db, scope: Scope, processId: string): Promise<ProcessVersion> {
  permit(scope, 'process', 'create');
  return inTx(db, async (tx) => {
    const process = await loadProcess(tx, scope, processId);
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
    const isIt = constraints.includes(violationOf(error)?.constraint ?? '');
    throw isIt ? new DomainError(code, { status: 409, cause: error }) : error;
  }
}

/** The draft, locked, as its editor saw it. */
async function lockDraft(tx: Tx, scope: Scope, id: string, version: number | null): Promise<ProcessVersion> {
  const row = await lockVersion(tx, scope, id);
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

/** Throws a draft away; a process that was never anything else goes with it. */
export async function discardDraft(db: Db, scope: Scope, id: string): Promise<void> {
  permit(scope, 'process', 'edit');
  await inTx(db, async (tx) => {
    const { processId } = await lockDraft(tx, scope, id, null);
    const { versions } = await loadProcess(tx, scope, processId);
    await store.deleteVersion(tx, scope, id);
    if (versions.length === 1) await store.deleteProcess(tx, scope, processId);
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
    return { process: await loadProcess(tx, scope, draft.processId), movedDeals };
  });
}

/** Takes the published version out of use: the deals on it go on, new ones start elsewhere. */
export async function retireVersion(db: Db, scope: Scope, id: string, version: number): Promise<Process> {
  permit(scope, 'process', 'publish');
  return inTx(db, async (tx) => {
    const row = await lockVersion(tx, scope, id);
    if (!row) throw new DomainError('not_found');
    if (row.version !== version) throw new DomainError('stale_version', { extra: { current: await loadVersion(tx, scope, id) } });
    if (row.state !== 'published') throw new DomainError('process.not_published', { status: 409 });
    const process = await loadProcess(tx, scope, row.processId);
    if (process.isDefault) throw new DomainError('process.default_needed', { status: 409 });
    await store.setVersionState(tx, scope, id, 'retired');
    await appendEvents(tx, scope, [
      { kind: 'process.retired', subjectKind: 'process', subjectId: process.id, data: { versionId: id, number: row.number } },
    ]);
    return loadProcess(tx, scope, process.id);
  });
}

/** Writes the first version of a new process. */
export async function writeFirstVersion(
  tx: Tx,
  scope: Scope,
  processId: string,
  stages: readonly StageInput[],
  isPublished: boolean,
): Promise<void> {
  const id = uuidv7();
  await store.insertVersion(tx, scope, { id, processId, number: 1, isPublished });
  await store.replaceStages(tx, scope, id, stages);
}
