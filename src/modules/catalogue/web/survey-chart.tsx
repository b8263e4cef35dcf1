import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { CurvePoint } from '../strategies/survey/contract.ts';
import type { PriceRange } from '../strategies/survey/rules.ts';
import classes from './catalogue.module.css';

interface SurveyChartProps {
  curve: readonly CurvePoint[];
  range: PriceRange;
  currency: string;
}

const [width, height, left, bottom] = [640, 200, 8, 24];
const keys = ['tooCheapBp', 'cheapBp', 'dearBp', 'tooDearBp'] as const;

/** The four curves over the price, with the acceptable range behind them. */
export function SurveyChart({ curve, range, currency }: SurveyChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [first, last] = [curve[0]?.priceMinor ?? 0, curve.at(-1)?.priceMinor ?? 1];
  const x = (minor: number): number => left + ((minor - first) / Math.max(1, last - first)) * (width - 2 * left);
  const y = (bp: number): number => (1 - bp / 10_000) * (height - bottom);
  const { leastMinor, mostMinor } = range;
  const words = t('catalogue:survey.chart', {
    least: format.money(leastMinor, currency),
    most: format.money(mostMinor, currency),
  });
  return (
    <figure className={classes['survey']}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words} preserveAspectRatio="none">
        <rect
          x={x(leastMinor)}
          y={0}
          width={Math.max(1, x(mostMinor) - x(leastMinor))}
          height={height - bottom}
          className={classes['range']}
        />
        {keys.map((key) => (
          <polyline
            key={key}
            data-curve={key}
            className={classes['curve']}
            points={curve.map((point) => `${x(point.priceMinor)},${y(point[key])}`).join(' ')}
          />
        ))}
        <line x1={left} x2={width - left} y1={height - bottom} y2={height - bottom} className={classes['axis']} />
      </svg>
      <figcaption>
        <span className="cd-num">{format.money(first, currency)}</span>
        <span>
          {keys.map((key) => (
            <span key={key} data-curve={key} className={classes['key']}>
              {t(`catalogue:survey.curves.${key}`)}
            </span>
          ))}
        </span>
        <span className="cd-num">{format.money(last, currency)}</span>
      </figcaption>
    </figure>
  );
}
