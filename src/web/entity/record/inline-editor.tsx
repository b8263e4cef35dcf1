import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsOf } from '../../../platform/faults.ts';
import { call, nounOf, queryOf } from '../../api.ts';
import { bodySchema } from '../../body-schema.ts';
import { ProblemError } from '../../problem.ts';
import { usePlace } from '../../use-format.ts';
import { codeKey, useProblemText } from '../../use-problem-text.ts';
import { currencyFor } from '../entity-form.tsx';
import { fieldOf, rowValue, type EntityRow, type EntityUi } from '../entity-ui.ts';
import { FieldEditor } from '../field-editor.tsx';
import { startValues, updateBody } from '../form-values.ts';
import { clashes, isEntityRow } from '../rebase.ts';
import classes from './field-panel.module.css';

interface InlineEditorProps {
  ui: EntityUi;
  row: EntityRow;
  fieldKey: string;
  label: string;
  onClose: () => void;
}

async function saveField(ui: EntityUi, row: EntityRow, values: Record<string, unknown>): Promise<EntityRow> {
  const params = { id: row.id };
  try {
    return await call(ui.api.update, { params, body: updateBody(ui, row, values) });
  } catch (error) {
    const current = error instanceof ProblemError && error.code === 'stale_version' ? error.extra['current'] : undefined;
    // Somebody changed other fields meanwhile: ours is still meant. The same field is a clash, and is shown.
    if (!isEntityRow(current) || clashes(ui, row, values, current).length > 0) throw error;
    return call(ui.api.update, { params, body: { ...updateBody(ui, row, values), version: current.version } });
  }
}

/** Edits one field where it stands: Enter saves, Escape leaves it as it was. */
export function InlineEditor({ ui, row, fieldKey, label, onClose }: InlineEditorProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [value, setValue] = useState<unknown>(rowValue(row, fieldKey));
  const [fault, setFault] = useState<string | null>(null);
  const field = fieldOf(ui, fieldKey);
  const values = { ...startValues(ui, row), [fieldKey]: value };
  const { queryKey } = queryOf(ui.api.get, { params: { id: row.id } });
  const save = useMutation({
    mutationFn: () => saveField(ui, row, values),
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: [nounOf(ui.api.list)] });
      onClose();
    },
    onError: (error) => {
      setFault(error instanceof ProblemError && error.errors[0] ? error.errors[0].detail : problemText(error));
      if (error instanceof ProblemError && error.code === 'stale_version') void queryClient.invalidateQueries({ queryKey });
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const body = updateBody(ui, row, values);
    if (Object.keys(body).length === 1) return onClose();
    const checked = bodySchema(ui.api.update).safeParse(body);
    const [first] = checked.success ? [] : faultsOf(checked.error, 'body');
    if (first) setFault(t(codeKey(first.code), first.params ?? {}));
    else save.mutate();
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
  };
  if (!field) return null;
  return (
    <form onSubmit={handleSubmit} onKeyDown={handleKey} noValidate>
      <FieldEditor
        ui={ui}
        fieldKey={fieldKey}
        field={field}
        value={value}
        onChange={setValue}
        label={label}
        error={fault ?? undefined}
        currency={currencyFor(ui, fieldKey, row, place.currency)}
        autoFocus
      />
      <div className={classes['buttons']}>
        <Button variant="default" size="compact-sm" onClick={onClose}>
          {t('web:actions.cancel')}
        </Button>
        <Button type="submit" size="compact-sm" loading={save.isPending}>
          {t('web:actions.save')}
        </Button>
      </div>
    </form>
  );
}
