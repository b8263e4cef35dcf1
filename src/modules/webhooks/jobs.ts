import type { EventListener } from '../../platform/events.ts';
import { type Job, job } from '../../platform/jobs.ts';
import { outgoingRules } from '../../platform/outgoing/guard.ts';
import { listWorkspaceIds, systemScope } from '../identity/access/service.ts';
import { checkActors, deliverDue, fanOut, tidy } from './deliveries/sending/service.ts';
import { areFollowed, areThereWebhooks } from './service.ts';

interface Batch {
  workspaceId: string;
  eventIds: string[];
}

export const listeners: readonly EventListener[] = [
  { kinds: 'all', job: 'webhooks.fanOut', isWanted: areFollowed },
  { kinds: ['user.deactivated', 'user.updated'], job: 'webhooks.checkActors', isWanted: areThereWebhooks },
];

export const jobs: readonly Job[] = [
  job<Batch>('webhooks.fanOut', async ({ workspaceId, eventIds }, context) =>
    fanOut(context, await systemScope(context.db, workspaceId), eventIds),
  ),
  job<Batch>('webhooks.checkActors', async ({ workspaceId }, context) =>
    checkActors(context, await systemScope(context.db, workspaceId)),
  ),
  job<{ workspaceId: string; webhookId: string }>('webhooks.deliver', async ({ workspaceId, webhookId }, context) =>
    deliverDue(context, await systemScope(context.db, workspaceId), outgoingRules(context.env), webhookId),
  ),
  job(
    'webhooks.tidy',
    async (_payload, { db }) => {
      for (const workspaceId of await listWorkspaceIds(db)) await tidy(db, await systemScope(db, workspaceId));
    },
    '41 2 * * *',
  ),
];
