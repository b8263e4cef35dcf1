import { Checkbox } from '@mantine/core';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { recordPath } from '../../kinds.ts';
import { fieldOf, rowValue, titleOf, type EntityRow, type EntityUi } from '../entity-ui.ts';
import { FieldValue } from '../field-value.tsx';
import { isEmpty } from '../read-values.ts';
import type { Column } from './columns.ts';
import classes from './entity-list.module.css';
import type { RowSelection } from './selection.ts';

interface RowProps {
  ui: EntityUi;
  row: EntityRow;
  columns: Column[];
  index: number;
  /** Pixels from the top of the list. */
  start: number;
  isActive: boolean;
  onOpen: (id: string) => void;
}

function Title({ ui, row, onOpen }: Pick<RowProps, 'ui' | 'row' | 'onOpen'>) {
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
  template: string;
  selection: RowSelection;
  order: readonly EntityRow[];
  /** A record is shown beside the list: a click on a row shows that one. */
  isPeeking: boolean;
  onPeek: ((index: number) => void) | undefined;
}

export function GridRow(props: GridRowProps) {
  const { ui, row, columns, index, start, isActive, onOpen, template, selection, order, isPeeking, onPeek } = props;
  const { t } = useTranslation();
  const isSelected = selection.has(row.id);
  return (
    <div
      id={`row-${row.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive || undefined}
      className={classes['row']}
      style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
      onClick={() => (isPeeking && onPeek ? onPeek(index) : onOpen(row.id))}
    >
      <div role="gridcell" className={classes['check']} onClick={(event) => event.stopPropagation()}>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t('web:list.select', { name: titleOf(ui, row) })}
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => {
            if (event.shiftKey)
              selection.extendTo(
                row.id,
                order.map(({ id }) => id),
              );
            else selection.toggle(row.id);
          }}
        />
      </div>
      {columns.map((column) => (
        <div key={column.key} role="gridcell" className={[classes['cell'], column.isNumeric ? classes['numeric'] : ''].join(' ')}>
          <CellValue ui={ui} row={row} column={column} onOpen={onOpen} />
          {column.key === ui.titleField && onPeek ? <PeekButton name={titleOf(ui, row)} onClick={() => onPeek(index)} /> : null}
        </div>
      ))}
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
export function PhoneRow({ ui, row, columns, index, start, isActive, onOpen }: RowProps) {
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
      onClick={() => onOpen(row.id)}
    >
      <div role="gridcell" className="cd-ellipsis">
        <Title ui={ui} row={row} onOpen={onOpen} />
      </div>
      <div role="gridcell" className="cd-num">
        {figure ? <CellValue ui={ui} row={row} column={figure} onOpen={onOpen} /> : null}
      </div>
      <div role="gridcell" className={classes['line']}>
        {facts.map((column) => (
          <span key={column.key}>
            {column.isNumeric ? <small>{t(column.label)} </small> : null}
            <CellValue ui={ui} row={row} column={column} onOpen={onOpen} />
          </span>
        ))}
      </div>
    </div>
  );
}
