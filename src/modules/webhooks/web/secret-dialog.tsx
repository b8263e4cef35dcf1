import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { SecretOnce } from '../../identity/web/secret-once.tsx';
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
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(secret ? 'webhooks:secret.title' : 'webhooks:secret.renew')}
      size="lg"
      closeOnClickOutside={secret === undefined}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {secret ? (
        <SecretOnce label={t('webhooks:secret.label')} hint={t('webhooks:secret.hint')} value={secret} onDone={onClose} />
      ) : (
        <Stack gap="sm">
          <Radio.Group label={t('webhooks:secret.grace')} value={grace} onChange={setGrace}>
            <Stack gap={6} mt={4}>
              {graces.map((hours) => (
                <Radio key={hours} value={hours} label={t(`webhooks:secret.graces.${hours}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <ProblemNote text={rotate.error ? problemText(rotate.error) : null} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('web:actions.cancel')}
            </Button>
            <Button loading={rotate.isPending} onClick={() => rotate.mutate(Number(grace))}>
              {t('webhooks:secret.renew')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
