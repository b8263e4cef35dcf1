import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../platform/endpoint.ts';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Process } from '../contract.ts';
import { useLocalized } from './localized-name.ts';
import { useCreateProcess } from './designer-queries.ts';
import { useUpdateProcess } from './queries.ts';

interface FrameProps {
  title: string;
  action: string;
  names: LocalizedText;
  onNames: (names: LocalizedText) => void;
  error: Error | null;
  isPending: boolean;
  onSend: () => void;
  isOpen: boolean;
  onClose: () => void;
  children?: ReactNode;
}

/** A name in both languages, and what goes with it. One language is enough. */
function NameDialog({ title, action, names, onNames, error, isPending, onSend, isOpen, onClose, children }: FrameProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const isNamed = Boolean(names.en?.trim() || names['zh-Hans']?.trim());
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('web:actions.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSend();
        }}
      >
        <Stack gap="sm">
          {(['zh-Hans', 'en'] as const).map((language, index) => (
            <TextInput
              key={language}
              label={t(language === 'en' ? 'process:screens.inEnglish' : 'process:screens.inChinese', {
                label: t('process:screens.name'),
              })}
              lang={language}
              maxLength={100}
              value={names[language] ?? ''}
              onChange={(event) => onNames(changedName(names, language, event.currentTarget.value))}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
          {children}
          <ProblemNote text={error ? problemText(error) : null} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('web:actions.cancel')}
            </Button>
            <Button type="submit" loading={isPending} disabled={!isNamed}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Traditional is made anew from Simplified when that changes. */
function changedName(names: LocalizedText, language: 'zh-Hans' | 'en', text: string): LocalizedText {
  const { 'zh-Hant': made, ...rest } = names;
  const kept = language === 'en' && made !== undefined ? { 'zh-Hant': made } : {};
  return { ...rest, ...kept, [language]: text };
}

/** Names without what was left empty. */
function writtenNames(names: LocalizedText): LocalizedText {
  return Object.fromEntries(
    Object.entries(names).flatMap(([language, text]) => (text?.trim() ? [[language, text.trim()] as const] : [])),
  );
}

interface NewProcessProps {
  isOpen: boolean;
  all: readonly Process[];
  /** The process to copy, or nothing to begin with. */
  source: string | null;
  onClose: () => void;
}

/** Makes a process and opens its draft. */
export function NewProcessDialog({ isOpen, all, source, onClose }: NewProcessProps) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const navigate = useNavigate();
  const create = useCreateProcess();
  const [names, setNames] = useState<LocalizedText>({});
  const [copyOf, setCopyOf] = useState(source ?? '');
  const handleSend = (): void =>
    create.mutate(
      { names: writtenNames(names), ...(copyOf === '' ? {} : { copyOf }) },
      {
        onSuccess: ({ draft }) => {
          onClose();
          if (draft) void navigate({ to: '/process/$id', params: { id: draft.id } });
        },
      },
    );
  return (
    <NameDialog
      title={t('process:screens.newProcess')}
      action={t('process:screens.createDraft')}
      names={names}
      onNames={setNames}
      error={create.error}
      isPending={create.isPending}
      isOpen={isOpen}
      onClose={onClose}
      onSend={handleSend}
    >
      <Select
        label={t('process:screens.startFrom')}
        data={[
          { value: '', label: t('process:screens.fromNothing') },
          ...all.map((process) => ({ value: process.id, label: localized(process.names) })),
        ]}
        value={copyOf}
        allowDeselect={false}
        onChange={(value) => setCopyOf(value ?? '')}
      />
    </NameDialog>
  );
}

/** Gives a process another name; every version bears it. */
export function RenameDialog({ isOpen, process, onClose }: { isOpen: boolean; process: Process; onClose: () => void }) {
  const { t } = useTranslation();
  const update = useUpdateProcess();
  const [names, setNames] = useState<LocalizedText>(process.names);
  const handleSend = (): void =>
    update.mutate(
      { id: process.id, body: { version: process.version, names: writtenNames(names) } },
      {
        onSuccess: () => {
          onClose();
          showDone(t('process:screens.renamed'));
        },
      },
    );
  return (
    <NameDialog
      title={t('process:screens.rename')}
      action={t('web:actions.save')}
      names={names}
      onNames={setNames}
      error={update.error}
      isPending={update.isPending}
      isOpen={isOpen}
      onClose={onClose}
      onSend={handleSend}
    />
  );
}
