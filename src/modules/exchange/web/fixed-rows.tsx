import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TargetKind } from '../contract.ts';
import type { MapTarget } from '../mapping/contract.ts';
import type { TargetField } from '../targets/contract.ts';
import { FixedValue } from './fixed-value.tsx';
import classes from './import.module.css';
import { withSource } from './mapping-rules.ts';

interface FixedRowsProps {
  target: MapTarget;
  fields: readonly TargetField[];
  kind: TargetKind | undefined;
  onChange: (target: MapTarget) => void;
}

/** Fields that no column fills: those that are the same in every row, and the way to add one. */
export function FixedRows({ target, fields, kind, onChange }: FixedRowsProps) {
  const { t } = useTranslation();
  const fixed = fields.filter(({ key }) => target.fields[key]?.value !== undefined);
  const free = fields.filter(({ key }) => target.fields[key] === undefined);
  return (
    <>
      {fixed.map((field) => (
        <div key={field.key} className={classes['column']}>
          <b>{field.label}</b>
          <span className={classes['samples']}>{t('exchange:screens.always')}</span>
          <div className={classes['fixed']}>
            <FixedValue
              field={field}
              value={target.fields[field.key]?.value ?? ''}
              onChange={(value) => onChange(withSource(target, field.key, { ...target.fields[field.key], value }, kind))}
            />
            <Button variant="subtle" color="gray" onClick={() => onChange(withSource(target, field.key, undefined, kind))}>
              {t('exchange:screens.leaveOut')}
            </Button>
          </div>
        </div>
      ))}
      <div className={classes['add']}>
        <Select
          aria-label={t('exchange:screens.addFixed')}
          placeholder={t('exchange:screens.addFixed')}
          data={free.map(({ key, label, isRequired }) => ({ value: key, label: isRequired ? `${label} *` : label }))}
          value={null}
          searchable
          onChange={(key) => (key === null ? undefined : onChange(withSource(target, key, { value: '' }, kind)))}
        />
      </div>
    </>
  );
}
