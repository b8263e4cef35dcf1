import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { i18next } from '../i18n.ts';
import { problemText } from '../use-problem-text.ts';

const shared = {
  withBorder: true,
  closeButtonProps: {
    get 'aria-label'() {
      return i18next.t('web:actions.close');
    },
  },
};

/** Says that something was done. */
export function showDone(message: string): void {
  notifications.show({ ...shared, message, autoClose: 4000 });
}

/** Says why something was not done. */
export function showProblem(error: unknown): void {
  notifications.show({ ...shared, message: problemText(error), color: 'red', autoClose: 8000 });
}

/** Says that something was done and offers to take it back for a while. */
export function showUndo(message: string, onUndo: () => void | Promise<void>): void {
  const handleUndo = async (): Promise<void> => {
    notifications.hide(id);
    try {
      await onUndo();
    } catch (error) {
      showProblem(error);
    }
  };
  const id = notifications.show({
    ...shared,
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
