import { type Job, job } from '../../../platform/jobs.ts';
import { systemScope } from '../../identity/access/service.ts';
import type { CustomField } from './contract.ts';
import { indexCustomField, purgeValues } from './service.ts';

export const jobs: Job[] = [
  job<{ workspaceId: string; fieldId: string }>('records.indexCustomField', async ({ workspaceId, fieldId }, { db }) => {
    await indexCustomField(db, await systemScope(db, workspaceId), fieldId);
  }),
  job<{ workspaceId: string; field: Pick<CustomField, 'id' | 'object' | 'key' | 'kind'> }>(
    'records.purgeCustomField',
    async ({ workspaceId, field }, { db }) => purgeValues(db, await systemScope(db, workspaceId), field),
  ),
];
