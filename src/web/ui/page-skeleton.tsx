import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './states.module.css';

/** The quiet shape of a screen that is on its way. */
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes['skeleton']} role="status" aria-label={t('web:states.loading')}>
      <Skeleton height={26} width="32%" />
      <Skeleton height={14} width="20%" mt={8} mb={24} />
      {Array.from({ length: 9 }, (_, row) => (
        <Skeleton key={row} height={20} mt={18} width={`${96 - ((row * 7) % 22)}%`} />
      ))}
    </div>
  );
}
