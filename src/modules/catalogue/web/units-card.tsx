import { Checkbox, Radio, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { ProductParts } from '../parts/contract.ts';
import classes from './catalogue.module.css';
import { useSetParts } from './queries.ts';
import { RemoveCell } from './remove-cell.tsx';
import { SaveBar } from './save-bar.tsx';
import { blankUnit, countable, countedIn, factorIn, inputsOf, rowOf, type UnitRow } from './units-draft.ts';
import { usePartsDraft } from './use-parts-draft.ts';

interface UnitsCardProps {
  productId: string;
  parts: ProductParts;
  /** The unit that the product is counted and priced in. */
  own: string | null;
  currency: string;
  mayEdit: boolean;
}

/** Boxes, pallets, kilograms: in what else a product is sold, and how many of its own unit that is. */
export function UnitsCard({ productId, parts, own, currency, mayEdit }: UnitsCardProps) {
  const { t } = useTranslation();
  const save = useSetParts(productId);
  const draft = usePartsDraft({ version: parts.version, rows: parts.units.map(rowOf) }, ({ version, rows }) =>
    save.mutateAsync({ version, units: inputsOf(rows) }),
  );
  const { rows } = draft;
  const add = { label: t('catalogue:units.add'), onClick: () => draft.edit([...rows, blankUnit]) };
  const begin = (at: number | null): void => draft.edit(rows.map((row, index) => ({ ...row, isDefault: index === at })));
  const canAdd = mayEdit && own !== null;
  return (
    <Card title={t('catalogue:units.title')}>
      {rows.length === 0 || own === null ? (
        <EmptyState title={t('catalogue:units.none')} hint={t(own === null ? 'catalogue:units.noOwn' : 'catalogue:units.hint')} />
      ) : (
        <div className={classes['scroll']}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th>{t('catalogue:units.unit')}</th>
                <th>{t('catalogue:units.holds')}</th>
                <th className={classes['number']}>{t('catalogue:units.own')}</th>
                <th>{t('catalogue:units.sold')}</th>
                <th>{t('catalogue:units.default')}</th>
                <th aria-label={t('web:actions.more')} />
              </tr>
            </thead>
            <tbody>
              <OwnRow own={own} isDefault={rows.every((row) => !row.isDefault)} mayEdit={mayEdit} onBegin={() => begin(null)} />
              {rows.map((row, index) => (
                <Row
                  key={index}
                  row={row}
                  rows={rows}
                  own={own}
                  currency={currency}
                  mayEdit={mayEdit}
                  onChange={(patch) => draft.change(index, patch)}
                  onBegin={() => begin(index)}
                  onRemove={() => draft.remove(index)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {canAdd ? <SaveBar draft={draft} add={add} /> : null}
    </Card>
  );
}

interface OwnRowProps {
  own: string;
  isDefault: boolean;
  mayEdit: boolean;
  onBegin: () => void;
}

/** The unit that the others are counted in. */
function OwnRow({ own, isDefault, mayEdit, onBegin }: OwnRowProps) {
  const { t } = useTranslation();
  return (
    <tr>
      <td>{own}</td>
      <td className={classes['quiet']}>{t('catalogue:units.ownUnit')}</td>
      <td className={`${classes['number'] ?? ''} ${classes['quiet'] ?? ''}`}>{t('catalogue:units.listPrice')}</td>
      <td>
        <Sold name={own} isSold mayEdit={false} />
      </td>
      <td>
        <Default name={own} isDefault={isDefault} mayEdit={mayEdit} onBegin={onBegin} />
      </td>
      <td />
    </tr>
  );
}

interface RowProps {
  row: UnitRow;
  rows: readonly UnitRow[];
  own: string;
  currency: string;
  mayEdit: boolean;
  onChange: (patch: Partial<UnitRow>) => void;
  onBegin: () => void;
  onRemove: () => void;
}

function Row({ row, rows, own, currency, mayEdit, onChange, onBegin, onRemove }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, priceMinor, isSold, isDefault } = row;
  return (
    <tr>
      <td>
        {mayEdit ? (
          <TextInput
            aria-label={t('catalogue:units.unit')}
            value={name}
            maxLength={30}
            autoComplete="off"
            data-autofocus={name === '' || undefined}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
        ) : (
          name
        )}
      </td>
      <td>{mayEdit ? <Size row={row} rows={rows} own={own} onChange={onChange} /> : `= ${row.factor} ${own}`}</td>
      <td className={classes['number']}>
        {mayEdit ? (
          <MoneyInput
            aria-label={t('catalogue:units.own')}
            placeholder={t('catalogue:units.byFactor')}
            currency={currency}
            value={priceMinor}
            onChange={(value) => onChange({ priceMinor: value })}
          />
        ) : priceMinor === null ? (
          '—'
        ) : (
          format.money(priceMinor, currency)
        )}
      </td>
      <td>
        <Sold
          name={name}
          isSold={isSold}
          mayEdit={mayEdit}
          onChange={(next) => onChange({ isSold: next, isDefault: isDefault && next })}
        />
      </td>
      <td>
        <Default name={name} isDefault={isDefault} mayEdit={mayEdit && isSold} onBegin={onBegin} />
      </td>
      <RemoveCell name={name} mayEdit={mayEdit} onRemove={onRemove} />
    </tr>
  );
}

/** `= 40 [box]`, with what that is of the product's own unit. */
function Size({ row, rows, own, onChange }: Pick<RowProps, 'row' | 'rows' | 'own' | 'onChange'>) {
  const { t } = useTranslation();
  const others = countable(row, rows);
  const whole = row.of === '' ? null : factorIn(row, rows);
  return (
    <div className={classes['size']}>
      <span aria-hidden>=</span>
      <TextInput
        aria-label={t('catalogue:units.factor', { base: row.of || own })}
        value={row.factor}
        placeholder="12"
        inputMode="decimal"
        autoComplete="off"
        onChange={(event) => onChange({ factor: event.currentTarget.value })}
      />
      {others.length === 0 ? (
        <span>{own}</span>
      ) : (
        <Select
          aria-label={t('catalogue:units.of')}
          data={[{ value: '', label: own }, ...others.map((name) => ({ value: name, label: name }))]}
          value={row.of}
          allowDeselect={false}
          onChange={(of) => onChange(countedIn(row, of ?? '', rows))}
        />
      )}
      {whole === null ? null : (
        <span className={classes['quiet']}>{t('catalogue:units.equals', { factor: whole, base: own })}</span>
      )}
    </div>
  );
}

interface SoldProps {
  name: string;
  isSold: boolean;
  mayEdit: boolean;
  onChange?: (isSold: boolean) => void;
}

function Sold({ name, isSold, mayEdit, onChange }: SoldProps) {
  const { t } = useTranslation();
  if (!mayEdit) return isSold ? '✓' : '';
  return (
    <Checkbox
      aria-label={`${t('catalogue:units.sold')}: ${name}`}
      checked={isSold}
      onChange={(event) => onChange?.(event.currentTarget.checked)}
    />
  );
}

interface DefaultProps {
  name: string;
  isDefault: boolean;
  mayEdit: boolean;
  onBegin: () => void;
}

/** Which unit a line begins with. */
function Default({ name, isDefault, mayEdit, onBegin }: DefaultProps) {
  const { t } = useTranslation();
  if (!mayEdit) return isDefault ? '✓' : '';
  return <Radio aria-label={`${t('catalogue:units.default')}: ${name}`} checked={isDefault} onChange={onBegin} />;
}
