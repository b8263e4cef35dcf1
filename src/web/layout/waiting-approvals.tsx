import { useTranslation } from 'react-i18next';
import { useApprovalCount } from '../../modules/approvals/web/queries.ts';
import classes from './layout.module.css';

/** The number of requests that wait for me; nothing while there is none. */
export function WaitingApprovals() {
  const { t } = useTranslation();
  const { data } = useApprovalCount(true);
  if (!data || data.waiting === 0) return null;
  const text = t('approvals:badge', { count: data.waiting });
  return (
    <span className={classes['due']} title={text} aria-label={text}>
      {data.waiting}
    </span>
  );
}
