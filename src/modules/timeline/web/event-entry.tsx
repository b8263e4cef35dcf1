import { useTranslation } from 'react-i18next';
import { TimelineItem } from '../../../web/ui/timeline-item.tsx';
import type { Entry } from '../contract.ts';
import { moduleOf, useChanges, useSaid } from './event-text.ts';
import classes from './timeline.module.css';

interface EventEntryProps {
  entry: Entry;
  /** Kind of the record whose timeline this is; its fields name what was changed. */
  kind: string;
  recordId: string;
}

/** Something that happened to the record itself: made, changed, moved, a file. */
export function EventEntry({ entry, kind, recordId }: EventEntryProps) {
  const { t, i18n } = useTranslation();
  const changesOf = useChanges();
  const [object = '', verb = ''] = entry.kind.split('.');
  const own = moduleOf(object);
  // What a single one says stands below `told`, where it says more than the name of its kind.
  const known = [`${own}:told.${object}.${verb}`, `${own}:events.${object}.${verb}`].find((key) => i18n.exists(key));
  const said = useSaid()(entry, recordId);
  const text = known ? t(known, said) : t('timeline:entry.changed');
  const more = [said['amount'], said['reason'], said['waived']].filter((part) => typeof part === 'string' && part !== '');
  const changes = verb === 'updated' ? changesOf(kind, entry) : [];
  const who = entry.actor.name ?? (entry.actor.kind === 'user' ? null : t(`timeline:actors.${entry.actor.kind}`));
  return (
    <TimelineItem
      mark={t(verb === 'updated' ? 'timeline:marks.updated' : 'timeline:marks.event')}
      tone="plain"
      at={entry.at}
      title={<span className={classes['quiet']}>{text}</span>}
    >
      {changes.length > 0 || who || more.length > 0 ? (
        <div className={classes['meta']}>
          {[...changes, ...more.map(String)].map((part) => (
            <span key={part}>{part}</span>
          ))}
          {who ? <span>{who}</span> : null}
        </div>
      ) : null}
    </TimelineItem>
  );
}
