import { endpoint, IdParams } from '../../../../platform/endpoint.ts';
import { BulkResult } from '../contract.ts';

export const undoBulkChange = endpoint({
  method: 'POST',
  path: '/bulk-changes/:id/undo',
  tag: 'bulk-changes',
  summary: 'Undo a bulk change of one’s own, for a day: values that somebody changed since stay as they are now',
  params: IdParams,
  reply: BulkResult,
  status: 200,
  errors: ['records.already_undone'],
});
