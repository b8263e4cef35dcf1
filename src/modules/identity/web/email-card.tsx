import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { changeEmail } from '../session/contract.ts';
import classes from './identity.module.css';
import { useChangeEmail } from './queries.ts';

/** The address the person signs in with; a new one takes their password. */
export function EmailCard() {
  const { t } = useTranslation();
  const { user } = useSession();
  const change = useChangeEmail();
  const form = useSchemaForm(bodySchema(changeEmail), { email: user.email ?? '', password: '' });
  const send = form.submit(async (body) => {
    await change.mutateAsync(body);
    form.set('password', '');
    showDone(t('identity:account.emailChanged', { email: body.email }));
  });
  const isChanged = form.values.email.trim().toLowerCase() !== user.email;
  return (
    <Card title={t('identity:account.signInAddress')} padded>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="sm">
          <div className={classes['columns']}>
            <TextInput {...form.text('email')} type="email" label={t('identity:account.email')} autoComplete="email" />
            <PasswordInput
              {...form.text('password')}
              label={t('identity:account.currentPassword')}
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': t('identity:account.showPassword') }}
            />
          </div>
          <p className={classes['note']}>{t('identity:account.emailHint')}</p>
          <ProblemNote text={form.problem} />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={form.isBusy} disabled={!isChanged}>
              {t('identity:account.changeEmail')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
