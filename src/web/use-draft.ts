import { useState } from 'react';
import { mergeSides, type Sides } from './merge-sides.ts';
import { currentOf } from './problem.ts';

/** What somebody else saved while the form was open, where both sides changed the same field. */
export interface FormClash {
  disputed: readonly string[];
  mine: Readonly<Record<string, unknown>>;
  theirs: Readonly<Record<string, unknown>>;
  /** Takes theirs in these fields, and mine in the others; saving again then holds. */
  settle: (takeTheirs: ReadonlySet<string>) => void;
}

/** What somebody else saved while a form was open: their version is what it counts from, mine stays until it is settled. */
export function useClash<Values extends object>(initial: Values, values: Values, setValues: (values: Values) => void) {
  const [base, setBase] = useState(initial);
  const [sides, setSides] = useState<Sides | null>(null);
  const meet = (current: Record<string, unknown>): void => {
    const met = mergeSides(Object.fromEntries(Object.entries(base)), Object.fromEntries(Object.entries(values)), current);
    setValues({ ...values, ...met.merged });
    setBase({ ...base, ...met.theirs });
    setSides(met);
  };
  const clash: FormClash | null = sides && {
    disputed: sides.disputed,
    mine: sides.merged,
    theirs: sides.theirs,
    settle: (takeTheirs) => {
      const taken = Object.entries(sides.theirs).filter(([key]) => takeTheirs.has(key));
      setValues({ ...values, ...Object.fromEntries(taken) });
      setSides(null);
    },
  };
  const forget = (saved: Values = values): void => {
    setBase(saved);
    setSides(null);
  };
  return { clash, meet, forget };
}

/** What is being edited, beside the version it began from (`values.version`), for forms that are more than a schema's fields. */
export function useDraft<Values extends { version: number }>(initial: Values) {
  const [values, setValues] = useState(initial);
  const { clash, meet, forget } = useClash(initial, values, setValues);
  return {
    values,
    set: (part: Partial<Values>): void => setValues((before) => ({ ...before, ...part })),
    clash,
    /** After a refusal: true where somebody else was faster, whose version (`read` of it) is then merged and shown. */
    meet: (error: unknown, read: (current: Record<string, unknown>) => Values): boolean => {
      const current = currentOf(error);
      if (current) meet({ ...read(current) });
      return current !== undefined;
    },
    /** Begins again from what was saved. */
    restart: (saved: Values): void => {
      setValues(saved);
      forget(saved);
    },
  };
}
