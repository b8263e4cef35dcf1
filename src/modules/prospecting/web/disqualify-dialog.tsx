import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { titleOf, type EntityRow } from '../../../web/entity/entity-ui.ts';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { leadUi } from './lead-ui.tsx';
import { useDisqualifyLead } from './queries.ts';

/** Giving up asks why: the reasons show which sources are worth it. */
export function DisqualifyDialog({ row, onClose }: { row: EntityRow; onClose: () => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const disqualify = useDisqualifyLead(row.id);
  const [reason, setReason] = useState('');
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    disqualify.mutate(reason.trim(), { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('prospecting:screens.disqualifyTitle', { name: titleOf(leadUi, row) })}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <form onSubmit={handleSubmit} noValidate>
        <Stack gap="sm">
          <ProblemNote text={disqualify.error ? problemText(disqualify.error) : null} />
          <Textarea
            label={t('prospecting:screens.reason')}
            placeholder={t('prospecting:screens.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            autosize
            minRows={2}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('web:actions.cancel')}
            </Button>
            <Button type="submit" loading={disqualify.isPending} disabled={reason.trim() === ''}>
              {t('prospecting:screens.disqualify')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
