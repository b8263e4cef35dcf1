import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useElementScrollRestoration } from '@tanstack/react-router';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityUi } from '../entity-ui.ts';
import type { Column } from './columns.ts';
import classes from './entity-list.module.css';
import { GridHead } from './grid-head.tsx';
import { GridRow, PhoneRow } from './grid-row.tsx';
import type { RowSelection } from './selection.ts';
import { useListKeys } from './use-list-keys.ts';
import type { Rows } from './use-rows.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

export interface ListGridProps {
  ui: EntityUi;
  rows: Rows;
  columns: Column[];
  sort: string;
  onSort: (sort: string) => void;
  selection: RowSelection;
  onOpen: (id: string) => void;
  onNew: (() => void) | undefined;
  searchRef: RefObject<HTMLInputElement | null>;
  empty: ReactNode;
}

const checkWidth = 40;

/** The grid template of a row, and the width below which it scrolls sideways. */
export function templateOf(columns: readonly Column[]): { template: string; minWidth: number } {
  const least = columns.map(({ width }) => Number(/(\d+)px/.exec(width)?.[1] ?? 120));
  return {
    template: `${checkWidth}px ${columns.map(({ width }) => width).join(' ')}`,
    minWidth: least.reduce((sum, width) => sum + width, checkWidth + 24),
  };
}

/** Rows that exist only while they are in view; as many as the list has. */
export function ListGrid(props: ListGridProps) {
  const { ui, rows, columns, selection, onOpen, empty } = props;
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const scrollId = `list-${ui.object}`;
  const restored = useElementScrollRestoration({ id: scrollId });
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const rowHeight = isPhone ? 72 : 40;
  const virtual = useVirtualRows(rows, scroller, rowHeight, isPhone ? 0 : 36, restored?.scrollY ?? 0);
  const items = virtual.getVirtualItems();
  const move = (index: number): void => {
    setActive(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  useListKeys({ ...props, active, move });
  const { template, minWidth } = templateOf(columns);
  if (rows.isLoading) return <GridSkeleton />;
  if (rows.rows.length === 0) return <div className={classes['scroller']}>{empty}</div>;
  return (
    <div
      ref={scroller}
      data-scroll-restoration-id={scrollId}
      className={classes['scroller']}
      data-stale={rows.isStale || undefined}
      role="grid"
      tabIndex={0}
      aria-label={t(`${ui.module}:objects.${ui.object}.other`)}
      aria-rowcount={(rows.count?.count ?? rows.rows.length) + 1}
      aria-multiselectable="true"
      aria-activedescendant={active >= 0 ? `row-${rows.rows[active]?.id ?? ''}` : undefined}
    >
      <div className={classes['inner']} role="presentation" style={isPhone ? undefined : { minWidth }}>
        {isPhone ? null : <GridHead {...props} template={template} />}
        <div className={classes['body']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows.rows[item.index];
            if (!row) return null;
            const shared = { ui, row, columns, index: item.index, start: item.start, isActive: item.index === active, onOpen };
            return isPhone ? (
              <PhoneRow key={row.id} {...shared} />
            ) : (
              <GridRow key={row.id} {...shared} template={template} selection={selection} order={rows.rows} />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function GridSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes['scroller']} role="status" aria-label={t('web:states.loading')}>
      {Array.from({ length: 14 }, (_, row) => (
        <div key={row} className={classes['loading']}>
          <Skeleton height={16} width={`${92 - ((row * 13) % 30)}%`} />
        </div>
      ))}
    </div>
  );
}
