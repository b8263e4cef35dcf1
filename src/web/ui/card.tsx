import { useId, type ReactNode } from 'react';
import classes from './card.module.css';

interface CardProps {
  children: ReactNode;
  title?: ReactNode;
  /** What stands at the right of the title: a chip, a small action. */
  aside?: ReactNode;
  /** Inner margin; rows that reach the hairlines want none. */
  padded?: boolean;
  className?: string | undefined;
}

/** White paper with a hairline around it; with a title it is a named region. */
export function Card({ children, title, aside, padded = false, className }: CardProps) {
  const id = useId();
  return (
    <section className={[classes['card'], className].filter(Boolean).join(' ')} aria-labelledby={title ? id : undefined}>
      {title ? (
        <header className={classes['header']}>
          <h2 id={id}>{title}</h2>
          {aside}
        </header>
      ) : null}
      {padded ? <div className={classes['padded']}>{children}</div> : children}
    </section>
  );
}

/** One line of a card, divided by a hairline. */
export function CardRow({ children, onClick }: { children: ReactNode; onClick?: () => void }) {
  if (!onClick) return <div className={classes['row']}>{children}</div>;
  return (
    <button type="button" className={classes['row']} onClick={onClick}>
      {children}
    </button>
  );
}
