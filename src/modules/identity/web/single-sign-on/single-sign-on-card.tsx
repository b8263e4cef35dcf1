import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../../web/lazy-open.tsx';
import { useMay } from '../../../../web/session.ts';
import { Card } from '../../../../web/ui/card.tsx';
import { Chip } from '../../../../web/ui/chip.tsx';
import { useConfirm } from '../../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../../web/ui/error-state.tsx';
import { KeyValue } from '../../../../web/ui/key-value.tsx';
import { showOutcome } from '../../../../web/ui/toast.tsx';
import type { SingleSignOn } from '../../single-sign-on/contract.ts';
import classes from '../identity.module.css';
import { CopyField } from '../copy-field.tsx';
import { useNames } from '../role-names.ts';
import { useRemoveSingleSignOn, useSingleSignOn } from './queries.ts';

const SingleSignOnForm = lazyOpen(async () => (await import('./single-sign-on-form.tsx')).SingleSignOnForm);

/** How the workspace's own provider says who somebody is. */
export function SingleSignOnCard() {
  const { t } = useTranslation();
  const found = useSingleSignOn();
  const settings = found.data?.settings ?? null;
  const state = settings?.isActive ? 'on' : 'off';
  const chip = found.data ? <Chip tone={state === 'on' ? 'ok' : 'plain'}>{t(`identity:secondStep.${state}`)}</Chip> : null;
  return (
    <Card title={t('identity:sso.title')} aside={chip} padded>
      {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <Skeleton height={96} /> : null}
      {found.data ? <Content settings={settings} redirectUri={found.data.redirectUri} signInUrl={found.data.signInUrl} /> : null}
    </Card>
  );
}

interface ContentProps {
  settings: SingleSignOn | null;
  redirectUri: string;
  signInUrl: string;
}

function Content({ settings, redirectUri, signInUrl }: ContentProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const mayEdit = may('singleSignOn', 'edit');
  return (
    <Stack gap="md">
      <p className={classes['note']}>{t('identity:sso.text')}</p>
      {mayEdit ? null : <p className={classes['note']}>{t('identity:sso.ownersOnly')}</p>}
      {settings ? <Summary settings={settings} /> : null}
      <CopyField label={t('identity:sso.redirectUri')} hint={t('identity:sso.redirectUriHint')} value={redirectUri} />
      {settings?.isActive ? (
        <CopyField label={t('identity:sso.signInUrl')} hint={t('identity:sso.signInUrlHint')} value={signInUrl} />
      ) : null}
      {mayEdit ? <Actions isThere={settings !== null} onOpen={() => setOpen(true)} /> : null}
      <SingleSignOnForm key={settings?.version ?? 0} settings={settings} isOpen={isOpen} onClose={() => setOpen(false)} />
    </Stack>
  );
}

function Actions({ isThere, onOpen }: { isThere: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const remove = useRemoveSingleSignOn();
  const handleRemove = async (): Promise<void> => {
    const question = {
      title: t('identity:sso.removeTitle'),
      text: t('identity:sso.removeText'),
      action: t('identity:sso.remove'),
      isDestructive: true,
    };
    if (await confirm(question)) void showOutcome(remove.mutateAsync(undefined), t('identity:sso.removed'));
  };
  return (
    <Group justify="flex-end" gap="xs">
      {isThere ? (
        <Button variant="default" onClick={() => void handleRemove()}>
          {t('identity:sso.remove')}
        </Button>
      ) : null}
      <Button variant={isThere ? 'default' : 'filled'} onClick={onOpen}>
        {t(isThere ? 'identity:sso.change' : 'identity:sso.setUp')}
      </Button>
    </Group>
  );
}

function Summary({ settings }: { settings: SingleSignOn }) {
  const { t } = useTranslation();
  const { roleName } = useNames();
  const { issuer, clientId, domains, makesUsers, claim, rules, isOnly } = settings;
  const others = t(makesUsers ? 'identity:sso.areAdded' : 'identity:sso.areRefused');
  const roles = claim === null ? t('identity:sso.rolesHere') : t('identity:sso.rolesBy', { claim, count: rules.length });
  const items = [
    { key: 'issuer', label: t('identity:sso.issuer'), value: issuer },
    { key: 'clientId', label: t('identity:sso.clientId'), value: clientId },
    {
      key: 'domains',
      label: t('identity:sso.domains'),
      value: domains.length > 0 ? domains.join(', ') : t('identity:sso.anyDomain'),
    },
    { key: 'newPeople', label: t('identity:sso.newPeople'), value: others },
    { key: 'role', label: t('identity:sso.role'), value: roleName(settings) },
    { key: 'roles', label: t('identity:sso.roles'), value: roles },
    {
      key: 'passwords',
      label: t('identity:sso.passwords'),
      value: t(isOnly ? 'identity:sso.passwordsOff' : 'identity:sso.passwordsOn'),
    },
  ];
  return <KeyValue items={items} />;
}
