import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { showDone } from '../../../../web/ui/toast.tsx';
import { useSchemaForm } from '../../../../web/use-schema-form.ts';
import { FormDialog } from '../../../../web/ui/form-dialog.tsx';
import { useAddPasskey } from './queries.ts';

const Values = z.object({ name: z.string().trim().min(1).max(80), password: z.string().max(128) });

/** Names a passkey and has the browser make it. */
export function PasskeyDialog({ asksPassword, onClose }: { asksPassword: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const add = useAddPasskey();
  // What was asked when the dialog opened holds until it closes.
  const [asks] = useState(asksPassword);
  const [isCancelled, setCancelled] = useState(false);
  const form = useSchemaForm(Values, { name: '', password: '' });
  const send = form.submit(async ({ name, password }) => {
    setCancelled(false);
    const isMade = await add.mutateAsync({ name, password: asks ? password : null });
    if (!isMade) return setCancelled(true);
    showDone(t('identity:passkeys.added'));
    onClose();
  });
  const problem = isCancelled ? t('identity:passkeys.cancelled') : form.problem;
  return (
    <FormDialog
      title={t('identity:passkeys.addTitle')}
      action={t('identity:passkeys.goOn')}
      form={{ problem, isBusy: form.isBusy }}
      onSend={send}
      onClose={onClose}
    >
      <TextInput
        {...form.text('name')}
        label={t('identity:passkeys.name')}
        description={t('identity:passkeys.nameHint')}
        data-autofocus
      />
      {asks ? (
        <PasswordInput
          {...form.text('password')}
          label={t('identity:account.currentPassword')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('identity:account.showPassword') }}
        />
      ) : null}
    </FormDialog>
  );
}
