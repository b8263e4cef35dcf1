import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import type { ApprovalDetail } from '../contract.ts';
import type { ShownLine, ShownValue } from '../presenting/contract.ts';
import { lineKeys, saysSomething, sumsOf } from '../sight/rules.ts';
import classes from './approvals.module.css';
import { useValueText } from './use-value-text.ts';

/** The lines with their values and how each price came about; those that do not count stand apart. */
export function LinesCard({ lines }: Pick<ApprovalDetail, 'lines'>) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  const keys = lineKeys(lines);
  const columns = (lines[0]?.values ?? []).filter(({ key }) => keys.includes(key));
  const [counted, others] = [lines.filter(({ isCounted }) => isCounted), lines.filter(({ isCounted }) => !isCounted)];
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
          <LineRows lines={counted} columns={columns} />
          {counted.length > 1 ? <SumRow lines={counted} columns={columns} /> : null}
        </tbody>
        {others.length === 0 ? null : (
          <tbody data-uncounted>
            <tr>
              <th scope="rowgroup" colSpan={columns.length + 1} className={classes['apart']}>
                {t('approvals:lines.uncounted')}
              </th>
            </tr>
            <LineRows lines={others} columns={columns} />
          </tbody>
        )}
      </table>
    </Card>
  );
}

interface RowsProps {
  lines: readonly ShownLine[];
  columns: readonly ShownValue[];
}

function LineRows({ lines, columns }: RowsProps) {
  const text = useValueText();
  return lines.map(({ title, marks, values, trace, note }, index) => (
    <Fragment key={`${index} ${title}`}>
      <tr>
        <th scope="row">
          {title}
          {marks.map((mark) => (
            <Fragment key={mark}>
              {' '}
              <Chip>{mark}</Chip>
            </Fragment>
          ))}
        </th>
        {columns.map(({ key, label }) => {
          const one = values.find((value) => value.key === key);
          return one === undefined ? (
            <td key={key} />
          ) : (
            <td
              key={key}
              className={classes['num']}
              data-label={label}
              data-decisive={one.isDecisive || undefined}
              data-silent={(!one.isMain && !saysSomething(one)) || undefined}
            >
              {text(one)}
            </td>
          );
        })}
      </tr>
      {trace.length > 0 || note !== null ? (
        <tr>
          <td colSpan={columns.length + 1} className={classes['trace']}>
            {trace.length > 0 ? <p>{trace.join(' → ')}</p> : null}
            {note === null ? null : <p>{note}</p>}
          </td>
        </tr>
      ) : null}
    </Fragment>
  ));
}

/** What the lines that count come to. */
function SumRow({ lines, columns }: RowsProps) {
  const { t } = useTranslation();
  const text = useValueText();
  const sums = sumsOf(lines);
  if (sums.size === 0) return null;
  return (
    <tr className={classes['sum']}>
      <th scope="row">{t('approvals:lines.sum')}</th>
      {columns.map(({ key, label }) => {
        const sum = sums.get(key);
        return sum === undefined ? (
          <td key={key} />
        ) : (
          <td key={key} className={classes['num']} data-label={label}>
            {text({ kind: 'money', value: sum })}
          </td>
        );
      })}
    </tr>
  );
}
