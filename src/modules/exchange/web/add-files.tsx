import { Button, FileButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './import.module.css';
import { useAddFiles } from './queries.ts';
import { UploadFaults } from './upload-faults.tsx';

/** Takes more files into an import; one of the same name takes the place of the other. */
export function AddFiles({ id, onAdded }: { id: string; onAdded?: () => void }) {
  const { t } = useTranslation();
  const add = useAddFiles(id);
  return (
    <div className={classes['more']}>
      <FileButton
        multiple
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onChange={(files) => (files.length > 0 ? add.mutate(files, { onSuccess: () => onAdded?.() }) : undefined)}
      >
        {(props) => (
          <Button {...props} variant="default" loading={add.isPending}>
            {t('exchange:screens.addFiles')}
          </Button>
        )}
      </FileButton>
      <UploadFaults error={add.error} />
    </div>
  );
}
