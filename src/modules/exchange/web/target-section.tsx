import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import type { ImportFile } from '../staging/contract.ts';
import type { TargetKind } from '../contract.ts';
import { type ImportMap, importModes, type MapTarget } from '../mapping/contract.ts';
import { isNeeded } from '../mapping/rules.ts';
import { ColumnRows } from './column-rows.tsx';
import { FixedRows } from './fixed-rows.tsx';
import { FieldDialog } from './field-dialog-loader.ts';
import classes from './import.module.css';
import { newTarget, withSource } from './mapping-rules.ts';

interface TargetSectionProps {
  id: string;
  file: ImportFile;
  map: ImportMap;
  target: MapTarget;
  kinds: readonly TargetKind[];
  isOnly: boolean;
  /** Null takes the target away. */
  onChange: (target: MapTarget | null) => void;
}

const noKey = '';

const labelsOf = (fields: TargetKind['fields']): string => fields.map(({ label }) => label).join(', ');

/** What kind of record the rows make, how known ones are told, and which field each column fills. */
export function TargetSection({ id, file, map, target, kinds, isOnly, onChange }: TargetSectionProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<string | null>(null);
  const kind = kinds.find((each) => each.kind === target.kind);
  const fields = kind?.fields ?? [];
  const missing = fields.filter(
    ({ key, isRequired }) => isRequired && !target.fields[key] && isNeeded(target, kind?.knownBy ?? [], key),
  );
  const oneOf = fields.filter(({ key }) => kind?.saysOneOf.includes(key));
  const asksOne = oneOf.length > 0 && oneOf.every(({ key }) => !target.fields[key]);
  return (
    <section className={classes['targetSection']} aria-label={kind?.label ?? target.kind}>
      <div className={classes['target']}>
        <Select
          label={t('exchange:screens.rowsAre')}
          data={kinds.map((each) => ({ value: each.kind, label: each.label }))}
          value={target.kind}
          allowDeselect={false}
          onChange={(next) => (next ? onChange(newTarget(next)) : undefined)}
        />
        <KeySelect target={target} kind={kind} onChange={onChange} />
        <Select
          label={t('exchange:screens.mode')}
          data={importModes.map((mode) => ({ value: mode, label: t(`exchange:screens.modes.${mode}`) }))}
          value={target.mode}
          allowDeselect={false}
          onChange={(next) => onChange({ ...target, mode: importModes.find((mode) => mode === next) ?? target.mode })}
        />
        {isOnly ? null : (
          <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
            {t('exchange:screens.removeTarget')}
          </Button>
        )}
      </div>
      {missing.length > 0 || asksOne ? (
        <div className={classes['missing']}>
          {missing.length > 0 ? <Chip tone="warn">{t('exchange:screens.missing', { fields: labelsOf(missing) })}</Chip> : null}
          {asksOne ? <Chip tone="warn">{t('exchange:screens.missingOne', { fields: labelsOf(oneOf) })}</Chip> : null}
        </div>
      ) : null}
      <ColumnRows file={file} map={map} target={target} kind={kind} onChange={onChange} onOpen={setOpened} />
      <FixedRows target={target} fields={fields} kind={kind} onChange={onChange} />
      <FieldDialog
        isOpen={opened !== null}
        id={id}
        file={file}
        field={fields.find(({ key }) => key === opened) ?? null}
        kinds={kinds}
        source={(opened === null ? undefined : target.fields[opened]) ?? null}
        onClose={() => setOpened(null)}
        onSave={(source) => {
          if (opened !== null) onChange(withSource(target, opened, source, kind));
          setOpened(null);
        }}
      />
    </section>
  );
}

interface KeySelectProps {
  target: MapTarget;
  kind: TargetKind | undefined;
  onChange: (target: MapTarget) => void;
}

/** The field that tells whether a record is there already, and whether rows that agree in it are one record. */
function KeySelect({ target, kind, onChange }: KeySelectProps) {
  const { t } = useTranslation();
  const keys = (kind?.fields ?? []).filter(({ key, isKey }) => isKey && target.fields[key]);
  const shown = keys.flatMap(({ key, label }) => [
    { value: key, label },
    { value: `${key} distinct`, label: t('exchange:screens.keyOnce', { field: label }) },
  ]);
  const set = (value: string | null): void => {
    const { key: _, ...rest } = target;
    const [key = '', distinct] = (value ?? '').split(' ');
    onChange(key === noKey ? { ...rest, distinct: false } : { ...rest, key, distinct: distinct !== undefined });
  };
  // Where no field alone tells one from another, some together do, whether a file fills them or not.
  const together = (kind?.knownBy ?? []).flatMap((key) => kind?.fields.find((field) => field.key === key)?.label ?? []);
  const without = t(together.length > 0 ? 'exchange:screens.knownTogether' : 'exchange:screens.noKey');
  return (
    <Select
      label={t('exchange:screens.key')}
      description={target.key === undefined && together.length > 0 ? together.join(' · ') : null}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={[{ value: noKey, label: without }, ...shown]}
      value={target.key === undefined ? noKey : `${target.key}${target.distinct ? ' distinct' : ''}`}
      allowDeselect={false}
      onChange={set}
    />
  );
}
