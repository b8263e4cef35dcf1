import { type Job, job, type JobContext } from '../../platform/jobs.ts';
import { listWorkspaceIds, systemScope, userScope } from '../identity/access/service.ts';
import { allEntities } from '../records/entities/rules.ts';
import { indexImported } from '../records/keys/service.ts';
import { forgetImport, work } from './service.ts';
import { dropUploads } from './staging/service.ts';
import { listSpent, listStalled } from './state/service.ts';
import { dropBytes } from './uploads/service.ts';

interface ImportPayload {
  workspaceId: string;
  importId: string;
  /** In whose name; null for the command line. */
  userId: string | null;
}

type Busy = Parameters<typeof work>[3];

async function workOn({ workspaceId, importId, userId }: ImportPayload, { db }: JobContext, state: Busy): Promise<void> {
  const scope = userId === null ? await systemScope(db, workspaceId) : await userScope(db, workspaceId, userId);
  await work(db, scope, importId, state);
}

/** Writes the search entries of what an import made, some hundred at a time. */
async function index(
  { workspaceId, importId }: { workspaceId: string; importId: string },
  { db, signal }: JobContext,
): Promise<void> {
  const scope = await systemScope(db, workspaceId);
  for (const entity of allEntities()) {
    let after: string | null = null;
    do after = await indexImported(db, scope, entity, importId, { after, limit: 500 });
    while (after !== null && !signal.aborted);
  }
  if (signal.aborted) throw new Error('stopped: the rest is indexed when the program runs again');
}

/** Takes up imports whose process died in the middle. */
async function resume(_payload: object, { db }: JobContext): Promise<void> {
  for (const workspaceId of await listWorkspaceIds(db)) {
    const scope = await systemScope(db, workspaceId);
    for (const { id, createdById, state } of await listStalled(db, scope)) {
      await work(db, createdById === null ? scope : await userScope(db, workspaceId, createdById), id, state);
    }
  }
}

/**
 * Deletes what is no longer needed: the bytes of files whose import has run, the staged rows of imports that ended long ago,
 * and imports that were begun and never run.
 */
async function tidy(_payload: object, { db, env }: JobContext): Promise<void> {
  for (const workspaceId of await listWorkspaceIds(db)) {
    const scope = await systemScope(db, workspaceId);
    for (const { id, isForgotten, isOld } of await listSpent(db, scope)) {
      await dropBytes(db, scope, env.CHENGDAN_DATA, id);
      if (isForgotten) await forgetImport(db, scope, id);
      else await dropUploads(db, scope, id, { withRows: isOld });
    }
  }
}

export const jobs: readonly Job[] = [
  job<ImportPayload>('exchange.check', (payload, context) => workOn(payload, context, 'checking')),
  job<ImportPayload>('exchange.run', (payload, context) => workOn(payload, context, 'running')),
  job<ImportPayload>('exchange.undo', (payload, context) => workOn(payload, context, 'undoing')),
  job<{ workspaceId: string; importId: string }>('exchange.index', index),
  job<object>('exchange.resume', resume, '* * * * *'),
  job<object>('exchange.tidy', tidy, '17 * * * *'),
];
