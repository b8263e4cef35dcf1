import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Stands where search and filters leave nothing. */
export function NothingFound({ name, onClear }: { name: string; onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('web:list.nothingFound', { name })}
      hint={t('web:list.nothingFoundHint')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('web:list.clearFilters')}
        </Button>
      }
    />
  );
}
