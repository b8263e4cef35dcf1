import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { handOver } from '../hand-over/contract.ts';
import type { Member } from '../members/contract.ts';

/** Gives what a member has to somebody else, before they leave or after. */
export function HandOverDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [heir, setHeir] = useState<{ id: string; name: string } | null>(null);
  const { name } = member;
  const give = useMutation({
    mutationFn: (toUserId: string) => call(handOver, { params: { id: member.id }, body: { toUserId } }),
    onSuccess: async (given) => {
      await queryClient.invalidateQueries();
      showDone(t('identity:members.handedOver', given));
      onClose();
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (heir) give.mutate(heir.id);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('identity:members.handOverTitle', { name })}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <form onSubmit={handleSubmit} noValidate>
        <Stack gap="sm">
          <Text size="sm">{t('identity:members.handOverText', { name })}</Text>
          <UserPicker label={t('identity:members.handOverTo')} value={heir} onChange={setHeir} />
          <ProblemNote text={give.error ? problemText(give.error) : null} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('identity:cancel')}
            </Button>
            <Button type="submit" disabled={!heir || heir.id === member.id} loading={give.isPending}>
              {t('identity:members.handOverDo')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
