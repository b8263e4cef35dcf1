import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { writeKey } from '../../../platform/fields.ts';
import { call } from '../../api.ts';
import { recordPath } from '../../kinds.ts';
import { ProblemError } from '../../problem.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useFormat, usePlace } from '../../use-format.ts';
import { useProblemText } from '../../use-problem-text.ts';
import { fieldLabelKey, fieldOf, writableFields, type EntityUi } from '../entity-ui.ts';
import { FieldEditor } from '../field-editor.tsx';
import { asRef, isEmpty } from '../read-values.ts';
import { bodyOf } from '../form-values.ts';
import { useShowBulk, type BulkProps } from './bulk.ts';
import classes from './bulk-edit.module.css';

interface BulkEditProps extends BulkProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Gives many records the same value in one field. */
export function BulkEdit({ isOpen, onClose, ...props }: BulkEditProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = t('web:bulk.editTitle', { count: props.selection.size, shown: format.number(props.selection.size) });
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('web:actions.close') }}>
      <BulkEditBody {...props} onClose={onClose} />
    </Modal>
  );
}

/** Fields that many records can share a value in. */
function bulkKeys(ui: EntityUi): string[] {
  return [...writableFields(ui).flatMap(([key, { unique }]) => (unique ? [] : [key])), 'owner'];
}

/** Writes a value into one field of the selected records. */
function useBulkUpdate({ ui, state, selection, onClose }: BulkProps & { onClose: () => void }) {
  const showBulk = useShowBulk(ui);
  return useMutation({
    mutationFn: ({ key, value, skipInvalid }: { key: string; value: unknown; skipInvalid: boolean }) => {
      const field = fieldOf(ui, key);
      const written = asRef(value)?.id ?? (isEmpty(value) ? null : value);
      const changes = field ? bodyOf([[writeKey(key, field), written]]) : {};
      return call(ui.api.bulkUpdate, { body: { select: selection.toBody(state.filter), changes, skipInvalid } });
    },
    onSuccess: async (result) => {
      onClose();
      selection.clear();
      await showBulk('web:bulk.changed', result);
    },
  });
}

function BulkEditBody(props: BulkProps & { onClose: () => void }) {
  const { ui, selection, onClose } = props;
  const { t } = useTranslation();
  const place = usePlace();
  const problemText = useProblemText();
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState<unknown>(null);
  const field = key ? fieldOf(ui, key) : undefined;
  const data = bulkKeys(ui).map((each) => ({ value: each, label: t(fieldLabelKey(ui, each)) }));
  const save = useBulkUpdate(props);
  const invalid = readInvalid(save.error);
  const detail = save.error instanceof ProblemError && !invalid ? save.error.errors[0]?.detail : undefined;
  const send = (skipInvalid: boolean): void => {
    if (key) save.mutate({ key, value, skipInvalid });
  };
  const choose = (next: string | null): void => {
    save.reset();
    setKey(next);
    setValue(null);
  };
  return (
    <Stack gap="sm">
      <Select
        label={t('web:bulk.field')}
        data={data}
        value={key}
        onChange={choose}
        searchable
        allowDeselect={false}
        data-autofocus
      />
      {key && field ? (
        <FieldEditor
          ui={ui}
          fieldKey={key}
          field={field}
          value={value}
          onChange={(next) => {
            save.reset();
            setValue(next);
          }}
          label={t('web:bulk.value')}
          currency={place.currency}
        />
      ) : null}
      <ProblemNote text={save.error ? (detail ?? problemText(save.error)) : null} />
      {invalid ? <InvalidRows ui={ui} invalid={invalid} /> : null}
      <Group justify="flex-end" gap="xs">
        <CancelButton onClick={onClose} />
        {invalid && invalid.valid > 0 ? (
          <SkipButton count={invalid.valid} isBusy={save.isPending} onClick={() => send(true)} />
        ) : (
          <Button disabled={!field} loading={save.isPending} onClick={() => send(false)}>
            {t('web:bulk.apply', { count: selection.size })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function SkipButton({ count, isBusy, onClick }: { count: number; isBusy: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Button loading={isBusy} onClick={onClick}>
      {t('web:bulk.skip', { count, shown: format.number(count) })}
    </Button>
  );
}

interface Invalid {
  valid: number;
  invalid: number;
  rows: { id: string; title: string; reasons: string[] }[];
}

const InvalidExtra = z.object({
  valid: z.int(),
  invalid: z.int(),
  rows: z.array(z.object({ id: z.string(), title: z.string() })),
});

/** The records that cannot take the value, each with its reasons; null for any other refusal. */
function readInvalid(error: unknown): Invalid | null {
  if (!(error instanceof ProblemError) || error.code !== 'records.rows_invalid') return null;
  const read = InvalidExtra.safeParse(error.extra);
  if (!read.success) return null;
  const reasonsOf = (id: string): string[] =>
    error.errors.flatMap(({ pointer, detail }) => (pointer.split('/')[2] === id ? [detail] : []));
  return { ...read.data, rows: read.data.rows.map((row) => ({ ...row, reasons: reasonsOf(row.id) })) };
}

/** Names what cannot be changed, with the way to it. */
function InvalidRows({ ui, invalid }: { ui: EntityUi; invalid: Invalid }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rest = invalid.invalid - invalid.rows.length;
  return (
    <ul className={classes['invalid']}>
      {invalid.rows.map(({ id, title, reasons }) => (
        <li key={id}>
          <Link to={recordPath(ui.object, id) ?? '.'}>{title || '—'}</Link> {reasons.join(' ')}
        </li>
      ))}
      {rest > 0 ? <li>{t('web:bulk.more', { count: rest, shown: format.number(rest) })}</li> : null}
    </ul>
  );
}

function CancelButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button variant="default" onClick={onClick}>
      {t('web:actions.cancel')}
    </Button>
  );
}
