import { Button, Fieldset, PasswordInput, Radio, Group, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { setUp } from '../../modules/identity/contract.ts';
import { isLanguage, languages, languageNames } from '../../platform/languages.ts';
import { call } from '../api.ts';
import { bodySchema } from '../body-schema.ts';
import { currentLanguage, setLanguage } from '../i18n.ts';
import { takeSession } from '../session.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { showProblem } from '../ui/toast.tsx';
import { CurrencyInput, TimeZoneInput } from '../ui/world-inputs.tsx';
import { useSchemaForm, type SchemaForm } from '../use-schema-form.ts';
import { PlainFrame } from './plain-frame.tsx';
import classes from './plain-frame.module.css';

function initialValues() {
  const language = currentLanguage();
  return {
    workspaceName: '',
    currency: language === 'en' ? 'USD' : language === 'zh-Hans' ? 'CNY' : 'TWD',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language,
    name: '',
    email: '',
    password: '',
  };
}

type Form = SchemaForm<ReturnType<typeof initialValues>, unknown>;

function WorkspaceFields({ form }: { form: Form }) {
  const { t } = useTranslation();
  const handleLanguage = (value: string): void => {
    if (!isLanguage(value)) return;
    form.set('language', value);
    setLanguage(value).catch(showProblem);
  };
  return (
    <Stack gap="sm">
      <Radio.Group label={t('web:firstRun.language')} value={form.values.language} onChange={handleLanguage}>
        <Group gap="md" mt={6}>
          {languages.map((language) => (
            <Radio key={language} value={language} label={<span lang={language}>{languageNames[language]}</span>} />
          ))}
        </Group>
      </Radio.Group>
      <TextInput {...form.text('workspaceName')} label={t('web:firstRun.workspaceName')} autoComplete="organization" autoFocus />
      <div className={classes['pairs']}>
        <CurrencyInput
          label={t('web:firstRun.currency')}
          description={t('web:firstRun.currencyHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.values.currency}
          onChange={(value) => form.set('currency', value ?? '')}
          error={form.errors['currency']}
        />
        <TimeZoneInput
          label={t('web:firstRun.timeZone')}
          value={form.values.timeZone}
          onChange={(value) => form.set('timeZone', value ?? '')}
          error={form.errors['timeZone']}
        />
      </div>
    </Stack>
  );
}

/** Makes the workspace and its owner, on a server where there is none. */
export function FirstRunPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useSchemaForm(bodySchema(setUp), initialValues());
  const send = form.submit(async (body) => {
    takeSession(queryClient, await call(setUp, { body }));
    await navigate({ to: '/', replace: true });
  });
  return (
    <PlainFrame title={t('web:firstRun.title')} sub={t('web:firstRun.sub')} isWide>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="lg" mt="lg">
          <WorkspaceFields form={form} />
          <Fieldset legend={t('web:firstRun.you')} variant="unstyled">
            <div className={classes['pairs']} style={{ marginTop: 8 }}>
              <TextInput {...form.text('name')} label={t('web:firstRun.name')} autoComplete="name" />
              <TextInput {...form.text('email')} label={t('web:signIn.email')} type="email" autoComplete="username" />
              <PasswordInput
                {...form.text('password')}
                label={t('web:signIn.password')}
                description={t('web:signIn.passwordHint')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                autoComplete="new-password"
                visibilityToggleButtonProps={{ 'aria-label': t('web:signIn.showPassword') }}
              />
            </div>
          </Fieldset>
          <ProblemNote text={form.problem} />
          <Button type="submit" size="md" loading={form.isBusy} fullWidth>
            {t('web:firstRun.action')}
          </Button>
        </Stack>
      </form>
    </PlainFrame>
  );
}
