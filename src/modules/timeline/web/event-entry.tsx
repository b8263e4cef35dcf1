import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isLanguage, localize } from '../../../platform/languages.ts';
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

const Words = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() }).partial();
const Waived = z.array(z.object({ name: z.string() })).min(1);

/** What an event says, with the texts that processes have per language in the reader's. */
function useSaid(): (data: Record<string, unknown>) => Record<string, unknown> {
  const { t, i18n } = useTranslation();
  const nearest = (value: unknown): unknown => {
    const words = Words.safeParse(value).data;
    if (!words || Object.keys(words).length === 0) return value;
    return isLanguage(i18n.language) ? localize(words, i18n.language) : value;
  };
  return (data) => {
    const waived = Waived.safeParse(data['waived']).data?.map(({ name }) => name);
    return {
      ...Object.fromEntries(Object.entries(data).map(([key, value]) => [key, nearest(value)])),
      ...(waived ? { waived: t('timeline:entry.waived', { names: waived.join(t('timeline:entry.comma')) }) } : {}),
    };
  };
}

/** Something that happened to the record itself: made, changed, moved, a file. */
export function EventEntry({ entry, kind }: EventEntryProps) {
  const { t, i18n } = useTranslation();
  const changedFields = useChangedFields();
  const [object = '', verb = ''] = entry.kind.split('.');
  const known = `${moduleOf(object)}:events.${object}.${verb}`;
  const said = useSaid()(entry.data);
  const text = i18n.exists(known) ? t(known, said) : t('timeline:entry.changed');
  const more = [said['reason'], said['waived']].filter((part) => typeof part === 'string' && part !== '');
  const fields = verb === 'updated' ? changedFields(kind, entry.data) : [];
  const who = entry.actor.name ?? (entry.actor.kind === 'user' ? null : t(`timeline:actors.${entry.actor.kind}`));
  return (
    <TimelineItem
      mark={t(verb === 'updated' ? 'timeline:marks.updated' : 'timeline:marks.event')}
      tone="plain"
      at={entry.at}
      title={<span className={classes['quiet']}>{text}</span>}
    >
      {fields.length > 0 || who || more.length > 0 ? (
        <div className={classes['meta']}>
          {fields.length > 0 ? <span>{fields.join(t('timeline:entry.comma'))}</span> : null}
          {more.map((part) => (
            <span key={String(part)}>{String(part)}</span>
          ))}
          {who ? <span>{who}</span> : null}
        </div>
      ) : null}
    </TimelineItem>
  );
}
