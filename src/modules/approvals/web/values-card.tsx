import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { ApprovalDetail } from '../contract.ts';
import type { ShownValue } from '../presenting/contract.ts';
import { inSight } from '../sight/rules.ts';
import classes from './approvals.module.css';
import { useValueText } from './use-value-text.ts';

/** What is asked for, each value beside what was approved last: what it is asked for first, what has nothing to do with it folded. */
export function ValuesTable({ values }: { values: readonly ShownValue[] }) {
  const { t } = useTranslation();
  const { shown, folded } = inSight(values);
  return (
    <>
      <Rows values={shown} />
      {folded.length === 0 ? null : (
        <details className={classes['others']}>
          <summary>{t('approvals:values.others', { count: folded.length })}</summary>
          <Rows values={folded} />
        </details>
      )}
    </>
  );
}

function Rows({ values }: { values: readonly ShownValue[] }) {
  const { t } = useTranslation();
  const text = useValueText();
  return (
    <table className={classes['values']}>
      <tbody>
        {values.map((one) => (
          <tr key={one.key} data-decisive={one.isDecisive || undefined}>
            <th scope="row">{one.label}</th>
            <td className={classes['num']}>
              {one.hasBefore && one.before !== one.value ? (
                <span className={classes['old']}>
                  {text({ kind: one.kind, value: one.before })} <span aria-label={t('approvals:values.becomes')}>→</span>{' '}
                </span>
              ) : null}
              <b>{text(one)}</b> {one.isWorse ? <Chip tone="warn">{t('approvals:values.worse')}</Chip> : null}
              {one.note === null ? null : <small>{one.note}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was sold to this customer before, and what is under way. */
export function HistoryCard({ facts, history }: Pick<ApprovalDetail, 'facts' | 'history'>) {
  const { t } = useTranslation();
  const format = useFormat();
  if (facts.length + history.length === 0) return null;
  return (
    <Card title={t('approvals:page.history')}>
      <table className={[classes['values'], classes['history']].join(' ')}>
        <tbody>
          {facts.map(({ label, text }, index) => (
            <tr key={`fact ${index}`}>
              <th scope="row">{label}</th>
              <td className={classes['num']}>{text}</td>
            </tr>
          ))}
          {history.map(({ title, text, on }, index) => (
            <tr key={`past ${index}`}>
              <th scope="row">
                {title}
                {on ? <small>{format.day(on)}</small> : null}
              </th>
              <td className={classes['num']}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
