import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Column } from './columns.ts';
import classes from './entity-list.module.css';
import { nextSort, readSort } from './list-state.ts';
import type { RowSelection } from './selection.ts';
import type { Rows } from './use-rows.ts';

interface GridHeadProps {
  rows: Rows;
  columns: Column[];
  template: string;
  sort: string;
  onSort: (sort: string) => void;
  selection: RowSelection;
}

/** The headings of a list; a click sorts, the box selects what is loaded. */
export function GridHead({ rows, columns, template, sort, onSort, selection }: GridHeadProps) {
  const { t } = useTranslation();
  const isSome = selection.size > 0;
  const isEvery = selection.isAll || (isSome && selection.size >= rows.rows.length);
  return (
    <div role="rowgroup" className={classes['head']} style={{ gridTemplateColumns: template }}>
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
        {columns.map((column) => (
          <Heading key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

function Heading({ column, sort, onSort }: { column: Column; sort: string; onSort: (sort: string) => void }) {
  const { t } = useTranslation();
  const { sortField } = column;
  const [first] = readSort(sort);
  const isSorted = sortField !== null && first?.field === sortField;
  const direction = isSorted ? (first?.isDescending ? 'descending' : 'ascending') : 'none';
  const label = <span className="cd-ellipsis">{t(column.label)}</span>;
  return (
    <div
      role="columnheader"
      aria-sort={sortField ? direction : undefined}
      className={column.isNumeric ? classes['numeric'] : undefined}
    >
      {sortField ? (
        <button
          type="button"
          className={classes['sort']}
          data-active={isSorted || undefined}
          onClick={() => onSort(nextSort(sort, sortField))}
        >
          {label}
          {direction === 'ascending' ? <IconArrowUp size={14} aria-hidden="true" /> : null}
          {direction === 'descending' ? <IconArrowDown size={14} aria-hidden="true" /> : null}
        </button>
      ) : (
        label
      )}
    </div>
  );
}
