import { useTranslation } from 'react-i18next';
import { useConfirm } from '../../../../web/ui/confirm.tsx';
import { showOutcome } from '../../../../web/ui/toast.tsx';
import type { Member } from '../../members/contract.ts';
import { useResetSecondStep } from './queries.ts';

/** Asks, then lets a member who lost their device sign in by the password alone. */
export function useReset({ id, name }: Member): () => Promise<void> {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const reset = useResetSecondStep();
  return async () => {
    const question = {
      title: t('identity:secondStep.resetTitle', { name }),
      text: t('identity:secondStep.resetText'),
      action: t('identity:secondStep.resetDo'),
      isDestructive: true,
    };
    if (await confirm(question)) void showOutcome(reset.mutateAsync(id), t('identity:secondStep.resetDone', { name }));
  };
}
