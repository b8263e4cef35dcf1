import { Button, Group } from '@mantine/core';
import { notifications, Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';
import type { ReactNode } from 'react';
import { i18next } from '../i18n.ts';

interface Toast {
  message: ReactNode;
  autoClose: number;
  isProblem?: boolean;
}

/** Where messages appear; mounted once by the app. */
export function ToastHost() {
  return <Notifications position="bottom-center" />;
}

export function show({ message, autoClose, isProblem = false }: Toast): string {
  return notifications.show({
    message,
    autoClose,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('web:actions.close') },
    ...(isProblem ? { color: 'red' } : {}),
  });
}

export function showUndo(message: string, onUndo: () => void | Promise<void>, onProblem: (error: unknown) => void): void {
  const handleUndo = async (): Promise<void> => {
    notifications.hide(id);
    try {
      await onUndo();
    } catch (error) {
      onProblem(error);
    }
  };
  const id = show({
    autoClose: 10_000,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        <Button size="compact-sm" variant="light" onClick={() => void handleUndo()}>
          {i18next.t('web:actions.undo')}
        </Button>
      </Group>
    ),
  });
}
