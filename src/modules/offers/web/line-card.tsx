import { ActionIcon, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import { cellText } from './cells.ts';
import { setCell } from './draft.ts';
import { LineChips } from './line-chips.tsx';
import type { LineView } from './line-view.ts';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';

interface LineCardProps {
  view: LineView;
  start: number;
  editor: DraftEditor;
  currency: string;
  canEdit: boolean;
  onDetails: (id: string) => void;
}

/** A line on the phone: quantity and discount are changed here, the rest in its details. */
export function LineCard({ view, start, editor, currency, canEdit, onDetails }: LineCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { line, no, theirs, amounts, section } = view;
  const style: CSSProperties = { transform: `translateY(${start}px)` };
  const minor = line.kind === 'section' ? section?.amountMinor : amounts?.amountMinor;
  const amount = minor === undefined ? null : <b className="cd-num">{format.money(minor, currency)}</b>;
  if (line.kind !== 'item')
    return (
      <div role="row" className={classes['card']} data-kind={line.kind} style={style}>
        <div role="gridcell" className={classes['cardHead']}>
          <span className="cd-ellipsis">{line.name}</span>
          {amount}
          {canEdit ? <OpenDetails line={line} onDetails={onDetails} /> : null}
        </div>
      </div>
    );
  return (
    <div role="row" className={classes['card']} data-uncounted={amounts?.isCounted === false || undefined} style={style}>
      <div role="gridcell" className={classes['cardHead']}>
        <span className="cd-ellipsis">
          {no}. {line.name || t('offers:screens.emptyName.item')}
          {theirs === undefined ? null : (
            <small className={classes['quiet']}> {t('offers:screens.theirNumber', { number: theirs })}</small>
          )}
        </span>
        <OpenDetails line={line} onDetails={onDetails} />
      </div>
      <div role="gridcell" className={classes['cardCells']}>
        {canEdit ? (
          <CardCell key={line.quantity} view={view} column="quantity" editor={editor} currency={currency} />
        ) : (
          <span>{format.number(Number(line.quantity))}</span>
        )}
        <span className={classes['quiet']}>
          {line.unit} × {line.unread?.unitPrice === '' ? '—' : format.unitPrice(line.unitPrice, currency)}
        </span>
        {canEdit ? (
          <CardCell view={view} column="discount" editor={editor} currency={currency} />
        ) : (
          <span className={classes['quiet']}>{cellText(line, 'discount', undefined, currency)}</span>
        )}
      </div>
      <div role="gridcell" className={classes['cardFoot']}>
        <span className={classes['chips']}>
          <LineChips view={view} />
        </span>
        {amount}
      </div>
    </div>
  );
}

function OpenDetails({ line, onDetails }: Pick<LineView, 'line'> & Pick<LineCardProps, 'onDetails'>) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      className="cd-touch"
      aria-label={t('offers:screens.lineMenu', { name: line.name })}
      onClick={() => onDetails(line.id)}
    >
      <IconDots size={18} />
    </ActionIcon>
  );
}

interface CardCellProps extends Pick<LineCardProps, 'view' | 'editor' | 'currency'> {
  column: 'quantity' | 'discount';
}

function CardCell({ view: { line, faults }, column, editor, currency }: CardCellProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      aria-label={`${t(`offers:columns.${column}`)}: ${line.name}`}
      inputMode="decimal"
      w={column === 'quantity' ? 72 : 84}
      placeholder={column === 'discount' ? '%' : ''}
      error={faults.has(column)}
      value={typed ?? cellText(line, column, undefined, currency)}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== null) editor.change((draft) => setCell(draft, line.id, column, typed));
        setTyped(null);
      }}
    />
  );
}
