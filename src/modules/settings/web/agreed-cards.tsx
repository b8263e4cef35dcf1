import { Button, NumberInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { type AgreedTerms, paymentMethods, termKinds, type Term } from '../terms/contract.ts';
import classes from './agreed.module.css';
import { type AgreedProps, newPartId } from './agreed-props.ts';
import { PartFrame } from './part-frame.tsx';
import { PolicyNote } from './policy-note.tsx';

/** When and where it is delivered; `offer` stands below the days. */
export function DeliveryCard({ terms, departures, canEdit, patch, offer }: AgreedProps & { offer?: ReactNode }) {
  const { t } = useTranslation();
  const { delivery } = terms;
  const set = (change: Partial<AgreedTerms['delivery']>, group: string): void =>
    patch({ delivery: { ...delivery, ...change } }, group);
  return (
    <Card title={t('settings:agreed.delivery')} padded>
      <Stack gap="sm">
        <NumberInput
          label={t('settings:agreed.leadDays')}
          min={0}
          max={3650}
          disabled={!canEdit}
          value={delivery.leadDays ?? ''}
          onChange={(days) => set({ leadDays: typeof days === 'number' ? days : null }, 'leadDays')}
        />
        {offer}
        <PolicyNote departures={departures} keys={['leadDays']} terms={terms} />
        {(['leadText', 'place'] as const).map((key) => (
          <Textarea
            key={key}
            label={t(`settings:agreed.${key}`)}
            autosize
            maxLength={300}
            disabled={!canEdit}
            value={delivery[key] ?? ''}
            onChange={(event) => set({ [key]: event.currentTarget.value || null }, key)}
          />
        ))}
      </Stack>
    </Card>
  );
}

const counted = [
  ['acceptanceDays', 3650],
  ['warrantyMonths', 600],
  ['responseHours', 10_000],
] as const;

/** Promises that are numbers: how it is paid, and what holds after the delivery. */
export function PromisesCard({ terms, departures, canEdit, patch }: AgreedProps) {
  const { t } = useTranslation();
  return (
    <Card title={t('settings:agreed.promises')} padded>
      <Stack gap="sm">
        <div className={classes['promises']}>
          <Select
            label={t('settings:agreed.paymentMethod')}
            data={paymentMethods.map((value) => ({ value, label: t(`settings:agreed.choices.method.${value}`) }))}
            clearable
            disabled={!canEdit}
            value={terms.paymentMethod ?? null}
            onChange={(value) => patch({ paymentMethod: paymentMethods.find((one) => one === value) ?? null })}
          />
          {counted.map(([key, max]) => (
            <NumberInput
              key={key}
              label={t(`settings:agreed.${key}`)}
              min={key === 'responseHours' ? 1 : 0}
              max={max}
              clampBehavior="strict"
              disabled={!canEdit}
              value={terms[key] ?? ''}
              onChange={(count) => patch({ [key]: typeof count === 'number' ? count : null }, key)}
            />
          ))}
        </div>
        <PolicyNote
          departures={departures}
          keys={['paymentMethod', 'acceptanceDays', 'warrantyMonths', 'responseHours']}
          terms={terms}
        />
      </Stack>
    </Card>
  );
}

interface TermsCardProps extends Pick<AgreedProps, 'canEdit' | 'patch'> {
  terms: Pick<AgreedProps['terms'], 'terms'>;
  /** Where they are not what is agreed. */
  title?: string;
  hint?: string;
}

/** Terms as data: each of a kind, with its wording and what it means in plain words. */
export function TermsCard({ terms: { terms }, canEdit, patch, title, hint }: TermsCardProps) {
  const { t } = useTranslation();
  const set = (id: string, change: Partial<Term>, group: string): void =>
    patch({ terms: terms.map((one) => (one.id === id ? { ...one, ...change } : one)) }, `${id} ${group}`);
  const add = (kind: Term['kind']): void =>
    patch({
      terms: [...terms, { id: newPartId(), kind, title: t(`settings:agreed.choices.term.${kind}`), text: '', plain: null }],
    });
  return (
    <Card title={title ?? t('settings:agreed.terms')} padded>
      {hint === undefined ? null : (
        <Text size="sm" mb={8}>
          {hint}
        </Text>
      )}
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
                {t(`settings:agreed.choices.term.${kind}`)}
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
    <PartFrame head={<Chip>{t(`settings:agreed.choices.term.${kind}`)}</Chip>} name={title} canEdit={canEdit} onRemove={onRemove}>
      <TextInput
        aria-label={t('settings:agreed.title')}
        maxLength={200}
        disabled={!canEdit}
        value={title}
        onChange={(event) => set({ title: event.currentTarget.value }, 'title')}
      />
      <Textarea
        aria-label={t('settings:agreed.text')}
        placeholder={t('settings:agreed.text')}
        autosize
        minRows={2}
        maxLength={4000}
        disabled={!canEdit}
        value={text}
        onChange={(event) => set({ text: event.currentTarget.value }, 'text')}
      />
      <TextInput
        aria-label={t('settings:agreed.plain')}
        placeholder={t('settings:agreed.plain')}
        maxLength={2000}
        disabled={!canEdit}
        value={plain ?? ''}
        onChange={(event) => set({ plain: event.currentTarget.value || null }, 'plain')}
      />
    </PartFrame>
  );
}
