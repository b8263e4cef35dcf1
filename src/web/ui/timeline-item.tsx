import type { ReactNode } from 'react';
import { useFormat } from '../use-format.ts';
import { Avatar } from './avatar.tsx';
import type { Tone } from './chip.tsx';
import classes from './timeline-item.module.css';

interface TimelineItemProps {
  /** One character or a name: 话, 件, "Ann". */
  mark: string;
  tone?: Tone;
  title: ReactNode;
  children?: ReactNode;
  /** When it happened, an instant. */
  at: string;
  actions?: ReactNode;
}

/** One happening in a timeline: who or what, the sentence, when. Put inside an ordered list. */
export function TimelineItem({ mark, tone = 'pri', title, children, at, actions }: TimelineItemProps) {
  const format = useFormat();
  return (
    <li className={classes['item']}>
      <Avatar name={mark} tone={tone} size={24} />
      <div className={classes['body']}>
        <div className={classes['title']}>{title}</div>
        {children ? <div className={classes['sub']}>{children}</div> : null}
      </div>
      <div className={classes['side']}>
        <time dateTime={at} title={format.instantLong(at)}>
          {format.instant(at)}
        </time>
        {actions}
      </div>
    </li>
  );
}

export function TimelineList({ children, label }: { children: ReactNode; label: string }) {
  return (
    <ol className={classes['list']} aria-label={label}>
      {children}
    </ol>
  );
}
