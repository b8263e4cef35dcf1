import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import { lazyOpen } from '../lazy-open.tsx';
import type { ConfirmQuestion } from './confirm-question.ts';

const ConfirmDialog = lazyOpen(async () => (await import('./confirm-dialog.tsx')).ConfirmDialog);

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
  const handleAnswer = (yes: boolean): void => {
    pending?.answer(yes);
    setOpen(false);
  };
  return (
    <ConfirmContext value={ask}>
      {children}
      <ConfirmDialog isOpen={isOpen} question={pending?.question ?? null} onAnswer={handleAnswer} />
    </ConfirmContext>
  );
}
