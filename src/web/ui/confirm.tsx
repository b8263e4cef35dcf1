import { Button, Group, Modal, Text } from '@mantine/core';
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ConfirmQuestion {
  title: string;
  text?: ReactNode;
  /** The verb on the button: "Delete 3 deals". */
  action: string;
  isDestructive?: boolean;
}

type Ask = (question: ConfirmQuestion) => Promise<boolean>;

const ConfirmContext = createContext<Ask>(() => Promise.resolve(false));

/** Asks before something that is hard to take back: `if (await confirm({ title, action })) …`. */
export function useConfirm(): Ask {
  return useContext(ConfirmContext);
}

interface Pending {
  question: ConfirmQuestion;
  answer: (yes: boolean) => void;
}

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [pending, setPending] = useState<Pending | null>(null);
  const [isOpen, setOpen] = useState(false);
  const ask = useCallback<Ask>(
    (question) =>
      new Promise((resolve) => {
        setPending({ question, answer: resolve });
        setOpen(true);
      }),
    [],
  );
  const close = (yes: boolean): void => {
    pending?.answer(yes);
    setOpen(false);
  };
  return (
    <ConfirmContext value={ask}>
      {children}
      <Modal
        opened={isOpen}
        onClose={() => close(false)}
        title={pending?.question.title ?? ''}
        closeButtonProps={{ 'aria-label': t('web:actions.close') }}
      >
        {pending?.question.text ? <Text mb="md">{pending.question.text}</Text> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => close(false)}>
            {t('web:actions.cancel')}
          </Button>
          <Button {...(pending?.question.isDestructive ? { color: 'red' } : {})} onClick={() => close(true)} data-autofocus>
            {pending?.question.action}
          </Button>
        </Group>
      </Modal>
    </ConfirmContext>
  );
}
