import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import { TimelineItem } from '../../../web/ui/timeline-item.tsx';
import { showUndo } from '../../../web/ui/toast.tsx';
import type { Activity } from '../contract.ts';
import { useRemoveActivity, useReopenActivity, useRestoreActivity } from './queries.ts';
import { AboutLinks, useSubject } from './task-row.tsx';
import classes from './timeline.module.css';

interface ActivityEntryProps {
  activity: Activity;
  at: string;
  recordId: string;
  onEdit: (activity: Activity) => void;
}

/** An activity in a timeline: what it was, with whom, what came of it. */
export function ActivityEntry({ activity, at, recordId, onEdit }: ActivityEntryProps) {
  const { t } = useTranslation();
  const subject = useSubject()(activity);
  const kind = t(`timeline:choices.activity.kind.${activity.kind}`);
  const body = activity.body !== null && activity.body.trim() !== activity.subject ? activity.body : null;
  return (
    <TimelineItem
      mark={t(`timeline:marks.${activity.kind}`)}
      tone={activity.isTwoWay ? 'ok' : 'pri'}
      at={at}
      title={
        <>
          <span className={classes['name']}>{subject}</span> {subject === kind ? null : <Chip>{kind}</Chip>}{' '}
          {activity.direction === 'in' ? <Chip>{t('timeline:choices.activity.direction.in')}</Chip> : null}
          {activity.isTwoWay ? <Chip tone="ok">{t('timeline:entry.answered')}</Chip> : null}
        </>
      }
      actions={<EntryMenu activity={activity} subject={subject} onEdit={onEdit} />}
    >
      {activity.outcome ? <div>{activity.outcome}</div> : null}
      {body ? <div>{body}</div> : null}
      <div className={classes['meta']}>
        {activity.durationMinutes === null ? null : (
          <span>{t('timeline:entry.minutes', { count: activity.durationMinutes })}</span>
        )}
        {activity.createdBy ? <span>{activity.createdBy.name}</span> : null}
        <AboutLinks activity={activity} without={recordId} />
      </div>
    </TimelineItem>
  );
}

function EntryMenu({ activity, subject, onEdit }: Pick<ActivityEntryProps, 'activity' | 'onEdit'> & { subject: string }) {
  const { t } = useTranslation();
  const remove = useRemoveActivity();
  const restore = useRestoreActivity();
  const reopen = useReopenActivity();
  const handleRemove = async (): Promise<void> => {
    const removed = await remove.mutateAsync(activity).catch(() => null);
    if (removed)
      showUndo(t('timeline:entry.removedToast', { subject }), async () => {
        await restore.mutateAsync(activity.id);
      });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('timeline:entry.actions', { subject })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onEdit(activity)}>{t('web:actions.edit')}</Menu.Item>
        {activity.doneAt !== null && activity.dueAt !== null ? (
          <Menu.Item onClick={() => reopen.mutate(activity.id)}>{t('timeline:entry.reopen')}</Menu.Item>
        ) : null}
        <Menu.Item color="var(--bad)" onClick={() => void handleRemove()}>
          {t('web:actions.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
