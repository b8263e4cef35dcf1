import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../problem.ts';
import { useProblemText } from '../use-problem-text.ts';
import classes from './states.module.css';

interface ErrorStateProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
}

/** What stands where something could not be shown: what happened, and a way to try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const code = error instanceof ProblemError ? error.code : null;
  return (
    <div className={classes['state']} role="alert">
      <IconAlertTriangle size={32} stroke={1.5} color="var(--bad)" aria-hidden="true" />
      <p className={classes['title']}>{problemText(error)}</p>
      {code === 'forbidden' ? <p className={classes['hint']}>{t('web:errors.forbiddenHint')}</p> : null}
      {onRetry && code !== 'forbidden' ? (
        <div className={classes['actions']}>
          <Button variant="default" onClick={onRetry}>
            {t('web:actions.retry')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
