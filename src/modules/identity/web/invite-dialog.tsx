import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import type { Role } from '../contract.ts';
import { inviteUser, type Member } from '../members/contract.ts';
import { RoleSelect, TeamSelect } from './choices.tsx';
import classes from './identity.module.css';
import { useInvite, useSetup, useTeams } from './queries.ts';
import { SecretOnceDialog } from './secret-once.tsx';

interface InviteDialogProps {
  /** A member without a sign-in who gets one; null invites somebody new. */
  user: Member | null;
  onClose: () => void;
}

/** Invites by mail, or makes a link to hand on when there is no address or no mail server. */
export function InviteDialog({ user, onClose }: InviteDialogProps) {
  const { t } = useTranslation();
  const [link, setLink] = useState<string | null>(null);
  if (link === null) return <InviteForm user={user} onClose={onClose} onLink={setLink} />;
  return (
    <SecretOnceDialog
      title={t('identity:invitations.linkTitle')}
      label={t('identity:invitations.linkTitle')}
      hint={t('identity:invitations.linkHint')}
      value={link}
      onDone={onClose}
    />
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
    <FormDialog
      title={user ? t('identity:invitations.inviteUserTitle', { name: user.name }) : t('identity:invitations.inviteTitle')}
      action={t('identity:invitations.create')}
      size="lg"
      form={form}
      onSend={send}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
