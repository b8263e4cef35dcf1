import { useTranslation } from 'react-i18next';
import { kinds } from '../../../web/kinds.ts';
import { isObject } from '../../../web/problem.ts';
import { TimelineItem } from '../../../web/ui/timeline-item.tsx';
import type { Entry } from '../contract.ts';
import classes from './timeline.module.css';

interface EventEntryProps {
  entry: Entry;
  /** Kind of the record whose timeline this is; its fields name what was changed. */
  kind: string;
}

const modules: Readonly<Record<string, string>> = { file: 'timeline', activity: 'timeline', competitor: 'catalogue' };

/** Namespace of the words of a kind's events. */
function moduleOf(object: string): string {
  return kinds[object]?.module ?? modules[object] ?? object;
}

/** Names of the fields an edit changed, as far as they have one. */
function useChangedFields(): (kind: string, data: Record<string, unknown>) => string[] {
  const { t, i18n } = useTranslation();
  return (kind, data) => {
    const changes = data['changes'];
    if (!isObject(changes)) return [];
    const own = `${moduleOf(kind)}:fields.${kind}`;
    return Object.keys(changes).flatMap((property) => {
      const short = property.replace(/Id$/, '');
      const key = [`${own}.${property}`, `${own}.${short}`, `records:fields.record.${short}`].find((name) => i18n.exists(name));
      return key ? [t(key)] : [];
    });
  };
}

/** Something that happened to the record itself: made, changed, moved, a file. */
export function EventEntry({ entry, kind }: EventEntryProps) {
  const { t, i18n } = useTranslation();
  const changedFields = useChangedFields();
  const [object = '', verb = ''] = entry.kind.split('.');
  const known = `${moduleOf(object)}:events.${object}.${verb}`;
  const text = i18n.exists(known) ? t(known, entry.data) : t('timeline:entry.changed');
  const fields = verb === 'updated' ? changedFields(kind, entry.data) : [];
  const who = entry.actor.name ?? (entry.actor.kind === 'user' ? null : t(`timeline:actors.${entry.actor.kind}`));
  return (
    <TimelineItem
      mark={t(verb === 'updated' ? 'timeline:marks.updated' : 'timeline:marks.event')}
      tone="plain"
      at={entry.at}
      title={<span className={classes['quiet']}>{text}</span>}
    >
      {fields.length > 0 || who ? (
        <div className={classes['meta']}>
          {fields.length > 0 ? <span>{fields.join(t('timeline:entry.comma'))}</span> : null}
          {who ? <span>{who}</span> : null}
        </div>
      ) : null}
    </TimelineItem>
  );
}
