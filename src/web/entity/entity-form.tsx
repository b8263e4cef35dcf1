import { Button, Drawer, Group } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Fragment, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../platform/fields.ts';
import { useMay } from '../session.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { usePlace } from '../use-format.ts';
import { useFullUi } from './custom-fields.ts';
import { ConflictView } from './conflict-view.tsx';
import classes from './entity-form.module.css';
import { fieldLabelKey, titleOf, writableFields, type EntityRow, type EntityUi } from './entity-ui.ts';
import { FieldEditor } from './field-editor.tsx';
import type { FormValues } from './form-values.ts';
import { UserPicker } from './pickers.tsx';
import { asRef, asText } from './read-values.ts';
import { SimilarNote } from './similar-note.tsx';
import { useRecordForm, type RecordForm } from './use-record-form.ts';

interface EntityFormProps {
  ui: EntityUi;
  /** The record to edit; null makes a new one. */
  row: EntityRow | null;
  /** Values a new record starts with, e.g. its account. */
  preset?: FormValues | undefined;
  isOpen: boolean;
  onClose: () => void;
  onSaved: (row: EntityRow) => void;
}

/** Creates or edits a record in a panel at the right (phone: the whole screen). */
export function EntityForm({ ui, row, preset, isOpen, onClose, onSaved }: EntityFormProps) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 48em)');
  const name = t(`${ui.module}:objects.${ui.object}.one`);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size={isPhone ? '100%' : 520}
      title={row ? t('web:form.edit', { name: titleOf(ui, row) }) : t('web:actions.newOf', { name })}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
      classNames={{ body: classes['body'] ?? '', content: classes['content'] ?? '' }}
    >
      <FormBody ui={ui} row={row} preset={preset} onClose={onClose} onSaved={onSaved} />
    </Drawer>
  );
}

function FormBody({ ui: declared, ...rest }: Omit<EntityFormProps, 'isOpen'>) {
  const ui = useFullUi(declared);
  // Fields that arrive later begin the form again: it must not take a value it does not hold for an emptied one.
  return <FormPanel key={Object.keys(ui.fields).length} ui={ui} {...rest} />;
}

function FormPanel({ ui, row, preset, onClose, onSaved }: Omit<EntityFormProps, 'isOpen'>) {
  const { t } = useTranslation();
  const form = useRecordForm({ ui, row, preset, onSaved });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void form.save(event.currentTarget);
  };
  const faulty = [...writableFields(ui).map(([key]) => key), 'owner'].filter((key) => form.errors[key] !== undefined);
  const names = faulty.map((key) => t(fieldLabelKey(ui, key)));
  const faultyText = names.length > 0 ? t('web:form.faulty', { names }) : null;
  if (form.conflict && form.base) {
    return <ConflictView ui={ui} base={form.base} values={form.values} current={form.conflict} onSettle={form.settle} />;
  }
  return (
    <form onSubmit={handleSubmit} noValidate className={classes['form']}>
      <div className={classes['fields']}>
        <FormFields ui={ui} form={form} isNew={row === null} />
      </div>
      <div className={classes['foot']}>
        {row === null ? <SimilarNote ui={ui} values={form.values} /> : null}
        <ProblemNote text={form.problem ?? faultyText} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t(row ? 'web:actions.save' : 'web:actions.create')}
          </Button>
        </Group>
      </div>
    </form>
  );
}

/** The currency an amount of this form is in. */
export function currencyFor(ui: Pick<EntityUi, 'fields'>, key: string, values: FormValues, fallback: string): string {
  const other = ui.fields[key]?.currencyField;
  return (other ? asText(values[other]) : null) ?? fallback;
}

const wideKinds = new Set<Field['kind']>([
  'longText',
  'url',
  'emails',
  'phones',
  'handles',
  'address',
  'localized',
  'instant',
  'choices',
  'json',
]);

/** Short fields stand two in a row; the title and long ones take the width. */
function isWide(ui: EntityUi, key: string, field: Field): boolean {
  return key === ui.titleField || wideKinds.has(field.kind) || (field.kind === 'text' && (field.max ?? 200) > 120);
}

/** Each section in one piece, where its first field stands; fields without one stay with the first. */
function bySection<Entry extends readonly [string, Field]>(fields: readonly Entry[]): Entry[] {
  const first = fields[0]?.[1].section;
  return [...Map.groupBy(fields, ([, { section }]) => section ?? first).values()].flat();
}

function FormFields({ ui, form, isNew }: { ui: EntityUi; form: RecordForm; isNew: boolean }) {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const place = usePlace();
  const fields = bySection(writableFields(ui));
  return (
    <>
      {fields.map(([key, field], index) => {
        const before = fields[index - 1]?.[1].section;
        const heading =
          field.section && field.section !== before && index > 0 ? `${ui.module}:sections.${ui.object}.${field.section}` : null;
        return (
          <Fragment key={key}>
            {heading && i18n.exists(heading) ? <h3 className={classes['section']}>{t(heading)}</h3> : null}
            <div className={isWide(ui, key, field) ? classes['wide'] : undefined}>
              <FieldEditor
                ui={ui}
                fieldKey={key}
                field={field}
                label={t(fieldLabelKey(ui, key))}
                value={form.values[key]}
                onChange={(value) => form.set(key, value)}
                error={form.errors[key]}
                currency={currencyFor(ui, key, form.values, place.currency)}
                autoFocus={isNew && index === 0}
              />
            </div>
          </Fragment>
        );
      })}
      {may(ui.object, 'assign') || may(ui.object, 'edit') ? (
        <div>
          <UserPicker
            label={t('records:fields.record.owner')}
            placeholder={isNew ? t('web:states.me') : undefined}
            value={asRef(form.values['owner'])}
            onChange={(value) => form.set('owner', value)}
            error={form.errors['owner']}
          />
        </div>
      ) : null}
    </>
  );
}
