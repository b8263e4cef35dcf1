import { Checkbox, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { AskForm } from '../../approvals/web/ask-form.tsx';

interface TransferDialogProps {
  accountId: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks for a customer to be given to somebody else. */
export function TransferDialog({ accountId, isOpen, onClose }: TransferDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('transfers:dialog.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <TransferForm accountId={accountId} onClose={onClose} />
    </Modal>
  );
}

function TransferForm({ accountId, onClose }: Omit<TransferDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const [heir, setHeir] = useState<NamedRef | null>(null);
  const [withDeals, setWithDeals] = useState(true);
  const asked = heir ? { subject: 'accountTransfer', subjectId: accountId, input: { toUserId: heir.id, withDeals } } : null;
  return (
    <AskForm asked={asked} onClose={onClose}>
      <UserPicker label={t('transfers:dialog.heir')} value={heir} onChange={setHeir} />
      <Checkbox
        label={t('transfers:dialog.withDeals')}
        checked={withDeals}
        onChange={(event) => setWithDeals(event.currentTarget.checked)}
      />
    </AskForm>
  );
}
