import { z } from 'zod';

/** A field that a file can fill, for the mapping screen. */
export const TargetField = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.string(),
  isRequired: z.boolean(),
  /** Texts that a closed list accepts. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  /** For links: the fields by which the other record is found. */
  findBy: z.array(z.string()),
  isKey: z.boolean(),
});
