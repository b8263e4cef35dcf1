import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { parseAmount } from '../../../platform/money.ts';
import { queryOf } from '../../../web/api.ts';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { DecimalInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { getProductParts } from '../../catalogue/parts/contract.ts';
import { sizeText } from '../../catalogue/units/rules.ts';
import type { OrderLine } from '../lines/contract.ts';
import type { LineDraft } from './line-draft.ts';
import classes from './order.module.css';
import { UnitField } from './unit-field.tsx';

export interface LineView {
  line: LineDraft;
  /** The line as it is kept; undefined for one that is new. */
  kept: OrderLine | undefined;
  netMinor: number;
  currency: string;
  mayEdit: boolean;
  /** Whether the table has a column for when each line is wanted. */
  hasDates: boolean;
  onChange: (patch: Partial<LineDraft>) => void;
  onRemove: () => void;
}

type Cell = 'item' | 'deliverOn' | 'quantity' | 'unit' | 'unitPrice' | 'discount' | 'tax' | 'net';

/** The cells of a line to read. */
function useReadCells({ line, kept, netMinor, currency }: LineView): Record<Cell, ReactNode> {
  const { t } = useTranslation();
  const format = useFormat();
  const price = parseAmount(line.unitPrice ?? '0', currency);
  const size = kept && kept.unit === line.unit ? sizeText(kept) : null;
  const theirs = kept?.customerNumber ? t('orders:screens.theirNumber', { number: kept.customerNumber }) : null;
  const period = kept?.period ? t(`orders:choices.period.${kept.period}`, { count: kept.periodCount ?? 1 }) : null;
  const parts = usePartsText(kept);
  return {
    item: (
      <>
        {line.name}
        <small>{[line.code, theirs, kept?.variant?.title, size, period, line.note].filter(Boolean).join(' · ')}</small>
        {parts.map((text) => (
          <small key={text}>{text}</small>
        ))}
      </>
    ),
    deliverOn: line.deliverOn === null ? '' : format.day(line.deliverOn),
    quantity: format.number(Number(line.quantity), 6),
    unit: line.unit ?? '',
    // A price per piece may have more decimals than the currency.
    unitPrice: price.ok ? format.money(price.value, currency) : format.number(Number(line.unitPrice), 8),
    discount: line.discountBp === 0 ? '' : format.basisPoints(line.discountBp, 2),
    tax: format.basisPoints(line.taxBp ?? 0),
    net: <b>{format.money(netMinor, currency)}</b>,
  };
}

/** What is in the bundle of a line, for whoever delivers it; nothing where it is none. */
function usePartsText(kept: OrderLine | undefined): string[] {
  const { t } = useTranslation();
  const format = useFormat();
  if (!kept || kept.parts.length === 0) return [];
  const parts = kept.parts.map(({ name, quantity, unit }) =>
    t('orders:screens.part', { name, quantity: [format.number(Number(quantity), 6), unit].filter(Boolean).join(' ') }),
  );
  return [t(kept.quantity === '1' ? 'orders:screens.contains' : 'orders:screens.eachContains'), ...parts];
}

/** The cells of a line to write. */
function useWriteCells(view: LineView): Record<Exclude<Cell, 'net'>, ReactNode> {
  const { t } = useTranslation();
  const { line, onChange } = view;
  const named = line.name === '' ? t('orders:screens.newLine') : line.name;
  const label = (column: Cell): string => t('orders:screens.cellOf', { column: t(`orders:columns.${column}`), name: named });
  return {
    item: (
      <div className={classes['stack']}>
        <TextInput
          aria-label={label('item')}
          value={line.name}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <VariantSelect line={line} onChange={onChange} />
      </div>
    ),
    deliverOn: (
      <DateInput aria-label={label('deliverOn')} value={line.deliverOn} onChange={(deliverOn) => onChange({ deliverOn })} />
    ),
    quantity: (
      <DecimalInput
        aria-label={label('quantity')}
        value={line.quantity}
        onChange={(quantity) => onChange({ quantity: quantity ?? '0' })}
      />
    ),
    unit: <UnitField label={label('unit')} line={line} onChange={onChange} />,
    unitPrice: (
      <DecimalInput
        aria-label={label('unitPrice')}
        value={line.unitPrice ?? null}
        onChange={(unitPrice) => onChange({ unitPrice: unitPrice ?? undefined })}
      />
    ),
    discount: (
      <PercentInput
        aria-label={label('discount')}
        value={line.discountBp}
        onChange={(discountBp) => onChange({ discountBp: discountBp ?? 0 })}
      />
    ),
    tax: (
      <PercentInput
        aria-label={label('tax')}
        value={line.taxBp ?? null}
        onChange={(taxBp) => onChange({ taxBp: taxBp ?? undefined })}
      />
    ),
  };
}

/** Which variant of its product a line is; nothing where it has none. */
function VariantSelect({ line, onChange }: Pick<LineView, 'line' | 'onChange'>) {
  const { t } = useTranslation();
  const { data } = useQuery({
    ...queryOf(getProductParts, { params: { id: line.productId ?? '' } }),
    enabled: line.productId !== null,
  });
  const variants = data?.variants.filter(({ id, isActive }) => isActive || id === line.variantId) ?? [];
  if (variants.length === 0) return null;
  return (
    <NativeSelect
      aria-label={t('orders:screens.variantOf', { name: line.name })}
      value={line.variantId ?? ''}
      data={[{ value: '', label: '—' }, ...variants.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(event) => onChange({ variantId: event.currentTarget.value || null })}
    />
  );
}

function RemoveLine({ line, onRemove }: Pick<LineView, 'line' | 'onRemove'>) {
  const { t } = useTranslation();
  const name = line.name === '' ? t('orders:screens.newLine') : line.name;
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={t('orders:screens.removeLine', { name })} onClick={onRemove}>
      <IconX size={16} />
    </ActionIcon>
  );
}

/** A line in the table. */
export function LineRow(view: LineView) {
  const [read, write] = [useReadCells(view), useWriteCells(view)];
  const cell = (key: Exclude<Cell, 'net'>): ReactNode => (view.mayEdit ? write[key] : read[key]);
  const [number, narrow] = [classes['number'], `${classes['number'] ?? ''} ${view.mayEdit ? (classes['narrow'] ?? '') : ''}`];
  return (
    <tr>
      <td className={classes['item']}>{cell('item')}</td>
      {view.hasDates ? <td className={view.mayEdit ? classes['day'] : undefined}>{cell('deliverOn')}</td> : null}
      <td className={narrow}>{cell('quantity')}</td>
      <td className={view.mayEdit ? classes['narrow'] : undefined}>{cell('unit')}</td>
      <td className={`${classes['number'] ?? ''} ${view.mayEdit ? (classes['price'] ?? '') : ''}`}>{cell('unitPrice')}</td>
      <td className={narrow}>{cell('discount')}</td>
      <td className={narrow}>{cell('tax')}</td>
      <td className={number}>{read.net}</td>
      {view.mayEdit ? (
        <td>
          <RemoveLine line={view.line} onRemove={view.onRemove} />
        </td>
      ) : null}
    </tr>
  );
}

/** A line on the phone. */
export function LineCard(view: LineView) {
  const { t } = useTranslation();
  const [read, write] = [useReadCells(view), useWriteCells(view)];
  if (!view.mayEdit)
    return (
      <li className={classes['line']}>
        <div className={classes['lineHead']}>
          <span className={classes['item']}>{read.item}</span>
          <span className="cd-num">{read.net}</span>
        </div>
        <div className={classes['lineFacts']}>
          <span>
            {read.quantity} {read.unit} × {read.unitPrice}
          </span>
          {read.discount === '' ? null : <span>−{read.discount}</span>}
          <span>
            {t('orders:columns.tax')} {read.tax}
          </span>
          {read.deliverOn === '' ? null : <span>{read.deliverOn}</span>}
        </div>
      </li>
    );
  return (
    <li className={classes['line']}>
      <div className={classes['lineHead']}>
        {write.item}
        <RemoveLine line={view.line} onRemove={view.onRemove} />
      </div>
      <div className={classes['lineCells']}>
        {(['quantity', 'unitPrice', 'discount', 'tax', 'unit', 'deliverOn'] as const).map((key) => (
          <div key={key}>
            <span className={classes['quiet']}>
              {key === 'unitPrice' ? t('orders:columns.unitPriceIn', { currency: view.currency }) : t(`orders:columns.${key}`)}
            </span>
            {write[key]}
          </div>
        ))}
      </div>
      <div className={classes['lineHead']}>
        <span className={classes['quiet']}>{t('orders:columns.net')}</span>
        <span className="cd-num">{read.net}</span>
      </div>
    </li>
  );
}
