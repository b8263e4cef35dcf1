import { type Job, job } from '../../platform/jobs.ts';
import { systemScope } from '../identity/access/service.ts';
import { addStartingMaterials } from './service.ts';

export const jobs: readonly Job[] = [
  job<{ workspaceId: string }>('library.start', async ({ workspaceId }, { db }) => {
    await addStartingMaterials(db, await systemScope(db, workspaceId), true);
  }),
];
