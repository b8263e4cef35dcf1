import { Button, Skeleton } from '@mantine/core';
import { type ReactNode, startTransition, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { Later } from '../../../web/ui/later.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Activity } from '../contract.ts';
import { useTasks } from './queries.ts';
import { TaskRow } from './task-row.tsx';
import classes from './timeline.module.css';

const ActivityDialog = lazyOpen(async () => (await import('./activity-dialog.tsx')).ActivityDialog);

const sections = ['overdue', 'today', 'upcoming', 'unscheduled'] as const;
type Section = (typeof sections)[number];

interface MyDayProps {
  emptyAction?: ReactNode;
  notices?: ReactNode;
  /** While it is not known yet what the notices are: nothing is shown that they would push down. */
  isHeld?: boolean;
}

/** What one person has to do: late first, then today, then what comes. */
export function MyDay({ emptyAction, notices, isHeld = false }: MyDayProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user, rights } = useSession();
  const [person, setPerson] = useState<NamedRef | null>(null);
  const [edited, setEdited] = useState<Activity | null>(null);
  usePageTitle(t('web:nav.myDay'));
  const level = rights['activity']?.['view'] ?? 'none';
  const seesOthers = level !== 'none' && level !== 'own';
  const assigneeId = person && person.id !== user.id ? person.id : undefined;
  return (
    <>
      <PageHeader
        title={assigneeId && person ? t('timeline:day.titleOf', { name: person.name }) : t('web:nav.myDay')}
        sub={format.dayLong(format.today())}
        aside={
          seesOthers ? (
            <UserPicker
              aria-label={t('timeline:day.whose')}
              placeholder={t('timeline:day.whose')}
              value={person}
              onChange={setPerson}
            />
          ) : null
        }
      />
      <Sections
        assigneeId={assigneeId}
        onOpen={(activity) => startTransition(() => setEdited(activity))}
        emptyAction={emptyAction}
        notices={notices}
        isHeld={isHeld}
      />
      {edited ? <ActivityDialog key={edited.id} isOpen activity={edited} onClose={() => setEdited(null)} /> : null}
    </>
  );
}

interface SectionsProps {
  assigneeId: string | undefined;
  onOpen: (activity: Activity) => void;
}

/** The notices come with the day, not before it: what is drawn stays where it is. */
function Sections({ notices, isHeld, emptyAction, ...rest }: SectionsProps & MyDayProps) {
  const { assigneeId } = rest;
  const overdue = useTasks('overdue', assigneeId);
  const today = useTasks('today', assigneeId);
  const upcoming = useTasks('upcoming', assigneeId);
  const unscheduled = useTasks('unscheduled', assigneeId);
  const all = [overdue, today, upcoming, unscheduled];
  const isPending = all.some((query) => query.isPending);
  const failed = all.find(({ error }) => error);
  const [isShown, setShown] = useState(false);
  if (!isShown && !isHeld && (failed || !isPending)) setShown(true);
  if (!isShown) return <DaySkeleton />;
  return (
    <>
      <div className={classes['notices']}>{notices}</div>
      {failed ? <ErrorState error={failed.error} onRetry={() => all.forEach((query) => void query.refetch())} /> : null}
      {isPending && !failed ? <DaySkeleton /> : null}
      {isPending || failed ? null : (
        <Later>
          <Day {...rest} emptyAction={emptyAction} isEmpty={all.every(({ data }) => data?.data.length === 0)} />
        </Later>
      )}
    </>
  );
}

function DaySkeleton() {
  return (
    <div className={classes['day']}>
      <Skeleton height={200} />
    </div>
  );
}

function Day({ isEmpty, emptyAction, ...rest }: SectionsProps & { isEmpty: boolean; emptyAction: ReactNode }) {
  const { t } = useTranslation();
  if (isEmpty)
    return (
      <div className={classes['day']}>
        <EmptyState title={t('timeline:day.empty')} hint={t('timeline:day.emptyHint')} action={emptyAction} />
      </div>
    );
  return (
    <div className={classes['day']}>
      {sections.map((section) => (
        <DaySection key={section} section={section} {...rest} />
      ))}
    </div>
  );
}

function DaySection({ section, assigneeId, onOpen }: SectionsProps & { section: Section }) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(50);
  const { data } = useTasks(section, assigneeId, limit);
  const isEmpty = !data || data.data.length === 0;
  if (isEmpty && section !== 'today') return null;
  const count = data ? `${data.data.length}${data.nextCursor ? '+' : ''}` : '';
  return (
    <Card
      title={
        <>
          {t(`timeline:day.${section}`)} {isEmpty ? null : <span className={classes['count']}>{count}</span>}
        </>
      }
    >
      {data?.data.map((activity) => (
        <TaskRow key={`${activity.id}.${activity.version}`} activity={activity} isOnDay onOpen={onOpen} />
      ))}
      {isEmpty ? <EmptyState title={t('timeline:day.nothingToday')} /> : null}
      {data?.nextCursor && limit < 200 ? (
        <div className={classes['more']}>
          <Button variant="default" size="xs" onClick={() => setLimit(200)}>
            {t('timeline:entry.more')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
