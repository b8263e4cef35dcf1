import { z } from 'zod';

/** One reason why rows are refused, with how many and where the first ones are. */
export const FaultGroup = z.object({
  targetNo: z.int(),
  file: z.string(),
  field: z.string().nullable(),
  /** How the field is called for the reader, and the column of the file that it is read from. */
  label: z.string().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  /** The reason in the reader's language. */
  text: z.string(),
  count: z.int(),
  rows: z.array(z.int()),
  /** Values that occur, for the first rows. */
  values: z.array(z.string()),
});
export type FaultGroup = z.infer<typeof FaultGroup>;
