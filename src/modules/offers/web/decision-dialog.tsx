import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import { acceptQuote, declineQuote } from '../deciding/contract.ts';
import { useQuoteAction } from './queries.ts';

interface DecisionDialogProps {
  quoteId: string;
  revision: number;
  outcome: 'accepted' | 'declined';
  contact: string;
  isOpen: boolean;
  onClose: () => void;
}

/** The customer has answered by mail, by phone or on paper. */
export function DecisionDialog({ quoteId, revision, outcome, contact, isOpen, onClose }: DecisionDialogProps) {
  const { t } = useTranslation();
  const [by, setBy] = useState(contact);
  const [note, setNote] = useState('');
  const params = { id: quoteId };
  const decide = useQuoteAction(() =>
    outcome === 'accepted'
      ? call(acceptQuote, { params, body: { revision, by, note: note.trim() || null } })
      : call(declineQuote, { params, body: { revision, by: by.trim() || null, note } }),
  );
  const isReady = outcome === 'accepted' ? by.trim() !== '' : note.trim() !== '';
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t(`offers:screens.decision.${outcome}`)}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('offers:screens.decision.by')}
            value={by}
            required={outcome === 'accepted'}
            maxLength={200}
            onChange={(event) => setBy(event.currentTarget.value)}
          />
          <Textarea
            label={t(`offers:screens.decision.note.${outcome}`)}
            value={note}
            required={outcome === 'declined'}
            maxLength={2000}
            autosize
            minRows={3}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('web:actions.cancel')}
            </Button>
            <Button type="submit" loading={decide.isPending} disabled={!isReady}>
              {t('web:actions.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
