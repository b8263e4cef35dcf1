import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from './copy-field.tsx';

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
      <CopyField label={label} hint={hint} value={value} isFirst />
      <Group justify={children ? 'space-between' : 'flex-end'} mt="md">
        {children}
        <Button onClick={onDone}>{t('identity:done')}</Button>
      </Group>
    </>
  );
}

/** The same in a dialog that a click beside it does not close: what it shows cannot be shown again. */
export function SecretOnceDialog({ title, ...secret }: SecretOnceProps & { title: string }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={secret.onDone}
      title={title}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <SecretOnce {...secret} />
    </Modal>
  );
}
