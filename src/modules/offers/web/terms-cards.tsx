import { ActionIcon, Button, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { termKinds, type Term } from '../content/contract.ts';
import { newId } from './draft.ts';
import classes from './quote.module.css';
import type { PartProps } from './part-props.ts';

interface PartFrameProps {
  head: ReactNode;
  name: string;
  canEdit: boolean;
  onRemove: () => void;
  children: ReactNode;
}

function PartFrame({ head, name, canEdit, onRemove, children }: PartFrameProps) {
  const { t } = useTranslation();
  return (
    <Stack gap={6}>
      <div className={classes['cardHead']}>
        {head}
        {canEdit ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            className="cd-touch"
            aria-label={t('web:actions.remove', { name })}
            onClick={onRemove}
          >
            <IconX size={16} />
          </ActionIcon>
        ) : null}
      </div>
      {children}
    </Stack>
  );
}

/** Terms as data: each of a kind, with its wording and what it means in plain words. */
export function TermsCard({ content: { terms }, canEdit, patch }: PartProps) {
  const { t } = useTranslation();
  const set = (id: string, change: Partial<Term>, group: string): void =>
    patch({ terms: terms.map((one) => (one.id === id ? { ...one, ...change } : one)) }, `${id} ${group}`);
  const add = (kind: Term['kind']): void =>
    patch({ terms: [...terms, { id: newId(), kind, title: t(`offers:choices.term.${kind}`), text: '', plain: null }] });
  return (
    <Card title={t('offers:parts.terms')} padded>
      <div className={classes['parts']}>
        {terms.map((term) => (
          <TermRow
            key={term.id}
            term={term}
            canEdit={canEdit}
            set={(change, group) => set(term.id, change, group)}
            onRemove={() => patch({ terms: terms.filter(({ id }) => id !== term.id) })}
          />
        ))}
        {canEdit ? (
          <div className={classes['buttons']}>
            {termKinds.map((kind) => (
              <Button
                key={kind}
                variant="default"
                size="compact-md"
                leftSection={<IconPlus size={14} />}
                onClick={() => add(kind)}
              >
                {t(`offers:choices.term.${kind}`)}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
    </Card>
  );
}

interface TermRowProps {
  term: Term;
  canEdit: boolean;
  set: (change: Partial<Term>, group: string) => void;
  onRemove: () => void;
}

function TermRow({ term: { kind, title, text, plain }, canEdit, set, onRemove }: TermRowProps) {
  const { t } = useTranslation();
  return (
    <PartFrame head={<Chip>{t(`offers:choices.term.${kind}`)}</Chip>} name={title} canEdit={canEdit} onRemove={onRemove}>
      <TextInput
        aria-label={t('offers:terms.title')}
        maxLength={200}
        disabled={!canEdit}
        value={title}
        onChange={(event) => set({ title: event.currentTarget.value }, 'title')}
      />
      <Textarea
        aria-label={t('offers:terms.text')}
        placeholder={t('offers:terms.text')}
        autosize
        minRows={2}
        maxLength={4000}
        disabled={!canEdit}
        value={text}
        onChange={(event) => set({ text: event.currentTarget.value }, 'text')}
      />
      <TextInput
        aria-label={t('offers:terms.plain')}
        placeholder={t('offers:terms.plain')}
        maxLength={2000}
        disabled={!canEdit}
        value={plain ?? ''}
        onChange={(event) => set({ plain: event.currentTarget.value || null }, 'plain')}
      />
    </PartFrame>
  );
}

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
