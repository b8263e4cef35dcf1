import { Group, PasswordInput, Radio, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyInputOf } from '../../../../platform/endpoint.ts';
import { bodySchema } from '../../../../web/body-schema.ts';
import { FormDialog } from '../../../../web/ui/form-dialog.tsx';
import { showDone } from '../../../../web/ui/toast.tsx';
import { type SchemaForm, useSchemaForm } from '../../../../web/use-schema-form.ts';
import { saveSingleSignOn, type SingleSignOn, type SingleSignOnChanges } from '../../single-sign-on/contract.ts';
import { RoleSelect, TeamSelect } from '../choices.tsx';
import classes from '../identity.module.css';
import { useSaveSingleSignOn } from './queries.ts';
import { RulesInput } from './rules-input.tsx';

type Values = Omit<SingleSignOnChanges, 'clientSecret'> & { clientSecret?: string | undefined };

const fresh: Values = {
  version: null,
  issuer: '',
  clientId: '',
  scopes: 'openid profile email',
  buttonText: null,
  domains: [],
  makesUsers: true,
  trustsEmail: false,
  role: 'seller',
  roleId: null,
  teamId: null,
  claim: null,
  rules: [],
  unmapped: 'default',
  isActive: true,
  isOnly: false,
};

function valuesOf(settings: SingleSignOn | null): Values {
  if (!settings) return fresh;
  const { roleName: _name, team, rules, updatedAt: _at, ...rest } = settings;
  const given = rules.map(({ value, role, roleId, team: its }) => ({ value, role, roleId, teamId: its?.id ?? null }));
  return { ...rest, teamId: team?.id ?? null, rules: given };
}

type Form = SchemaForm<Values, SingleSignOnChanges>;

interface SingleSignOnFormProps {
  settings: SingleSignOn | null;
  isOpen: boolean;
  onClose: () => void;
}

/** Sets up single sign-on; saving asks the provider first. */
export function SingleSignOnForm({ settings, isOpen, onClose }: SingleSignOnFormProps) {
  const { t } = useTranslation();
  const save = useSaveSingleSignOn();
  const form: Form = useSchemaForm(bodySchema(saveSingleSignOn), valuesOf(settings));
  const send = form.submit(async (body: BodyInputOf<typeof saveSingleSignOn>) => {
    await save.mutateAsync(body);
    showDone(t('identity:sso.saved'));
    onClose();
  });
  if (!isOpen) return null;
  return (
    <FormDialog
      title={t('identity:sso.title')}
      action={t('identity:sso.save')}
      size="xl"
      isLong
      form={form}
      onSend={send}
      onClose={onClose}
    >
      <ProviderFields form={form} hasSecret={settings !== null} />
      <PeopleFields form={form} />
      <RoleFields form={form} />
      <SwitchFields form={form} />
    </FormDialog>
  );
}

function ProviderFields({ form, hasSecret }: { form: Form; hasSecret: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        {...form.text('issuer')}
        label={t('identity:sso.issuer')}
        description={t('identity:sso.issuerHint')}
        placeholder="https://id.example.com/realms/acme"
        data-autofocus
      />
      <div className={classes['columns']}>
        <TextInput {...form.text('clientId')} label={t('identity:sso.clientId')} autoComplete="off" />
        <PasswordInput
          label={t('identity:sso.clientSecret')}
          placeholder={hasSecret ? t('identity:sso.secretKept') : ''}
          value={form.values.clientSecret ?? ''}
          onChange={(event) => form.set('clientSecret', event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
          error={form.errors['clientSecret']}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('identity:account.showPassword') }}
        />
        <TextInput
          label={t('identity:sso.buttonText')}
          placeholder={t('web:signIn.company')}
          value={form.values.buttonText ?? ''}
          onChange={(event) => form.set('buttonText', event.currentTarget.value === '' ? null : event.currentTarget.value)}
          error={form.errors['buttonText']}
        />
        <TextInput {...form.text('scopes')} label={t('identity:sso.scopes')} autoComplete="off" />
      </div>
    </>
  );
}

function PeopleFields({ form }: { form: Form }) {
  const { t } = useTranslation();
  const [domains, setDomains] = useState(form.values.domains.join(', '));
  const handleDomains = (text: string): void => {
    setDomains(text);
    form.set('domains', text.split(/[\s,;，；、]+/).filter(Boolean));
  };
  return (
    <>
      <TextInput
        label={t('identity:sso.domains')}
        description={t('identity:sso.domainsHint')}
        placeholder="acme.com, acme.de"
        value={domains}
        onChange={(event) => handleDomains(event.currentTarget.value)}
        error={form.errors['domains']}
      />
      <Switch
        label={t('identity:sso.trustsEmail')}
        description={t('identity:sso.trustsEmailHint')}
        checked={form.values.trustsEmail}
        onChange={(event) => form.set('trustsEmail', event.currentTarget.checked)}
      />
      <Switch
        label={t('identity:sso.makesUsers')}
        checked={form.values.makesUsers}
        onChange={(event) => form.set('makesUsers', event.currentTarget.checked)}
      />
      <div className={classes['columns']}>
        <RoleSelect
          label={t('identity:sso.role')}
          value={form.values}
          onChange={(held) => {
            form.set('role', held.role);
            form.set('roleId', held.roleId);
          }}
          error={form.errors['role'] ?? form.errors['roleId']}
        />
        <TeamSelect
          label={t('identity:sso.team')}
          value={form.values.teamId}
          onChange={(id) => form.set('teamId', id)}
          error={form.errors['teamId']}
        />
      </div>
    </>
  );
}

function RoleFields({ form }: { form: Form }) {
  const { t } = useTranslation();
  const { claim, unmapped } = form.values;
  return (
    <>
      <TextInput
        label={t('identity:sso.claim')}
        description={t('identity:sso.claimHint')}
        placeholder="groups"
        value={claim ?? ''}
        onChange={(event) => form.set('claim', event.currentTarget.value === '' ? null : event.currentTarget.value)}
        error={form.errors['claim']}
        autoComplete="off"
      />
      {claim === null ? null : (
        <>
          <RulesInput value={form.values.rules} onChange={(rules) => form.set('rules', rules)} error={form.errors['rules']} />
          <Radio.Group
            label={t('identity:sso.unmapped')}
            value={unmapped}
            onChange={(value) => form.set('unmapped', value === 'refuse' ? 'refuse' : 'default')}
          >
            <Group gap="md" mt={6}>
              <Radio value="default" label={t('identity:sso.unmappedDefault')} />
              <Radio value="refuse" label={t('identity:sso.unmappedRefuse')} />
            </Group>
          </Radio.Group>
        </>
      )}
    </>
  );
}

function SwitchFields({ form }: { form: Form }) {
  const { t } = useTranslation();
  return (
    <>
      <Switch
        label={t('identity:sso.isActive')}
        checked={form.values.isActive}
        onChange={(event) => {
          form.set('isActive', event.currentTarget.checked);
          if (!event.currentTarget.checked) form.set('isOnly', false);
        }}
      />
      <Switch
        label={t('identity:sso.isOnly')}
        description={t('identity:sso.isOnlyHint')}
        checked={form.values.isOnly}
        disabled={!form.values.isActive}
        onChange={(event) => form.set('isOnly', event.currentTarget.checked)}
      />
    </>
  );
}
