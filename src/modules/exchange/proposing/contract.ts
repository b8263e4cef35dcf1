import { z } from 'zod';

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
