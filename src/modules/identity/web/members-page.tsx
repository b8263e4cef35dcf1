import { Button, Select, Skeleton, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../web/api.ts';
import { useMay, useSession } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Avatar } from '../../../web/ui/avatar.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ActionMenu, type MenuAction } from '../../../web/ui/page-header.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { showOutcome, showProblem } from '../../../web/ui/toast.tsx';
import { findLeaving } from '../hand-over/contract.ts';
import type { Member } from '../members/contract.ts';
import { mayGrant } from '../rules.ts';
import { HandOverDialog } from './hand-over-dialog.tsx';
import classes from './identity.module.css';
import { InvitationsCard } from './invitations-card.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { type MemberFilter, useMembers, useRoles, useStartViewing, useUpdateUser } from './queries.ts';
import { useNames } from './role-names.ts';
import { ViewingsCard } from './viewings-card.tsx';
import { useReset } from './second-step/use-reset.ts';

type Open = { kind: 'invite' | 'edit'; user: Member | null } | { kind: 'handOver'; user: Member } | null;

/** Everybody of the workspace: invite, change role and team, deactivate. */
export function MembersPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const invite = may('invitation', 'create') ? (
    <Button onClick={() => setOpen({ kind: 'invite', user: null })}>{t('identity:members.invite')}</Button>
  ) : null;
  return (
    <SettingsFrame title={t('identity:members.title')} intro={t('identity:members.intro')} primary={invite}>
      <MemberList onOpen={setOpen} />
      {may('invitation', 'view') ? <InvitationsCard /> : null}
      {may('user', 'viewAs') ? <ViewingsCard /> : null}
      {open?.kind === 'invite' ? <InviteDialog user={open.user} onClose={close} /> : null}
      {open?.kind === 'edit' ? <MemberDialog member={open.user} onClose={close} /> : null}
      {open?.kind === 'handOver' ? <HandOverDialog member={open.user} onClose={close} /> : null}
    </SettingsFrame>
  );
}

function MemberList({ onOpen }: { onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const [q, setQ] = useState('');
  const [roleId, setRoleId] = useState<string | null>(null);
  const { roleName } = useNames();
  const roles = useRoles().data?.data ?? [];
  const role = roles.find(({ id }) => id === roleId);
  const [showsInactive, setShowsInactive] = useState(false);
  const [term] = useDebouncedValue(q.trim(), 200);
  const filter: MemberFilter = {
    ...(term ? { q: term } : {}),
    ...(role ? (role.name === null ? { role: role.base } : { roleId: role.id }) : {}),
    ...(showsInactive ? {} : { active: 'true' }),
  };
  const members = useMembers(filter);
  const add = (
    <Button variant="default" size="compact-md" onClick={() => onOpen({ kind: 'edit', user: null })}>
      {t('identity:members.add')}
    </Button>
  );
  return (
    <>
      <div className={classes['filters']} role="search">
        <TextInput
          aria-label={t('identity:members.search')}
          placeholder={t('identity:members.search')}
          type="search"
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <Select
          aria-label={t('identity:members.role')}
          placeholder={t('identity:members.anyRole')}
          clearable
          clearButtonProps={{ 'aria-label': t('identity:members.anyRole') }}
          data={roles.map(({ id, base, name }) => ({ value: id, label: roleName({ role: base, roleName: name }) }))}
          value={roleId}
          onChange={setRoleId}
        />
        <Switch
          label={t('identity:members.showInactive')}
          checked={showsInactive}
          onChange={(event) => setShowsInactive(event.currentTarget.checked)}
        />
      </div>
      <Card title={t('identity:members.title')} aside={may('user', 'create') ? add : null}>
        <MemberRows members={members} onOpen={onOpen} />
      </Card>
    </>
  );
}

function MemberRows({ members, onOpen }: { members: ReturnType<typeof useMembers>; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  if (members.error) return <ErrorState error={members.error} onRetry={() => void members.refetch()} />;
  if (!members.data) return <Skeleton height={160} m="md" />;
  const rows = members.data.pages.flatMap((page) => page.data);
  if (rows.length === 0) return <EmptyState title={t('identity:members.empty')} />;
  return (
    <>
      <ul className={classes['list']}>
        {rows.map((member) => (
          <MemberRow key={member.id} member={member} onOpen={onOpen} />
        ))}
      </ul>
      {members.hasNextPage ? (
        <div className={classes['more']}>
          <Button variant="default" loading={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
            {t('identity:members.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function MemberRow({ member, onOpen }: { member: Member; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const { roleName } = useNames();
  return (
    <li className={classes['row']}>
      <Avatar name={member.name} size={28} />
      <div className={classes['who']}>
        <span className={classes['name']}>
          <b className="cd-ellipsis">{member.name}</b>
          {member.id === user.id ? <Chip>{t('identity:members.you')}</Chip> : null}
          {member.isActive ? null : <Chip tone="warn">{t('identity:members.inactive')}</Chip>}
          {member.isActive && !member.canSignIn ? <Chip>{t('identity:members.noSignIn')}</Chip> : null}
        </span>
        <span className={classes['sub']}>{member.email}</span>
      </div>
      <span className={classes['fact']}>{roleName(member)}</span>
      <span className={classes['fact']}>{member.team.name}</span>
      <span className={classes['fact']}>
        {member.lastSeenAt ? t('identity:account.lastSeen', { when: format.relative(member.lastSeenAt) }) : null}
      </span>
      <MemberMenu member={member} onOpen={onOpen} />
    </li>
  );
}

function MemberMenu({ member, onOpen }: { member: Member; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const { user } = useSession();
  const confirm = useConfirm();
  const update = useUpdateUser();
  const handleReset = useReset(member);
  const { name } = member;
  const view = useStartViewing();
  if (!may('user', 'edit') || !mayGrant(user.role, member.role)) return null;
  const setActive = (isActive: boolean): void => {
    const work = update.mutateAsync({ id: member.id, body: { version: member.version, isActive } });
    void showOutcome(work, t(isActive ? 'identity:members.activated' : 'identity:members.deactivated', { name }));
  };
  const deactivate = async (): Promise<void> => {
    const { links } = await call(findLeaving, { params: { id: member.id } });
    const stopping = links > 0 ? [t('identity:members.deactivateLinks', { count: links })] : [];
    const question = {
      title: t('identity:members.deactivateTitle', { name }),
      text: [t('identity:members.deactivateText'), ...stopping].join(' '),
      action: t('identity:members.deactivate'),
      isDestructive: true,
    };
    if (await confirm(question)) setActive(false);
  };
  const actions: MenuAction[] = [
    { key: 'edit', label: t('identity:members.edit'), onClick: () => onOpen({ kind: 'edit', user: member }) },
  ];
  if (!member.canSignIn && member.isActive)
    actions.push({
      key: 'invite',
      label: t('identity:members.inviteThis'),
      onClick: () => onOpen({ kind: 'invite', user: member }),
    });
  actions.push({
    key: 'handOver',
    label: t('identity:members.handOver'),
    onClick: () => onOpen({ kind: 'handOver', user: member }),
  });
  if (may('user', 'viewAs') && member.isActive && member.id !== user.id)
    actions.push({
      key: 'viewAs',
      label: t('identity:viewing.asMember', { name }),
      onClick: () => view.mutate({ userId: member.id }),
    });
  if (member.canSignIn && member.id !== user.id)
    actions.push({ key: 'reset', label: t('identity:secondStep.reset'), onClick: () => void handleReset() });
  if (!member.isActive) actions.push({ key: 'activate', label: t('identity:members.activate'), onClick: () => setActive(true) });
  else if (member.id !== user.id)
    actions.push({
      key: 'deactivate',
      label: t('identity:members.deactivate'),
      isDestructive: true,
      onClick: () => void deactivate().catch(showProblem),
    });
  return <ActionMenu actions={actions} label={t('identity:members.actions', { name })} />;
}
