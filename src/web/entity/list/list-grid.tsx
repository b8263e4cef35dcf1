import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useElementScrollRestoration } from '@tanstack/react-router';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../lazy-open.tsx';
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

const PeekPanel = lazyOpen(async () => (await import('./peek-panel.tsx')).PeekPanel);

/** The rows of a list and, beside them where there is room, the record that is looked at. */
export function ListGrid(props: ListGridProps) {
  const { ui, rows, empty } = props;
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const hasRoom = useMediaQuery('(min-width: 75em)', undefined, { getInitialValueInEffect: false });
  const [active, setActive] = useState(-1);
  const [isPeeking, setPeeking] = useState(false);
  if (rows.isLoading) return <GridSkeleton />;
  if (rows.rows.length === 0) return <div className={classes['scroller']}>{empty}</div>;
  const peek = (index: number): void => {
    setPeeking(!isPeeking || index !== active);
    setActive(index);
  };
  return (
    <div className={classes['split']}>
      <RowGrid
        {...props}
        isPhone={isPhone}
        active={active}
        onActive={setActive}
        isPeeking={isPeeking && hasRoom}
        onPeek={hasRoom ? peek : undefined}
      />
      <PeekPanel ui={ui} row={rows.rows[active]} isOpen={isPeeking && hasRoom} onClose={() => setPeeking(false)} />
    </div>
  );
}

interface RowGridProps extends ListGridProps {
  isPhone: boolean;
  active: number;
  onActive: (index: number) => void;
  isPeeking: boolean;
  onPeek: ((index: number) => void) | undefined;
}

/** Rows that exist only while they are in view; as many as the list has. */
function RowGrid(props: RowGridProps) {
  const { ui, rows, columns, selection, onOpen, isPhone, active, onActive, isPeeking, onPeek } = props;
  const { t } = useTranslation();
  const scrollId = `list-${ui.object}`;
  const restored = useElementScrollRestoration({ id: scrollId });
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = isPhone ? 72 : 40;
  const virtual = useVirtualRows(rows, scroller, rowHeight, isPhone ? 0 : 36, restored?.scrollY ?? 0);
  const items = virtual.getVirtualItems();
  const move = (index: number): void => {
    onActive(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  useListKeys({ ...props, active, move });
  const { template, minWidth } = templateOf(columns);
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
              <GridRow
                key={row.id}
                {...shared}
                template={template}
                selection={selection}
                order={rows.rows}
                isPeeking={isPeeking}
                onPeek={onPeek}
              />
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
