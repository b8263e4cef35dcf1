import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsOf } from '../../platform/faults.ts';
import { call, nounOf, queryOf } from '../api.ts';
import { bodySchema } from '../body-schema.ts';
import { currentOf, ProblemError } from '../problem.ts';
import { codeKey, useProblemText } from '../use-problem-text.ts';
import { rowValue, type EntityRow, type EntityUi } from './entity-ui.ts';
import { startValues, updateBody } from './form-values.ts';
import { clashes, isEntityRow } from './rebase.ts';

interface FieldSaveOptions {
  ui: EntityUi;
  row: EntityRow;
  fieldKey: string;
  /** The record has the value: it was saved, or had it already. */
  onDone: () => void;
}

function currentRow(error: unknown): EntityRow | null {
  const current = currentOf(error);
  return isEntityRow(current) ? current : null;
}

async function saveField(ui: EntityUi, row: EntityRow, values: Record<string, unknown>): Promise<EntityRow> {
  const params = { id: row.id };
  try {
    return await call(ui.api.update, { params, body: updateBody(ui, row, values) });
  } catch (error) {
    const current = currentRow(error);
    // Somebody changed other fields meanwhile: ours is still meant. The same field is a clash, and is shown.
    if (!current || clashes(ui, row, values, current).length > 0) throw error;
    return call(ui.api.update, { params, body: { ...updateBody(ui, row, values), version: current.version } });
  }
}

interface Pages {
  pages: { data: EntityRow[] }[];
}

/** Puts a saved record where it is shown: on its page and in the lists that are loaded. */
export function takeSaved(client: QueryClient, ui: EntityUi, saved: EntityRow): void {
  const noun = nounOf(ui.api.list);
  client.setQueryData(queryOf(ui.api.get, { params: { id: saved.id } }).queryKey, saved);
  client.setQueriesData<Pages>(
    { queryKey: [noun], predicate: ({ queryKey }) => queryKey.at(-1) === 'pages' },
    (list) =>
    list && { ...list, pages: list.pages.map((page) => withRow(page, saved)) }, // prettier-ignore
  );
  void client.invalidateQueries({ queryKey: [noun], predicate: ({ queryKey }) => queryKey.at(-1) !== 'pages' });
}

function withRow<P extends { data: EntityRow[] }>(page: P, saved: EntityRow): P {
  if (!page.data.some(({ id }) => id === saved.id)) return page;
  return { ...page, data: page.data.map((row) => (row.id === saved.id ? saved : row)) };
}

/** The editing of one field where it stands: its value, what is wrong with it, and what somebody else made of it meanwhile. */
export function useFieldSave({ ui, row, fieldKey, onDone }: FieldSaveOptions) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const client = useQueryClient();
  const [base, setBase] = useState(row);
  const [value, setValue] = useState<unknown>(rowValue(row, fieldKey));
  const [fault, setFault] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<EntityRow | null>(null);
  const save = useMutation({
    mutationFn: ({ on, next }: { on: EntityRow; next: unknown }) =>
      saveField(ui, on, { ...startValues(ui, on), [fieldKey]: next }),
    onSuccess: (saved) => {
      takeSaved(client, ui, saved);
      onDone();
    },
    onError: (error) => {
      const current = currentRow(error);
      setTheirs(current);
      setFault(error instanceof ProblemError && error.errors[0] ? error.errors[0].detail : problemText(error));
      if (current) takeSaved(client, ui, current);
    },
  });
  const submit = (next: unknown = value, on: EntityRow = base): void => {
    if (save.isPending) return;
    const body = updateBody(ui, on, { ...startValues(ui, on), [fieldKey]: next });
    if (Object.keys(body).length === 1) return onDone();
    const checked = bodySchema(ui.api.update).safeParse(body);
    const [first] = checked.success ? [] : faultsOf(checked.error, 'body');
    if (first) setFault(t(codeKey(first.code), first.params ?? {}));
    else save.mutate({ on, next });
  };
  return {
    value,
    setValue: (next: unknown): void => {
      setValue(next);
      setFault(null);
    },
    fault,
    theirs,
    isBusy: save.isPending,
    submit,
    keepMine: (): void => {
      if (!theirs) return;
      setBase(theirs);
      setTheirs(null);
      setFault(null);
      submit(value, theirs);
    },
  };
}
