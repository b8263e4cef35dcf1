import { Anchor, Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn, type SessionInfo } from '../../modules/identity/contract.ts';
import { beginSingleSignOn } from '../../modules/identity/single-sign-on/contract.ts';
import { call, urlOf } from '../api.ts';
import { loadPart } from '../load-part.ts';
import { isObject, ProblemError } from '../problem.ts';
import { setupQuery, takeSession } from '../session.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { bodySchema } from '../body-schema.ts';
import { useSchemaForm } from '../use-schema-form.ts';
import { PasskeyButton } from './passkey-button.tsx';
import { PlainFrame } from './plain-frame.tsx';
import { returnPath } from './return-path.ts';

// Most people never see it: its code comes when the password was right and a code is asked for.
const SecondStepForm = lazy(async () => ({
  default: await loadPart(async () => (await import('./second-step-form.tsx')).SecondStepForm),
}));

/** An accepted invitation leads here when the person signs in in two steps. */
function beginsAtCode(search: unknown): boolean {
  return isObject(search) && search['step'] === 'code';
}

export function SignInPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const search: unknown = useSearch({ strict: false });
  const target = returnPath(search);
  const setup = useQuery(setupQuery);
  const [isAtCode, setAtCode] = useState(() => beginsAtCode(search));
  const offer = setup.data?.singleSignOn ?? null;
  const isNew = setup.data?.isNeeded === true;
  useEffect(() => {
    if (isNew) void navigate({ to: '/first-run', replace: true });
  }, [isNew, navigate]);
  const enter = async (session: SessionInfo): Promise<void> => {
    takeSession(queryClient, session);
    await navigate({ href: target, replace: true });
  };
  if (isAtCode)
    return (
      <PlainFrame title={t('web:signIn.secondTitle')} sub={t('web:signIn.secondSub')}>
        <Suspense>
          <SecondStepForm onSession={enter} onBack={() => setAtCode(false)} />
        </Suspense>
      </PlainFrame>
    );
  return (
    <PlainFrame title={t('web:signIn.title')} sub={t('web:signIn.sub')}>
      {offer ? <CompanyButton {...offer} target={target} /> : null}
      <PasswordForm canSendLinks={setup.data?.canSendLinks !== false} onSession={enter} onCode={() => setAtCode(true)} />
    </PlainFrame>
  );
}

interface CompanyButtonProps {
  workspace: string;
  buttonText: string | null;
  target: string;
}

/** Leads to the company's own sign-in. */
function CompanyButton({ workspace, buttonText, target }: CompanyButtonProps) {
  const { t } = useTranslation();
  const address = urlOf(beginSingleSignOn, { query: { workspace, return: target } });
  return (
    <Button component="a" href={address} variant="default" size="md" mt="lg" fullWidth>
      {buttonText ?? t('web:signIn.company')}
    </Button>
  );
}

interface PasswordFormProps {
  canSendLinks: boolean;
  onSession: (session: SessionInfo) => Promise<void>;
  /** The password was right, and a code is asked for. */
  onCode: () => void;
}

function PasswordForm({ canSendLinks, onSession, onCode }: PasswordFormProps) {
  const { t } = useTranslation();
  const form = useSchemaForm(bodySchema(signIn), { email: '', password: '', isRemembered: true });
  const send = form.submit(async (body) => {
    try {
      await onSession(await call(signIn, { body }));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'identity.second_step_needed') throw error;
      onCode();
    }
  });
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm" mt="lg">
        <TextInput
          {...form.text('email')}
          label={t('web:signIn.email')}
          type="email"
          autoComplete="username webauthn"
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
        <PasskeyButton isRemembered={form.values.isRemembered} onSession={onSession} fillsIn />
        {canSendLinks ? (
          <Anchor component={Link} to="/forgot-password" ta="center">
            {t('web:signIn.forgot')}
          </Anchor>
        ) : null}
      </Stack>
    </form>
  );
}
