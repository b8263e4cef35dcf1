import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { IconGripVertical } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import { sizeText } from '../../catalogue/units/rules.ts';
import type { QuoteLine } from '../content/contract.ts';
import { CellInput } from './cell-input.tsx';
import { discountText } from './cells.ts';
import { type GridColumn, isReadCell } from './line-columns.ts';
import { LineChips } from './line-chips.tsx';
import { PriceOffer, PriceSign } from './line-price.tsx';
import { LineMenu } from './line-menu.tsx';
import { type LineView, showsSame } from './line-view.ts';
import { ProductInput } from './product-input.tsx';
import { UnitInput } from './unit-input.tsx';
import classes from './quote.module.css';
import type { GridActions } from './use-grid.ts';

export interface LineRowProps {
  view: LineView;
  columns: readonly GridColumn[];
  currency: string;
  actions: GridActions;
  /** Where the grid stands in this line; null while it stands in another. */
  activeColumn: GridColumn['key'] | null;
  /** What the input of that cell begins with; null while nothing is typed. */
  editing: string | null;
  canEdit: boolean;
  start: number;
  /** Whose prices hold. */
  accountId: string | null;
  onPatch: (id: string, change: Partial<QuoteLine>) => void;
  /** The line becomes one of a product; `cost` is what a piece of it costs, where that is known. */
  onPick: (id: string, change: Partial<QuoteLine>, cost: string | null) => void;
  onDetails: (id: string) => void;
  onCompare: (id: string) => void;
  onParts: (id: string) => void;
}

function useDrag(index: number, canEdit: boolean, move: GridActions['move']) {
  const row = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const [element, grip] = [row.current, handle.current];
    if (!element || !grip || !canEdit) return undefined;
    const ends = [
      draggable({ element: grip, getInitialData: () => ({ lineIndex: index }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data['lineIndex'] === 'number',
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          const from = source.data['lineIndex'];
          if (typeof from === 'number' && from !== index) move(from, index);
        },
      }),
    ];
    return () => ends.forEach((end) => end());
  }, [index, canEdit, move]);
  return { row, handle, isOver };
}

/** One line of the grid; drawn again only when it shows something else: a quote has hundreds. */
export const LineRow = memo(
  Row,
  ({ view, ...before }, { view: nextView, ...next }) => isShallowEqual(before, next) && showsSame(view, nextView),
);

function isShallowEqual<T extends object>(one: T, other: T): boolean {
  const entries = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).every(([key, value]) => Object.is(value, entries.get(key)));
}

function Row(props: LineRowProps) {
  const { view, columns, currency, actions, activeColumn, editing, canEdit, start, accountId } = props;
  const { onPatch, onPick, onDetails, onCompare, onParts } = props;
  const { t } = useTranslation();
  const { line, index, no } = view;
  const { row, handle, isOver } = useDrag(index, canEdit, actions.move);
  const style: CSSProperties = { transform: `translateY(${start}px)` };
  const shown = line.kind === 'item' ? columns : columns.filter(({ key }) => key === 'name' || key === 'amount');
  return (
    <div
      ref={row}
      id={`line-${line.id}`}
      role="row"
      aria-rowindex={index + 2}
      className={classes['row']}
      data-kind={line.kind}
      data-active={activeColumn !== null || undefined}
      data-over={isOver || undefined}
      data-uncounted={(line.kind === 'item' && view.amounts?.isCounted === false) || undefined}
      style={style}
    >
      <span ref={handle} role="rowheader" className={classes['no']} data-can-drag={canEdit || undefined}>
        <span>{no ?? ''}</span>
        {canEdit ? <IconGripVertical size={14} aria-hidden /> : null}
      </span>
      {shown.map((column) => (
        <Cell
          key={column.key}
          view={view}
          column={column}
          currency={currency}
          actions={actions}
          isActive={activeColumn === column.key}
          editing={activeColumn === column.key ? editing : null}
          accountId={accountId}
          onTake={canEdit ? (change) => onPatch(line.id, change) : null}
          onPick={(change, cost) => {
            onPick(line.id, change, cost);
            actions.cancel();
            actions.setActive({ row: index, column: 'quantity' });
          }}
        />
      ))}
      <span role="gridcell" className={classes['menuCell']}>
        {canEdit ? (
          <LineMenu
            view={view}
            actions={actions}
            onPatch={onPatch}
            onDetails={onDetails}
            onCompare={onCompare}
            onParts={onParts}
            label={t('offers:screens.lineMenu', { name: line.name })}
          />
        ) : null}
      </span>
    </div>
  );
}

interface CellProps {
  view: LineView;
  column: GridColumn;
  currency: string;
  actions: GridActions;
  isActive: boolean;
  editing: string | null;
  accountId: string | null;
  onTake: ((change: Partial<QuoteLine>) => void) | null;
  onPick: (change: Partial<QuoteLine>, cost: string | null) => void;
}

function Cell({ view, column, currency, actions, isActive, editing, accountId, onTake, onPick }: CellProps) {
  const { t } = useTranslation();
  const { line, index, faults } = view;
  const label = t(`offers:columns.${column.key}`);
  const { commit, cancel } = actions;
  const typing = editing === null ? null : { begun: editing, commit, cancel };
  const fault = faults.get(column.key) ?? (column.key === 'name' ? faults.get('alternativeOf') : undefined);
  const isName = column.key === 'name' && line.kind === 'item';
  return (
    <div
      role="gridcell"
      id={`cell-${line.id}-${column.key}`}
      className={classes['cell']}
      data-column={column.key}
      data-numeric={column.isNumeric || undefined}
      data-active={isActive || undefined}
      data-fault={fault !== undefined || undefined}
      aria-selected={isActive}
      aria-invalid={fault !== undefined || undefined}
      title={fault}
      onMouseDown={(event) => {
        if (typing) return;
        event.preventDefault();
        if (isActive) actions.edit();
        else {
          // What is typed in another cell is kept.
          if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
          actions.setActive({ row: index, column: column.key });
          event.currentTarget.closest<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
        }
      }}
    >
      {typing && isName ? (
        <ProductInput label={label} typing={typing} context={{ currency, accountId, quantity: line.quantity }} onPick={onPick} />
      ) : typing && column.key === 'unit' && line.productId !== null ? (
        <UnitInput label={label} typing={typing} productId={line.productId} />
      ) : typing ? (
        <CellInput label={label} typing={typing} isNumeric={column.isNumeric} />
      ) : (
        <Shown view={view} column={column.key} currency={currency} />
      )}
      {isName && !typing && onTake ? <PriceOffer view={view} currency={currency} onTake={onTake} isInGrid /> : null}
    </div>
  );
}

/** A cell as it is read. */
function Shown({ view, column, currency }: { view: LineView; column: GridColumn['key']; currency: string }) {
  const format = useFormat();
  const { line, amounts, section, cost, marginBp } = view;
  const unread = isReadCell(column) ? line.unread?.[column] : undefined;
  const sign = column === 'unitPrice' ? <PriceSign view={view} currency={currency} /> : null;
  if (unread !== undefined)
    return (
      <>
        {sign}
        <span>{unread === '' ? '—' : unread}</span>
      </>
    );
  switch (column) {
    case 'name':
      return <NameText view={view} />;
    case 'quantity':
      return <span>{format.number(Number(line.quantity))}</span>;
    case 'unit':
      return (
        <span className="cd-ellipsis" title={sizeText(line) ?? undefined}>
          {line.unit}
        </span>
      );
    case 'unitPrice':
      return (
        <>
          {sign}
          <span>{format.unitPrice(line.unitPrice, currency)}</span>
        </>
      );
    case 'discount':
      return <span>{discountText(line.discount, currency, '−')}</span>;
    case 'taxBp':
      return <span>{format.basisPoints(line.taxBp)}</span>;
    case 'amount': {
      const minor = line.kind === 'section' ? section?.amountMinor : amounts?.amountMinor;
      return line.kind === 'text' || minor === undefined ? null : <b>{format.money(minor, currency)}</b>;
    }
    case 'unitCost':
      return <span>{cost === undefined ? '' : format.unitPrice(cost, currency)}</span>;
    case 'margin':
      return <span>{marginBp === null ? '' : format.basisPoints(marginBp, 1)}</span>;
  }
}

function NameText({ view }: { view: LineView }) {
  const { t } = useTranslation();
  const { line, theirs } = view;
  return (
    <>
      <span className="cd-ellipsis" title={line.note ?? undefined}>
        {line.name === '' ? <i className={classes['quiet']}>{t(`offers:screens.emptyName.${line.kind}`)}</i> : line.name}
        {line.code ? <small className={classes['quiet']}> {line.code}</small> : null}
        {theirs === undefined ? null : (
          <small className={classes['quiet']}> {t('offers:screens.theirNumber', { number: theirs })}</small>
        )}
      </span>
      <LineChips view={view} />
    </>
  );
}
