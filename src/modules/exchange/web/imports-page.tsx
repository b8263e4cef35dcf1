import { Button, FileButton, Group, Loader } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../../web/page-title.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Reading } from '../staging/contract.ts';
import classes from './import.module.css';
import { PasteDialog } from './paste-dialog.tsx';
import { useBeginImport, useImports } from './queries.ts';
import { stateTones } from './state-tones.ts';
import { UploadFaults } from './upload-faults.tsx';

/** Imports: drop files to begin one; below, what was imported before. */
export function ImportsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  usePageTitle(t('exchange:objects.import.other'));
  const imports = useImports();
  return (
    <>
      <PageHeader title={t('exchange:objects.import.other')} sub={t('exchange:screens.intro')} />
      <div className={classes['page']}>
        <DropZone />
        {imports.error ? <ErrorState error={imports.error} onRetry={() => void imports.refetch()} /> : null}
        <Card title={t('exchange:screens.past')}>
          {(imports.data?.data ?? []).map((one) => (
            <Link key={one.id} to="/import/$id" params={{ id: one.id }} className={classes['line']}>
              <span>
                <b>{one.name}</b>
                <small>
                  {[one.createdBy?.name ?? t('exchange:screens.byCommand'), format.instant(one.createdAt)].join(' · ')}
                </small>
              </span>
              <Chip tone={stateTones[one.state]}>{t(`exchange:states.${one.state}`)}</Chip>
            </Link>
          ))}
          {imports.data && imports.data.data.length === 0 ? (
            <EmptyState title={t('exchange:screens.nonePast')} hint={t('exchange:screens.nonePastHint')} />
          ) : null}
        </Card>
      </div>
    </>
  );
}

/** Takes files, and says of each that cannot be read what is wrong with it and, where it helps, reads it in another way. */
function DropZone() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const begin = useBeginImport();
  const [files, setFiles] = useState<File[]>([]);
  const [readings, setReadings] = useState<Record<string, Reading>>({});
  const [isOver, setOver] = useState(false);
  const [isPasting, setPasting] = useState(false);
  const take = (chosen: File[], how: Record<string, Reading> = {}): void => {
    if (chosen.length === 0) return;
    setFiles(chosen);
    setReadings(how);
    begin.mutate({ files: chosen, readings: how }, { onSuccess: (id) => void navigate({ to: '/import/$id', params: { id } }) });
  };
  const handleDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  return (
    <div
      className={classes['drop']}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={handleDrop}
    >
      <b>{t('exchange:screens.drop')}</b>
      <p>{t('exchange:screens.dropHint')}</p>
      {begin.isPending ? (
        <Loader aria-label={t('exchange:screens.reading')} />
      ) : (
        <Group gap="xs" justify="center" mt="xs">
          <FileButton multiple accept=".csv,.tsv,.txt,.xlsx,.json,text/csv" onChange={(chosen) => take(chosen)}>
            {(props) => <Button {...props}>{t('exchange:screens.choose')}</Button>}
          </FileButton>
          <Button variant="default" onClick={() => setPasting(true)}>
            {t('exchange:screens.paste')}
          </Button>
        </Group>
      )}
      {isPasting ? (
        <PasteDialog
          onTake={(file) => {
            setPasting(false);
            take([file]);
          }}
          onClose={() => setPasting(false)}
        />
      ) : null}
      <UploadFaults
        error={begin.error}
        onRead={(file, reading) => take(files, { ...readings, [file]: { ...readings[file], ...reading } })}
      />
    </div>
  );
}
