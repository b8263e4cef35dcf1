import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { TimelineList } from '../../../web/ui/timeline-item.tsx';
import type { Activity } from '../contract.ts';
import { ActivityEntry } from './activity-entry.tsx';
import { EventEntry } from './event-entry.tsx';
import { type Shown, useOpenTasks, useTimeline } from './queries.ts';
import { QuickAdd } from './quick-add.tsx';
import { TaskRow } from './task-row.tsx';
import classes from './timeline.module.css';

const ActivityDialog = lazyOpen(async () => (await import('./activity-dialog.tsx')).ActivityDialog);

interface TimelineProps {
  recordId: string;
  /** Kind of the record: `deal`, `account` … */
  kind: string;
  /** False where the page lists the open tasks itself. A deal's page does. */
  showsTasks?: boolean;
}

const shownKinds: readonly Shown[] = ['all', 'activities', 'events'];

/** Everything that happened on a record, newest first, what is still to do above it, and one line to add to it. */
export function Timeline({ recordId, kind, showsTasks = kind !== 'deal' }: TimelineProps) {
  const may = useMay();
  const [edited, setEdited] = useState<Activity | null>(null);
  return (
    <div className={classes['stack']}>
      {may('activity', 'create') ? <QuickAdd recordId={recordId} kind={kind} /> : null}
      {showsTasks ? <OpenTasks recordId={recordId} onOpen={setEdited} /> : null}
      <History recordId={recordId} kind={kind} onEdit={setEdited} />
      {edited ? <ActivityDialog key={edited.id} isOpen activity={edited} onClose={() => setEdited(null)} /> : null}
    </div>
  );
}

function OpenTasks({ recordId, onOpen }: { recordId: string; onOpen: (activity: Activity) => void }) {
  const { t } = useTranslation();
  const { data } = useOpenTasks(recordId);
  if (!data || data.data.length === 0) return null;
  return (
    <Card title={t('timeline:tasks.open')}>
      {data.data.map((activity) => (
        <TaskRow key={`${activity.id}.${activity.version}`} activity={activity} recordId={recordId} onOpen={onOpen} />
      ))}
    </Card>
  );
}

function History({ recordId, kind, onEdit }: { recordId: string; kind: string; onEdit: (activity: Activity) => void }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Shown>('all');
  const timeline = useTimeline(recordId, shown);
  const entries = timeline.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Card>
      <div className={classes['bar']}>
        <h2>{t('timeline:entry.heading')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('timeline:entry.show')}
          value={shown}
          data={shownKinds.map((value) => ({ value, label: t(`timeline:entry.shown.${value}`) }))}
          onChange={(value) => setShown(shownKinds.find((known) => known === value) ?? 'all')}
        />
      </div>
      {timeline.error ? <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} /> : null}
      {timeline.isPending ? <Skeleton height={120} m={16} /> : null}
      {timeline.isSuccess && entries.length === 0 ? (
        <EmptyState title={t('timeline:entry.empty')} hint={t('timeline:entry.emptyHint')} />
      ) : null}
      {entries.length > 0 ? (
        <TimelineList label={t('timeline:entry.heading')}>
          {entries.map((entry) =>
            entry.activity ? (
              <ActivityEntry key={entry.id} activity={entry.activity} at={entry.at} recordId={recordId} onEdit={onEdit} />
            ) : (
              <EventEntry key={entry.id} entry={entry} kind={kind} recordId={recordId} />
            ),
          )}
        </TimelineList>
      ) : null}
      {timeline.hasNextPage ? (
        <div className={classes['more']}>
          <Button variant="default" size="xs" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
            {t('timeline:entry.more')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
