import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../web/problem.ts';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import type { verdicts } from '../contract.ts';
import { useDecide } from './queries.ts';

export type Verdict = (typeof verdicts)[number];

interface Decision {
  comment: string;
  /** What is wrong with the comment. */
  fault: string | null;
  isPending: boolean;
  setComment: (comment: string) => void;
  send: (verdict: Verdict) => void;
}

/** A decision while it is made: a rejection says why. */
export function useDecision(id: string): Decision {
  const { t } = useTranslation();
  const decide = useDecide(id);
  const [comment, setComment] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = (verdict: Verdict): void => {
    const text = comment.trim();
    if (verdict === 'rejected' && text === '') return setMissing(true);
    decide.mutate(
      { verdict, ...(text === '' ? {} : { comment: text }) },
      {
        onSuccess: () => showDone(t(`approvals:done.${verdict}`)),
        onError: (error) => showProblem(error instanceof ProblemError ? error : new Error(String(error))),
      },
    );
  };
  return {
    comment,
    fault: isMissing ? t('approvals:errors.comment_required') : null,
    isPending: decide.isPending,
    setComment: (text) => {
      setComment(text);
      setMissing(false);
    },
    send,
  };
}
