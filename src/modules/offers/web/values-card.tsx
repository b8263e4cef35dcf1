import { Button, Textarea } from '@mantine/core';
import { IconBooks, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { LibraryPicker } from '../../library/web/library-picker.tsx';
import { PartFrame } from '../../settings/web/part-frame.tsx';
import { newId } from './draft.ts';
import classes from './quote.module.css';
import type { PartProps } from './part-props.ts';

/** Why it is worth it: need, benefit, who has seen it. */
export function ValuesCard({ content: { values }, canEdit, patch }: PartProps) {
  const { t } = useTranslation();
  const set = (id: string, change: object, group: string): void =>
    patch({ values: values.map((one) => (one.id === id ? { ...one, ...change } : one)) }, `${id} ${group}`);
  return (
    <Card title={t('offers:parts.values')} padded>
      <div className={classes['parts']}>
        {values.length === 0 ? (
          <p className={classes['quiet']} style={{ margin: 0 }}>
            {t('offers:terms.valuesHint')}
          </p>
        ) : null}
        {values.map((value, index) => (
          <PartFrame
            key={value.id}
            head={<span className={classes['quiet']}>{index + 1}</span>}
            name={value.need}
            canEdit={canEdit}
            onRemove={() => patch({ values: values.filter(({ id }) => id !== value.id) })}
          >
            {(['need', 'benefit', 'proof'] as const).map((key) => (
              <Textarea
                key={key}
                label={t(`offers:terms.${key}`)}
                autosize
                minRows={1}
                maxLength={key === 'need' ? 500 : 1000}
                disabled={!canEdit}
                value={value[key] ?? ''}
                onChange={(event) => set(value.id, { [key]: event.currentTarget.value || (key === 'proof' ? null : '') }, key)}
              />
            ))}
          </PartFrame>
        ))}
        {canEdit ? <AddValue onAdd={(value) => patch({ values: [...values, { id: newId(), ...value }] })} /> : null}
      </div>
    </Card>
  );
}

/** Adds a need that is typed, or one that the library tells of. */
function AddValue({ onAdd }: { onAdd: (value: { need: string; benefit: string; proof: string | null }) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const [isPicking, setPicking] = useState(false);
  return (
    <div className={classes['buttons']}>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={16} />}
        onClick={() => onAdd({ need: '', benefit: '', proof: null })}
      >
        {t('offers:terms.addValue')}
      </Button>
      {may('material', 'view') ? (
        <Button variant="default" size="compact-md" leftSection={<IconBooks size={16} />} onClick={() => setPicking(true)}>
          {t('library:picker.open')}
        </Button>
      ) : null}
      {isPicking ? (
        <LibraryPicker
          kinds={['value', 'case']}
          onClose={() => setPicking(false)}
          onPick={(value) => {
            onAdd(value);
            setPicking(false);
          }}
        />
      ) : null}
    </div>
  );
}
