import type { EventListener } from '../../platform/events.ts';
import { job, type Job } from '../../platform/jobs.ts';
import { systemScope } from '../identity/access/service.ts';
import { countAnswers } from './answers/service.ts';
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
  {
    kinds: [
      'deal.objectionAnswered',
      'deal.objectionClosed',
      'deal.objectionReopened',
      'deal.objectionDoubted',
      'deal.objectionRemoved',
      'deal.objectionRestored',
      'deal.won',
      'deal.lost',
      'deal.reopened',
      'deal.removed',
      'deal.restored',
    ],
    job: 'deals.countAnswers',
  },
];

export const jobs: readonly Job[] = [
  job<Batch>('deals.followActivities', async ({ workspaceId, eventIds }, { db }) =>
    followActivities(db, await systemScope(db, workspaceId), eventIds),
  ),
  job<Batch>('deals.countAnswers', async ({ workspaceId, eventIds }, { db }) =>
    countAnswers(db, await systemScope(db, workspaceId), eventIds),
  ),
];
