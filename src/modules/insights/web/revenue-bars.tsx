import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import classes from './revenue.module.css';

export interface Bar {
  key: string;
  label: string;
  minor: number;
  from: string;
  to: string;
}

interface RevenueBarsProps {
  bars: readonly Bar[];
  /** What each bar should reach; null without a target. */
  target: number | null;
  currency: string;
  onOpen: (bar: Bar) => void;
}

/** More bars than this stand too close for a figure on each. */
const mostLabelled = 12;

function shareStyle(share: number): CSSProperties {
  return { '--share': Math.max(0, share).toFixed(4) };
}

/** Bars from zero with their values on top, each a way to its deals; the target is a line across. */
export function RevenueBars({ bars, target, currency, onOpen }: RevenueBarsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, target ?? 0, ...bars.map(({ minor }) => minor));
  const every = Math.ceil(bars.length / mostLabelled);
  return (
    <div className={classes['chart']} data-many={bars.length > 6 || undefined}>
      {target === null ? null : <div className={classes['target']} style={shareStyle(target / most)} />}
      {bars.map((bar, index) => (
        <button
          key={bar.key}
          type="button"
          className={classes['column']}
          onClick={() => onOpen(bar)}

          title={format.money(bar.minor, currency)}
        >
          <span className={classes['spoken']}>
            {t('insights:revenue.bar', { period: bar.label, amount: format.money(bar.minor, currency) })}
          </span>
          <span className={classes['plot']} aria-hidden="true">
            <span className={classes['bar']} style={shareStyle(bar.minor / most)}>
              {bars.length <= mostLabelled && bar.minor !== 0 ? <span>{format.amountCompact(bar.minor, currency)}</span> : null}
            </span>
          </span>
          <span className={classes['label']} aria-hidden="true">
            {index % every === 0 ? bar.label : null}
          </span>
        </button>
      ))}
    </div>
  );
}
