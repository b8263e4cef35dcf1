import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Audience, type SavedView } from '../../../modules/records/views/contract.ts';
import { ProblemError } from '../../problem.ts';
import { useSession } from '../../session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useProblemText } from '../../use-problem-text.ts';
import type { NamedRef } from '../entity-ui.ts';
import { TeamPicker } from '../pickers.tsx';
import type { ViewNaming } from './view-model.ts';

interface ViewDialogProps {
  isOpen: boolean;
  /** The view to rename or share; null makes a new one. */
  view: SavedView | null;
  onClose: () => void;
  onSave: (naming: ViewNaming) => Promise<void>;
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

function ViewForm({ view, onClose, onSave }: Omit<ViewDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const { user } = useSession();
  const problemText = useProblemText();
  const audiences = useAudiences(view);
  const [name, setName] = useState(view?.name ?? '');
  const [audience, setAudience] = useState<Audience>(view?.audience ?? 'private');
  const [team, setTeam] = useState<NamedRef | null>(view?.team ?? user.team);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const faults = error instanceof ProblemError ? error.errors : [];
  const faultOf = (key: string): string | undefined => faults.find(({ pointer }) => pointer === `/body/${key}`)?.detail;
  const handleSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const teamId = audience === 'team' ? (team?.id ?? null) : null;
    await onSave({ name: name.trim(), audience, teamId }).catch(setError);
    setBusy(false);
  };
  const isShown = faultOf('name') !== undefined || faultOf('teamId') !== undefined;
  return (
    <form onSubmit={(event) => void handleSubmit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('web:views.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultOf('name')}
          maxLength={80}
          autoComplete="off"
          required
          data-autofocus
        />
        <AudienceChoice audiences={audiences} value={audience} onChange={setAudience} />
        {audience === 'team' ? (
          <TeamPicker label={t('web:views.team')} value={team} onChange={setTeam} error={faultOf('teamId')} />
        ) : null}
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
