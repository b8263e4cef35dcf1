import { z } from 'zod';
import { fieldKinds } from '../conditions/contract.ts';

const Value = z.union([z.number(), z.boolean(), z.string(), z.null()]);

/** A value that was asked for, beside what it was when it was last approved. Amounts are in the workspace's currency. */
export const ShownValue = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(fieldKinds),
  value: Value,
  before: Value,
  hasBefore: z.boolean(),
  isWorse: z.boolean(),
  /** A rule that fired has it among its conditions, or it says one of them more closely. */
  isDecisive: z.boolean(),
  /** Whoever decides looks at it, whatever rule fired. */
  isMain: z.boolean(),
  /** How far it is to be taken, in the reader's language: of how many lines it is known. */
  note: z.string().nullable(),
});
export type ShownValue = z.infer<typeof ShownValue>;

/** A rule that fired. */
export const Reason = z.object({
  ruleName: z.string(),
  /** What of it holds, a sentence each in the reader's language; none where it holds always, or they may not see what it looks at. */
  because: z.array(z.string()),
  /** An approval of before stands for it: nobody is asked about it. */
  isKept: z.boolean(),
});
export type Reason = z.infer<typeof Reason>;

/** A line of what is approved. */
export const ShownLine = z.object({
  title: z.string(),
  /** What it is beside an ordinary line, in the reader's language: optional, an alternative, a credit. */
  marks: z.array(z.string()),
  /** Whether it is part of what the subject comes to. */
  isCounted: z.boolean(),
  values: z.array(ShownValue),
  /** How its price came about, step by step to what the line comes to. */
  trace: z.array(z.string()),
  /** What its writer says of it. */
  note: z.string().nullable(),
});
export type ShownLine = z.infer<typeof ShownLine>;
