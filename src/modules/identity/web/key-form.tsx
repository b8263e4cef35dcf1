import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { useSession } from '../../../web/session.ts';
import { InstantInput } from '../../../web/ui/instant-input.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { createApiKey } from '../keys/contract.ts';
import { type HeldRole, RoleSelect } from './choices.tsx';
import { useCreateApiKey } from './queries.ts';

/** Name, role and end of a new key; hands over the key, which is shown once. */
export function KeyForm({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const create = useCreateApiKey();
  const { role, roleId } = user;
  const initial: HeldRole & { name: string; expiresAt: string | null } = { name: '', role, roleId, expiresAt: null };
  const form = useSchemaForm(bodySchema(createApiKey), initial);
  const send = form.submit(async (body) => onMade((await create.mutateAsync(body)).key));
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
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
            if (!held) return;
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
        <ProblemNote text={form.problem} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('identity:cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('identity:keys.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
