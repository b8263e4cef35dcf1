import { Radio, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { SecretOnceDialog } from '../../identity/web/secret-once.tsx';
import type { Webhook } from '../contract.ts';
import { useRotateSecret } from './queries.ts';

const graces = ['24', '168', '0'] as const;

/** Makes a new secret, with the time in which the old one signs too. */
export function SecretDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const rotate = useRotateSecret(webhook.id);
  const [grace, setGrace] = useState<string>('24');
  const secret = rotate.data?.secret;
  const handleSend = (event: FormEvent): void => {
    event.preventDefault();
    rotate.mutate(Number(grace));
  };
  if (secret !== undefined)
    return (
      <SecretOnceDialog
        title={t('webhooks:secret.title')}
        label={t('webhooks:secret.label')}
        hint={t('webhooks:secret.hint')}
        value={secret}
        onDone={onClose}
      />
    );
  return (
    <FormDialog
      title={t('webhooks:secret.renew')}
      action={t('webhooks:secret.renew')}
      size="lg"
      form={{ problem: rotate.error ? problemText(rotate.error) : null, isBusy: rotate.isPending }}
      onSend={handleSend}
      onClose={onClose}
    >
      <Radio.Group label={t('webhooks:secret.grace')} value={grace} onChange={setGrace}>
        <Stack gap={6} mt={4}>
          {graces.map((hours) => (
            <Radio key={hours} value={hours} label={t(`webhooks:secret.graces.${hours}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </FormDialog>
  );
}
