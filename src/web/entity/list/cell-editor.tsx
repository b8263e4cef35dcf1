import { useEffect, useRef, type FormEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldKind } from '../../../platform/fields.ts';
import { usePlace } from '../../use-format.ts';
import { currencyFor } from '../entity-form.tsx';
import { fieldLabelKey, fieldOf, type EntityRow, type EntityUi } from '../entity-ui.ts';
import { FieldClash } from '../field-clash.tsx';
import { FieldEditor } from '../field-editor.tsx';
import { useFieldSave } from '../use-field-save.ts';
import classes from './cell-editor.module.css';

/** Where the keyboard goes once the cell is done with: it stays, or goes to the next or the last one that can be edited. */
export type CellStep = 0 | 1 | -1;

interface CellEditorProps {
  ui: EntityUi;
  row: EntityRow;
  fieldKey: string;
  /** Grows to the left, from a cell at the right edge. */
  isAtEnd: boolean;
  onClose: (step: CellStep) => void;
}

/** Kinds of which one value is picked: picking it is all there is to do. */
const picked = new Set<FieldKind>(['choice', 'user', 'team', 'ref', 'bool']);

/** Edits a cell where it stands: Enter saves, Tab saves and goes on, Escape leaves it as it was; what is refused stays with its reason. */
export function CellEditor({ ui, row, fieldKey, isAtEnd, onClose }: CellEditorProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const box = useRef<HTMLFormElement>(null);
  const step = useRef<CellStep>(0);
  const edit = useFieldSave({ ui, row, fieldKey, onDone: () => onClose(step.current) });
  const field = fieldOf(ui, fieldKey);
  useClickOutside(box, () => edit.submit());
  useEffect(() => {
    // What is typed replaces what stands there, as in a spreadsheet; an arrow key keeps it.
    box.current?.querySelector('input')?.select();
  }, []);
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    step.current = 0;
    edit.submit();
  };
  const handleKey = (event: KeyboardEvent): void => {
    // The list has keys of its own.
    event.stopPropagation();
    if (event.key === 'Escape') onClose(0);
    if (event.key === 'Enter' && event.target instanceof HTMLTextAreaElement && (event.ctrlKey || event.metaKey)) edit.submit();
    if (event.key !== 'Tab' || edit.theirs || isCompound(field?.kind)) return;
    event.preventDefault();
    step.current = event.shiftKey ? -1 : 1;
    edit.submit();
  };
  if (!field) return null;
  const change = (next: unknown): void => {
    edit.setValue(next);
    if (picked.has(field.kind)) edit.submit(next);
  };
  return (
    <form
      ref={box}
      className={classes['box']}
      data-end={isAtEnd || undefined}
      data-busy={edit.isBusy || undefined}
      onSubmit={handleSubmit}
      onKeyDown={handleKey}
      onClick={stay}
      onDoubleClick={stay}
      noValidate
    >
      <FieldEditor
        ui={ui}
        fieldKey={fieldKey}
        field={field}
        value={edit.value}
        onChange={change}
        label={t(fieldLabelKey(ui, fieldKey))}
        error={edit.fault ?? undefined}
        currency={currencyFor(ui, fieldKey, row, place.currency)}
        autoFocus
      />
      {edit.theirs ? (
        <FieldClash ui={ui} fieldKey={fieldKey} theirs={edit.theirs} onKeepMine={edit.keepMine} onTakeTheirs={() => onClose(0)} />
      ) : null}
    </form>
  );
}

/** A click here is none on the row. */
function stay(event: MouseEvent): void {
  event.stopPropagation();
}

/** Kinds with several inputs, between which Tab goes. */
function isCompound(kind: FieldKind | undefined): boolean {
  return (
    kind === 'emails' ||
    kind === 'phones' ||
    kind === 'handles' ||
    kind === 'address' ||
    kind === 'localized' ||
    kind === 'instant'
  );
}

/** Calls when somebody presses elsewhere; what the editor itself opened beside the page (a list of choices) belongs to it. */
function useClickOutside(box: React.RefObject<HTMLElement | null>, onOutside: () => void): void {
  const latest = useRef(onOutside);
  useEffect(() => {
    latest.current = onOutside;
  });
  useEffect(() => {
    const handlePress = (event: PointerEvent): void => {
      const { target } = event;
      if (!(target instanceof Element) || box.current?.contains(target) || target.closest('[data-portal]')) return;
      latest.current();
    };
    document.addEventListener('pointerdown', handlePress, true);
    return () => document.removeEventListener('pointerdown', handlePress, true);
  }, [box]);
}
