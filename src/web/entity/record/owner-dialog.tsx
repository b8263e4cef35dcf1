import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, nounOf, queryOf } from '../../api.ts';
import { ProblemError } from '../../problem.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { showUndo } from '../../ui/toast.tsx';
import { useProblemText } from '../../use-problem-text.ts';
import { titleOf, type EntityRow, type EntityUi, type NamedRef } from '../entity-ui.ts';
import { TeamPicker, UserPicker } from '../pickers.tsx';
import { isEntityRow } from '../rebase.ts';

interface OwnerDialogProps {
  ui: EntityUi;
  row: EntityRow;
  isOpen: boolean;
  onClose: () => void;
}

/** Who works on a record from now on. Its team follows the owner unless another one is named. */
export function OwnerDialog({ ui, row, isOpen, onClose }: OwnerDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('web:record.ownerOf', { name: titleOf(ui, row) })}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <OwnerForm ui={ui} row={row} onClose={onClose} />
    </Modal>
  );
}

interface NewOwner {
  owner: NamedRef | null;
  team: NamedRef | null;
}

function useTransfer(ui: EntityUi, row: EntityRow) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const noun = nounOf(ui.api.list);
  const send = (version: number, { owner, team }: NewOwner): Promise<EntityRow> =>
    call(ui.api.update, {
      params: { id: row.id },
      body: { version, ownerId: owner?.id ?? null, ...(team ? { teamId: team.id } : {}) },
    });
  /** What was given to another team may be out of sight from now on: then the list is what there is to see. */
  const show = async (): Promise<void> => {
    const isSeen = await queryClient.fetchQuery({ ...queryOf(ui.api.get, { params: { id: row.id } }), staleTime: 0 }).then(
      () => true,
      () => false,
    );
    if (!isSeen) await navigate({ to: `/${noun}` });
    await queryClient.invalidateQueries({ queryKey: [noun] });
  };
  return { send, show };
}

function OwnerForm({ ui, row, onClose }: Omit<OwnerDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { send, show } = useTransfer(ui, row);
  const [next, setNext] = useState<NewOwner>({ owner: row.owner, team: null });
  const [version, setVersion] = useState(row.version);
  const before: NewOwner = { owner: row.owner, team: row.team };
  const save = useMutation({
    mutationFn: () => send(version, next),
    onSuccess: async (saved) => {
      onClose();
      await show();
      const text = t(next.owner ? 'web:record.givenTo' : 'web:record.givenUp', { owner: next.owner?.name ?? '' });
      showUndo(text, async () => {
        await send(saved.version, before);
        await show();
      });
    },
    onError: (error) => {
      // Somebody changed the record meanwhile: what it says now is shown, and saving again holds.
      const current = error instanceof ProblemError ? error.extra['current'] : undefined;
      if (isEntityRow(current)) setVersion(current.version);
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        <UserPicker
          label={t('records:fields.record.owner')}
          value={next.owner}
          onChange={(owner) => setNext({ ...next, owner })}
        />
        <TeamPicker
          label={t('records:fields.record.team')}
          description={t('web:record.teamFollows')}
          value={next.team}
          onChange={(team) => setNext({ ...next, team })}
        />
        <ProblemNote text={save.error ? problemText(save.error) : null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={next.owner?.id === row.owner?.id && (next.team === null || next.team.id === row.team?.id)}
          >
            {t('web:record.changeOwner')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
