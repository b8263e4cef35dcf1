import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { ApprovalRow } from './approval-row.tsx';
import classes from './approvals.module.css';
import { useFirstWaiting } from './queries.ts';

/** What waits for my decision, on My day; nothing while nothing does. */
export function WaitingApprovals() {
  const { t } = useTranslation();
  const may = useMay();
  const { data } = useFirstWaiting(may('approval', 'view'));
  if (!data || data.data.length === 0) return null;
  return (
    <Card
      title={t('approvals:day.title')}
      aside={data.nextCursor ? <Link to="/approvals">{t('approvals:day.all')}</Link> : undefined}
    >
      <ul className={classes['list']}>
        {data.data.map((approval) => (
          <ApprovalRow key={approval.id} approval={approval} />
        ))}
      </ul>
    </Card>
  );
}
