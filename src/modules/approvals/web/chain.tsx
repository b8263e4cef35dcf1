import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { SeatView, StepView } from '../contract.ts';
import classes from './approvals.module.css';
import { SeatChip } from './state-chip.tsx';

interface ChainProps {
  steps: readonly StepView[];
  /** What can be done about a seat. */
  actions?: (seat: SeatView) => ReactNode;
}

/** Who is asked, in which order, and what each has said. */
export function Chain({ steps, actions }: ChainProps) {
  const { t } = useTranslation();
  return (
    <ol className={classes['steps']}>
      {steps.map(({ key, ruleName, order, mode, isFallback, seats }) => (
        <li key={key}>
          <div className={classes['stepHead']}>
            <b>{ruleName}</b>
            <span>{t('approvals:chain.step', { order })}</span>
            {seats.length > 1 ? <span>{t(`approvals:mode.${mode}`)}</span> : null}
            {isFallback ? <span>{t('approvals:chain.fallback')}</span> : null}
          </div>
          <ul className={classes['seats']}>
            {seats.map((seat, index) => (
              <Seat key={seat.id ?? index} seat={seat} actions={actions} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Seat({ seat, actions }: { seat: SeatView; actions: ChainProps['actions'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, holders, decidedBy, decidedAt, decidedVia, comment, dueAt, escalatedAt } = seat;
  const names = holders.map(({ user }) => user.name).join(t('approvals:chain.or'));
  const why = holders.flatMap(({ user, role, insteadOf }) =>
    role === 'asked' ? [] : [t(`approvals:holder.${role}`, { name: user.name, other: insteadOf ?? '' })],
  );
  const facts = [
    ...why,
    ...(decidedBy && holders.length > 1 ? [t('approvals:chain.decidedBy', { name: decidedBy.name })] : []),
    ...(decidedAt && state !== 'kept' ? [format.instant(decidedAt)] : []),
    ...(decidedVia === 'mail' ? [t('approvals:chain.byMail')] : []),
    ...(escalatedAt ? [t('approvals:chain.escalated', { when: format.instant(escalatedAt) })] : []),
    ...(dueAt ? [t('approvals:chain.due', { when: format.instant(dueAt) })] : []),
  ];
  return (
    <li className={classes['seat']} data-state={state}>
      <b>{names === '' ? t('approvals:chain.nobody') : names}</b>
      <SeatChip state={state} />
      {facts.length > 0 ? <p className={classes['sub']}>{facts.join(' · ')}</p> : null}
      {comment ? <p className={classes['quote']}>{comment}</p> : null}
      {actions?.(seat)}
    </li>
  );
}
