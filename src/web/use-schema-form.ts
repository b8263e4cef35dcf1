import { useState, type ChangeEvent, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { FieldFault } from '../platform/errors.ts';
import { faultsOf } from '../platform/faults.ts';
import { useFirstFault } from './first-fault.ts';
import { currentOf, ProblemError } from './problem.ts';
import { type FormClash, useClash } from './use-draft.ts';
import { codeKey, useProblemText } from './use-problem-text.ts';

/** The field a pointer such as `/body/amountMinor` is about. */
export function fieldOfPointer(pointer: string): string {
  return pointer.split('/')[2] ?? '';
}

export interface SchemaForm<Values extends object, Body> {
  values: Values;
  set: <K extends keyof Values>(key: K, value: Values[K]) => void;
  /** Texts of what is wrong, by field. */
  errors: Partial<Record<string, string>>;
  /** A refusal that belongs to no field. */
  problem: string | null;
  /** The form's thing was saved by somebody else meanwhile: what only one side changed is merged already. */
  clash: FormClash | null;
  isBusy: boolean;
  /** Props of a text input bound to a field. */
  text: (key: keyof Values & string) => TextBinding;
  /** A form's `onSubmit`: checks by the schema, sends, and shows what the server refuses beside its field. */
  submit: (send: (body: Body) => Promise<unknown>) => (event: FormEvent) => Promise<void>;
}

interface TextBinding {
  name: string;
  value: string;
  error: string | undefined;
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
}

function useFaultText(): (fault: FieldFault) => string {
  const { t } = useTranslation();
  return ({ code, params }) => t(codeKey(code), { ...params, defaultValue: t('platform:errors.invalid_format') });
}

/** A small form over the contract's own schema. Fields whose name is not on screen show their fault above the button. */
export function useSchemaForm<Values extends object, Body>(schema: z.ZodType<Body>, initial: Values): SchemaForm<Values, Body> {
  const [values, setValues] = useState(initial);
  const { clash, meet, forget } = useClash(initial, values, setValues);
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const faultText = useFaultText();
  const problemText = useProblemText();
  const showFirst = useFirstFault();

  const set = <K extends keyof Values>(key: K, value: Values[K]): void => {
    setValues((before) => ({ ...before, [key]: value }));
    setErrors((before) => ({ ...before, [String(key)]: undefined }));
  };
  const refuse = (error: unknown): void => {
    const current = currentOf(error);
    if (current) {
      setProblem(null);
      return meet(current);
    }
    const faults = error instanceof ProblemError ? error.errors : [];
    setErrors(Object.fromEntries(faults.map((fault) => [fieldOfPointer(fault.pointer), fault.detail])));
    const isShown = faults.length > 0 && faults.every((fault) => fieldOfPointer(fault.pointer) in values);
    setProblem(isShown ? null : problemText(error));
  };
  const submit = (send: (body: Body) => Promise<unknown>) => async (event: FormEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    setProblem(null);
    const result = schema.safeParse(values);
    if (!result.success) {
      const faults = faultsOf(result.error, 'body').toReversed();
      setErrors(Object.fromEntries(faults.map((fault) => [fieldOfPointer(fault.pointer), faultText(fault)])));
      showFirst(form);
      return;
    }
    setBusy(true);
    await send(result.data).then(
      () => {
        setErrors({});
        forget();
      },
      (error: unknown) => {
        refuse(error);
        showFirst(form);
      },
    );
    setBusy(false);
  };
  const text = (key: keyof Values & string): TextBinding => ({
    name: key,
    value: String(values[key] ?? ''),
    error: errors[key],
    onChange: (event) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [key]: value }));
      setErrors((before) => ({ ...before, [key]: undefined }));
    },
  });
  return { values, set, errors, problem, clash, isBusy, text, submit };
}
