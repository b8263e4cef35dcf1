import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { ErrorState } from '../ui/error-state.tsx';
import classes from './layout.module.css';

/** Shows a failed screen inside the shell, and tries again from a clean state. */
export function ScreenBoundary({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { reset } = useQueryErrorResetBoundary();
  return (
    <div className={classes['center']}>
      <ErrorState
        error={error}
        onRetry={() => {
          reset();
          onRetry();
        }}
      />
    </div>
  );
}
