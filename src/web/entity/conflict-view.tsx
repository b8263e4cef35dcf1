import { Button, Group, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './entity-form.module.css';
import { fieldLabelKey, type EntityRow, type EntityUi } from './entity-ui.ts';
import { FieldValue } from './field-value.tsx';
import type { FormValues } from './form-values.ts';
import { clashes } from './rebase.ts';

interface ConflictViewProps {
  ui: EntityUi;
  base: EntityRow;
  values: FormValues;
  /** What somebody else saved meanwhile. */
  current: EntityRow;
  onSettle: (keepMine: ReadonlySet<string>) => void;
}

/** Both sides of an edit that came between, field by field; nothing is lost. */
export function ConflictView({ ui, base, values, current, onSettle }: ConflictViewProps) {
  const { t } = useTranslation();
  const disputed = clashes(ui, base, values, current);
  const [mine, setMine] = useState<ReadonlySet<string>>(() => new Set(disputed.map(({ key }) => key)));
  const choose = (key: string, side: string): void => {
    setMine((before) => new Set(side === 'mine' ? [...before, key] : [...before].filter((each) => each !== key)));
  };
  return (
    <div className={classes['form']}>
      <div className={classes['fields']}>
        <p role="alert">{t(disputed.length > 0 ? 'web:form.conflict' : 'web:form.conflictElsewhere')}</p>
        {disputed.map(({ key }) => (
          <div key={key} className={classes['clash']}>
            <Radio.Group
              label={t(fieldLabelKey(ui, key))}
              value={mine.has(key) ? 'mine' : 'theirs'}
              onChange={(side) => choose(key, side)}
            >
              <Stack gap={8} mt={4}>
                <Radio
                  value="mine"
                  label={<Side label={t('web:form.mine')} ui={ui} fieldKey={key} row={{ ...current, ...values, id: base.id }} />}
                />
                <Radio value="theirs" label={<Side label={t('web:form.theirs')} ui={ui} fieldKey={key} row={current} />} />
              </Stack>
            </Radio.Group>
          </div>
        ))}
      </div>
      <div className={classes['foot']}>
        <Group justify="flex-end">
          <Button onClick={() => onSettle(mine)} data-autofocus>
            {t('web:form.settle')}
          </Button>
        </Group>
      </div>
    </div>
  );
}

interface SideProps {
  label: string;
  ui: EntityUi;
  fieldKey: string;
  row: EntityRow;
}

function Side({ label, ui, fieldKey, row }: SideProps) {
  return (
    <>
      {label}: <FieldValue ui={ui} fieldKey={fieldKey} row={row} isCompact />
    </>
  );
}
