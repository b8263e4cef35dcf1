import { Button, FileButton } from '@mantine/core';
import { IconCamera, IconUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { fileLimit } from '../files/contract.ts';
import classes from './timeline.module.css';

interface FileDropProps {
  /** What is dropped or chosen here, and what it is for. */
  text: string;
  isMany?: boolean;
  isBusy?: boolean;
  onChoose: (files: File[]) => void;
}

/** Takes files: dropped, chosen, or on a phone from the camera. What is too large is named and left out. */
export function FileDrop({ text, isMany = false, isBusy = false, onChoose }: FileDropProps) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const [large, setLarge] = useState<string[]>([]);
  const take = (chosen: readonly File[]): void => {
    const given = isMany ? [...chosen] : chosen.slice(0, 1);
    setLarge(given.filter(({ size }) => size > fileLimit).map(({ name }) => name));
    const fitting = given.filter(({ size }) => size <= fileLimit);
    if (fitting.length > 0) onChoose(fitting);
  };
  const handleDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  return (
    <div
      className={classes['drop']}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={handleDrop}
    >
      <p>{text}</p>
      <div className={classes['dropActions']}>
        <FileButton multiple={isMany} onChange={(chosen) => take(Array.isArray(chosen) ? chosen : chosen ? [chosen] : [])}>
          {(props) => (
            <Button {...props} variant="default" loading={isBusy} leftSection={<IconUpload size={16} />}>
              {t(isMany ? 'timeline:files.choose' : 'timeline:files.chooseOne')}
            </Button>
          )}
        </FileButton>
        <FileButton accept="image/*" capture="environment" onChange={(photo) => take(photo ? [photo] : [])}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              className={classes['camera'] ?? ''}
              disabled={isBusy}
              leftSection={<IconCamera size={16} />}
            >
              {t('timeline:files.photo')}
            </Button>
          )}
        </FileButton>
      </div>
      {large.length > 0 ? <ProblemNote text={t('timeline:files.tooLarge', { names: large.join(', ') })} /> : null}
    </div>
  );
}
