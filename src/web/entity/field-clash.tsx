import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './entity-form.module.css';
import type { EntityRow, EntityUi } from './entity-ui.ts';
import { FieldValue } from './field-value.tsx';

interface FieldClashProps {
  ui: EntityUi;
  fieldKey: string;
  /** The record as somebody else saved it. */
  theirs: EntityRow;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Both sides of one field that somebody else changed meanwhile: the own value stands above, theirs here. */
export function FieldClash({ ui, fieldKey, theirs, onKeepMine, onTakeTheirs }: FieldClashProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['fieldClash']} role="alert">
      <p>
        {t('web:form.theirs')}: <FieldValue ui={ui} fieldKey={fieldKey} row={theirs} isCompact />
      </p>
      <Button variant="default" size="compact-sm" onClick={onTakeTheirs}>
        {t('web:form.takeTheirs')}
      </Button>
      <Button size="compact-sm" onClick={onKeepMine}>
        {t('web:form.keepMine')}
      </Button>
    </div>
  );
}
