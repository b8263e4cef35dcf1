import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, Columns } from './columns.ts';
import classes from './entity-list.module.css';
import { nextSort, readSort } from './list-state.ts';
import type { RowSelection } from './selection.ts';
import { useResize } from './use-resize.ts';
import type { Rows } from './use-rows.ts';

interface GridHeadProps {
  rows: Rows;
  columns: Columns;
  sort: string;
  onSort: (sort: string) => void;
  selection: RowSelection;
}

/** The headings of a list: a click sorts, a drag puts a column elsewhere, the edge changes its width; the box selects what is loaded. */
export function GridHead({ rows, columns, sort, onSort, selection }: GridHeadProps) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const isSome = selection.size > 0;
  const isEvery = selection.isAll || (isSome && selection.size >= rows.rows.length);
  const end = (): void => {
    setDragged(null);
    setOver(null);
  };
  return (
    <div role="rowgroup" className={classes['head']}>
      <div role="row" aria-rowindex={1} style={{ display: 'contents' }}>
        <div role="columnheader" className={classes['check']}>
          <Checkbox
            size="xs"
            aria-label={t('web:list.selectAll')}
            checked={isEvery}
            indeterminate={isSome && !isEvery}
            onChange={() => (isSome ? selection.clear() : selection.set(rows.rows.map(({ id }) => id)))}
          />
        </div>
        {columns.shown.map((column, index) => (
          <Heading
            key={column.key}
            column={column}
            columns={columns}
            index={index}
            sort={sort}
            onSort={onSort}
            isOver={over === column.key && dragged !== null && dragged !== over && index > 0}
            onDragStart={() => setDragged(column.key)}
            onDragOver={() => setOver(column.key)}
            onDrop={() => {
              if (dragged) columns.move(dragged, column.key);
              end();
            }}
            onDragEnd={end}
          />
        ))}
      </div>
    </div>
  );
}

interface HeadingProps {
  column: Column;
  columns: Columns;
  index: number;
  sort: string;
  onSort: (sort: string) => void;
  isOver: boolean;
  onDragStart: () => void;
  onDragOver: () => void;
  onDrop: () => void;
  onDragEnd: () => void;
}

/** Pixels that a key press widens or narrows a column by. */
const step = 24;

function Heading({ column, columns, index, sort, onSort, isOver, ...drag }: HeadingProps) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDivElement>(null);
  const resize = useResize(ref, column, columns);
  const handleKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) resize.by(by * step);
    else {
      const next = columns.shown[index + by];
      if (next) columns.move(column.key, next.key);
    }
  };
  const label = <span className="cd-ellipsis">{t(column.label)}</span>;
  const { sortField } = column;
  const direction = directionOf(sortField, sort);
  return (
    <div
      ref={ref}
      role="columnheader"
      aria-sort={sortField ? direction : undefined}
      aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Alt+Shift+ArrowLeft Alt+Shift+ArrowRight"
      className={column.isNumeric ? classes['numeric'] : undefined}
      data-over={isOver || undefined}
      // The title names the row and stays where it is.
      draggable={index > 0}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', t(column.label));
        drag.onDragStart();
      }}
      onDragOver={(event) => {
        event.preventDefault();
        drag.onDragOver();
      }}
      onDrop={drag.onDrop}
      onDragEnd={drag.onDragEnd}
      onKeyDown={handleKey}
    >
      {sortField ? (
        <button
          type="button"
          className={classes['sort']}
          data-active={direction !== 'none' || undefined}
          onClick={() => onSort(nextSort(sort, sortField))}
        >
          {label}
          {direction === 'ascending' ? <IconArrowUp size={14} aria-hidden="true" /> : null}
          {direction === 'descending' ? <IconArrowDown size={14} aria-hidden="true" /> : null}
        </button>
      ) : (
        <span className={classes['name']} tabIndex={0}>
          {label}
        </span>
      )}
      <span className={classes['edge']} aria-hidden="true" {...resize.edge} />
    </div>
  );
}

function directionOf(sortField: string | null, sort: string): 'ascending' | 'descending' | 'none' {
  const [first] = readSort(sort);
  if (sortField === null || first?.field !== sortField) return 'none';
  return first.isDescending ? 'descending' : 'ascending';
}
