import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import type { ApprovalDetail } from '../contract.ts';
import classes from './approvals.module.css';
import { useDecision, type Verdict } from './use-decision.ts';

/** The decision on the phone: at the foot of the screen however far one has read. A thumb that slips decides nothing: the dialog does. */
export function DecisionBar({ approval }: { approval: ApprovalDetail }) {
  const { t } = useTranslation();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  return (
    <>
      <div className={classes['bar']} role="group" aria-label={t('approvals:decision.title')}>
        <Button variant="default" onClick={() => setVerdict('rejected')}>
          {t('approvals:decision.reject')}
        </Button>
        <Button onClick={() => setVerdict('approved')}>{t('approvals:decision.approve')}</Button>
      </div>
      {verdict === null ? null : <Deciding approval={approval} verdict={verdict} onClose={() => setVerdict(null)} />}
    </>
  );
}

interface DecidingProps {
  approval: ApprovalDetail;
  verdict: Verdict;
  onClose: () => void;
}

function Deciding({ approval, verdict, onClose }: DecidingProps) {
  const { t } = useTranslation();
  const { comment, fault, isPending, setComment, send } = useDecision(approval.id);
  const handleSend = (event: FormEvent): void => {
    event.preventDefault();
    send(verdict);
  };
  const action = t(`approvals:decision.${verdict === 'approved' ? 'approve' : 'reject'}`);
  return (
    <FormDialog
      title={t('approvals:decision.confirm', { action, title: approval.title })}
      action={action}
      form={{ problem: null, isBusy: isPending }}
      onSend={handleSend}
      onClose={onClose}
    >
      <Textarea
        label={t(verdict === 'approved' ? 'approvals:optionalComment' : 'approvals:decision.why')}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={3}
        error={fault}
        data-autofocus={verdict === 'rejected' || undefined}
      />
    </FormDialog>
  );
}
