import { Anchor, Button, Checkbox, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../modules/identity/contract.ts';
import { finishSignIn } from '../../modules/identity/second-step/contract.ts';
import { CodeInput } from '../../modules/identity/web/second-step/code-input.tsx';
import { call } from '../api.ts';
import { bodySchema } from '../body-schema.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { useSchemaForm } from '../use-schema-form.ts';

interface SecondStepFormProps {
  onSession: (session: SessionInfo) => Promise<unknown>;
  onBack: () => void;
}

/** The second step of a sign-in: a code of the app, or one of those kept for the day it is lost. */
export function SecondStepForm({ onSession, onBack }: SecondStepFormProps) {
  const { t } = useTranslation();
  const [isAppCode, setAppCode] = useState(true);
  const form = useSchemaForm(bodySchema(finishSignIn), { code: '', remembersDevice: false });
  const send = form.submit(async (body) => onSession(await call(finishSignIn, { body })));
  const handleOther = (): void => {
    setAppCode(!isAppCode);
    form.set('code', '');
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm" mt="lg">
        <CodeInput
          key={String(isAppCode)}
          {...form.text('code')}
          isAppCode={isAppCode}
          label={t(isAppCode ? 'web:signIn.code' : 'web:signIn.recoveryCode')}
          autoFocus
        />
        <Checkbox
          checked={form.values.remembersDevice}
          onChange={(event) => form.set('remembersDevice', event.currentTarget.checked)}
          label={t('web:signIn.rememberDevice')}
        />
        <ProblemNote text={form.problem} />
        <Button type="submit" size="md" loading={form.isBusy} fullWidth>
          {t('web:signIn.action')}
        </Button>
        <Anchor component="button" type="button" ta="center" onClick={handleOther}>
          {t(isAppCode ? 'web:signIn.useRecovery' : 'web:signIn.useApp')}
        </Anchor>
        <Anchor component="button" type="button" ta="center" onClick={onBack}>
          {t('web:signIn.back')}
        </Anchor>
      </Stack>
    </form>
  );
}
