import { Anchor, Button, PasswordInput, Stack } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { resetPassword } from '../../modules/identity/contract.ts';
import { call } from '../api.ts';
import { bodySchema } from '../body-schema.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { showDone } from '../ui/toast.tsx';
import { useSchemaForm } from '../use-schema-form.ts';
import { PlainFrame } from './plain-frame.tsx';
import { linkToken } from './return-path.ts';

export function ResetPasswordPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const token = linkToken(useSearch({ strict: false }));
  const form = useSchemaForm(bodySchema(resetPassword), { token, password: '' });
  const send = form.submit(async (body) => {
    await call(resetPassword, { body });
    showDone(t('web:reset.done'));
    await navigate({ to: '/sign-in', replace: true });
  });
  const isCut = form.errors['token'] !== undefined;
  const foot = (
    <Anchor component={Link} to="/forgot-password">
      {t('web:reset.again')}
    </Anchor>
  );
  return (
    <PlainFrame title={t('web:reset.title')} sub={t('web:reset.sub')} foot={foot}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="sm" mt="lg">
          <PasswordInput
            {...form.text('password')}
            label={t('web:reset.password')}
            description={t('web:signIn.passwordHint')}
            autoComplete="new-password"
            autoFocus
            visibilityToggleButtonProps={{ 'aria-label': t('web:signIn.showPassword') }}
          />
          <ProblemNote text={isCut ? t('identity:errors.link_expired') : form.problem} />
          <Button type="submit" size="md" loading={form.isBusy} fullWidth>
            {t('web:reset.action')}
          </Button>
        </Stack>
      </form>
    </PlainFrame>
  );
}
