import { uuidv7 } from 'uuidv7';
import type { Db } from '../../platform/db.ts';
import type { LocalizedText } from '../../platform/endpoint.ts';
import { DomainError } from '../../platform/errors.ts';
import { appendEvents } from '../../platform/events.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import type { GateMode, Process, ProcessVersion, StageInput } from './contract.ts';
import { writeFirstVersion } from './designer/service.ts';
import { loadProcess, loadProcesses, loadVersion } from './loading/service.ts';
import * as store from './store.ts';
import { withTraditional } from './texts/service.ts';

/** The processes of the workspace with their versions, the default one first. */
export async function listProcesses(db: Db, scope: Scope): Promise<Process[]> {
  permit(scope, 'process', 'view');
  return loadProcesses(db, scope);
}

/** A version whole. */
export async function getVersion(db: Db, scope: Scope, id: string): Promise<ProcessVersion> {
  permit(scope, 'process', 'view');
  return loadVersion(db, scope, id);
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
    const process = await loadProcess(tx, scope, id);
    if (body.isDefault && !process.published) throw new DomainError('process.not_published', { status: 409 });
    const [names] = body.names ? withTraditional([body.names], [process.names]) : [undefined];
    await writeProcess(tx, scope, process, body.version, names ? { names } : {});
    if (body.isDefault) await store.setDefault(tx, scope, id);
    await appendEvents(tx, scope, [
      { kind: 'process.updated', subjectKind: 'process', subjectId: id, data: { names, isDefault: body.isDefault } },
    ]);
    return loadProcess(tx, scope, id);
  });
}

/** Sets how strictly the gates of a process are kept, on all its versions at once. */
export async function setGateMode(db: Db, scope: Scope, id: string, version: number, gateMode: GateMode): Promise<Process> {
  permit(scope, 'process', 'setGateMode');
  return inTx(db, async (tx) => {
    const process = await loadProcess(tx, scope, id);
    await writeProcess(tx, scope, process, version, { gateMode });
    await appendEvents(tx, scope, [
      { kind: 'process.gateModeSet', subjectKind: 'process', subjectId: id, data: { from: process.gateMode, to: gateMode } },
    ]);
    return loadProcess(tx, scope, id);
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
    throw new DomainError('stale_version', { extra: { current: await loadProcess(tx, scope, process.id) } });
  }
}

export interface NewProcess {
  key: string;
  names: LocalizedText;
  isDefault: boolean;
  gateMode: GateMode;
  stages: readonly StageInput[];
  isPublished: boolean;
}

/** Adds a process with its first version. */
export async function addProcess(tx: Tx, scope: Scope, { stages, isPublished, ...process }: NewProcess): Promise<string> {
  const id = uuidv7();
  await store.insertProcess(tx, scope, { id, ...process });
  await writeFirstVersion(tx, scope, id, stages, isPublished);
  await appendEvents(tx, scope, [{ kind: 'process.created', subjectKind: 'process', subjectId: id }]);
  return id;
}
