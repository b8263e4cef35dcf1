import { Button, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ActionMenu, type MenuAction } from '../../../web/ui/page-header.tsx';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { showDone, showOutcome } from '../../../web/ui/toast.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { createTeam, type Team, updateTeam } from '../teams/contract.ts';
import { TeamSelect } from './choices.tsx';
import classes from './identity.module.css';
import { useCreateTeam, useRemoveTeam, useTeams, useUpdateTeam } from './queries.ts';

type Open = { kind: 'add'; parentId: string } | { kind: 'edit'; team: Team } | null;

/** The tree of teams, by which rights reach "team" and "team and below". */
export function TeamsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const teams = useTeams();
  const [open, setOpen] = useState<Open>(null);
  const all = teams.data?.data ?? [];
  const root = all[0];
  const close = (): void => setOpen(null);
  const add =
    root && may('team', 'create') ? (
      <Button onClick={() => setOpen({ kind: 'add', parentId: root.id })}>{t('identity:teams.add')}</Button>
    ) : null;
  return (
    <SettingsFrame title={t('identity:teams.title')} intro={t('identity:teams.intro')} primary={add}>
      <Card>
        {teams.error ? <ErrorState error={teams.error} onRetry={() => void teams.refetch()} /> : null}
        {teams.isPending ? <Skeleton height={120} m="md" /> : null}
        <ul className={classes['list']} aria-label={t('identity:teams.tree')}>
          {all.map((team) => (
            <TeamRow key={team.id} team={team} onOpen={setOpen} />
          ))}
        </ul>
      </Card>
      {open?.kind === 'add' ? <AddForm parentId={open.parentId} onClose={close} /> : null}
      {open?.kind === 'edit' ? <EditForm team={open.team} onClose={close} /> : null}
    </SettingsFrame>
  );
}

function TeamRow({ team, onOpen }: { team: Team; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const confirm = useConfirm();
  const remove = useRemoveTeam();
  const { name } = team;
  const handleRemove = async (): Promise<void> => {
    const question = {
      title: t('identity:teams.deleteTitle', { name }),
      text: t('identity:teams.deleteText'),
      action: t('identity:teams.delete'),
      isDestructive: true,
    };
    if (await confirm(question)) await showOutcome(remove.mutateAsync(team.id), t('identity:teams.deleted', { name }));
  };
  const actions: MenuAction[] = [];
  if (may('team', 'create'))
    actions.push({ key: 'add', label: t('identity:teams.addBelow'), onClick: () => onOpen({ kind: 'add', parentId: team.id }) });
  if (may('team', 'edit'))
    actions.push({ key: 'edit', label: t('identity:teams.edit'), onClick: () => onOpen({ kind: 'edit', team }) });
  if (may('team', 'delete') && team.parentId !== null)
    actions.push({ key: 'delete', label: t('identity:teams.delete'), isDestructive: true, onClick: () => void handleRemove() });
  return (
    <li className={classes['row']} style={{ paddingInlineStart: 16 + (team.path.length - 1) * 20 }}>
      <div className={classes['who']}>
        <b>{name}</b>
      </div>
      <span className={classes['fact']}>{t('identity:teams.members', { count: team.memberCount })}</span>
      <ActionMenu actions={actions} label={t('identity:teams.actions', { name })} />
    </li>
  );
}

function AddForm({ parentId, onClose }: { parentId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreateTeam();
  const form = useSchemaForm(bodySchema(createTeam), { name: '', parentId });
  const send = form.submit(async (body) => {
    await create.mutateAsync(body);
    showDone(t('identity:teams.saved'));
    onClose();
  });
  return (
    <FormDialog
      title={t('identity:teams.addTitle')}
      action={t('identity:teams.save')}
      form={form}
      onSend={send}
      onClose={onClose}
    >
      <TextInput {...form.text('name')} label={t('identity:teams.name')} data-autofocus />
      <TeamSelect
        label={t('identity:teams.parent')}
        value={form.values.parentId}
        onChange={(id) => id && form.set('parentId', id)}
        error={form.errors['parentId']}
      />
    </FormDialog>
  );
}

function EditForm({ team, onClose }: { team: Team; onClose: () => void }) {
  const { t } = useTranslation();
  const update = useUpdateTeam();
  const teams = useTeams();
  const initial: { version: number; name: string; parentId?: string } = {
    version: team.version,
    name: team.name,
    ...(team.parentId ? { parentId: team.parentId } : {}),
  };
  const form = useSchemaForm(bodySchema(updateTeam), initial);
  const send = form.submit(async (body) => {
    await update.mutateAsync({ id: team.id, body });
    showDone(t('identity:teams.saved'));
    onClose();
  });
  return (
    <FormDialog
      title={t('identity:teams.editTitle', { name: team.name })}
      action={t('identity:teams.save')}
      form={form}
      onSend={send}
      onClose={onClose}
    >
      <TextInput {...form.text('name')} label={t('identity:teams.name')} data-autofocus />
      {team.parentId ? (
        <TeamSelect
          label={t('identity:teams.parent')}
          without={team.id}
          value={form.values.parentId ?? null}
          onChange={(id) => id && form.set('parentId', id)}
          error={form.errors['parentId']}
        />
      ) : null}
      <FormConflict
        clash={form.clash}
        fields={{
          name: { label: t('identity:teams.name') },
          parentId: {
            label: t('identity:teams.parent'),
            show: (id) => teams.data?.data.find((one) => one.id === id)?.name ?? '—',
          },
        }}
      />
    </FormDialog>
  );
}
