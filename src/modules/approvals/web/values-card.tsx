import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { ApprovalDetail, ShownValue } from '../contract.ts';
import classes from './approvals.module.css';
import { useValueText } from './use-value-text.ts';

/** What is asked for, each value beside what was approved last. */
export function ValuesTable({ values }: { values: readonly ShownValue[] }) {
  const { t } = useTranslation();
  const text = useValueText();
  // A text that says nothing, now and before, is no row.
  const said = values.filter(({ value, before, hasBefore }) => value !== '' || (hasBefore && before !== ''));
  return (
    <table className={classes['values']}>
      <tbody>
        {said.map((one) => (
          <tr key={one.key}>
            <th scope="row">{one.label}</th>
            <td className={classes['num']}>
              {one.hasBefore && one.before !== one.value ? (
                <span className={classes['old']}>
                  {text({ kind: one.kind, value: one.before })} <span aria-label={t('approvals:values.becomes')}>→</span>{' '}
                </span>
              ) : null}
              <b>{text(one)}</b> {one.isWorse ? <Chip tone="warn">{t('approvals:values.worse')}</Chip> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The lines with their values and how each price came about. */
export function LinesCard({ lines }: Pick<ApprovalDetail, 'lines'>) {
  const { t } = useTranslation();
  const text = useValueText();
  if (lines.length === 0) return null;
  const columns = lines[0]?.values ?? [];
  return (
    <Card title={t('approvals:page.lines')}>
      <table className={[classes['values'], classes['lines']].join(' ')}>
        <thead>
          <tr>
            <th scope="col" />
            {columns.map(({ key, label }) => (
              <th key={key} scope="col" className={classes['num']}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ title, values, trace }, index) => (
            <Fragment key={`${index} ${title}`}>
              <tr>
                <th scope="row">{title}</th>
                {values.map((one) => (
                  <td key={one.key} className={classes['num']} data-label={one.label}>
                    {text(one)}
                  </td>
                ))}
              </tr>
              {trace.length > 0 ? (
                <tr>
                  <td colSpan={columns.length + 1} className={classes['trace']}>
                    {trace.join(' → ')}
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** What was sold to this customer before, and what is under way. */
export function HistoryCard({ facts, history }: Pick<ApprovalDetail, 'facts' | 'history'>) {
  const { t } = useTranslation();
  const format = useFormat();
  if (facts.length + history.length === 0) return null;
  return (
    <Card title={t('approvals:page.history')}>
      <table className={classes['values']}>
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
