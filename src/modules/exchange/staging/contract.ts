import { z } from 'zod';
import { guessedKinds } from '../../../platform/csv/kinds.ts';
import { csvDelimiters, csvEncodings } from '../../../platform/csv/kinds.ts';
import { dateOrders } from '../mapping/contract.ts';

/** What the values of a column look like. */
export const ColumnLook = z.object({
  kind: z.enum(guessedKinds),
  /** Dates or numbers that can be read both ways: a person has to say. */
  isAmbiguous: z.boolean(),
  dateOrder: z.enum(dateOrders).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
});
export type ColumnLook = z.infer<typeof ColumnLook>;

export const ImportFile = z.object({
  no: z.int(),
  name: z.string(),
  encoding: z.string(),
  delimiter: z.string(),
  /** False when the first row is a record already; the columns are then called 1, 2, 3 … */
  hasHeader: z.boolean(),
  columns: z.array(z.string()),
  rows: z.int(),
  /** The first rows, as they are read. */
  samples: z.array(z.array(z.string())),
  /** Per column, from the first some hundred rows. */
  looks: z.array(ColumnLook),
  /** The bytes are still here, so the file can be read anew in another way. */
  canReread: z.boolean(),
});
export type ImportFile = z.infer<typeof ImportFile>;

/** How the bytes of a file become cells; what is left out is found out. */
export const Reading = z.strictObject({
  encoding: z.enum(csvEncodings).optional(),
  delimiter: z.enum(csvDelimiters).optional(),
  hasHeader: z.boolean().optional(),
});
export type Reading = z.infer<typeof Reading>;
