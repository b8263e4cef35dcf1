import type { EventListener } from '../../platform/events.ts';
import { type Job, job } from '../../platform/jobs.ts';
import { systemScope } from '../identity/access/service.ts';
import { noteFirstContacts } from './service.ts';

interface EventBatch {
  workspaceId: string;
  eventIds: string[];
}

export const jobs: Job[] = [
  job<EventBatch>('prospecting.noteFirstContacts', async ({ workspaceId, eventIds }, { db }) => {
    await noteFirstContacts(db, await systemScope(db, workspaceId), eventIds);
  }),
];

export const listeners: EventListener[] = [{ kinds: ['activity.completed'], job: 'prospecting.noteFirstContacts' }];
