import { z } from 'zod';
import { csvDelimiters, csvEncodings } from '../../../platform/csv/kinds.ts';

export const importModes = ['create', 'update', 'upsert'] as const;
/** What comes first where the year comes last; `2017-03-01` needs no order. */
export const dateOrders = ['dmy', 'mdy'] as const;

const Name = z.string().trim().min(1).max(200);

/** Where the value of a field comes from: a column, one value for all rows, or a text with `{column}` in it. */
export const FieldSource = z
  .strictObject({
    column: Name.optional(),
    value: z.string().max(2000).optional(),
    template: z.string().min(1).max(500).optional(),
    /** What texts of the file stand for: `{"GTXPro": "GTX Pro"}`. Looked up as written, spaces around it aside. An empty text empties. */
    values: z.record(z.string().max(500), z.string().max(500)).optional(),
    /** For a link: the field of the other record that the text is compared with; its name unless given. */
    find: z.string().max(60).optional(),
    dateOrder: z.enum(dateOrders).optional(),
    decimalMark: z.enum(['.', ',']).optional(),
    /** What a number or amount is multiplied with: `1000000` for a column "in millions". */
    factor: z
      .string()
      .regex(/^\d{1,15}(\.\d{1,6})?$/)
      .optional(),
  })
  .refine(({ column, value, template }) => [column, value, template].filter((part) => part !== undefined).length === 1, {
    params: { code: 'exchange.one_source' },
  });
export type FieldSource = z.infer<typeof FieldSource>;

/** One kind of record that the rows of a file make. */
export const MapTarget = z.strictObject({
  kind: z.string().min(1).max(40),
  mode: z.enum(importModes).default('upsert'),
  /** The field that tells whether a row is a record already there; none makes a new record of every row. */
  key: z.string().max(60).optional(),
  /** Rows with the same key make one record (the first row counts) instead of being refused. */
  distinct: z.boolean().default(false),
  fields: z.record(z.string().max(80), FieldSource),
});
export type MapTarget = z.infer<typeof MapTarget>;

export const MapFile = z.strictObject({
  file: Name,
  encoding: z.enum(csvEncodings).optional(),
  delimiter: z.enum(csvDelimiters).optional(),
  /** False when the first row is a record already; the columns are then called 1, 2, 3 … */
  hasHeader: z.boolean().optional(),
  targets: z.array(MapTarget).max(10),
});
export type MapFile = z.infer<typeof MapFile>;

/** How files become records. The same text serves the screen, the API and the command line. */
export const ImportMap = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  name: z.string().max(200).optional(),
  dateOrder: z.enum(dateOrders).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  files: z.array(MapFile).min(1).max(50),
});
export type ImportMap = z.infer<typeof ImportMap>;
export type ImportMapInput = z.input<typeof ImportMap>;
