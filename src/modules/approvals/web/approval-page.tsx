import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordPath } from '../../../web/kinds.ts';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { KeyValue } from '../../../web/ui/key-value.tsx';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { type MenuAction, PageHeader } from '../../../web/ui/page-header.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { ApprovalDetail, SeatView } from '../contract.ts';
import classes from './approvals.module.css';
import { Chain } from './chain.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { DecisionCard } from './decision-card.tsx';
import { LinesCard } from './lines-card.tsx';
import { MessagesCard } from './messages-card.tsx';
import { useApproval, useWithdraw } from './queries.ts';
import { ReasonsCard } from './reasons-card.tsx';
import { RequestChip } from './state-chip.tsx';
import { HistoryCard, ValuesTable } from './values-card.tsx';

const PersonDialog = lazyOpen(async () => (await import('./person-dialog.tsx')).PersonDialog);

/** One request: what is asked and what it was, who decides, and the decision where it is mine. */
export function ApprovalPage() {
  const { id } = useParams({ strict: false });
  const { data, error, refetch } = useApproval(id ?? '');
  usePageTitle(data?.title ?? '');
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Loaded approval={data} />;
}

function Loaded({ approval }: { approval: ApprovalDetail }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'signer' | SeatView | null>(null);
  const menu = useMenuActions(approval, () => setDialog('signer'));
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { title, subjectLabel, submitter, state, note, values, steps, may } = approval;
  const reassign = (seat: SeatView) =>
    may.reassign && (seat.state === 'waiting' || seat.state === 'ahead') ? (
      <Button variant="subtle" size="compact-xs" justify="flex-start" onClick={() => setDialog(seat)}>
        {t('approvals:reassign.open')}
      </Button>
    ) : null;
  return (
    <>
      <PageHeader
        title={title}
        sub={t('approvals:page.sub', { subject: subjectLabel, name: submitter.name })}
        aside={<RequestChip state={state} />}
        menu={menu}
      />
      <div className={classes['page']}>
        <div className={classes['column']}>
          <ReasonsCard reasons={approval.reasons} />
          <Card title={t('approvals:page.what')}>
            <Facts approval={approval} />
            {note === null ? null : <p className={classes['note']}>{note}</p>}
            <ValuesTable values={values} />
          </Card>
          <LinesCard lines={approval.lines} />
          <HistoryCard facts={approval.facts} history={approval.history} />
          <MessagesCard approval={approval} />
        </div>
        <div className={[classes['column'], classes['beside']].join(' ')}>
          {may.decide && !isPhone ? <DecisionCard approval={approval} /> : null}
          <Card title={t('approvals:page.who')}>
            {steps.length === 0 ? (
              <p className={classes['note']}>{t('approvals:page.nobody')}</p>
            ) : (
              <Chain steps={steps} actions={reassign} />
            )}
          </Card>
        </div>
      </div>
      {may.decide && isPhone ? <DecisionBar approval={approval} /> : null}
      <PersonDialog
        isOpen={dialog !== null}
        approval={approval}
        seat={dialog === 'signer' ? null : dialog}
        onClose={() => setDialog(null)}
      />
    </>
  );
}

function Facts({ approval }: { approval: ApprovalDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { record, amountMinor, currency, createdAt } = approval;
  const path = recordPath(record.kind, record.id);
  return (
    <div className={classes['facts']}>
      <KeyValue
        items={[
          ...(record.title !== null && path
            ? [{ key: 'record', label: t('approvals:page.record'), value: <Link to={path}>{record.title}</Link> }]
            : []),
          ...(amountMinor !== null && currency !== null
            ? [{ key: 'amount', label: t('approvals:page.amount'), value: <b>{format.money(amountMinor, currency)}</b> }]
            : []),
          { key: 'asked', label: t('approvals:page.asked'), value: format.instant(createdAt) },
        ]}
      />
    </div>
  );
}

function useMenuActions({ id, may }: ApprovalDetail, openSigner: () => void): MenuAction[] {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const withdraw = useWithdraw(id);
  const takeBack = async (): Promise<void> => {
    const question = {
      title: t('approvals:withdraw.title'),
      text: t('approvals:withdraw.text'),
      action: t('approvals:withdraw.open'),
    };
    if (!(await confirm({ ...question, isDestructive: true }))) return;
    withdraw.mutate(undefined, { onSuccess: () => showDone(t('approvals:done.withdrawn')), onError: showProblem });
  };
  return [
    ...(may.addSigner ? [{ key: 'signer', label: t('approvals:signer.open'), onClick: openSigner }] : []),
    ...(may.withdraw
      ? [{ key: 'withdraw', label: t('approvals:withdraw.open'), onClick: () => void takeBack(), isDestructive: true }]
      : []),
  ];
}
