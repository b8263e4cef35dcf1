import { Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { retireRole, updateRole, type WorkspaceRole } from '../roles/contract.ts';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { useRetireRole, useUpdateRole } from './queries.ts';
import { useNames } from './role-names.ts';

/** Another name for a copied role. */
export function RenameDialog({ role, onClose }: { role: WorkspaceRole; onClose: () => void }) {
  const { t } = useTranslation();
  const update = useUpdateRole();
  const form = useSchemaForm(bodySchema(updateRole), { version: role.version, name: role.name ?? '' });
  const send = form.submit(async (body) => {
    await update.mutateAsync({ id: role.id, body });
    onClose();
  });
  return (
    <FormDialog title={t('identity:rolesPage.rename')} action={t('identity:save')} form={form} onSend={send} onClose={onClose}>
      <TextInput {...form.text('name')} label={t('identity:rolesPage.name')} data-autofocus />
      <FormConflict clash={form.clash} fields={{ name: { label: t('identity:rolesPage.name') } }} />
    </FormDialog>
  );
}

interface RetireDialogProps {
  role: WorkspaceRole;
  roles: readonly WorkspaceRole[];
  onClose: () => void;
}

/** Takes a copied role away; asks which role its people get. */
export function RetireDialog({ role, roles, onClose }: RetireDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { roleName } = useNames();
  const retire = useRetireRole();
  const others = roles.filter(({ id }) => id !== role.id);
  const base = others.find((one) => one.base === role.base && one.name === null);
  const form = useSchemaForm(bodySchema(retireRole), { version: role.version, toRoleId: base?.id ?? '' });
  const name = roleName({ role: role.base, roleName: role.name });
  const send = form.submit(async (body) => {
    await retire.mutateAsync({ id: role.id, body });
    await navigate({ to: '/settings/roles' });
    showDone(t('identity:rolesPage.retired', { name }));
    onClose();
  });
  return (
    <FormDialog
      title={t('identity:rolesPage.retireTitle', { name })}
      action={t('identity:rolesPage.retire')}
      isDestructive
      form={form}
      onSend={send}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('identity:rolesPage.retireText', { count: role.members })}</p>
      <Select
        label={t('identity:rolesPage.retireTo')}
        data={others.map(({ id, ...one }) => ({ value: id, label: roleName({ role: one.base, roleName: one.name }) }))}
        value={form.values.toRoleId}
        onChange={(id) => id && form.set('toRoleId', id)}
        error={form.errors['toRoleId']}
        allowDeselect={false}
      />
    </FormDialog>
  );
}
