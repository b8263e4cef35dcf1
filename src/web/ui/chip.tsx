import type { ReactNode } from 'react';
import classes from './chip.module.css';

export type Tone = 'plain' | 'pri' | 'ok' | 'warn' | 'bad';

interface ChipProps {
  /** Always a word or a figure with its unit: colour alone says nothing. */
  children: ReactNode;
  tone?: Tone;
  icon?: ReactNode;
  title?: string;
}

/** A short state or fact. */
export function Chip({ children, tone = 'plain', icon, title }: ChipProps) {
  return (
    <span className={classes['chip']} data-tone={tone} title={title}>
      {icon}
      {children}
    </span>
  );
}
