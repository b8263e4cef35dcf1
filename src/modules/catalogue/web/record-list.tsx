import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import classes from './catalogue.module.css';

interface Named {
  id: string;
  title: string;
}

interface RecordListProps {
  kind: 'account' | 'product';
  label: string;
  /** What it means that none is named. */
  placeholder: string;
  records: readonly Named[];
  error: string | undefined;
  onChange: (records: Named[]) => void;
}

/** Records by name, each once: looked for one at a time, taken out one at a time. */
export function RecordList({ kind, label, placeholder, records, error, onChange }: RecordListProps) {
  const { t } = useTranslation();
  return (
    <div>
      <RecordPicker
        kind={kind}
        label={label}
        placeholder={placeholder}
        value={null}
        error={error}
        onChange={(record) =>
          record && !records.some(({ id }) => id === record.id)
            ? onChange([...records, { id: record.id, title: record.name }])
            : undefined
        }
      />
      {records.length === 0 ? null : (
        <Group gap={6} mt={6}>
          {records.map(({ id, title }) => (
            <Chip key={id}>
              {title}{' '}
              <button
                type="button"
                className={classes['link']}
                aria-label={t('web:actions.remove', { name: title })}
                onClick={() => onChange(records.filter((one) => one.id !== id))}
              >
                ×
              </button>
            </Chip>
          ))}
        </Group>
      )}
    </div>
  );
}
