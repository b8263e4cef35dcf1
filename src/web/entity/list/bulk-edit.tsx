import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { writeKey } from '../../../platform/fields.ts';
import { call, nounOf } from '../../api.ts';
import { ProblemError } from '../../problem.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { showDone } from '../../ui/toast.tsx';
import { useFormat, usePlace } from '../../use-format.ts';
import { useProblemText } from '../../use-problem-text.ts';
import { fieldLabelKey, fieldOf, writableFields, type EntityUi } from '../entity-ui.ts';
import { FieldEditor } from '../field-editor.tsx';
import { asRef, isEmpty } from '../read-values.ts';
import { useBulkText, type BulkProps } from './bulk.ts';

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

function BulkEditBody({ ui, state, selection, onClose }: BulkProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queryClient = useQueryClient();
  const bulkText = useBulkText();
  const problemText = useProblemText();
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState<unknown>(null);
  const field = key ? fieldOf(ui, key) : undefined;
  const data = bulkKeys(ui).map((each) => ({ value: each, label: t(fieldLabelKey(ui, each)) }));
  const save = useMutation({
    mutationFn: () => {
      const written = asRef(value)?.id ?? (isEmpty(value) ? null : value);
      const changes = field && key ? { [writeKey(key, field)]: written } : {};
      return call(ui.api.bulkUpdate, { body: { select: selection.toBody(state.filter), changes } });
    },
    onSuccess: async (result) => {
      onClose();
      selection.clear();
      showDone(bulkText('web:bulk.changed', result));
      await queryClient.invalidateQueries({ queryKey: [nounOf(ui.api.list)] });
    },
  });
  const detail = save.error instanceof ProblemError ? save.error.errors[0]?.detail : undefined;
  return (
    <Stack gap="sm">
      <Select
        label={t('web:bulk.field')}
        data={data}
        value={key}
        onChange={(next) => {
          setKey(next);
          setValue(null);
        }}
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
          onChange={setValue}
          label={t('web:bulk.value')}
          currency={place.currency}
        />
      ) : null}
      <ProblemNote text={save.error ? (detail ?? problemText(save.error)) : null} />
      <Group justify="flex-end" gap="xs">
        <CancelButton onClick={onClose} />
        <Button disabled={!field} loading={save.isPending} onClick={() => save.mutate()}>
          {t('web:bulk.apply', { count: selection.size })}
        </Button>
      </Group>
    </Stack>
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
