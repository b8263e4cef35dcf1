import { z } from 'zod';
import { Id, Instant } from '../../../platform/endpoint.ts';

/** A column with the field it seems to hold. */
export const ColumnProposal = z.object({
  file: z.string(),
  targetNo: z.int(),
  column: z.string(),
  field: z.string(),
  confidence: z.number(),
  reason: z.enum(['name', 'synonym', 'close', 'values']),
});
export type ColumnProposal = z.infer<typeof ColumnProposal>;

/** The earlier import, of a file with the same columns, that the mapping of a file comes from. */
export const Reused = z.object({ file: z.string(), importId: Id, name: z.string(), createdAt: Instant });
export type Reused = z.infer<typeof Reused>;
