import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { TargetField } from '../targets/contract.ts';
import classes from './import.module.css';
import { useColumnValues } from './queries.ts';

interface ColumnValuesProps {
  id: string;
  file: string;
  column: string;
  field: TargetField;
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
}

/** The values of a column and what each stands for; those without an answer stay as they are. */
export function ColumnValues({ id, file, column, field, values, onChange }: ColumnValuesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = useColumnValues(id, file, column, true);
  const set = (value: string, stands: string): void => {
    const { [value]: _, ...rest } = values;
    onChange(stands === '' ? rest : { ...rest, [value]: stands });
  };
  return (
    <fieldset className={classes['values']}>
      <legend>{t('exchange:screens.columnValues')}</legend>
      {(found.data?.data ?? []).map(({ value, rows }) => (
        <div key={value} className={classes['value']}>
          <span>
            <b>{value}</b> <small>{t('exchange:screens.rows', { count: rows, shown: format.number(rows) })}</small>
          </span>
          {field.choices.length > 0 ? (
            <Select
              aria-label={t('exchange:screens.standsFor', { value })}
              placeholder={t('exchange:screens.staysAsIs')}
              data={field.choices}
              value={values[value] ?? null}
              searchable
              clearable
              onChange={(next) => set(value, next ?? '')}
            />
          ) : (
            <TextInput
              aria-label={t('exchange:screens.standsFor', { value })}
              placeholder={t('exchange:screens.staysAsIs')}
              value={values[value] ?? ''}
              onChange={(event) => set(value, event.currentTarget.value)}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}
