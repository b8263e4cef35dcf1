import type { Scope } from '../../../platform/scope.ts';
import type { Stage } from '../contract.ts';

type KeptStage = Stage & { versionId: string };
interface Version {
  id: string;
  publishedAt: string | null;
}

/** Versions whose stages are kept; the longest unused go first. */
const maxKept = 500;
/** A publication that may still be taken back is younger than any transaction gets. */
const settledMs = 10 * 60_000;

const versions = new Map<string, readonly KeptStage[]>();
const stages = new Map<string, KeptStage>();
const keyOf = (scope: Scope, id: string): string => `${scope.workspaceId} ${id}`;

/** The stages of a version that were read before. What is published never changes, so that they are still so. */
export function findKept(scope: Scope, versionId: string): readonly KeptStage[] | undefined {
  const key = keyOf(scope, versionId);
  const found = versions.get(key);
  if (found === undefined) return undefined;
  versions.delete(key);
  versions.set(key, found);
  return found;
}

/** A stage of a version that is kept. */
export function findKeptStage(scope: Scope, stageId: string): KeptStage | undefined {
  return stages.get(keyOf(scope, stageId));
}

/** Keeps the stages of a version that can no longer change, and answers them. */
export function keep(scope: Scope, { id, publishedAt }: Version, read: readonly KeptStage[]): readonly KeptStage[] {
  if (publishedAt === null || Date.now() - Date.parse(publishedAt) < settledMs) return read;
  const frozen = read.map(freeze);
  versions.set(keyOf(scope, id), frozen);
  for (const stage of frozen) stages.set(keyOf(scope, stage.id), stage);
  for (const [key, old] of versions) {
    if (versions.size <= maxKept) break;
    versions.delete(key);
    const [workspaceId = ''] = key.split(' ');
    for (const stage of old) stages.delete(`${workspaceId} ${stage.id}`);
  }
  return frozen;
}

/** Everybody is given the same one: nobody may change it. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
