import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { mayRestart, restart } from '../load-part.ts';
import { ProblemError } from '../problem.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import classes from './layout.module.css';

/** Shows a failed screen inside the shell, and tries again from a clean state. */
export function ScreenBoundary({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { reset } = useQueryErrorResetBoundary();
  const code = error instanceof ProblemError ? error.code : null;
  const [restarts] = useState(() => code === 'outdated' && mayRestart());
  useEffect(() => {
    if (restarts) restart();
  }, [restarts]);
  if (restarts) return <PageSkeleton />;
  return (
    <div className={classes['center']}>
      <ErrorState
        error={error}
        onRetry={() => {
          if (code === 'outdated') restart();
          reset();
          onRetry();
        }}
      />
    </div>
  );
}
