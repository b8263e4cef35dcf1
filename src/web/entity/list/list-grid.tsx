import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useElementScrollRestoration } from '@tanstack/react-router';
import { useRef, useState, type CSSProperties, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../lazy-open.tsx';
import { useStable } from '../../use-stable.ts';
import type { EntityUi } from '../entity-ui.ts';
import type { Columns } from './columns.ts';
import classes from './entity-list.module.css';
import { GridHead } from './grid-head.tsx';
import { GridRow, PhoneRow, type RowHandlers } from './grid-row.tsx';
import { templateOf } from './grid-template.ts';
import type { RowSelection } from './selection.ts';
import { useCells, type Cells } from './use-cells.ts';
import { useRowMenu } from './use-row-menu.tsx';
import { useListKeys } from './use-list-keys.ts';
import type { Rows } from './use-rows.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

export interface ListGridProps {
  ui: EntityUi;
  rows: Rows;
  columns: Columns;
  sort: string;
  onSort: (sort: string) => void;
  selection: RowSelection;
  onOpen: (id: string) => void;
  onNew: (() => void) | undefined;
  searchRef: RefObject<HTMLInputElement | null>;
  isBin: boolean;
  empty: ReactNode;
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
  const { ui, columns, isPhone, active, onActive } = props;
  const { t } = useTranslation();
  const scrollId = `list-${ui.object}`;
  const restored = useElementScrollRestoration({ id: scrollId });
  const scroller = useRef<HTMLDivElement>(null);
  const { shown } = columns;
  const cells = useCells({
    ui,
    rows: props.rows,
    columns: shown,
    isBin: props.isBin,
    onActive,
    onClosed: () => scroller.current?.focus({ preventScroll: true }),
  });
  const { rows } = cells;
  const rowHeight = isPhone ? 72 : 40;
  const headHeight = isPhone ? 0 : 36;
  const virtual = useVirtualRows(rows, scroller, rowHeight, headHeight, restored?.scrollY ?? 0);
  const move = (index: number): void => {
    onActive(index);
    virtual.reveal(index);
  };
  useListKeys({ ...props, rows, columns: shown, cells, move });
  const { handleMenu, menu } = useRowMenu({ ...props, rows: rows.rows });
  const { template, minWidth } = templateOf(shown);
  const style: CSSProperties & { '--columns': string } = { '--columns': template, minWidth: isPhone ? undefined : minWidth };
  return (
    <div
      ref={scroller}
      data-scroll-restoration-id={scrollId}
      className={classes['scroller']}
      data-stale={rows.isStale || undefined}
      role="grid"
      tabIndex={0}
      onContextMenu={handleMenu}
      aria-label={t(`${ui.module}:objects.${ui.object}.other`)}
      aria-rowcount={(rows.count?.count ?? rows.rows.length) + 1}
      aria-multiselectable="true"
      aria-activedescendant={active >= 0 ? `row-${rows.rows[active]?.id ?? ''}` : undefined}
    >
      <div className={classes['inner']} role="presentation" data-grid style={style}>
        {isPhone ? null : <GridHead {...props} rows={rows} />}
        <div className={classes['body']} role="rowgroup" style={{ height: virtual.height }}>
          <VisibleRows {...props} items={virtual.items} headHeight={headHeight} cells={cells} />
        </div>
      </div>
      {menu}
    </div>
  );
}

interface VisibleRowsProps extends RowGridProps {
  /** `start` in pixels from the top of what scrolls, the head included. */
  items: readonly { index: number; start: number }[];
  headHeight: number;
  cells: Cells;
}

function VisibleRows(props: VisibleRowsProps) {
  const { ui, columns, selection, isPhone, active, onPeek, items, headHeight, cells } = props;
  const { shown } = columns;
  const handlers = useRowHandlers(props, cells);
  return items.map(({ index, start }) => {
    const row = cells.rows.rows[index];
    if (!row) return null;
    const shared = { ui, row, columns: shown, index, start: start - headHeight, isActive: index === active, handlers };
    if (isPhone) return <PhoneRow key={row.id} {...shared} />;
    return (
      <GridRow
        key={row.id}
        {...shared}
        chosen={index === active ? (shown[cells.column]?.key ?? null) : null}
        editing={cells.editing?.id === row.id ? cells.editing.key : null}
        writable={cells.writable}
        isSelected={selection.has(row.id)}
        canPeek={onPeek !== undefined}
      />
    );
  });
}

/** What rows call; the same object from one drawing to the next, so that only rows that change are drawn anew. */
function useRowHandlers({ selection, onOpen, onPeek, isPeeking, onActive, columns }: RowGridProps, cells: Cells): RowHandlers {
  return useStable<RowHandlers>({
    open: onOpen,
    peek: (index) => onPeek?.(index),
    toggle: (id, isRange) => {
      if (isRange)
        selection.extendTo(
          id,
          cells.rows.rows.map((row) => row.id),
        );
      else selection.toggle(id);
    },
    click: (index, id, key) => {
      // While a record is shown beside the list, a click shows another one.
      if (isPeeking) onPeek?.(index);
      else if (key === null) onOpen(id);
      else {
        onActive(index);
        cells.choose(columns.shown.findIndex((column) => column.key === key));
      }
    },
    edit: (index, id, key) => {
      onActive(index);
      cells.edit(id, key);
    },
    close: cells.close,
  });
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
