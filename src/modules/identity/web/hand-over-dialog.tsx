import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
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
      const left = given.linksLeft > 0 ? [t('identity:members.linksLeft', { count: given.linksLeft })] : [];
      showDone([t('identity:members.handedOver', given), ...left].join(' '));
      onClose();
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (heir) give.mutate(heir.id);
  };
  return (
    <FormDialog
      title={t('identity:members.handOverTitle', { name })}
      action={t('identity:members.handOverDo')}
      form={{
        problem: give.error ? problemText(give.error) : null,
        isBusy: give.isPending,
        isReady: heir !== null && heir.id !== member.id,
      }}
      onSend={handleSubmit}
      onClose={onClose}
    >
      <Text size="sm">{t('identity:members.handOverText', { name })}</Text>
      <UserPicker label={t('identity:members.handOverTo')} value={heir} onChange={setHeir} />
    </FormDialog>
  );
}
