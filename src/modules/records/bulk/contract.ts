import { z } from 'zod';
import { Id } from '../../../platform/endpoint.ts';

/** What a change of many records did. */
export const BulkResult = z.object({
  changed: z.int(),
  /** The first 1,000 that were left as they were. */
  refused: z.array(
    z.object({
      id: Id,
      code: z.string(),
      /** What the words of the code need. */
      params: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  /** How many were, by code: those that are not listed too. */
  refusedCounts: z.record(z.string(), z.int()),
  /** By which it can be undone for a day; null where there is nothing to undo. */
  undoId: Id.nullable(),
});
export type BulkResult = z.infer<typeof BulkResult>;
