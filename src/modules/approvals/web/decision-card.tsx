import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import type { ApprovalDetail } from '../contract.ts';
import classes from './approvals.module.css';
import { useDecision } from './use-decision.ts';

/** The decision: approve, or reject with the reason. */
export function DecisionCard({ approval }: { approval: ApprovalDetail }) {
  const { t } = useTranslation();
  const { comment, fault, isPending, setComment, send } = useDecision(approval.id);
  return (
    <Card title={t('approvals:decision.title')}>
      <div className={classes['decision']}>
        <Textarea
          label={t('approvals:decision.comment')}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
          error={fault}
        />
        <div className={classes['buttons']}>
          <Button variant="default" disabled={isPending} onClick={() => send('rejected')}>
            {t('approvals:decision.reject')}
          </Button>
          <Button loading={isPending} onClick={() => send('approved')}>
            {t('approvals:decision.approve')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
