import type { EventListener } from '../../platform/events.ts';
import { job, type Job } from '../../platform/jobs.ts';
import { systemScope } from '../identity/access/service.ts';
import { followActivities } from './following/service.ts';

interface Batch {
  workspaceId: string;
  eventIds: string[];
}

export const listeners: readonly EventListener[] = [
  {
    kinds: [
      'activity.created',
      'activity.completed',
      'activity.updated',
      'activity.reopened',
      'activity.removed',
      'activity.restored',
    ],
    job: 'deals.followActivities',
  },
];

export const jobs: readonly Job[] = [
  job<Batch>('deals.followActivities', async ({ workspaceId, eventIds }, { db }) =>
    followActivities(db, await systemScope(db, workspaceId), eventIds),
  ),
];
