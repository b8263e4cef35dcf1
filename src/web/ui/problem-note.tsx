import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './problem-note.module.css';

/** What went wrong with a form as a whole, said above its button. */
export function ProblemNote({ text }: { text: string | null }) {
  return (
    <div role="alert" className={text ? classes['note'] : undefined}>
      {text ? (
        <>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>{text}</span>
        </>
      ) : null}
    </div>
  );
}
