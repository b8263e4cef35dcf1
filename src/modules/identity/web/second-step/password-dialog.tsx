import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../../web/body-schema.ts';
import { useSchemaForm } from '../../../../web/use-schema-form.ts';
import { turnOffSecondStep } from '../../second-step/contract.ts';
import { FormDialog } from '../../../../web/ui/form-dialog.tsx';
import classes from '../identity.module.css';

interface PasswordDialogProps {
  title: string;
  text: string;
  action: string;
  isDestructive?: boolean;
  onSend: (password: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the password before something about the sign-in changes. */
export function PasswordDialog({ title, text, action, isDestructive = false, onSend, onClose }: PasswordDialogProps) {
  const { t } = useTranslation();
  const form = useSchemaForm(bodySchema(turnOffSecondStep), { password: '' });
  const send = form.submit(({ password }) => onSend(password));
  return (
    <FormDialog title={title} action={action} isDestructive={isDestructive} form={form} onSend={send} onClose={onClose}>
      <p className={classes['note']}>{text}</p>
      <PasswordInput
        {...form.text('password')}
        label={t('identity:account.currentPassword')}
        autoComplete="current-password"
        data-autofocus
        visibilityToggleButtonProps={{ 'aria-label': t('identity:account.showPassword') }}
      />
    </FormDialog>
  );
}
