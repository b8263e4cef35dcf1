import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { fieldLabelKey, rowValue, writableFields, type EntityRow, type EntityUi } from '../entity-ui.ts';
import { FieldValue } from '../field-value.tsx';
import { isEmpty } from '../read-values.ts';
import classes from './field-panel.module.css';
import { InlineEditor } from './inline-editor.tsx';

interface FieldPanelProps {
  ui: EntityUi;
  row: EntityRow;
  mayEdit: boolean;
  /** Only these fields, in this order. */
  keys?: readonly string[];
  title?: string;
}

interface Section {
  name: string;
  keys: string[];
}

function sectionsOf(ui: EntityUi, keys: readonly string[]): Section[] {
  const sections: Section[] = [];
  for (const key of keys) {
    const name = ui.fields[key]?.section ?? '';
    const last = sections.find((section) => section.name === name);
    if (last) last.keys.push(key);
    else sections.push({ name, keys: [key] });
  }
  return sections;
}

/** The fields of a record, by section; a click on a value edits it in place. Empty ones wait behind a button. */
export function FieldPanel({ ui, row, mayEdit, keys, title }: FieldPanelProps) {
  const { t, i18n } = useTranslation();
  const [showsEmpty, setShowsEmpty] = useState(false);
  const own = keys ?? [
    ...Object.entries(ui.fields).flatMap(([key, { kind, section = '' }]) =>
      key === ui.titleField || kind === 'json' || ui.tabSections?.includes(section) ? [] : [key],
    ),
    'team',
    'createdAt',
    'updatedAt',
  ];
  const shown = showsEmpty ? own : own.filter((key) => !isEmpty(rowValue(row, key)));
  const hidden = own.length - own.filter((key) => !isEmpty(rowValue(row, key))).length;
  const writable = new Set(writableFields(ui).map(([key]) => key));
  return (
    <Card title={title ?? t('web:record.details')}>
      <div className={classes['panel']}>
        {sectionsOf(ui, shown).map((section) => {
          const heading = `${ui.module}:sections.${ui.object}.${section.name}`;
          return (
            <div key={section.name} className={classes['section']}>
              {section.name && i18n.exists(heading) ? <h3>{t(heading)}</h3> : null}
              <dl>
                {section.keys.map((key) => (
                  <FieldRow key={key} ui={ui} row={row} fieldKey={key} mayEdit={mayEdit && writable.has(key)} />
                ))}
              </dl>
            </div>
          );
        })}
        {hidden > 0 ? (
          <UnstyledButton className={classes['more']} onClick={() => setShowsEmpty(!showsEmpty)} aria-expanded={showsEmpty}>
            {showsEmpty ? t('web:record.hideEmpty') : t('web:record.showEmpty', { count: hidden })}
          </UnstyledButton>
        ) : null}
      </div>
    </Card>
  );
}

function FieldRow({ ui, row, fieldKey, mayEdit }: { ui: EntityUi; row: EntityRow; fieldKey: string; mayEdit: boolean }) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const label = t(fieldLabelKey(ui, fieldKey));
  if (isEditing) {
    return (
      <div className={classes['editing']}>
        <dt className={classes['hiddenLabel']}>{label}</dt>
        <dd>
          <InlineEditor ui={ui} row={row} fieldKey={fieldKey} label={label} onClose={() => setEditing(false)} />
        </dd>
      </div>
    );
  }
  return (
    <div className={classes['row']}>
      <dt>{label}</dt>
      <dd>
        <FieldValue ui={ui} fieldKey={fieldKey} row={row} />
        {mayEdit ? (
          <button type="button" className={classes['edit']} onClick={() => setEditing(true)}>
            {t('web:actions.edit')}
            <span className={classes['hiddenLabel']}> {label}</span>
          </button>
        ) : null}
      </dd>
    </div>
  );
}
