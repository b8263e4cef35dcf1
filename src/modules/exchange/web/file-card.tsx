import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ActionMenu } from '../../../web/ui/page-header.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Import, TargetKind } from '../contract.ts';
import type { ImportFile } from '../staging/contract.ts';
import type { ImportMap, MapFile, MapTarget } from '../mapping/contract.ts';
import classes from './import.module.css';
import { newTarget } from './mapping-rules.ts';
import { useRemoveFile } from './queries.ts';
import { ReadingForm } from './reading-form.tsx';
import { TargetSection } from './target-section.tsx';

interface FileCardProps {
  id: string;
  file: ImportFile;
  map: ImportMap;
  mapFile: MapFile;
  kinds: readonly TargetKind[];
  onChange: (file: MapFile) => void;
  onRead: (after: Import) => void;
  onRemoved: () => void;
}

/** A file: how it is read, and what its rows make. */
export function FileCard({ id, file, map, mapFile, kinds, onChange, onRead, onRemoved }: FileCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useRemoveFile(id);
  const { targets } = mapFile;
  const change = (at: number, next: MapTarget | null): void => {
    const all = targets.flatMap((target, index) => (index === at ? (next ? [next] : []) : [target]));
    onChange({ ...mapFile, targets: all });
  };
  const add = (kind: string): void => onChange({ ...mapFile, targets: [...targets, newTarget(kind)] });
  const confirm = useConfirm();
  const forget = { key: 'remove', label: t('exchange:screens.removeFile'), isDestructive: true };
  const handleForget = async (): Promise<void> => {
    const question = {
      title: t('exchange:screens.removeFileTitle', { file: file.name }),
      text: t('exchange:screens.removeFileText'),
      action: t('exchange:screens.removeFile'),
      isDestructive: true,
    };
    if (await confirm(question)) remove.mutate(file.no, { onSuccess: onRemoved, onError: showProblem });
  };
  return (
    <Card
      title={file.name}
      aside={
        <span className={classes['facts']}>
          <Chip>{t('exchange:screens.rows', { count: file.rows, shown: format.number(file.rows) })}</Chip>
          <ActionMenu
            label={t('exchange:screens.fileMenu', { file: file.name })}
            actions={[{ ...forget, onClick: () => void handleForget() }]}
          />
        </span>
      }
    >
      <ReadingForm id={id} file={file} onRead={onRead} />
      {targets.map((target, at) => (
        <TargetSection
          key={at}
          id={id}
          file={file}
          map={map}
          target={target}
          kinds={kinds}
          isOnly={targets.length === 1}
          onChange={(next) => change(at, next)}
        />
      ))}
      <div className={classes['add']}>
        <AddTarget kinds={kinds} isFirst={targets.length === 0} onAdd={add} />
      </div>
    </Card>
  );
}

function AddTarget({ kinds, isFirst, onAdd }: { kinds: readonly TargetKind[]; isFirst: boolean; onAdd: (kind: string) => void }) {
  const { t } = useTranslation();
  const label = t(isFirst ? 'exchange:screens.rowsAre' : 'exchange:screens.rowsAlso');
  return (
    <Select
      aria-label={label}
      placeholder={label}
      data={kinds.map(({ kind, label: name }) => ({ value: kind, label: name }))}
      value={null}
      onChange={(kind) => (kind ? onAdd(kind) : undefined)}
    />
  );
}
