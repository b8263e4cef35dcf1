import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { useState } from 'react';
import { boxes } from '../contract.ts';
import { ApprovalRow } from './approval-row.tsx';
import classes from './approvals.module.css';
import { type Box, useApprovalCount, useApprovals } from './queries.ts';

const AwayDialog = lazyOpen(async () => (await import('./away-dialog.tsx')).AwayDialog);

function useBox(): [Box, (box: Box) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const box = boxes.find((one) => one === search['box']) ?? 'waiting';
  return [box, (next) => void navigate({ to: '/approvals', search: next === 'waiting' ? {} : { box: next }, replace: true })];
}

/** Requests that wait for me, that I asked, and that I decided. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [box, setBox] = useBox();
  const [isAway, setAway] = useState(false);
  const { data: count } = useApprovalCount(true);
  const title = t('approvals:objects.approval.other');
  usePageTitle(title);
  const shown = boxes.filter((one) => one !== 'all' || may('approval', 'reassign'));
  const labelOf = (one: Box): string =>
    one === 'waiting' && count && count.waiting > 0
      ? t('approvals:box.waitingCount', { count: count.waiting })
      : t(`approvals:box.${one}`);
  return (
    <>
      <PageHeader
        title={title}
        aside={
          <Button variant="default" onClick={() => setAway(true)}>
            {t('approvals:away.open')}
          </Button>
        }
      />
      <div className={classes['body']}>
        <SegmentedControl
          className={classes['boxes']}
          aria-label={title}
          value={box}
          onChange={(value) => setBox(boxes.find((one) => one === value) ?? 'waiting')}
          data={shown.map((one) => ({ value: one, label: labelOf(one) }))}
        />
        <BoxCard key={box} box={box} />
      </div>
      <AwayDialog isOpen={isAway} onClose={() => setAway(false)} />
    </>
  );
}

function BoxCard({ box }: { box: Box }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useApprovals(box);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton height={240} />;
  const rows = data.pages.flatMap((page) => page.data);
  return (
    <Card>
      {rows.length === 0 ? <EmptyState title={t(`approvals:empty.${box}`)} hint={t(`approvals:emptyHint.${box}`)} /> : null}
      <ul className={classes['list']}>
        {rows.map((approval) => (
          <ApprovalRow key={approval.id} approval={approval} />
        ))}
      </ul>
      {hasNextPage ? (
        <div className={classes['more']}>
          <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('approvals:more')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
