import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportFile } from '../staging/contract.ts';
import type { TargetKind } from '../contract.ts';
import { dateOrders, type FieldSource } from '../mapping/contract.ts';
import type { TargetField } from '../targets/contract.ts';
import { ColumnValues } from './column-values.tsx';
import classes from './import.module.css';

interface FieldDialogProps {
  isOpen: boolean;
  id: string;
  file: ImportFile;
  field: TargetField | null;
  kinds: readonly TargetKind[];
  source: FieldSource | null;
  onClose: () => void;
  onSave: (source: FieldSource) => void;
}

/** How one field is read: which way round its dates are, what its numbers count, what its values stand for. */
export function FieldDialog({ isOpen, field, onClose, source, ...rest }: FieldDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={field ? t('exchange:screens.optionsOf', { field: field.label }) : ''}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {field && source ? <FieldForm key={field.key} field={field} initial={source} onClose={onClose} {...rest} /> : null}
    </Modal>
  );
}

const factors = ['100', '1000', '10000', '1000000', '100000000'] as const;
const dated = new Set(['date', 'instant']);
const counted = new Set(['integer', 'decimal', 'money', 'percent']);

type FormProps = Omit<FieldDialogProps, 'isOpen' | 'field' | 'source'> & { field: TargetField; initial: FieldSource };

function FieldForm({ id, file, field, kinds, initial, onClose, onSave }: FormProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState(initial);
  const set = <K extends keyof FieldSource>(key: K, value: FieldSource[K] | null): void => {
    const { [key]: _, ...others } = source;
    setSource(value === null || value === '' ? others : { ...others, [key]: value });
  };
  return (
    <form
      noValidate
      className={classes['dialog']}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(source);
      }}
    >
      {source.template === undefined ? null : (
        <TextInput
          label={t('exchange:screens.template')}
          description={t('exchange:screens.templateHint')}
          value={source.template}
          onChange={(event) => setSource({ ...source, template: event.currentTarget.value })}
        />
      )}
      {dated.has(field.kind) ? <DateOrderSelect source={source} onChange={(order) => set('dateOrder', order)} /> : null}
      {counted.has(field.kind) ? <DecimalSelect source={source} onChange={(mark) => set('decimalMark', mark)} /> : null}
      {counted.has(field.kind) ? (
        <Select
          label={t('exchange:screens.factor')}
          data={[
            { value: '', label: t('exchange:screens.factors.1') },
            ...factors.map((factor) => ({ value: factor, label: t(`exchange:screens.factors.${factor}`) })),
          ]}
          value={source.factor ?? ''}
          allowDeselect={false}
          onChange={(factor) => set('factor', factor)}
        />
      ) : null}
      {field.findBy.length > 1 ? (
        <FindSelect field={field} kinds={kinds} source={source} onChange={(find) => set('find', find)} />
      ) : null}
      {source.column === undefined || dated.has(field.kind) || counted.has(field.kind) ? null : (
        <ColumnValues
          id={id}
          file={file.name}
          column={source.column}
          field={field}
          values={source.values ?? {}}
          onChange={(values) => set('values', Object.keys(values).length === 0 ? null : values)}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('web:actions.cancel')}
        </Button>
        <Button type="submit">{t('exchange:screens.apply')}</Button>
      </Group>
    </form>
  );
}

function DateOrderSelect({
  source,
  onChange,
}: {
  source: FieldSource;
  onChange: (order: NonNullable<FieldSource['dateOrder']> | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('exchange:screens.dateOrder')}
      data={[
        { value: '', label: t('exchange:screens.asWritten') },
        ...dateOrders.map((order) => ({ value: order, label: t(`exchange:screens.dateOrders.${order}`) })),
      ]}
      value={source.dateOrder ?? ''}
      allowDeselect={false}
      onChange={(next) => onChange(dateOrders.find((order) => order === next) ?? null)}
    />
  );
}

function DecimalSelect({ source, onChange }: { source: FieldSource; onChange: (mark: '.' | ',' | null) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('exchange:screens.decimalMark')}
      data={[
        { value: '', label: t('exchange:screens.asWritten') },
        { value: '.', label: t('exchange:screens.decimals.point') },
        { value: ',', label: t('exchange:screens.decimals.comma') },
      ]}
      value={source.decimalMark ?? ''}
      allowDeselect={false}
      onChange={(next) => onChange(next === '.' || next === ',' ? next : null)}
    />
  );
}

interface FindSelectProps {
  field: TargetField;
  kinds: readonly TargetKind[];
  source: FieldSource;
  onChange: (find: string | null) => void;
}

function FindSelect({ field, kinds, source, onChange }: FindSelectProps) {
  const { t } = useTranslation();
  const kind = kinds.find((each) => each.kind === field.target);
  const labelOf = (key: string): string => kind?.fields.find((each) => each.key === key)?.label ?? key;
  return (
    <Select
      label={t('exchange:screens.find')}
      data={field.findBy.map((key) => ({ value: key, label: labelOf(key) }))}
      value={source.find ?? kind?.nameField ?? 'name'}
      allowDeselect={false}
      onChange={(key) => onChange(key === kind?.nameField ? null : key)}
    />
  );
}
