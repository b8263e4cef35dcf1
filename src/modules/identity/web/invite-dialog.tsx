import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import type { Role } from '../contract.ts';
import { inviteUser, type Member } from '../members/contract.ts';
import { RoleSelect, TeamSelect } from './choices.tsx';
import classes from './identity.module.css';
import { useInvite, useSetup, useTeams } from './queries.ts';
import { SecretOnce } from './secret-once.tsx';

interface InviteDialogProps {
  /** A member without a sign-in who gets one; null invites somebody new. */
  user: Member | null;
  onClose: () => void;
}

/** Invites by mail, or makes a link to hand on when there is no address or no mail server. */
export function InviteDialog({ user, onClose }: InviteDialogProps) {
  const { t } = useTranslation();
  const [link, setLink] = useState<string | null>(null);
  const title = link
    ? t('identity:invitations.linkTitle')
    : user
      ? t('identity:invitations.inviteUserTitle', { name: user.name })
      : t('identity:invitations.inviteTitle');
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
      closeOnClickOutside={link === null}
    >
      {link ? (
        <SecretOnce
          label={t('identity:invitations.linkTitle')}
          hint={t('identity:invitations.linkHint')}
          value={link}
          onDone={onClose}
        />
      ) : (
        <InviteForm user={user} onClose={onClose} onLink={setLink} />
      )}
    </Modal>
  );
}

interface Values {
  email: string | null;
  userId?: string;
  role?: Role;
  roleId?: string | null;
  teamId?: string | undefined;
}

function InviteForm({ user, onClose, onLink }: InviteDialogProps & { onLink: (link: string) => void }) {
  const { t } = useTranslation();
  const invite = useInvite();
  const canMail = useSetup().data?.canSendLinks ?? false;
  const root = useTeams().data?.data[0]?.id ?? null;
  const initial: Values = user ? { email: user.email, userId: user.id } : { email: null, role: 'seller', roleId: null };
  const form = useSchemaForm(bodySchema(inviteUser), initial);
  const send = form.submit(async (body) => {
    const made = await invite.mutateAsync({ ...body, sendsMail: canMail });
    if (!made.isSent) return onLink(location.origin + made.path);
    showDone(t('identity:invitations.sent', { email: made.email ?? '' }));
    onClose();
  });
  const { values, set, errors } = form;
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        {canMail ? null : <p className={classes['note']}>{t('identity:invitations.cannotMail')}</p>}
        <TextInput
          label={t('identity:invitations.email')}
          {...(canMail ? { description: t('identity:invitations.emailHint') } : {})}
          type="email"
          value={values.email ?? ''}
          onChange={(event) => set('email', event.currentTarget.value === '' ? null : event.currentTarget.value)}
          error={errors['email']}
          data-autofocus
        />
        {user ? null : (
          <>
            <RoleSelect
              label={t('identity:members.role')}
              value={values.role ? { role: values.role, roleId: values.roleId ?? null } : null}
              onChange={(held) => {
                if (!held) return;
                set('role', held.role);
                set('roleId', held.roleId);
              }}
              error={errors['role'] ?? errors['roleId']}
            />
            <TeamSelect
              label={t('identity:members.team')}
              value={values.teamId ?? root}
              onChange={(id) => set('teamId', id ?? undefined)}
              error={errors['teamId']}
            />
          </>
        )}
        <ProblemNote text={form.problem} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('identity:cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('identity:invitations.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
