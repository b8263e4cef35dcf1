import { ActionIcon, Button, Checkbox, Group, Input, Modal, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { createCustomField, customKinds, type CustomField } from '../../modules/records/custom-fields/contract.ts';
import { call } from '../api.ts';
import { kindLabel, kinds } from '../kinds.ts';
import { languageNames } from '../languages.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { showDone } from '../ui/toast.tsx';
import { useProblemText } from '../use-problem-text.ts';
import { bodyOf, isComplete, isCustomKind, type ChoiceDraft, type FieldDraft } from './custom-field-draft.ts';
import classes from './custom-fields.module.css';

interface NewFieldDialogProps {
  isOpen: boolean;
  onClose: () => void;
  known: readonly CustomField[];
}

export function NewFieldDialog({ isOpen, onClose, known }: NewFieldDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('web:customFields.add')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <NewFieldForm onClose={onClose} known={known} />
    </Modal>
  );
}

const emptyTexts: ChoiceDraft = { en: '', 'zh-Hans': '' };
const emptyDraft: FieldDraft = {
  object: 'deal',
  kind: 'text',
  labels: emptyTexts,
  choices: [emptyTexts, emptyTexts],
  isRequired: false,
};

function NewFieldForm({ onClose, known }: Omit<NewFieldDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const problemText = useProblemText();
  const [draft, setDraft] = useState(emptyDraft);
  const set = (part: Partial<FieldDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => {
      const taken = known.filter(({ object }) => object === draft.object).map(({ key }) => key);
      return call(createCustomField, { body: bodyOf(draft, taken) });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['custom-fields'] });
      showDone(t('web:customFields.added'));
      onClose();
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="sm">
        <Select
          label={t('web:customFields.object')}
          data={Object.keys(kinds).map((kind) => ({ value: kind, label: t(kindLabel(kind)) }))}
          value={draft.object}
          onChange={(object) => set({ object: object ?? 'deal' })}
          allowDeselect={false}
          data-autofocus
        />
        <TextPair label={t('web:customFields.name')} value={draft.labels} onChange={(labels) => set({ labels })} />
        <Select
          label={t('web:customFields.kind')}
          data={customKinds.map((kind) => ({ value: kind, label: t(`web:customFields.kinds.${kind}`) }))}
          value={draft.kind}
          onChange={(kind) => set(isCustomKind(kind) ? { kind } : {})}
          allowDeselect={false}
        />
        {draft.kind === 'choice' ? <ChoicesEditor choices={draft.choices} onChange={(choices) => set({ choices })} /> : null}
        <Checkbox
          label={t('web:customFields.isRequired')}
          checked={draft.isRequired}
          onChange={(event) => set({ isRequired: event.currentTarget.checked })}
        />
        <ProblemNote text={save.error ? problemText(save.error) : null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" disabled={!isComplete(draft)} loading={save.isPending}>
            {t('web:customFields.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface TextPairProps {
  label: string;
  value: ChoiceDraft;
  onChange: (value: ChoiceDraft) => void;
  onRemove?: () => void;
}

/** A text in both languages, side by side. */
function TextPair({ label, value, onChange, onRemove }: TextPairProps) {
  const { t } = useTranslation();
  const inputs = (
    <div className={classes['pair']}>
      {(['en', 'zh-Hans'] as const).map((language) => (
        <TextInput
          key={language}
          lang={language}
          aria-label={`${label}: ${languageNames[language]}`}
          placeholder={languageNames[language]}
          value={value[language]}
          onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
          autoComplete="off"
        />
      ))}
      {onRemove ? (
        <ActionIcon size={36} aria-label={t('web:actions.remove', { name: label })} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      ) : null}
    </div>
  );
  return onRemove ? (
    inputs
  ) : (
    <Input.Wrapper label={label} labelElement="div">
      {inputs}
    </Input.Wrapper>
  );
}

function ChoicesEditor({ choices, onChange }: { choices: ChoiceDraft[]; onChange: (choices: ChoiceDraft[]) => void }) {
  const { t } = useTranslation();
  return (
    <Input.Wrapper
      label={t('web:customFields.choices')}
      labelElement="div"
      role="group"
      aria-label={t('web:customFields.choices')}
    >
      {choices.map((choice, index) => (
        // The row's place is its identity: its text changes while it is typed.
        <TextPair
          key={index}
          label={t('web:customFields.choice', { number: index + 1 })}
          value={choice}
          onChange={(next) => onChange(choices.map((each, at) => (at === index ? next : each)))}
          onRemove={() => onChange(choices.filter((_, at) => at !== index))}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        mt={6}
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...choices, emptyTexts])}
      >
        {t('web:actions.add')}
      </Button>
    </Input.Wrapper>
  );
}
