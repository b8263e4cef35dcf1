import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { createAbsence } from '../absences/contract.ts';
import classes from './approvals.module.css';
import { useAbsences, useCreateAbsence, useRemoveAbsence } from './queries.ts';

/** When I am away, and who decides in my place. */
export function AwayDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('approvals:away.title')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <Stack gap="md">
        <p>{t('approvals:away.hint')}</p>
        <Absences />
        <AwayForm onClose={onClose} />
      </Stack>
    </Modal>
  );
}

function Absences() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useAbsences();
  const remove = useRemoveAbsence();
  if (!data || data.data.length === 0) return null;
  return (
    <ul className={classes['seats']}>
      {data.data.map(({ id, delegate, fromOn, untilOn }) => (
        <li key={id} className={classes['seat']}>
          <b>{t('approvals:away.row', { from: format.day(fromOn), until: format.day(untilOn), name: delegate.name })}</b>
          <Button
            variant="subtle"
            size="compact-sm"
            loading={remove.isPending}
            onClick={() => remove.mutate(id, { onSuccess: () => showDone(t('approvals:away.removed')), onError: showProblem })}
          >
            {t('approvals:away.remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function AwayForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const create = useCreateAbsence();
  const [delegate, setDelegate] = useState<NamedRef | null>(null);
  const today = format.today();
  const form = useSchemaForm(bodySchema(createAbsence), { delegateId: '', fromOn: today, untilOn: today });
  const send = form.submit(async (body) => {
    await create.mutateAsync(body);
    showDone(t('approvals:away.added'));
    onClose();
  });
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <UserPicker
          label={t('approvals:away.delegate')}
          value={delegate}
          error={form.errors['delegateId']}
          onChange={(person) => {
            setDelegate(person);
            form.set('delegateId', person?.id ?? '');
          }}
        />
        <Group grow gap="sm" align="start">
          <DateInput
            label={t('approvals:away.from')}
            value={form.values.fromOn}
            onChange={(day) => form.set('fromOn', day ?? '')}
            error={form.errors['fromOn']}
          />
          <DateInput
            label={t('approvals:away.until')}
            value={form.values.untilOn}
            onChange={(day) => form.set('untilOn', day ?? '')}
            error={form.errors['untilOn']}
          />
        </Group>
        <ProblemNote text={form.problem} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('approvals:away.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
