import { Button, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
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
        {canEdit ? (
          <div>
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconPlus size={16} />}
              onClick={() => patch({ values: [...values, { id: newId(), need: '', benefit: '', proof: null }] })}
            >
              {t('offers:terms.addValue')}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  );
}
