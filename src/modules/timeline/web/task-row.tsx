import { Anchor, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { createElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindIcon, kindLabel, recordPath } from '../../../web/kinds.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import { showUndo } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Activity } from '../contract.ts';
import { useCompleteActivity, useReopenActivity } from './queries.ts';
import classes from './timeline.module.css';

/** Who an activity is about, each with its page. */
export function AboutLinks({ activity, without }: { activity: Activity; without?: string | undefined }) {
  const about = [...(activity.record ? [activity.record] : []), ...activity.links].filter(({ id }) => id !== without);
  return about.map(({ id, kind, title }) => <AboutLink key={id} id={id} kind={kind} title={title} />);
}

/** The sign of its kind tells a lead from the contact it became, both of one name. */
function AboutLink({ id, kind, title }: { id: string; kind: string; title: string }) {
  const { t } = useTranslation();
  const path = recordPath(kind, id);
  const sign = createElement(kindIcon(kind), { size: 14, stroke: 1.6, 'aria-hidden': true });
  if (!path)
    return (
      <span className={classes['about']}>
        {sign}
        {title}
      </span>
    );
  return (
    <Anchor component={Link} to={path} inherit className={classes['about'] ?? ''} title={t(kindLabel(kind))}>
      {sign}
      {title}
    </Anchor>
  );
}

/** What an activity is called: its subject, or its kind when it has none. */
export function useSubject(): (activity: Pick<Activity, 'subject' | 'kind'>) => string {
  const { t } = useTranslation();
  return ({ subject, kind }) => (subject === '' ? t(`timeline:choices.activity.kind.${kind}`) : subject);
}

interface TaskRowProps {
  activity: Activity;
  /** The record whose page this is on: it is not named again. */
  recordId?: string;
  /** On one person's day the person is not named again, and what is late stands under its heading. */
  isOnDay?: boolean;
  onOpen?: (activity: Activity) => void;
}

/** Something to do; ticking it is done at once and can be taken back. */
export function TaskRow({ activity, recordId, isOnDay = false, onOpen }: TaskRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const complete = useCompleteActivity();
  const reopen = useReopenActivity();
  const subject = useSubject()(activity);
  const [now] = useState(Date.now);
  const isOverdue = activity.dueAt !== null && Date.parse(activity.dueAt) < now;
  const handleDone = async (): Promise<void> => {
    // The row is gone once the list has been read again: what follows may not hang on it.
    const done = await complete.mutateAsync({ id: activity.id }).catch(() => null);
    if (done)
      showUndo(t('timeline:tasks.doneToast', { subject }), async () => {
        await reopen.mutateAsync(activity.id);
      });
  };
  return (
    <div className={classes['task']} data-done={complete.isPending || complete.isSuccess}>
      <Checkbox
        mt={2}
        checked={complete.isPending || complete.isSuccess}
        onChange={() => void handleDone()}
        disabled={complete.isPending}
        aria-label={t('timeline:tasks.complete', { subject })}
      />
      <div>
        <div className={classes['subject']}>
          {onOpen ? (
            <Anchor component="button" type="button" inherit c="inherit" ta="left" onClick={() => onOpen(activity)}>
              {subject}
            </Anchor>
          ) : (
            subject
          )}
        </div>
        <div className={classes['meta']}>
          {activity.kind === 'task' ? null : <Chip>{t(`timeline:choices.activity.kind.${activity.kind}`)}</Chip>}
          <AboutLinks activity={activity} without={recordId} />
          {!isOnDay && activity.assignee ? <span>{activity.assignee.name}</span> : null}
        </div>
      </div>
      <div className={classes['meta']}>
        {isOverdue && !isOnDay ? <Chip tone="warn">{t('timeline:tasks.overdue')}</Chip> : null}
        {activity.dueAt ? (
          <time dateTime={activity.dueAt} title={format.instantLong(activity.dueAt)}>
            {format.instant(activity.dueAt)}
          </time>
        ) : null}
      </div>
    </div>
  );
}
