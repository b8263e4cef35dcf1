import { useMediaQuery } from '@mantine/hooks';
import {
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import { maxLines, type QuoteLine } from '../content/contract.ts';
import { isUntaxedSpecial } from '../content/rules.ts';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { usePageScroller } from '../../../web/ui/use-page-scroller.ts';
import { useVirtual } from '../../../web/ui/use-virtual.ts';
import { useStable } from '../../../web/use-stable.ts';
import type { QuoteDocument } from '../revisions/contract.ts';
import type { Margin, Totals } from '../totals/contract.ts';
import { type Pasted, patchLine, setUnitCost } from './draft.ts';
import { columnsFor, type GridColumn } from './line-columns.ts';
import { LineCard } from './line-card.tsx';
import { LineRow, type LineRowProps } from './line-row.tsx';
import type { LineView } from './line-view.ts';
import { LineWindows, type OpenLine } from './line-windows.tsx';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';
import { isUnderTarget } from '../pricing/rules.ts';
import { useLineContext } from './use-line-context.tsx';
import { useLinePrices } from './use-line-prices.ts';
import { useColumnTitle } from './use-column-title.ts';
import { useChangeUnit } from './use-change-unit.ts';
import { usePastedProducts } from './use-pasted-products.ts';
import { useGrid, type Grid } from './use-grid.ts';

/** What is done with the grid from beside it. */
export interface GridHandle {
  /** Adds a line at the end, and goes on in it: in the grid, or on the phone in its details. */
  addLast: (kind: QuoteLine['kind']) => void;
}

interface LineGridProps {
  document: QuoteDocument;
  editor: DraftEditor;
  totals: Totals | null;
  margin: Margin | null;
  faults: QuoteDocument['faults'];
  canEdit: boolean;
}

/** Every line with what it comes to and what is wrong with it. */
function useViews({ document, editor, totals, margin, faults, canEdit }: LineGridProps): LineView[] {
  const { t } = useTranslation();
  const { content, costs } = editor.draft;
  const without = useMemo(() => new Set(document.products.map(({ lineId }) => lineId)), [document.products]);
  const accountId = document.quote.account?.id ?? null;
  const priceOf = useLinePrices(content.lines, { accountId, currency: content.currency, without, isOn: canEdit });
  const views = useMemo(() => {
    const amounts = new Map(totals?.lines.map((line) => [line.id, line]));
    const sections = new Map(totals?.sections.map((section) => [section.id, section]));
    const margins = new Map(margin?.lines.map((line) => [line.id, line.marginBp]));
    const theirs = new Map(document.numbers.map(({ lineId, number }) => [lineId, number]));
    const supply = new Map(document.supply.map((one) => [one.productId, one]));
    const noted = new Set(document.products.map(({ lineId }) => lineId));
    const byLine = Map.groupBy(faults, ({ lineId }) => lineId);
    const numbers = numbersOf(content.lines);
    return content.lines.map((line, index): Omit<LineView, 'price' | 'isUnderTarget'> => {
      const found = (byLine.get(line.id) ?? []).map(({ place, code }): [string, string] => [place, faultText(t, line, code)]);
      return {
        line,
        index,
        no: numbers.get(line.id) ?? null,
        theirs: theirs.get(line.id),
        amounts: amounts.get(line.id),
        section: sections.get(line.id),
        cost: costs[line.id],
        marginBp: margins.get(line.id) ?? null,
        faults: new Map(found),
        isNoted: noted.has(line.id),
        isUntaxed: isUntaxedSpecial(content, line),
        supply: supply.get(line.productId ?? ''),
      };
    });
  }, [content, costs, totals, margin, faults, document.products, document.supply, document.numbers, t]);
  return useMemo(
    () =>
      views.map((view) => {
        const price = priceOf(view.line);
        return { ...view, price, isUnderTarget: isUnderTarget(view.line, view.amounts, price) };
      }),
    [views, priceOf],
  );
}

/** Items are numbered from 1. */
function numbersOf(lines: readonly QuoteLine[]): Map<string, number> {
  return new Map(lines.filter(({ kind }) => kind === 'item').map(({ id }, index) => [id, index + 1]));
}

type Translate = ReturnType<typeof useTranslation>['t'];

function faultText(t: Translate, { productId }: QuoteLine, code: string): string {
  if (code === 'offers.price_missing' && productId !== null) return t('offers:screens.noPrice');
  return t(code === 'required' ? 'offers:screens.nameMissing' : code.replace('offers.', 'offers:errors.'));
}

interface RowsProps {
  views: readonly LineView[];
  grid: RefObject<HTMLDivElement | null>;
  isPhone: boolean;
  canEdit: boolean;
}

/** The lines scroll in their grid, on the phone with the page. */
function useRows({ views, grid, isPhone, canEdit }: RowsProps) {
  const cardHeight = canEdit ? 128 : 104;
  const { page, top } = usePageScroller(grid);
  const offsetTop = isPhone ? top : 0;
  const virtual = useVirtual({
    count: views.length,
    scroller: isPhone ? page : grid,
    sizeOf: (index) => (isPhone ? (views[index]?.line.kind === 'item' ? cardHeight : 48) : 40),
    keyOf: (index) => views[index]?.line.id ?? index,
    overscan: 10,
    marginTop: offsetTop,
    paddingTop: isPhone ? 0 : 36,
  });
  return { ...virtual, offsetTop };
}

/** The lines of a quote: one grid for the keyboard, cards on the phone. Only what is in view is drawn. */
export function LineGrid({ ref, ...props }: LineGridProps & { ref: Ref<GridHandle> }) {
  const { document, editor, canEdit } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [opened, setOpened] = useState<OpenLine | null>(null);
  const views = useViews(props);
  const seesCost = document.revision.costs !== null;
  const columns = useMemo(() => columnsFor(seesCost), [seesCost]);
  const virtual = useRows({ views, grid: scroller, isPhone, canEdit });
  const accountId = document.quote.account?.id ?? null;
  const onUnit = useChangeUnit(editor, accountId);
  const grid = useGrid({
    editor,
    tax: document.tax,
    columns,
    canEdit: canEdit && !isPhone,
    focus: () => scroller.current?.focus({ preventScroll: true }),
    reveal: virtual.reveal,
    onUnit,
    onPasted: usePasted(editor, accountId, onUnit),
  });
  const { currency } = editor.draft.content;
  const { active, editing, actions } = grid;
  const changes = useRowChanges(editor, setOpened);
  useImperativeHandle(ref, () => ({
    addLast: (kind) => {
      const id = actions.addBelow(kind, views.length - 1);
      if (isPhone) changes.onDetails(id);
    },
  }));
  const { handleMenu, menu } = useLineContext({ ...changes, active, actions, views, canEdit: canEdit && !isPhone });
  return (
    <>
      <GridFrame
        scroller={scroller}
        grid={grid}
        columns={columns}
        views={views}
        isPhone={isPhone}
        height={virtual.height}
        label={t('offers:screens.lines')}
        currency={currency}
        onMenu={handleMenu}
      >
        {virtual.items.map(({ index, start }) => {
          const view = views[index];
          if (!view) return null;
          const own = { currency, canEdit, view, start: start - virtual.offsetTop };
          if (isPhone) return <LineCard key={view.line.id} {...own} onDetails={changes.onDetails} editor={editor} />;
          const place = active.row === index ? { activeColumn: active.column, editing } : { activeColumn: null, editing: null };
          return <LineRow key={view.line.id} {...own} {...place} {...{ columns, actions, accountId }} {...changes} />;
        })}
      </GridFrame>
      {menu}
      <LineWindows {...{ document, editor, views, canEdit, opened, onUnit }} onOpen={setOpened} onPick={changes.onPick} />
    </>
  );
}

type RowChanges = Pick<LineRowProps, 'onPatch' | 'onPick' | 'onDetails' | 'onCompare' | 'onParts'>;

/** What a row changes in the quote and opens beside it; the same at every draw. */
function useRowChanges(editor: DraftEditor, setOpened: (opened: OpenLine) => void): RowChanges {
  return useStable<RowChanges>({
    onPatch: (id, change) => editor.change((draft) => patchLine(draft, id, change)),
    onPick: (id, change, cost) => editor.change((draft) => setUnitCost(patchLine(draft, id, change), id, cost)),
    onDetails: (id) => setOpened({ what: 'details', id }),
    onCompare: (id) => setOpened({ what: 'prices', id }),
    onParts: (id) => setOpened({ what: 'parts', id }),
  });
}

/** So many codes are named at once. */
const mostCodes = 5;

/** After rows were pasted: how many, and which of them are products. */
function usePasted(
  editor: DraftEditor,
  accountId: string | null,
  onUnit: ReturnType<typeof useChangeUnit>,
): (pasted: Pasted | null) => void {
  const { t } = useTranslation();
  const recognise = usePastedProducts(editor, {
    accountId,
    onArchived: (codes) =>
      showProblem(
        new Error(t('offers:screens.pastedArchived', { count: codes.length, codes: codes.slice(0, mostCodes).join(', ') })),
      ),
  });
  return (pasted) => {
    if (pasted === null) return showProblem(new Error(t('offers:screens.tooManyLines', { count: maxLines })));
    const said = t('offers:screens.pasted', { count: pasted.rows });
    showDone(pasted.unread === 0 ? said : `${said} ${t('offers:screens.pastedUnread', { count: pasted.unread })}`);
    if (pasted.ids.length > 0) recognise(pasted);
    const units = new Set(pasted.units);
    const lines = pasted.draft.content.lines.filter(({ id }) => units.has(id));
    if (lines.length > 0) onUnit(new Map(lines.map(({ id, unit }) => [id, unit])));
  };
}

interface GridFrameProps {
  scroller: RefObject<HTMLDivElement | null>;
  grid: Grid;
  columns: readonly GridColumn[];
  views: readonly LineView[];
  isPhone: boolean;
  height: number;
  label: string;
  currency: string;
  onMenu: (event: MouseEvent) => void;
  children: ReactNode;
}

function GridFrame({ scroller, grid, columns, views, isPhone, height, label, currency, onMenu, children }: GridFrameProps) {
  const { t } = useTranslation();
  const titleOf = useColumnTitle(currency);
  const template = `44px ${columns.map(({ width }) => width).join(' ')} 44px`;
  const style: CSSProperties & { '--columns': string } = { '--columns': template };
  const active = views[grid.active.row]?.line;
  return (
    <div
      ref={scroller}
      className={classes['grid']}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={views.length + 1}
      aria-activedescendant={active && grid.editing === null && !isPhone ? `cell-${active.id}-${grid.active.column}` : undefined}
      aria-keyshortcuts="Enter Tab F2 Control+Enter Alt+ArrowUp Alt+ArrowDown Control+Delete Control+Z"
      onKeyDown={grid.handleKey}
      onPaste={grid.handlePaste}
      onContextMenu={onMenu}
      style={style}
    >
      {isPhone ? null : (
        <div className={classes['head']} role="row" aria-rowindex={1}>
          <span role="columnheader" aria-label={t('offers:columns.no')} />
          {columns.map(({ key, isNumeric }) => (
            <span key={key} role="columnheader" data-numeric={isNumeric || undefined}>
              {titleOf(key)}
            </span>
          ))}
          <span role="columnheader" aria-label={t('web:actions.more')} />
        </div>
      )}
      {views.length === 0 ? (
        <div role="row">
          <p role="gridcell" className={classes['emptyGrid']}>
            {t('offers:screens.noLinesHint')}
          </p>
        </div>
      ) : (
        <div role="rowgroup" className={classes['body']} style={{ height }}>
          {children}
        </div>
      )}
    </div>
  );
}
