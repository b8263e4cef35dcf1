import { TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { type SchemaForm, useSchemaForm } from '../../../web/use-schema-form.ts';
import { createUser, type Member, updateUser } from '../members/contract.ts';
import { type HeldRole, RoleSelect, TeamSelect } from './choices.tsx';
import { useCreateUser, useRoles, useTeams, useUpdateUser } from './queries.ts';
import { useNames } from './role-names.ts';

interface MemberDialogProps {
  /** Null adds somebody without a sign-in. */
  member: Member | null;
  onClose: () => void;
}

/** Edits a member, or adds one who cannot sign in yet. */
export function MemberDialog({ member, onClose }: MemberDialogProps) {
  return member ? <EditForm member={member} onClose={onClose} /> : <AddForm onClose={onClose} />;
}

interface Values extends HeldRole {
  name: string;
  email: string | null;
  teamId?: string | undefined;
}

function AddForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreateUser();
  const initial: Values = { name: '', email: null, role: 'seller', roleId: null };
  const form = useSchemaForm(bodySchema(createUser), initial);
  const send = form.submit(async (body) => {
    const made = await create.mutateAsync(body);
    showDone(t('identity:members.created', { name: made.name }));
    onClose();
  });
  return <MemberForm title={t('identity:members.add')} form={form} onSend={send} onClose={onClose} />;
}

function EditForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const update = useUpdateUser();
  const { name, email, role, roleId, version } = member;
  const initial: Values & { version: number } = { version, name, email, role, roleId, teamId: member.team.id };
  const form = useSchemaForm(bodySchema(updateUser), initial);
  const send = form.submit(async (body) => {
    await update.mutateAsync({ id: member.id, body });
    showDone(t('identity:members.saved'));
    onClose();
  });
  const title = t('identity:members.editTitle', { name: member.name });
  return <MemberForm title={title} form={form} onSend={send} onClose={onClose} emailIsFixed={member.canSignIn} />;
}

/** What a role is called, by its id. */
function useRoleText(): (id: unknown) => string {
  const { roleName } = useNames();
  const roles = useRoles().data?.data ?? [];
  return (id) => {
    const found = roles.find((role) => role.id === id);
    return found ? roleName({ role: found.base, roleName: found.name }) : '—';
  };
}

interface MemberFormProps {
  title: string;
  form: Pick<SchemaForm<Values, unknown>, 'values' | 'set' | 'errors' | 'problem' | 'clash' | 'isBusy' | 'text'>;
  onSend: (event: FormEvent) => unknown;
  onClose: () => void;
  emailIsFixed?: boolean;
}

function MemberForm({ title, form, onSend, onClose, emailIsFixed = false }: MemberFormProps) {
  const { t } = useTranslation();
  const teams = useTeams().data?.data ?? [];
  const root = teams[0]?.id ?? null;
  const roleText = useRoleText();
  const { values, set, errors } = form;
  return (
    <FormDialog title={title} action={t('identity:save')} form={form} onSend={onSend} onClose={onClose}>
      <TextInput {...form.text('name')} label={t('identity:members.name')} data-autofocus />
      <TextInput
        label={t('identity:members.email')}
        {...(emailIsFixed ? { description: t('identity:members.emailFixed') } : {})}
        type="email"
        disabled={emailIsFixed}
        value={values.email ?? ''}
        onChange={(event) => set('email', event.currentTarget.value === '' ? null : event.currentTarget.value)}
        error={errors['email']}
      />
      <RoleSelect
        label={t('identity:members.role')}
        value={values}
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
      <FormConflict
        clash={form.clash}
        fields={{
          name: { label: t('identity:members.name') },
          email: { label: t('identity:members.email') },
          roleId: { label: t('identity:members.role'), show: roleText, with: ['role'] },
          teamId: { label: t('identity:members.team'), show: (id) => teams.find((one) => one.id === id)?.name ?? '—' },
        }}
      />
    </FormDialog>
  );
}
