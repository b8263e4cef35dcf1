import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { countTasks } from '../../modules/timeline/tasks/contract.ts';
import { queryOf } from '../api.ts';
import { useMay } from '../session.ts';
import classes from './layout.module.css';

const often = 5 * 60_000;

/** Reminds of what is late or due today, wherever somebody works; a task that becomes late shows by itself. */
export function DueBadge() {
  const { t } = useTranslation();
  const may = useMay();
  const { data } = useQuery({
    ...queryOf(countTasks, { query: {} }),
    enabled: may('activity', 'view'),
    refetchInterval: often,
    meta: { kinds: ['activity'] },
  });
  const count = data ? data.overdue + data.today : 0;
  if (!data || count === 0) return null;
  const text = t('web:nav.due', { overdue: data.overdue, today: data.today });
  return (
    <span className={classes['due']} data-late={data.overdue > 0 || undefined} title={text} aria-label={text}>
      {count}
    </span>
  );
}
