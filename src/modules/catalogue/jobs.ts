import { type Job, job } from '../../platform/jobs.ts';
import { systemScope } from '../identity/access/service.ts';
import { bringCostIntoForce } from './costs/service.ts';

export const jobs: Job[] = [
  job<{ workspaceId: string; productId: string }>('catalogue.bringCostIntoForce', async ({ workspaceId, productId }, { db }) => {
    await bringCostIntoForce(db, await systemScope(db, workspaceId), productId);
  }),
];
