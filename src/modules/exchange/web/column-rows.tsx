import { ActionIcon, Button, MultiSelect, Tooltip } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { startTransition, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import type { ImportFile } from '../staging/contract.ts';
import type { TargetKind } from '../contract.ts';
import type { FieldSource, ImportMap, MapTarget } from '../mapping/contract.ts';
import classes from './import.module.css';
import { fieldsOfColumn, isOpenReading, mapColumn } from './mapping-rules.ts';

interface ColumnRowsProps {
  file: ImportFile;
  map: ImportMap;
  target: MapTarget;
  kind: TargetKind | undefined;
  onChange: (target: MapTarget) => void;
  onOpen: (field: string) => void;
}

const shownAtOnce = 60;

/** Each column with its first values and the fields it fills. */
export function ColumnRows({ file, map, target, kind, onChange, onOpen }: ColumnRowsProps) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const columns = file.columns.map((column, index) => ({ column, index }));
  // Of very many columns first those that go somewhere.
  const wide = columns.length > shownAtOnce && !showsAll;
  const used = columns.filter(({ column }) => fieldsOfColumn(target, column).length > 0);
  const shown = wide ? [...used, ...columns.filter((one) => !used.includes(one))].slice(0, shownAtOnce) : columns;
  return (
    <>
      <div className={classes['columnHead']} aria-hidden="true">
        <span>{t('exchange:screens.column')}</span>
        <span>{t('exchange:screens.samples')}</span>
        <span>{t('exchange:screens.field')}</span>
      </div>
      {shown.map(({ column, index }) => (
        <ColumnRow
          key={column}
          file={file}
          map={map}
          target={target}
          kind={kind}
          column={column}
          index={index}
          onChange={onChange}
          onOpen={onOpen}
        />
      ))}
      {wide ? (
        <div className={classes['none']}>
          <Button variant="default" onClick={() => setShowsAll(true)}>
            {t('exchange:screens.allColumns', { count: columns.length })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** One column: its name, its first values, the fields it fills, and what is special about the way it is read. */
function ColumnRow({
  file,
  map,
  target,
  kind,
  column,
  index,
  onChange,
  onOpen,
}: ColumnRowsProps & { column: string; index: number }) {
  const { t } = useTranslation();
  const all = kind?.fields ?? [];
  const options = all.map(({ key, label, isRequired }) => ({ value: key, label: isRequired ? `${label} *` : label }));
  const labelOf = (key: string): string => all.find((field) => field.key === key)?.label ?? key;
  const name = file.hasHeader ? column : t('exchange:screens.columnNo', { no: column });
  const fields = fieldsOfColumn(target, column);
  return (
    <div className={classes['column']}>
      <b>{name}</b>
      <span className={classes['samples']}>{samplesOf(file, index)}</span>
      <div>
        <div className={classes['fixed']}>
          <MultiSelect
            aria-label={t('exchange:screens.fieldOf', { column: name })}
            placeholder={fields.length === 0 ? t('exchange:screens.leaveOut') : ''}
            data={options}
            value={fields}
            searchable
            hidePickedOptions
            onChange={(next) => startTransition(() => onChange(mapColumn(target, column, next, kind)))}
          />
          {fields.map((key) => (
            <OptionsButton key={key} label={labelOf(key)} onClick={() => onOpen(key)} />
          ))}
        </div>
        {fields.map((key) => (
          <FieldNote
            key={key}
            label={fields.length > 1 ? labelOf(key) : null}
            isOpen={isOpenReading(file, column, target.fields[key] ?? {}, map)}
            source={target.fields[key]}
          />
        ))}
      </div>
    </div>
  );
}

function samplesOf(file: ImportFile, index: number): string {
  const values = file.samples.flatMap((row) => (row[index] ? [row[index].slice(0, 80)] : []));
  return [...new Set(values)].slice(0, 3).join(' · ');
}

function OptionsButton({ label, onClick }: { label: string; onClick: () => void }) {
  const { t } = useTranslation();
  const title = t('exchange:screens.optionsOf', { field: label });
  return (
    <Tooltip label={title}>
      <ActionIcon variant="default" size={36} className="cd-touch" aria-label={title} onClick={onClick}>
        <IconAdjustmentsHorizontal size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

interface FieldNoteProps {
  /** Where the column fills several fields, the one that is meant. */
  label: string | null;
  isOpen: boolean;
  source: FieldSource | undefined;
}

/** In words, what is special about the way a column is read into a field. */
function FieldNote({ label, isOpen, source }: FieldNoteProps) {
  const { t } = useTranslation();
  if (!source) return null;
  const notes = [
    source.template === undefined ? null : source.template,
    source.factor === undefined ? null : t('exchange:screens.timesNote', { factor: source.factor }),
    source.dateOrder === undefined ? null : t(`exchange:screens.dateOrders.${source.dateOrder}`),
    source.decimalMark === undefined ? null : t(`exchange:screens.decimals.${source.decimalMark === ',' ? 'comma' : 'point'}`),
    source.values === undefined ? null : t('exchange:screens.valuesNote', { count: Object.keys(source.values).length }),
  ].filter((note) => note !== null);
  if (!isOpen && notes.length === 0) return null;
  return (
    <div className={classes['note']}>
      {isOpen ? <Chip tone="warn">{t('exchange:screens.twoReadings')}</Chip> : null}
      <span>{[label, notes.join(' · ')].filter(Boolean).join(': ')}</span>
    </div>
  );
}
