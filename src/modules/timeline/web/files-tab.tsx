import { ActionIcon, Anchor } from '@mantine/core';
import { IconFile, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../../web/api.ts';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { downloadFile, type StoredFile } from '../files/contract.ts';
import { FileDrop } from './file-drop.tsx';
import { useFiles, useRemoveFile, useUploadFile } from './queries.ts';
import classes from './timeline.module.css';

/** Files of a record: dropped or chosen, saved again with their name, deleted for good. */
export function FilesTab({ recordId }: { recordId: string }) {
  const files = useFiles(recordId);
  const may = useMay();
  return (
    <Card>
      {may('file', 'create') ? <Drop recordId={recordId} /> : null}
      {files.error ? <ErrorState error={files.error} onRetry={() => void files.refetch()} /> : null}
      <ul className={classes['files']}>
        {files.data?.data.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </ul>
    </Card>
  );
}

function Drop({ recordId }: { recordId: string }) {
  const { t } = useTranslation();
  const upload = useUploadFile(recordId);
  const send = async (chosen: readonly File[]): Promise<void> => {
    for (const file of chosen) {
      // A refusal is shown by the mutation; the files after it are still sent.
      await upload.mutateAsync(file).then(
        ({ name }) => showDone(t('timeline:files.added', { name })),
        () => undefined,
      );
    }
  };
  return (
    <div className={classes['dropFrame']}>
      <FileDrop text={t('timeline:files.drop')} isMany isBusy={upload.isPending} onChoose={(files) => void send(files)} />
    </div>
  );
}

/** 1536 → 1.5 kB */
function useSize(): (bytes: number) => string {
  const format = useFormat();
  return (bytes) => {
    if (bytes < 1000) return `${format.number(bytes)} B`;
    return bytes < 1_000_000 ? `${format.number(bytes / 1000, 1)} kB` : `${format.number(bytes / 1_000_000, 1)} MB`;
  };
}

function FileRow({ file }: { file: StoredFile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const size = useSize();
  const confirm = useConfirm();
  const remove = useRemoveFile();
  const handleRemove = async (): Promise<void> => {
    if (
      await confirm({
        title: t('timeline:files.removeTitle', { name: file.name }),
        text: t('timeline:files.removeText'),
        action: t('web:actions.delete'),
        isDestructive: true,
      })
    )
      remove.mutate(file.id);
  };
  return (
    <li className={classes['file']}>
      <IconFile size={18} stroke={1.5} aria-hidden="true" />
      <div className={classes['grow']}>
        <Anchor href={urlOf(downloadFile, { params: { id: file.id } })} download={file.name}>
          {file.name}
        </Anchor>
        <div className={classes['meta']}>
          <span>{size(file.sizeBytes)}</span>
          <time dateTime={file.createdAt} title={format.instantLong(file.createdAt)}>
            {format.instant(file.createdAt)}
          </time>
          {file.createdBy ? <span>{file.createdBy.name}</span> : null}
        </div>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('timeline:files.remove', { name: file.name })}
        loading={remove.isPending}
        onClick={() => void handleRemove()}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </li>
  );
}
