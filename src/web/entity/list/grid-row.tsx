import { Checkbox } from '@mantine/core';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, memo, Suspense, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { recordPath } from '../../kinds.ts';
import { fieldOf, rowValue, titleOf, type EntityRow, type EntityUi } from '../entity-ui.ts';
import { FieldValue } from '../field-value.tsx';
import { loadPart } from '../../load-part.ts';
import { isEmpty } from '../read-values.ts';
import type { CellStep } from './cell-editor.tsx';
import type { Column } from './columns.ts';
import classes from './entity-list.module.css';

const CellEditor = lazy(async () => ({ default: (await loadPart(() => import('./cell-editor.tsx'))).CellEditor }));

/** What rows call. */
export interface RowHandlers {
  open: (id: string) => void;
  peek: (index: number) => void;
  /** Selects a row or not; as a range, all from the last one to it. */
  toggle: (id: string, isRange: boolean) => void;
  /** A click on a row, on a cell of it that can be edited when one is named. */
  click: (index: number, id: string, key: string | null) => void;
  edit: (index: number, id: string, key: string) => void;
  close: (step: CellStep) => void;
}

interface RowProps {
  ui: EntityUi;
  row: EntityRow;
  columns: Column[];
  index: number;
  /** Pixels from the top of the rows. */
  start: number;
  isActive: boolean;
  handlers: RowHandlers;
}

function Title({ ui, row, onOpen }: { ui: EntityUi; row: EntityRow; onOpen: (id: string) => void }) {
  const to = recordPath(ui.object, row.id);
  const title = titleOf(ui, row);
  if (!to) return <span className={classes['title']}>{title}</span>;
  const handleClick = (event: MouseEvent): void => {
    // Ctrl-click opens a tab, as with any link.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    onOpen(row.id);
  };
  return (
    <Link to={to} className={classes['title']} tabIndex={-1} onClick={handleClick}>
      {title}
    </Link>
  );
}

function CellValue({ ui, row, column, onOpen }: { ui: EntityUi; row: EntityRow; column: Column; onOpen: (id: string) => void }) {
  if (column.spec) return <>{column.spec.render(row)}</>;
  if (column.key === ui.titleField) return <Title ui={ui} row={row} onOpen={onOpen} />;
  return (
    <span className="cd-ellipsis">
      <FieldValue ui={ui} fieldKey={column.key} row={row} isCompact />
    </span>
  );
}

interface GridRowProps extends RowProps {
  /** Keys of the cell the keyboard is on, and of the one that is edited. */
  chosen: string | null;
  editing: string | null;
  writable: ReadonlySet<string>;
  isSelected: boolean;
  canPeek: boolean;
}

/** A row of the grid. A click on a cell that can be edited goes to it, a double click edits it; elsewhere a click opens the record. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { ui, row, columns, index, start, isActive, handlers, isSelected, editing } = props;
  const { t } = useTranslation();
  return (
    <div
      id={`row-${row.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive || undefined}
      data-editing={editing !== null || undefined}
      className={classes['row']}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => handlers.click(index, row.id, null)}
    >
      <div role="gridcell" className={classes['check']} onClick={(event) => event.stopPropagation()}>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t('web:list.select', { name: titleOf(ui, row) })}
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => handlers.toggle(row.id, event.shiftKey)}
        />
      </div>
      {columns.map((column, at) => (
        <GridCell key={column.key} {...props} column={column} isAtEnd={column.isNumeric || at >= columns.length - 1} />
      ))}
    </div>
  );
});

function GridCell(props: GridRowProps & { column: Column; isAtEnd: boolean }) {
  const { ui, row, column, index, handlers, chosen, editing, writable, canPeek, isAtEnd } = props;
  const canEdit = writable.has(column.key);
  const isTitle = column.key === ui.titleField;
  const handleClick = (event: MouseEvent): void => {
    if (!canEdit || isTitle) return;
    event.stopPropagation();
    handlers.click(index, row.id, column.key);
  };
  const handleDoubleClick = (event: MouseEvent): void => {
    if (!canEdit) return;
    event.stopPropagation();
    handlers.edit(index, row.id, column.key);
  };
  return (
    <div
      role="gridcell"
      className={[classes['cell'], column.isNumeric ? classes['numeric'] : ''].join(' ')}
      data-editable={(canEdit && !isTitle) || undefined}
      data-chosen={chosen === column.key || undefined}
      data-editing={editing === column.key || undefined}
      onClick={handleClick}
      onDoubleClick={handleDoubleClick}
    >
      <CellValue ui={ui} row={row} column={column} onOpen={handlers.open} />
      {isTitle && canPeek ? <PeekButton name={titleOf(ui, row)} onClick={() => handlers.peek(index)} /> : null}
      {editing === column.key ? (
        <Suspense>
          <CellEditor ui={ui} row={row} fieldKey={column.key} isAtEnd={isAtEnd} onClose={handlers.close} />
        </Suspense>
      ) : null}
    </div>
  );
}

function PeekButton({ name, onClick }: { name: string; onClick: () => void }) {
  const { t } = useTranslation();
  const handleClick = (event: MouseEvent): void => {
    event.stopPropagation();
    onClick();
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes['peek']}
      aria-label={t('web:list.peek', { name })}
      onClick={handleClick}
    >
      <IconLayoutSidebarRight size={16} stroke={1.6} aria-hidden="true" />
    </button>
  );
}

/** A row on the phone: the title, its figure, and the next facts in a second line. */
export const PhoneRow = memo(function PhoneRow({ ui, row, columns, index, start, isActive, handlers }: RowProps) {
  const { t } = useTranslation();
  const others = columns.filter(({ key, spec }) => key !== ui.titleField && (spec || !isEmpty(rowValue(row, key))));
  // A number that stands alone at the right must say what it is: an amount does, a count does not.
  const figure = others.find(({ key }) => fieldOf(ui, key)?.kind === 'money');
  const facts = others.filter((column) => column !== figure).slice(0, 3);
  return (
    <div
      id={`row-${row.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={false}
      data-active={isActive || undefined}
      className={[classes['row'], classes['card']].join(' ')}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => handlers.open(row.id)}
    >
      <div role="gridcell" className="cd-ellipsis">
        <Title ui={ui} row={row} onOpen={handlers.open} />
      </div>
      <div role="gridcell" className="cd-num">
        {figure ? <CellValue ui={ui} row={row} column={figure} onOpen={handlers.open} /> : null}
      </div>
      <div role="gridcell" className={classes['line']}>
        {facts.map((column) => (
          <span key={column.key}>
            {column.isNumeric ? <small>{t(column.label)} </small> : null}
            <CellValue ui={ui} row={row} column={column} onOpen={handlers.open} />
          </span>
        ))}
      </div>
    </div>
  );
});
