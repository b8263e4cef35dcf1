import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import classes from './layout.module.css';

/** What an address leads to that nothing lives at. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <div className={classes['center']}>
      <EmptyState
        isPage
        title={t('web:states.notFound')}
        hint={t('web:states.notFoundHint')}
        action={
          <Button component={Link} to="/" variant="default">
            {t('web:actions.home')}
          </Button>
        }
      />
    </div>
  );
}
