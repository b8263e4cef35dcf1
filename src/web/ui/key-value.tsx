import type { ReactNode } from 'react';
import classes from './key-value.module.css';

export interface KeyValueItem {
  key: string;
  label: ReactNode;
  value: ReactNode;
}

/** Facts in two columns: what it is in a lighter ink, the fact beside it. */
export function KeyValue({ items }: { items: KeyValueItem[] }) {
  return (
    <dl className={classes['list']}>
      {items.map((item) => (
        <div key={item.key} className={classes['item']}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
