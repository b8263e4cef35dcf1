import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Audience, SavedView } from '../../../modules/records/views/contract.ts';
import { type ClashFields, FormConflict } from '../../form-conflict.tsx';
import { isObject, ProblemError } from '../../problem.ts';
import { useSession } from '../../session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useDraft } from '../../use-draft.ts';
import { useProblemText } from '../../use-problem-text.ts';
import type { NamedRef } from '../entity-ui.ts';
import { TeamPicker } from '../pickers.tsx';
import type { ViewNaming } from './view-model.ts';

interface ViewDialogProps {
  isOpen: boolean;
  /** The view to rename or share; null makes a new one. */
  view: SavedView | null;
  onClose: () => void;
  /** `version` is of the view as it was read here. */
  onSave: (naming: ViewNaming, version: number) => Promise<void>;
}

/** Names a view and says whom it is for. */
export function ViewDialog({ isOpen, view, onClose, onSave }: ViewDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t(view ? 'web:views.edit' : 'web:views.new')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <ViewForm view={view} onClose={onClose} onSave={onSave} />
    </Modal>
  );
}

/** How far the person may share: with nobody, with teams, with everybody. */
function useAudiences(view: SavedView | null): Audience[] {
  const { rights } = useSession();
  const level = rights['savedView']?.['create'] ?? 'none';
  const may: Audience[] = level === 'all' ? ['private', 'team', 'public'] : level === 'own' ? ['private'] : ['private', 'team'];
  return view && !may.includes(view.audience) ? [...may, view.audience] : may;
}

/** How the parts of a view's name are called and shown where both sides changed them. */
function useClashFields(): ClashFields {
  const { t } = useTranslation();
  return {
    name: { label: t('web:views.name') },
    audience: { label: t('web:views.audience'), show: (value) => t(`web:views.audiences.${String(value)}`) },
    team: { label: t('web:views.team'), show: (value) => (isObject(value) ? String(value['name']) : '—') },
  };
}

interface Draft {
  version: number;
  name: string;
  audience: Audience;
  team: NamedRef | null;
}

function draftOf(view: SavedView | null, ownTeam: NamedRef): Draft {
  const { version = 0, name = '', audience = 'private', team = null } = view ?? {};
  return { version, name, audience, team: team ?? ownTeam };
}

function ViewForm({ view, onClose, onSave }: Omit<ViewDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const { user } = useSession();
  const problemText = useProblemText();
  const audiences = useAudiences(view);
  const clashFields = useClashFields();
  const draft = useDraft(draftOf(view, user.team));
  const { set, values } = draft;
  const { name, audience, team } = values;
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const faults = error instanceof ProblemError ? error.errors : [];
  const faultOf = (key: string): string | undefined => faults.find(({ pointer }) => pointer === `/body/${key}`)?.detail;
  const handleSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const teamId = audience === 'team' ? (team?.id ?? null) : null;
    await onSave({ name: name.trim(), audience, teamId }, values.version).catch((problem: unknown) => {
      const isMet = draft.meet(problem, (current) => draftOf(SavedView.parse(current), user.team));
      setError(isMet ? null : problem);
    });
    setBusy(false);
  };
  const isShown = faultOf('name') !== undefined || faultOf('teamId') !== undefined;
  return (
    <form onSubmit={(event) => void handleSubmit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('web:views.name')}
          value={name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={faultOf('name')}
          maxLength={80}
          autoComplete="off"
          required
          data-autofocus
        />
        <AudienceChoice audiences={audiences} value={audience} onChange={(next) => set({ audience: next })} />
        {audience === 'team' ? (
          <TeamPicker
            label={t('web:views.team')}
            value={team}
            onChange={(next) => set({ team: next })}
            error={faultOf('teamId')}
          />
        ) : null}
        <FormConflict clash={draft.clash} fields={clashFields} />
        <ProblemNote text={error && !isShown ? problemText(error) : null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
            {t('web:actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface AudienceChoiceProps {
  audiences: readonly Audience[];
  value: Audience;
  onChange: (audience: Audience) => void;
}

function AudienceChoice({ audiences, value, onChange }: AudienceChoiceProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t('web:views.audience')} value={value} onChange={(next) => onChange(Audience.parse(next))}>
      <Stack gap={8} mt={6}>
        {audiences.map((one) => (
          <Radio
            key={one}
            value={one}
            label={t(`web:views.audiences.${one}`)}
            description={t(`web:views.audienceHints.${one}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
