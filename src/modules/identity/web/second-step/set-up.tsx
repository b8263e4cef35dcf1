import { Button, Group, PasswordInput, Skeleton, Stack } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../../web/body-schema.ts';
import { ErrorState } from '../../../../web/ui/error-state.tsx';
import { ProblemNote } from '../../../../web/ui/problem-note.tsx';
import { useProblemText } from '../../../../web/use-problem-text.ts';
import { useSchemaForm } from '../../../../web/use-schema-form.ts';
import { confirmSecondStep } from '../../second-step/contract.ts';
import { CodeInput } from './code-input.tsx';
import { QrPicture } from './qr-picture.tsx';
import { useBeginSecondStep, useConfirmSecondStep } from './queries.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import classes from './second-step.module.css';

interface SetUpProps {
  asksPassword: boolean;
  onDone: () => void;
}

interface App {
  secret: string;
  uri: string;
}

/** Sets up an authenticator app: the password where it is asked for, the picture and the first code, the recovery codes. */
export function SetUp({ asksPassword, onDone }: SetUpProps) {
  const [app, setApp] = useState<App | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (app) return <FirstCode app={app} onCodes={setCodes} />;
  return asksPassword ? <AskPassword onApp={setApp} /> : <Begin onApp={setApp} />;
}

function Begin({ onApp }: { onApp: (app: App) => void }) {
  const begin = useBeginSecondStep();
  const isBegun = useRef(false);
  const { mutate, error } = begin;
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    mutate(null, { onSuccess: onApp });
  }, [mutate, onApp]);
  if (error) return <ErrorState error={error} onRetry={() => mutate(null, { onSuccess: onApp })} />;
  return <Skeleton height={176} />;
}

function AskPassword({ onApp }: { onApp: (app: App) => void }) {
  const { t } = useTranslation();
  const begin = useBeginSecondStep();
  const problemText = useProblemText();
  const [password, setPassword] = useState('');
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (password !== '') begin.mutate(password, { onSuccess: onApp });
  };
  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="sm">
        <PasswordInput
          label={t('identity:account.currentPassword')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('identity:account.showPassword') }}
        />
        <ProblemNote text={begin.error ? problemText(begin.error) : null} />
        <Group justify="flex-end">
          <Button type="submit" loading={begin.isPending}>
            {t('identity:secondStep.next')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function FirstCode({ app, onCodes }: { app: App; onCodes: (codes: string[]) => void }) {
  const { t } = useTranslation();
  const confirm = useConfirmSecondStep();
  const form = useSchemaForm(bodySchema(confirmSecondStep), { code: '' });
  const send = form.submit(async ({ code }) => onCodes((await confirm.mutateAsync(code)).recoveryCodes));
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <div className={classes['scan']}>
          <QrPicture text={app.uri} label={t('identity:secondStep.picture')} />
          <Stack gap="sm">
            <p className={classes['text']}>{t('identity:secondStep.scan')}</p>
            <div className={classes['text']}>
              {t('identity:secondStep.typed')}
              <code className={classes['secret']}>{app.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
            </div>
          </Stack>
        </div>
        <CodeInput {...form.text('code')} label={t('identity:secondStep.firstCode')} autoFocus maxLength={7} />
        <ProblemNote text={form.problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={form.isBusy}>
            {t('identity:secondStep.turnOn')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
