import type { ReactNode } from 'react';
import classes from './states.module.css';

interface EmptyStateProps {
  /** A sentence that says what is not here. */
  title: string;
  /** A sentence that says what to do next. */
  hint?: string;
  /** The button that does it. */
  action?: ReactNode;
  icon?: ReactNode;
  /** It is all there is on the page, so its sentence is the page's heading. */
  isPage?: boolean;
}

/** What stands where nothing is yet: the staircase in outline, a sentence and the next action. */
export function EmptyState({ title, hint, action, icon, isPage = false }: EmptyStateProps) {
  return (
    <div className={classes['state']}>
      <div className={classes['mark']} aria-hidden="true">
        {icon ?? <EmptyStairs />}
      </div>
      {isPage ? <h1 className={classes['title']}>{title}</h1> : <p className={classes['title']}>{title}</p>}
      {hint ? <p className={classes['hint']}>{hint}</p> : null}
      {action ? <div className={classes['actions']}>{action}</div> : null}
    </div>
  );
}

function EmptyStairs() {
  return (
    <svg width="72" height="40" viewBox="0 0 72 40" fill="none" stroke="currentColor" strokeDasharray="3 3">
      {[0, 1, 2, 3, 4].map((step) => (
        <rect key={step} x={1 + step * 14} y={31 - step * 7} width="11" height={9 + step * 7} rx="2" />
      ))}
    </svg>
  );
}
