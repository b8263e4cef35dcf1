import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { ApprovalDetail, SeatView } from '../contract.ts';
import { useAddSigner, useReassign } from './queries.ts';

interface PersonDialogProps {
  approval: ApprovalDetail;
  /** The seat that somebody else is to have; null adds one more person. */
  seat: SeatView | null;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks one more person, or gives a seat to somebody else. */
export function PersonDialog({ approval, seat, isOpen, onClose }: PersonDialogProps) {
  const { t } = useTranslation();
  const kind = seat ? 'reassign' : 'signer';
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t(`approvals:${kind}.title`)}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <PersonForm key={seat?.id ?? 'signer'} approval={approval} seat={seat} onClose={onClose} />
    </Modal>
  );
}

function PersonForm({ approval, seat, onClose }: Omit<PersonDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const add = useAddSigner(approval.id);
  const give = useReassign(approval.id);
  const [person, setPerson] = useState<NamedRef | null>(null);
  const [comment, setComment] = useState('');
  const kind = seat ? 'reassign' : 'signer';
  const { error, isPending } = seat ? give : add;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!person) return;
    const text = comment.trim();
    const body = { userId: person.id, ...(text === '' ? {} : { comment: text }) };
    const options = {
      onSuccess: () => {
        showDone(t(`approvals:${kind}.done`, { name: person.name }));
        onClose();
      },
    };
    if (seat?.id) give.mutate({ ...body, seatId: seat.id }, options);
    else add.mutate(body, options);
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <p>{t(`approvals:${kind}.hint`)}</p>
        <UserPicker label={t('approvals:person')} value={person} onChange={setPerson} />
        <Textarea
          label={t('approvals:optionalComment')}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
        />
        <ProblemNote text={error ? problemText(error) : null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={!person}>
            {t(`approvals:${kind}.action`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
