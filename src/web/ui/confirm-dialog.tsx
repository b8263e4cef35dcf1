import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConfirmQuestion } from './confirm-question.ts';

interface ConfirmDialogProps {
  isOpen: boolean;
  question: ConfirmQuestion | null;
  onAnswer: (yes: boolean) => void;
}

export function ConfirmDialog({ isOpen, question, onAnswer }: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={() => onAnswer(false)}
      title={question?.title ?? ''}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {question?.text ? (
        <Text mb="md" style={{ whiteSpace: 'pre-line' }}>
          {question.text}
        </Text>
      ) : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => onAnswer(false)}>
          {question?.cancel ?? t('web:actions.cancel')}
        </Button>
        <Button {...(question?.isDestructive ? { color: 'red' } : {})} onClick={() => onAnswer(true)} data-autofocus>
          {question?.action}
        </Button>
      </Group>
    </Modal>
  );
}
