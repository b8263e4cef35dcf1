import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { showOutcome } from '../../../web/ui/toast.tsx';
import { SecondStepFor } from '../contract.ts';
import classes from './identity.module.css';
import { useUpdateWorkspace } from './queries.ts';
import { SingleSignOnCard } from './single-sign-on/single-sign-on-card.tsx';

/** How people sign in to this workspace. */
export function SignInSettings() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <SettingsFrame title={t('identity:signInSettings.title')} intro={t('identity:signInSettings.intro')}>
      <SecondStepPolicy />
      {may('singleSignOn', 'view') ? <SingleSignOnCard /> : null}
    </SettingsFrame>
  );
}

function SecondStepPolicy() {
  const { t } = useTranslation();
  const may = useMay();
  const { workspace } = useSession();
  const update = useUpdateWorkspace();
  const isFixed = !may('workspace', 'edit');
  const { version, secondStepFor } = workspace;
  const confirm = useConfirm();
  const handleChange = async (value: string): Promise<void> => {
    const question = {
      title: t('identity:signInSettings.askTitle'),
      text: t('identity:signInSettings.askText'),
      action: t('identity:signInSettings.ask'),
    };
    if (value !== 'nobody' && !(await confirm(question))) return;
    const work = update.mutateAsync({ version, secondStepFor: SecondStepFor.parse(value) });
    void showOutcome(work, t('identity:workspace.saved'));
  };
  const labels = {
    nobody: t('identity:signInSettings.nobody'),
    admins: t('identity:signInSettings.admins'),
    everybody: t('identity:signInSettings.everybody'),
  };
  const shown = update.isPending ? (update.variables.secondStepFor ?? secondStepFor) : secondStepFor;
  return (
    <Card title={t('identity:secondStep.title')} padded>
      <Stack gap="sm">
        <p className={classes['note']}>{t('identity:signInSettings.secondStepText')}</p>
        {isFixed ? <p className={classes['note']}>{t('identity:workspace.readOnly')}</p> : null}
        <Radio.Group
          label={t('identity:signInSettings.secondStepFor')}
          value={shown}
          onChange={(value) => void handleChange(value)}
        >
          <Stack gap="xs" mt={8}>
            {SecondStepFor.options.map((one) => (
              <Radio key={one} value={one} label={labels[one]} disabled={isFixed || update.isPending} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </Card>
  );
}
