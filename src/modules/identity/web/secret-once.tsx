import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './identity.module.css';

interface SecretOnceProps {
  label: string;
  hint: string;
  value: string;
  onDone: () => void;
  /** What else can be done with it, beside the button that ends it. */
  children?: ReactNode;
}

/** A key or a link that is shown this once, with a button to copy it. */
export function SecretOnce({ label, hint, value, onDone, children }: SecretOnceProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes['once']}>
        <TextInput
          label={label}
          description={hint}
          value={value}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
          classNames={{ input: classes['secret'] ?? '' }}
        />
        <CopyButton value={value} timeout={3000}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy} data-autofocus>
              <span aria-live="polite">{t(copied ? 'identity:copied' : 'identity:copy')}</span>
            </Button>
          )}
        </CopyButton>
      </div>
      <Group justify={children ? 'space-between' : 'flex-end'} mt="md">
        {children}
        <Button onClick={onDone}>{t('identity:done')}</Button>
      </Group>
    </>
  );
}
