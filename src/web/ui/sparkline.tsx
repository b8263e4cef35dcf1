interface SparklineProps {
  values: readonly number[];
  height?: number;
}

function pathOf(values: readonly number[], width: number, height: number): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const step = values.length > 1 ? width / (values.length - 1) : width;
  return values
    .map((value, index) => {
      const y = height - 3 - ((value - low) / span) * (height - 6);
      return `${index === 0 ? 'M' : 'L'}${(index * step).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

/** The shape of a trend, without axes; the figures stand above it, so screen readers skip it. */
export function Sparkline({ values, height = 36 }: SparklineProps) {
  if (values.length < 2) return <div style={{ height }} />;
  return (
    <svg width="100%" height={height} viewBox={`0 0 200 ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={pathOf(values, 200, height)} fill="none" stroke="var(--pri)" strokeWidth="1.8" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
