import { Button, Checkbox, CopyButton, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './second-step.module.css';

function download(codes: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'chengdan-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(address);
}

/** The recovery codes, in the one moment they are shown. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const [areKept, setKept] = useState(false);
  return (
    <Stack gap="sm">
      <p className={classes['text']}>{t('identity:secondStep.codesText')}</p>
      <ul className={classes['codes']} aria-label={t('identity:secondStep.codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <CopyButton value={codes.join('\n')} timeout={3000}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              <span aria-live="polite">{t(copied ? 'identity:copied' : 'identity:copy')}</span>
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={() => download(codes)}>
          {t('identity:secondStep.download')}
        </Button>
      </Group>
      <Checkbox
        label={t('identity:secondStep.areKept')}
        checked={areKept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Group justify="flex-end">
        <Button disabled={!areKept} onClick={onDone}>
          {t('identity:done')}
        </Button>
      </Group>
    </Stack>
  );
}
