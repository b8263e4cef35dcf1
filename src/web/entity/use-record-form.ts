import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldFault } from '../../platform/errors.ts';
import { faultsOf } from '../../platform/faults.ts';
import { call, nounOf } from '../api.ts';
import { bodySchema } from '../body-schema.ts';
import { useFirstFault } from '../first-fault.ts';
import { currentOf, ProblemError } from '../problem.ts';
import { codeKey, useProblemText } from '../use-problem-text.ts';
import type { EntityRow, EntityUi } from './entity-ui.ts';
import { createBody, fieldKeyOf, startValues, updateBody, writableOwn, type FormValues } from './form-values.ts';
import { isEntityRow, rebase } from './rebase.ts';

interface RecordFormOptions {
  ui: EntityUi;
  /** The record to edit; null makes a new one. */
  row: EntityRow | null;
  preset?: FormValues | undefined;
  onSaved: (row: EntityRow) => void;
}

export interface RecordForm {
  values: FormValues;
  set: (key: string, value: unknown) => void;
  errors: Partial<Record<string, string>>;
  problem: string | null;
  isBusy: boolean;
  /** Somebody else's version, when it came between. */
  conflict: EntityRow | null;
  /** The record my changes are counted from. */
  base: EntityRow | null;
  settle: (keepMine: ReadonlySet<string>) => void;
  /** Sends it; when refused, the first faulty field of the form gets the keyboard. */
  save: (form: Element) => Promise<void>;
}

/** What the contract's schema has against these values, the first fault of a field last. */
function faultsIn(ui: EntityUi, base: EntityRow | null, values: FormValues): FieldFault[] {
  const schema = bodySchema(base ? ui.api.update : ui.api.create);
  const checked = schema.safeParse(base ? updateBody(ui, base, values) : createBody(ui, values));
  return checked.success ? [] : faultsOf(checked.error, 'body').toReversed();
}

/** State and rules of a form over one record: checks by the contract's schema, sends what changed, sorts refusals to fields. */
export function useRecordForm({ ui, row, preset, onSaved }: RecordFormOptions): RecordForm {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const showFirst = useFirstFault();
  const [base, setBase] = useState(row);
  const [values, setValues] = useState<FormValues>(() => startValues(ui, row, preset));
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [conflict, setConflict] = useState<EntityRow | null>(null);
  const [isBusy, setBusy] = useState(false);

  const set = (key: string, value: unknown): void => {
    setValues((before) => ({ ...before, [key]: value }));
    setErrors((before) => ({ ...before, [key]: undefined }));
  };
  const showFaults = (faults: { pointer: string; text: string }[]): void => {
    const byField = faults.map(({ pointer, text }): [string, string] => [fieldKeyOf(ui, pointer), text]);
    setErrors(Object.fromEntries(byField));
    const shown = new Set([...writableOwn(ui), 'owner']);
    const hidden = byField.filter(([key]) => !shown.has(key)).map(([key, text]) => `${key}: ${text}`);
    setProblem(hidden.length > 0 ? hidden.join(' ') : null);
  };
  const refuse = (error: unknown): void => {
    const current = currentOf(error);
    if (isEntityRow(current)) setConflict(current);
    else if (error instanceof ProblemError && error.errors.length > 0)
      showFaults(error.errors.map(({ pointer, detail }) => ({ pointer, text: detail })));
    else setProblem(problemText(error));
  };
  const send = (): Promise<EntityRow> => {
    if (!base) return call(ui.api.create, { body: createBody(ui, values) });
    return call(ui.api.update, { params: { id: base.id }, body: updateBody(ui, base, values) });
  };
  const save = async (form: Element): Promise<void> => {
    setProblem(null);
    const faults = faultsIn(ui, base, values);
    try {
      if (faults.length > 0) {
        showFaults(faults.map(({ pointer, code, params }) => ({ pointer, text: t(codeKey(code), params ?? {}) })));
        return;
      }
      setBusy(true);
      const saved = await send();
      await queryClient.invalidateQueries({ queryKey: [nounOf(ui.api.list)] });
      onSaved(saved);
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(false);
      showFirst(form);
    }
  };
  const settle = (keepMine: ReadonlySet<string>): void => {
    if (!conflict || !base) return;
    setValues(rebase(ui, base, values, conflict, keepMine));
    setBase(conflict);
    setConflict(null);
  };
  return { values, set, errors, problem, isBusy, conflict, base, settle, save };
}
