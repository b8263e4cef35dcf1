import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgotPassword } from '../../modules/identity/contract.ts';
import { call } from '../api.ts';
import { bodySchema } from '../body-schema.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { useSchemaForm } from '../use-schema-form.ts';
import { PlainFrame } from './plain-frame.tsx';

export function ForgotPasswordPage() {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useSchemaForm(bodySchema(forgotPassword), { email: '' });
  const send = form.submit(async (body) => {
    await call(forgotPassword, { body });
    setSentTo(body.email);
  });
  const back = (
    <Anchor component={Link} to="/sign-in">
      {t('web:signIn.back')}
    </Anchor>
  );
  return (
    <PlainFrame title={t('web:forgot.title')} sub={sentTo ? undefined : t('web:forgot.sub')} foot={back}>
      {sentTo ? (
        <Text mt="md" role="status">
          {t('web:forgot.sent', { email: sentTo })}
        </Text>
      ) : (
        <form onSubmit={(event) => void send(event)} noValidate>
          <Stack gap="sm" mt="lg">
            <TextInput {...form.text('email')} label={t('web:signIn.email')} type="email" autoComplete="username" autoFocus />
            <ProblemNote text={form.problem} />
            <Button type="submit" size="md" loading={form.isBusy} fullWidth>
              {t('web:forgot.action')}
            </Button>
          </Stack>
        </form>
      )}
    </PlainFrame>
  );
}
