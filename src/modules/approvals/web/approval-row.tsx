import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { Approval } from '../contract.ts';
import classes from './approvals.module.css';
import { RequestChip } from './state-chip.tsx';

/** A request in a list: what, by whom, how much, and how it stands. */
export function ApprovalRow({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, title, subjectLabel, submitter, createdAt, endedAt, amountMinor, currency, state, waitingFor, isForMe, dueAt } =
    approval;
  const names = waitingFor.map(({ name }) => name).join(t('approvals:chain.or'));
  const where =
    isForMe && dueAt
      ? t('approvals:row.due', { when: format.relative(dueAt) })
      : names === ''
        ? ''
        : t('approvals:row.waitsFor', { names });
  return (
    <li>
      <Link to="/approvals/$id" params={{ id }} className={classes['row']}>
        <span className={classes['who']}>
          <b>{title}</b>
          <span className={classes['sub']}>
            {t('approvals:row.asked', { subject: subjectLabel, name: submitter.name, when: format.relative(createdAt) })}
          </span>
        </span>
        <span className={classes['sub']}>{endedAt ? format.relative(endedAt) : where}</span>
        <span className={classes['num']}>
          {amountMinor !== null && currency !== null ? format.money(amountMinor, currency) : ''}
        </span>
        <span className={classes['state']}>
          <RequestChip state={state} />
        </span>
      </Link>
    </li>
  );
}
