import { Button } from '@mantine/core';
import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../use-format.ts';
import { currencyFor } from '../entity-form.tsx';
import { fieldOf, type EntityRow, type EntityUi } from '../entity-ui.ts';
import { FieldClash } from '../field-clash.tsx';
import { FieldEditor } from '../field-editor.tsx';
import { useFieldSave } from '../use-field-save.ts';
import classes from './field-panel.module.css';

interface InlineEditorProps {
  ui: EntityUi;
  row: EntityRow;
  fieldKey: string;
  label: string;
  onClose: () => void;
}

/** Edits one field where it stands: Enter saves, Escape leaves it as it was. */
export function InlineEditor({ ui, row, fieldKey, label, onClose }: InlineEditorProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const edit = useFieldSave({ ui, row, fieldKey, onDone: onClose });
  const field = fieldOf(ui, fieldKey);
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    edit.submit();
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
        value={edit.value}
        onChange={edit.setValue}
        label={label}
        error={edit.fault ?? undefined}
        currency={currencyFor(ui, fieldKey, row, place.currency)}
        autoFocus
      />
      {edit.theirs ? (
        <FieldClash ui={ui} fieldKey={fieldKey} theirs={edit.theirs} onKeepMine={edit.keepMine} onTakeTheirs={onClose} />
      ) : (
        <div className={classes['buttons']}>
          <Button variant="default" size="compact-sm" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" size="compact-sm" loading={edit.isBusy}>
            {t('web:actions.save')}
          </Button>
        </div>
      )}
    </form>
  );
}
