import { useTranslation } from 'react-i18next';
import { useApprovalCount } from '../../modules/approvals/web/queries.ts';
import { useMay } from '../session.ts';
import classes from './layout.module.css';

/** How many requests wait for me, wherever I work. */
export function ApprovalBadge() {
  const { t } = useTranslation();
  const may = useMay();
  const { data } = useApprovalCount(may('approval', 'view'));
  if (!data || data.waiting === 0) return null;
  const text = t('approvals:badge', { count: data.waiting });
  return (
    <span className={classes['due']} title={text} aria-label={text}>
      {data.waiting}
    </span>
  );
}
