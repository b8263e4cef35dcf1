import { ActionIcon, Button, Checkbox, Group, Input, Modal, Select, Stack, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames } from '../../platform/languages.ts';
import { createCustomField, customKinds, CustomField, updateCustomField } from '../../modules/records/custom-fields/contract.ts';
import { call } from '../api.ts';
import { type ClashFields, FormConflict } from '../form-conflict.tsx';
import { kindLabel, kinds } from '../kinds.ts';
import { currentOf, isObject } from '../problem.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { showDone } from '../ui/toast.tsx';
import { useDraft } from '../use-draft.ts';
import { useProblemText } from '../use-problem-text.ts';
import {
  bodyOf,
  changesOf,
  type ChoiceDraft,
  draftOf,
  type FieldDraft,
  isComplete,
  isCustomKind,
  mayBeUnique,
  type TextDraft,
} from './custom-field-draft.ts';
import classes from './custom-fields.module.css';

interface FieldDialogProps {
  isOpen: boolean;
  onClose: () => void;
  known: readonly CustomField[];
  /** The field to edit; a new one is added without. */
  field: CustomField | null;
}

export function FieldDialog({ isOpen, onClose, known, field }: FieldDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t(field ? 'web:customFields.edit' : 'web:customFields.add')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <FieldForm key={field?.id ?? ''} onClose={onClose} known={known} field={field} />
    </Modal>
  );
}

const emptyTexts: TextDraft = { en: '', 'zh-Hans': '' };
const emptyDraft: FieldDraft = {
  object: 'deal',
  kind: 'text',
  labels: emptyTexts,
  choices: [emptyTexts, emptyTexts],
  isRequired: false,
  isUnique: false,
};

function FieldForm({ onClose, known, field }: Omit<FieldDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const problemText = useProblemText();
  const {
    values: draft,
    set,
    clash,
    meet,
  } = useDraft({ ...(field ? draftOf(field) : emptyDraft), version: field?.version ?? 0 });
  const clashFields = useClashFields();
  const save = useMutation({
    mutationFn: () => {
      if (field)
        return call(updateCustomField, {
          params: { id: field.id },
          body: changesOf(draft, { ...field, version: draft.version }),
        });
      const taken = known.filter(({ object }) => object === draft.object).map(({ key }) => key);
      return call(createCustomField, { body: bodyOf(draft, taken) });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['custom-fields'] });
      showDone(t(field ? 'web:customFields.saved' : 'web:customFields.added'));
      onClose();
    },
    onError: (error) =>
      void meet(error, (current) => ({ ...draftOf(CustomField.parse(current)), version: CustomField.parse(current).version })),
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="sm">
        <FieldInputs draft={draft} set={set} isNew={field === null} />
        <FormConflict clash={clash} fields={clashFields} />
        <ProblemNote text={save.error && !currentOf(save.error) ? problemText(save.error) : null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" disabled={!isComplete(draft)} loading={save.isPending}>
            {t(field ? 'web:actions.save' : 'web:customFields.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** How the parts of a field are called and shown where both sides changed them. */
function useClashFields(): ClashFields {
  const { t } = useTranslation();
  const texts = (value: unknown): string => (isObject(value) ? [value['en'], value['zh-Hans']].filter(Boolean).join(' / ') : '—');
  const yesNo = (value: unknown): string => t(value === true ? 'web:states.yes' : 'web:states.no');
  return {
    labels: { label: t('web:customFields.name'), show: texts },
    choices: {
      label: t('web:customFields.choices'),
      show: (value) => (Array.isArray(value) ? value.map(texts).join(', ') : '—'),
    },
    isRequired: { label: t('web:customFields.isRequired'), show: yesNo },
    isUnique: { label: t('web:customFields.isUnique'), show: yesNo },
  };
}

interface FieldInputsProps {
  draft: FieldDraft;
  set: (part: Partial<FieldDraft>) => void;
  /** The kind of a field, and of the records it belongs to, never change. */
  isNew: boolean;
}

function FieldInputs({ draft, set, isNew }: FieldInputsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        label={t('web:customFields.object')}
        data={Object.keys(kinds).map((kind) => ({ value: kind, label: t(kindLabel(kind)) }))}
        value={draft.object}
        onChange={(object) => set({ object: object ?? 'deal' })}
        allowDeselect={false}
        disabled={!isNew}
        data-autofocus={isNew}
      />
      <TextPair label={t('web:customFields.name')} value={draft.labels} onChange={(labels) => set({ labels })} />
      <Select
        label={t('web:customFields.kind')}
        data={customKinds.map((kind) => ({ value: kind, label: t(`web:customFields.kinds.${kind}`) }))}
        value={draft.kind}
        onChange={(kind) => set(isCustomKind(kind) ? { kind } : {})}
        allowDeselect={false}
        disabled={!isNew}
      />
      {draft.kind === 'choice' ? <ChoicesEditor choices={draft.choices} onChange={(choices) => set({ choices })} /> : null}
      <Checkbox
        label={t('web:customFields.isRequired')}
        checked={draft.isRequired}
        onChange={(event) => set({ isRequired: event.currentTarget.checked })}
      />
      {mayBeUnique(draft.kind) ? (
        <Checkbox
          label={t('web:customFields.isUnique')}
          checked={draft.isUnique}
          onChange={(event) => set({ isUnique: event.currentTarget.checked })}
        />
      ) : null}
    </>
  );
}

interface TextPairProps {
  label: string;
  value: TextDraft;
  onChange: (value: TextDraft) => void;
  isDisabled?: boolean;
  /** What stands behind the texts. */
  end?: ReactNode;
}

/** A text in both languages, side by side. */
function TextPair({ label, value, onChange, isDisabled = false, end }: TextPairProps) {
  const inputs = (
    <div className={classes['pair']}>
      {(['en', 'zh-Hans'] as const).map((language) => (
        <TextInput
          key={language}
          lang={language}
          aria-label={`${label}: ${languageNames[language]}`}
          placeholder={languageNames[language]}
          value={value[language]}
          disabled={isDisabled}
          onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
          autoComplete="off"
        />
      ))}
      {end}
    </div>
  );
  return end ? (
    inputs
  ) : (
    <Input.Wrapper label={label} labelElement="div">
      {inputs}
    </Input.Wrapper>
  );
}

interface ChoiceEndProps {
  choice: ChoiceDraft;
  number: number;
  /** Null takes the choice away. */
  onChange: (choice: ChoiceDraft | null) => void;
}

/** A choice that records may have is retired and taken back; a new one just goes. */
function ChoiceEnd({ choice, number, onChange }: ChoiceEndProps) {
  const { t } = useTranslation();
  const name = choice.en || choice['zh-Hans'] || t('web:customFields.choice', { number });
  if (choice.value === undefined)
    return (
      <ActionIcon size={36} aria-label={t('web:actions.remove', { name })} onClick={() => onChange(null)}>
        <IconX size={16} />
      </ActionIcon>
    );
  const label = t(choice.isRetired ? 'web:customFields.offer' : 'web:customFields.retire', { name });
  const Mark = choice.isRetired ? IconArrowBackUp : IconX;
  return (
    <ActionIcon size={36} aria-label={label} title={label} onClick={() => onChange({ ...choice, isRetired: !choice.isRetired })}>
      <Mark size={16} />
    </ActionIcon>
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
          isDisabled={choice.isRetired ?? false}
          onChange={(texts) => onChange(choices.map((each, at) => (at === index ? { ...each, ...texts } : each)))}
          end={
            <ChoiceEnd
              choice={choice}
              number={index + 1}
              onChange={(next) => onChange(choices.flatMap((each, at) => (at === index ? (next ?? []) : each)))}
            />
          }
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
