import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { useSession } from '../../../web/session.ts';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { InstantInput } from '../../../web/ui/instant-input.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { createApiKey } from '../keys/contract.ts';
import { type HeldRole, RoleSelect } from './choices.tsx';
import { useCreateApiKey } from './queries.ts';

/** Name, role and end of a new key; hands over the key, which is shown once. */
export function KeyDialog({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const create = useCreateApiKey();
  const { role, roleId } = user;
  const initial: HeldRole & { name: string; expiresAt: string | null } = { name: '', role, roleId, expiresAt: null };
  const form = useSchemaForm(bodySchema(createApiKey), initial);
  const send = form.submit(async (body) => onMade((await create.mutateAsync(body)).key));
  return (
    <FormDialog
      title={t('identity:keys.createTitle')}
      action={t('identity:keys.create')}
      size="lg"
      form={form}
      onSend={send}
      onClose={onClose}
    >
      <TextInput
        {...form.text('name')}
        label={t('identity:keys.name')}
        description={t('identity:keys.nameHint')}
        data-autofocus
      />
      <RoleSelect
        label={t('identity:keys.role')}
        description={t('identity:keys.roleHint')}
        value={form.values}
        onChange={(held) => {
          form.set('role', held.role);
          form.set('roleId', held.roleId);
        }}
        error={form.errors['role'] ?? form.errors['roleId']}
      />
      <InstantInput
        label={t('identity:keys.expires')}
        value={form.values.expiresAt}
        onChange={(at) => form.set('expiresAt', at)}
        error={form.errors['expiresAt']}
        defaultTime="23:59"
      />
    </FormDialog>
  );
}
