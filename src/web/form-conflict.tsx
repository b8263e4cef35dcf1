import { Button, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormClash } from './use-draft.ts';

interface ClashField {
  label: string;
  /** How a value is shown; texts and numbers are shown as they are. */
  show?: (value: unknown) => string;
  /** Fields that go with this one. */
  with?: readonly string[];
}

/** The fields of a form by their keys. */
export type ClashFields = Readonly<Record<string, ClashField>>;

interface FormConflictProps {
  clash: FormClash | null;
  fields: ClashFields;
}

function plainText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Both sides of a form that somebody else saved meanwhile, field by field; what only one side changed is merged already. */
export function FormConflict({ clash, fields }: FormConflictProps) {
  const { t } = useTranslation();
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  if (!clash) return null;
  const shown = clash.disputed.filter((key) => fields[key]);
  const choose = (key: string, side: string): void => {
    setTheirs((before) => new Set(side === 'theirs' ? [...before, key] : [...before].filter((each) => each !== key)));
  };
  return (
    <Stack gap="sm" role="group" aria-label={t('web:form.conflictLabel')}>
      <p role="alert" style={{ margin: 0 }}>
        {t(shown.length > 0 ? 'web:form.conflict' : 'web:form.conflictElsewhere')}
      </p>
      {shown.map((key) => {
        const { label = key, show = plainText } = fields[key] ?? {};
        return (
          <Radio.Group key={key} label={label} value={theirs.has(key) ? 'theirs' : 'mine'} onChange={(side) => choose(key, side)}>
            <Stack gap={8} mt={4}>
              <Radio value="mine" label={`${t('web:form.mine')}: ${show(clash.mine[key])}`} />
              <Radio value="theirs" label={`${t('web:form.theirs')}: ${show(clash.theirs[key])}`} />
            </Stack>
          </Radio.Group>
        );
      })}
      {shown.length > 0 ? (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-end' }}
          onClick={() => clash.settle(new Set([...theirs].flatMap((key) => [key, ...(fields[key]?.with ?? [])])))}
        >
          {t('web:form.settle')}
        </Button>
      ) : null}
    </Stack>
  );
}
