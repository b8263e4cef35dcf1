import { z } from 'zod';

/** A field that a file can fill, for the mapping screen. */
export const TargetField = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.string(),
  isRequired: z.boolean(),
  /** Values of a closed list as a map says them, with their names. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  /** For links: the kind of record, `user` or `team` that is looked for. */
  target: z.string().nullable(),
  /** For links: the fields by which the other record is found. */
  findBy: z.array(z.string()),
  isKey: z.boolean(),
  /** A member of a larger value: a city of an address, a handle. */
  isPart: z.boolean(),
  /** Takes several columns, each with its header before its value: `colour: red; size: L`. */
  isLabelled: z.boolean(),
});
export type TargetField = z.infer<typeof TargetField>;
