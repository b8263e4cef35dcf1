import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { showOutcome } from '../../../web/ui/toast.tsx';
import { useDemo, useLoadDemo } from './queries.ts';

/** Fills an empty workspace with the sample company; nothing for those who may not, or when it is there. */
export function LoadDemoButton() {
  const { t } = useTranslation();
  const demo = useDemo();
  const load = useLoadDemo();
  // Its place is kept while it is asked for, lest what stands below moves.
  if (!demo.isLoading && (!demo.data || demo.data.isLoaded)) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconSparkles size={16} />}
      loading={load.isPending}
      disabled={demo.isLoading}
      onClick={() => void showOutcome(load.mutateAsync(), t('demo:screens.loaded'))}
    >
      {t('demo:screens.load')}
    </Button>
  );
}
