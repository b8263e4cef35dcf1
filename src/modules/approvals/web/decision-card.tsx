import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../web/problem.ts';
import { Card } from '../../../web/ui/card.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import type { ApprovalDetail } from '../contract.ts';
import classes from './approvals.module.css';
import { useDecide } from './queries.ts';

/** The decision: approve, or reject with the reason. */
export function DecisionCard({ approval }: { approval: ApprovalDetail }) {
  const { t } = useTranslation();
  const decide = useDecide(approval.id);
  const [comment, setComment] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = (verdict: 'approved' | 'rejected'): void => {
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
  return (
    <Card title={t('approvals:decision.title')} className={classes['first']}>
      <div className={classes['decision']}>
        <Textarea
          label={t('approvals:decision.comment')}
          value={comment}
          onChange={(event) => {
            setComment(event.currentTarget.value);
            setMissing(false);
          }}
          maxLength={2000}
          autosize
          minRows={2}
          error={isMissing ? t('approvals:errors.comment_required') : null}
        />
        <div className={classes['buttons']}>
          <Button variant="default" disabled={decide.isPending} onClick={() => send('rejected')}>
            {t('approvals:decision.reject')}
          </Button>
          <Button loading={decide.isPending} onClick={() => send('approved')}>
            {t('approvals:decision.approve')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
