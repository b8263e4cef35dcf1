import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './problem-note.tsx';

interface FormDialogProps {
  title: string;
  /** What the button that sends says. */
  action: string;
  isDestructive?: boolean;
  size?: 'lg' | 'xl';
  /** A long form that a click beside it does not throw away. */
  isLong?: boolean;
  /** `isReady`: whether enough is filled in to send it. */
  form: { problem: string | null; isBusy: boolean; isReady?: boolean };
  children: ReactNode;
  onSend: (event: FormEvent<HTMLFormElement>) => unknown;
  onClose: () => void;
}

/** The frame of a dialog with a few fields: what is asked, why it was refused, the way out and the way on. */
export function FormDialog({
  title,
  action,
  isDestructive = false,
  size,
  isLong = false,
  form,
  children,
  onSend,
  onClose,
}: FormDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      {...(size ? { size } : {})}
      closeOnClickOutside={!isLong}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <form onSubmit={(event) => void onSend(event)} noValidate>
        <Stack gap="sm">
          {children}
          <ProblemNote text={form.problem} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('web:actions.cancel')}
            </Button>
            <Button
              type="submit"
              loading={form.isBusy}
              disabled={form.isReady === false}
              {...(isDestructive ? { color: 'red' } : {})}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
