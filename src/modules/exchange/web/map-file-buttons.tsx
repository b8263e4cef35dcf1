import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import type { ImportMap } from '../mapping/contract.ts';
import classes from './import.module.css';
import { readMapFile } from './queries.ts';

interface MapFileButtonsProps {
  map: ImportMap;
  name: string;
  onLoad: (map: ImportMap) => void;
}

/** Keeps the mapping as a file, and takes one: the same file that the command line reads. */
export function MapFileButtons({ map, name, onLoad }: MapFileButtonsProps) {
  const { t } = useTranslation();
  const [isBad, setBad] = useState(false);
  const handleSave = (): void => {
    const address = URL.createObjectURL(
      new Blob([`${JSON.stringify({ ...map, name }, null, 2)}\n`], { type: 'application/json' }),
    );
    const link = document.createElement('a');
    link.href = address;
    link.download = 'map.json';
    link.click();
    URL.revokeObjectURL(address);
  };
  const handleLoad = async (file: File | null): Promise<void> => {
    const loaded = file ? await readMapFile(file) : null;
    setBad(file !== null && loaded === null);
    if (loaded) onLoad(loaded);
  };
  return (
    <div className={classes['mapFile']}>
      <p>{t('exchange:screens.mappingHint')}</p>
      <FileButton accept=".json,application/json" onChange={(file) => void handleLoad(file)}>
        {(props) => (
          <Button {...props} variant="subtle">
            {t('exchange:screens.loadMap')}
          </Button>
        )}
      </FileButton>
      <Button variant="subtle" onClick={handleSave}>
        {t('exchange:screens.saveMap')}
      </Button>
      <ProblemNote text={isBad ? t('exchange:screens.noMap') : null} />
    </div>
  );
}
