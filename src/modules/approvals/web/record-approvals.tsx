import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ApprovalRow } from './approval-row.tsx';
import classes from './approvals.module.css';
import { useRecordApprovals } from './queries.ts';

/** What was asked about a record, the newest first. */
export function RecordApprovals({ recordId }: { recordId: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRecordApprovals(recordId);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={120} />;
  if (data.data.length === 0) return <EmptyState title={t('approvals:empty.record')} hint={t('approvals:emptyHint.record')} />;
  return (
    <ul className={classes['list']}>
      {data.data.map((approval) => (
        <ApprovalRow key={approval.id} approval={approval} />
      ))}
    </ul>
  );
}
