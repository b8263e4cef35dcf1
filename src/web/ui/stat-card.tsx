import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Sparkline } from './sparkline.tsx';
import classes from './stat-card.module.css';

interface StatCardProps {
  label: string;
  /** Already formatted, with its unit. */
  value: ReactNode;
  /** What the number means: "4,238 won of 6,711 closed". */
  meaning?: ReactNode;
  /** A chip with the target or the number of answers. */
  aside?: ReactNode;
  trend?: readonly number[];
  /** Opens the records behind the number. */
  onOpen?: (() => void) | undefined;
  loading?: boolean;
}

/** One figure with its meaning, its target and its trend. */
export function StatCard({ label, value, meaning, aside, trend, onOpen, loading = false }: StatCardProps) {
  const body = (
    <>
      <span className={classes['top']}>
        <span className={classes['label']}>{label}</span>
        {aside}
      </span>
      {loading ? <Skeleton height={28} width="60%" my={6} /> : <span className={classes['value']}>{value}</span>}
      {loading ? <Skeleton height={14} width="80%" /> : <span className={classes['meaning']}>{meaning}</span>}
      {trend ? <Sparkline values={trend} /> : null}
    </>
  );
  if (!onOpen) return <div className={classes['card']}>{body}</div>;
  return (
    <button type="button" className={classes['card']} onClick={onOpen}>
      {body}
    </button>
  );
}
