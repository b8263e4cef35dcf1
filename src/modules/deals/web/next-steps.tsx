import { Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { completeActivity } from '../../timeline/contract.ts';
import type { Guide } from '../guide/contract.ts';
import classes from './guide.module.css';

/** Open tasks of the deal, the next one first; ticking one completes it. */
export function NextSteps({ guide }: { guide: Guide }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const complete = useMutation({
    mutationFn: (id: string) => call(completeActivity, { params: { id }, body: {} }),
    onError: showProblem,
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => ['deals', 'records', 'tasks'].includes(String(queryKey[0])) }),
  });
  const open = guide.tasks.filter(({ isDone }) => !isDone);
  return (
    <Card
      title={t('deals:screens.nextSteps')}
      aside={
        guide.stuck ? (
          <Chip tone="warn">{t(`deals:screens.stuck.${guide.stuck.reason}`, { count: guide.stuck.days })}</Chip>
        ) : null
      }
    >
      {open.map((task) => (
        <div key={task.id} className={classes['criterion']}>
          <Checkbox
            checked={false}
            onChange={() => complete.mutate(task.id)}
            aria-label={t('deals:screens.completeTask', { text: task.text })}
            mt={2}
          />
          <div>
            {task.text}
            <small>
              {task.isNextStep && !task.isEntryTask ? <Chip tone="pri">{t('deals:screens.nextStep')}</Chip> : null}{' '}
              {task.isOverdue ? <Chip tone="warn">{t('deals:screens.overdue')}</Chip> : null}{' '}
              {task.dueAt ? format.instant(task.dueAt) : ''}
              {task.assignee ? ` · ${task.assignee.name}` : ''}
            </small>
          </div>
        </div>
      ))}
      {open.length === 0 ? (
        <div className={classes['playbook']}>
          <small>{t('deals:screens.noOpenTasks')}</small>
        </div>
      ) : null}
    </Card>
  );
}
