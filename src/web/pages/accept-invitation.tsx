import { Button, Loader, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptInvitation, openInvitation } from '../../modules/identity/members/contract.ts';
import type { ReplyOf } from '../../platform/endpoint.ts';
import { call } from '../api.ts';
import { bodySchema } from '../body-schema.ts';
import { adoptLanguage } from '../i18n.ts';
import { ProblemError } from '../problem.ts';
import { takeSession } from '../session.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { showProblem } from '../ui/toast.tsx';
import { useSchemaForm } from '../use-schema-form.ts';
import { PlainFrame } from './plain-frame.tsx';
import { linkToken } from './return-path.ts';

function AcceptForm({ token, invitation }: { token: string; invitation: ReplyOf<typeof openInvitation> }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const email = invitation.email;
  const form = useSchemaForm(bodySchema(acceptInvitation), {
    token,
    name: invitation.name ?? '',
    password: '',
    email: email ?? '',
  });
  const send = form.submit(async (body) => {
    try {
      takeSession(queryClient, await call(acceptInvitation, { body }));
      await navigate({ to: '/', replace: true });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'identity.second_step_needed') throw error;
      await navigate({ to: '/sign-in', search: { step: 'code' }, replace: true });
    }
  });
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm" mt="lg">
        <TextInput {...form.text('name')} label={t('web:firstRun.name')} autoComplete="name" autoFocus />
        <TextInput
          {...form.text('email')}
          label={t('web:signIn.email')}
          type="email"
          autoComplete="username"
          readOnly={email !== null}
        />
        <PasswordInput
          {...form.text('password')}
          label={t(invitation.hasSignIn ? 'web:invitation.ownPassword' : 'web:reset.password')}
          description={invitation.hasSignIn ? t('web:invitation.ownPasswordHint') : t('web:signIn.passwordHint')}
          autoComplete={invitation.hasSignIn ? 'current-password' : 'new-password'}
          visibilityToggleButtonProps={{ 'aria-label': t('web:signIn.showPassword') }}
        />
        <ProblemNote text={form.problem} />
        <Button type="submit" size="md" loading={form.isBusy} fullWidth>
          {t('web:invitation.action', { workspace: invitation.workspaceName })}
        </Button>
      </Stack>
    </form>
  );
}

export function AcceptInvitationPage() {
  const { t } = useTranslation();
  const token = linkToken(useSearch({ strict: false }));
  const query = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call(openInvitation, { body: { token } }),
    retry: false,
  });
  const invitation = query.data;
  const language = invitation?.language;
  useEffect(() => {
    if (language) adoptLanguage(language).catch(showProblem);
  }, [language]);
  const sub = !invitation
    ? undefined
    : invitation.invitedBy
      ? t('web:invitation.subBy', { name: invitation.invitedBy, workspace: invitation.workspaceName })
      : t('web:invitation.sub', { workspace: invitation.workspaceName });
  return (
    <PlainFrame title={t('web:invitation.title')} sub={sub}>
      {query.isPending ? <Loader mt="lg" aria-label={t('web:states.loading')} /> : null}
      {query.isError ? <ErrorState error={query.error} /> : null}
      {invitation ? <AcceptForm token={token} invitation={invitation} /> : null}
    </PlainFrame>
  );
}
