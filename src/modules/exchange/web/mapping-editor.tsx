import { Alert, Button, Select, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Import, ImportFile, TargetKind } from '../contract.ts';
import { type ImportMap, importModes, type MapTarget } from '../mapping/contract.ts';
import classes from './import.module.css';
import { fieldOfColumn, mapColumn, withTarget } from './mapping-rules.ts';
import { useCheck, useImportKinds } from './queries.ts';

interface MappingEditorProps {
  found: Import;
  onChecked: () => void;
}

/** How the columns of each file are read: proposed by the server, changed here, then checked. */
export function MappingEditor({ found, onChecked }: MappingEditorProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const kinds = useImportKinds();
  const check = useCheck(found.id);
  const [map, setMap] = useState<ImportMap | null>(found.map);
  if (!kinds.data || !map) return <PageSkeleton />;
  const all = kinds.data.data;
  return (
    <>
      {check.error ? (
        <Alert color="red" role="alert">
          {problemText(check.error)}
        </Alert>
      ) : null}
      {map.files.map((file, fileIndex) => {
        const known = found.files.find(({ name }) => name === file.file);
        if (!known) return null;
        return (
          <Card key={file.file} title={file.file} aside={<FileFacts file={known} />}>
            {file.targets.map((target, targetIndex) => (
              <TargetTable
                key={`${target.kind}-${targetIndex}`}
                file={known}
                target={target}
                kinds={all}
                onChange={(next) => setMap(withTarget(map, { fileIndex, targetIndex }, () => next))}
              />
            ))}
            {file.targets.length === 0 ? (
              <div className={classes['none']}>
                <KindSelect
                  kinds={all}
                  value={null}
                  onChange={(kind) =>
                    setMap({
                      ...map,
                      files: map.files.map((old, at) =>
                        at === fileIndex ? { ...old, targets: [{ kind, mode: 'create', distinct: false, fields: {} }] } : old,
                      ),
                    })
                  }
                />
              </div>
            ) : null}
          </Card>
        );
      })}
      <div className={classes['actions']}>
        <Button loading={check.isPending} onClick={() => check.mutate(map, { onSuccess: onChecked })}>
          {t('exchange:screens.check')}
        </Button>
      </div>
    </>
  );
}

function FileFacts({ file }: { file: ImportFile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const delimiter = file.delimiter === '\t' ? 'Tab' : file.delimiter;
  return (
    <span className={classes['facts']}>
      <Chip>{t('exchange:screens.rows', { count: file.rows, shown: format.number(file.rows) })}</Chip>{' '}
      <Chip>{file.encoding.toUpperCase()}</Chip> <Chip>{t('exchange:screens.delimiter', { delimiter })}</Chip>
    </span>
  );
}

function KindSelect({
  kinds,
  value,
  onChange,
}: {
  kinds: readonly TargetKind[];
  value: string | null;
  onChange: (kind: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('exchange:screens.rowsAre')}
      data={kinds.map(({ kind, label }) => ({ value: kind, label }))}
      value={value}
      allowDeselect={false}
      onChange={(kind) => (kind ? onChange(kind) : undefined)}
    />
  );
}

interface TargetTableProps {
  file: ImportFile;
  target: MapTarget;
  kinds: readonly TargetKind[];
  onChange: (target: MapTarget) => void;
}

function TargetTable({ file, target, kinds, onChange }: TargetTableProps) {
  const { t } = useTranslation();
  const fields = kinds.find(({ kind }) => kind === target.kind)?.fields ?? [];
  const options = fields.map(({ key, label, isRequired }) => ({ value: key, label: isRequired ? `${label} *` : label }));
  const keys = fields.filter(({ key }) => target.fields[key]).map(({ key, label }) => ({ value: key, label }));
  const setKey = (key: string | null): void => {
    const { key: _, ...rest } = target;
    onChange(key === null ? rest : { ...rest, key });
  };
  return (
    <>
      <div className={classes['target']}>
        <KindSelect
          kinds={kinds}
          value={target.kind}
          onChange={(kind) => onChange({ kind, mode: target.mode, distinct: false, fields: {} })}
        />
        <Select
          label={t('exchange:screens.mode')}
          data={importModes.map((mode) => ({ value: mode, label: t(`exchange:screens.modes.${mode}`) }))}
          value={target.mode}
          allowDeselect={false}
          onChange={(next) => onChange({ ...target, mode: importModes.find((mode) => mode === next) ?? target.mode })}
        />
        <Select
          label={t('exchange:screens.key')}
          description={null}
          placeholder={t('exchange:screens.noKey')}
          data={keys}
          value={target.key ?? null}
          clearable
          onChange={setKey}
        />
      </div>
      <ColumnsTable file={file} target={target} options={options} onChange={onChange} />
    </>
  );
}

interface ColumnsTableProps {
  file: ImportFile;
  target: MapTarget;
  options: { value: string; label: string }[];
  onChange: (target: MapTarget) => void;
}

/** Each column with its first values and the field it is read into. */
function ColumnsTable({ file, target, options, onChange }: ColumnsTableProps) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('exchange:screens.column')}</Table.Th>
            <Table.Th>{t('exchange:screens.samples')}</Table.Th>
            <Table.Th>{t('exchange:screens.field')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {file.columns.map((column, index) => (
            <Table.Tr key={column}>
              <Table.Td>
                <b>{column}</b>
              </Table.Td>
              <Table.Td className={classes['samples'] ?? ''}>
                {file.samples
                  .slice(0, 3)
                  .map((row) => row[index])
                  .filter(Boolean)
                  .join(' · ')}
              </Table.Td>
              <Table.Td>
                <Select
                  aria-label={t('exchange:screens.fieldOf', { column })}
                  placeholder={t('exchange:screens.leaveOut')}
                  data={options}
                  value={fieldOfColumn(target, column)}
                  searchable
                  clearable
                  onChange={(field) => onChange(mapColumn(target, column, field))}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
