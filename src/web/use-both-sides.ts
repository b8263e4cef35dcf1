import { useTranslation } from 'react-i18next';
import { useConfirm } from './ui/confirm.tsx';
import { showProblem } from './ui/toast.tsx';
import { currentOf } from './problem.ts';

interface Sides {
  theirs: string;
  mine: string;
  /** Writes mine over theirs. */
  overwrite: () => Promise<unknown>;
}

/** After a refusal because somebody was faster: shows both sides and asks which one holds. Other refusals are just shown. */
export function useBothSides(): (error: unknown, sides: Sides) => Promise<'mine' | 'theirs' | null> {
  const { t } = useTranslation();
  const confirm = useConfirm();
  return async (error, { theirs, mine, overwrite }) => {
    if (currentOf(error) === undefined) {
      showProblem(error);
      return null;
    }
    const keepsMine = await confirm({
      title: t('web:form.changedMeanwhile'),
      text: t('web:form.bothSides', { theirs, mine }),
      action: t('web:form.keepMine'),
      cancel: t('web:form.keepTheirs'),
    });
    if (!keepsMine) return 'theirs';
    await overwrite().catch(showProblem);
    return 'mine';
  };
}
