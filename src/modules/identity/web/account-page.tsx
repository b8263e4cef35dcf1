import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLanguage, languages, languageNames } from '../../../platform/languages.ts';
import { bodySchema } from '../../../web/body-schema.ts';
import { useSession } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { TimeZoneInput } from '../../../web/ui/world-inputs.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { changePassword, updateMe } from '../session/contract.ts';
import { DevicesCard } from './devices-card.tsx';
import { EmailCard } from './email-card.tsx';
import classes from './identity.module.css';
import { useChangePassword, useUpdateMe } from './queries.ts';
import { PasskeysCard } from './second-step/passkeys-card.tsx';
import { SecondStepCard } from './second-step/second-step-card.tsx';

/** The person's own name, language, zone, address, password and sessions. */
export function AccountPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <SettingsFrame title={t('identity:account.title')}>
      {/* A saved version begins the form again. */}
      <ProfileCard key={user.version} />
      <EmailCard key={user.email} />
      <PasswordCard />
      <SecondStepCard />
      <PasskeysCard />
      <DevicesCard />
    </SettingsFrame>
  );
}

function languageText(value: unknown): string {
  return isLanguage(value) ? languageNames[value] : '—';
}

function ProfileCard() {
  const { t } = useTranslation();
  const { user, workspace } = useSession();
  const update = useUpdateMe();
  const { name, language, timeZone, version } = user;
  const form = useSchemaForm(bodySchema(updateMe), { version, name, language, timeZone });
  const send = form.submit(async (body) => {
    await update.mutateAsync(body);
    showDone(t('identity:account.saved'));
  });
  const asWorkspace = {
    value: '',
    label: t('identity:account.languageDefault', { language: languageNames[workspace.language] }),
  };
  return (
    <Card title={t('identity:account.profile')} padded>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="sm">
          <div className={classes['columns']}>
            <TextInput {...form.text('name')} label={t('identity:account.name')} autoComplete="name" />
            <Select
              label={t('identity:account.language')}
              data={[asWorkspace, ...languages.map((code) => ({ value: code, label: languageNames[code] }))]}
              value={form.values.language ?? ''}
              allowDeselect={false}
              onChange={(value) => form.set('language', isLanguage(value) ? value : null)}
              error={form.errors['language']}
            />
            <TimeZoneInput
              label={t('identity:account.timeZone')}
              placeholder={t('identity:account.timeZoneDefault', { zone: workspace.timeZone })}
              clearable
              clearButtonProps={{ 'aria-label': t('identity:account.timeZoneDefault', { zone: workspace.timeZone }) }}
              value={form.values.timeZone}
              onChange={(zone) => form.set('timeZone', zone)}
              error={form.errors['timeZone']}
            />
          </div>
          <FormConflict
            clash={form.clash}
            fields={{
              name: { label: t('identity:account.name') },
              language: { label: t('identity:account.language'), show: languageText },
              timeZone: { label: t('identity:account.timeZone') },
            }}
          />
          <ProblemNote text={form.problem} />
          <Group justify="flex-end">
            <Button type="submit" loading={form.isBusy}>
              {t('identity:account.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function PasswordCard() {
  const { t } = useTranslation();
  const { user } = useSession();
  const change = useChangePassword();
  const form = useSchemaForm(bodySchema(changePassword), { currentPassword: '', newPassword: '' });
  const send = form.submit(async (body) => {
    await change.mutateAsync(body);
    form.set('currentPassword', '');
    form.set('newPassword', '');
    showDone(t('identity:account.passwordChanged'));
  });
  const eye = { 'aria-label': t('identity:account.showPassword') };
  return (
    <Card title={t('identity:account.password')} padded>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="sm">
          {/* Tells a password manager whose password this is. */}
          <input type="text" name="username" autoComplete="username" value={user.email ?? ''} readOnly hidden />
          <div className={classes['columns']}>
            <PasswordInput
              {...form.text('currentPassword')}
              label={t('identity:account.currentPassword')}
              autoComplete="current-password"
              visibilityToggleButtonProps={eye}
            />
            <PasswordInput
              {...form.text('newPassword')}
              label={t('identity:account.newPassword')}
              autoComplete="new-password"
              visibilityToggleButtonProps={eye}
            />
          </div>
          <p className={classes['note']}>{t('identity:account.newPasswordHint')}</p>
          <ProblemNote text={form.problem} />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={form.isBusy}>
              {t('identity:account.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
