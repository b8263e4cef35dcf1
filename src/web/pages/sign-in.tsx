import { Anchor, Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../modules/identity/contract.ts';
import { call } from '../api.ts';
import { setupQuery, takeSession } from '../session.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { bodySchema } from '../body-schema.ts';
import { useSchemaForm } from '../use-schema-form.ts';
import { PlainFrame } from './plain-frame.tsx';
import { returnPath } from './return-path.ts';

export function SignInPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const target = returnPath(useSearch({ strict: false }));
  const setup = useQuery(setupQuery);
  const form = useSchemaForm(bodySchema(signIn), { email: '', password: '', isRemembered: true });
  const isNew = setup.data?.isNeeded === true;
  useEffect(() => {
    if (isNew) void navigate({ to: '/first-run', replace: true });
  }, [isNew, navigate]);
  const send = form.submit(async (body) => {
    takeSession(queryClient, await call(signIn, { body }));
    await navigate({ href: target, replace: true });
  });
  return (
    <PlainFrame title={t('web:signIn.title')} sub={t('web:signIn.sub')}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="sm" mt="lg">
          <TextInput
            {...form.text('email')}
            label={t('web:signIn.email')}
            type="email"
            autoComplete="username"
            autoFocus
            required
            withAsterisk={false}
          />
          <PasswordInput
            {...form.text('password')}
            label={t('web:signIn.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t('web:signIn.showPassword') }}
          />
          <Checkbox
            checked={form.values.isRemembered}
            onChange={(event) => form.set('isRemembered', event.currentTarget.checked)}
            label={t('web:signIn.remember')}
          />
          <ProblemNote text={form.problem} />
          <Button type="submit" size="md" loading={form.isBusy} fullWidth>
            {t('web:signIn.action')}
          </Button>
          {setup.data?.canSendLinks === false ? null : (
            <Anchor component={Link} to="/forgot-password" ta="center">
              {t('web:signIn.forgot')}
            </Anchor>
          )}
        </Stack>
      </form>
    </PlainFrame>
  );
}
