import { type Job, job } from '../../platform/jobs.ts';
import { listWorkspaceIds, systemScope } from '../identity/access/service.ts';
import { addStandIns, escalateLate } from './escalation/service.ts';
import { tellMessage, tellResult, tellWaiting, type Written } from './telling/service.ts';

interface Told {
  workspaceId: string;
  requestId: string;
  isReminder?: boolean;
}

export const jobs: readonly Job[] = [
  job<Told>('approvals.tellWaiting', ({ workspaceId, requestId, isReminder }, context) =>
    tellWaiting(context, workspaceId, requestId, isReminder),
  ),
  job<Told>('approvals.tellResult', ({ workspaceId, requestId }, context) => tellResult(context, workspaceId, requestId)),
  job<Written>('approvals.tellMessage', (written, context) => tellMessage(context, written)),
  job<{ workspaceId: string }>('approvals.addStandIns', async ({ workspaceId }, { db }) =>
    addStandIns(db, await systemScope(db, workspaceId)),
  ),
  job(
    'approvals.escalate',
    async (_payload, { db, logger }) => {
      for (const workspaceId of await listWorkspaceIds(db)) {
        const scope = await systemScope(db, workspaceId);
        await addStandIns(db, scope);
        const { escalated, reminded } = await escalateLate(db, scope);
        if (escalated + reminded > 0) logger.info({ workspaceId, escalated, reminded }, 'late approvals');
      }
    },
    '*/10 * * * *',
  ),
];
