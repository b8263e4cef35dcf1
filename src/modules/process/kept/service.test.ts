import { describe, expect, it } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testDb } from '../../../../test/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findKept, findKeptStage, keep } from './service.ts';
import { loadStages, loadStarts, loadVersion } from '../loading/service.ts';

const { db } = await testDb();

async function publishedAt(scope: Scope, at: Date): Promise<void> {
  await db
    .updateTable('processVersions')
    .set({ publishedAt: at.toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .execute();
}

describe('stages that are kept', () => {
  it('are those of versions that were published for a while, and nobody can change them', async () => {
    const { scope } = await buildWorkspace(db);
    const [start] = await loadStarts(db, scope);
    const [versionId, stageId] = [start?.versionId ?? '', start?.stages[0]?.id ?? ''];
    expect(findKept(scope, versionId)).toBeUndefined();
    await publishedAt(scope, new Date(Date.now() - 3_600_000));
    const version = await loadVersion(db, scope, versionId);
    expect(findKept(scope, versionId)?.map(({ id }) => id)).toEqual(version.stages.map(({ id }) => id));
    expect(findKeptStage(scope, stageId)?.versionId).toBe(versionId);
    expect((await loadStages(db, scope, [stageId])).get(stageId)?.key).toBe(version.stages[0]?.key);
    expect(await loadVersion(db, scope, versionId)).toEqual(version);
    expect(Object.isFrozen(findKept(scope, versionId)?.[0]?.criteria)).toBe(true);
  });

  it('are not those of a draft, and another workspace finds none of them', async () => {
    const [mine, other] = [await buildWorkspace(db), await buildWorkspace(db)];
    await publishedAt(mine.scope, new Date(0));
    const [start] = await loadStarts(db, mine.scope);
    const stages = start?.stages.map((stage) => ({ ...stage, versionId: start.versionId })) ?? [];
    expect(keep(mine.scope, { id: 'draft', publishedAt: null }, stages)).toBe(stages);
    expect(findKept(mine.scope, 'draft')).toBeUndefined();
    expect(findKept(other.scope, start?.versionId ?? '')).toBeUndefined();
    expect((await loadStages(db, other.scope, [stages[0]?.id ?? ''])).size).toBe(0);
  });

  it('are no more than some hundreds', async () => {
    const { scope } = await buildWorkspace(db);
    const at = new Date(0).toISOString();
    for (let n = 0; n < 600; n++) keep(scope, { id: `v${n}`, publishedAt: at }, []);
    expect([findKept(scope, 'v0'), findKept(scope, 'v599')]).toEqual([undefined, []]);
  });
});
