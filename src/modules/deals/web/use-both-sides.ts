import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../web/problem.ts';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';

interface Sides {
  theirs: string;
  mine: string;
  /** Writes mine over theirs. */
  overwrite: () => Promise<unknown>;
}

/** What stands now, from the refusal of an old version; undefined for any other error. */
export function currentOf(error: unknown): unknown {
  return error instanceof ProblemError && error.code === 'stale_version' ? error.extra['current'] : undefined;
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
      title: t('deals:screens.changedMeanwhile'),
      text: t('deals:screens.bothSides', { theirs, mine }),
      action: t('deals:screens.keepMine'),
      cancel: t('deals:screens.keepTheirs'),
    });
    if (!keepsMine) return 'theirs';
    await overwrite().catch(showProblem);
    return 'mine';
  };
}
